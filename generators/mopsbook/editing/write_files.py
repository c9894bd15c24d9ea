"""Write files all or none: everything is put down beside the book first, and moved to its place only then."""

import contextlib
import os
import shutil
import tempfile
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from pathlib import Path

from mopsbook.errors import SetupError

# Beside the book, on the same disk, and known to git as ours.
_STAGING = Path(".mopsbook")


def write_files(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write each file, relative to the root, and delete each that is to hold None.

    What cannot be written or deleted leaves everything as it was. Raises SetupError then.
    """
    if not files:
        return
    staging: Path | None = None
    try:
        (root / _STAGING).mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=root / _STAGING))
        moves: list[tuple[Path | None, Path]] = []
        for number, (name, content) in enumerate(files.items()):
            if content is None:
                moves.append((None, root / name))
                continue
            place = _follow(root, name)
            beside = staging / str(number)
            beside.write_bytes(content)
            if place.is_file():
                shutil.copymode(place, beside)
                with place.open("ab"):
                    pass  # a file that may not be written is found out before any other is
            place.parent.mkdir(parents=True, exist_ok=True)
            moves.append((beside, place))
        _move(moves, staging)
    except OSError as error:
        raise SetupError(
            f"`{error.filename or root}` cannot be written: {error.strerror}",
            "Mend that and run the command again; what it has done already it will find unchanged.",
        ) from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
            with contextlib.suppress(OSError):
                # Where nothing else of ours is kept, nothing of ours stays.
                staging.parent.rmdir()


def edited(root: Path, path: str, before: str, after: str) -> bytes:
    """Return the content of a file, as it is to be, with the byte-order mark that it has.

    `before` is its text as it was read. Raises SetupError if it is another one by now, or cannot be read.
    """
    try:
        content = (root / path).read_bytes()
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}") from error
    mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    if content != mark + before.encode():
        raise SetupError(f"{path} was changed just now", "Run the command again.")
    return mark + after.encode()


def _follow(root: Path, name: str) -> Path:
    """Return where a file stands: a link is written through, not replaced, but never to what is none of the book's."""
    place = (root / name).resolve()
    # The knowledge itself may lie elsewhere, by a link that leads there as a whole.
    homes = [root.resolve(), *([] if name.startswith(".") else [(root / Path(name).parts[0]).resolve()])]
    if not any(place.is_relative_to(home) for home in homes):
        raise SetupError(f"{name} is a link to {place}, outside of the book", "Put the file itself there.")
    return place


def _move(moves: Sequence[tuple[Path | None, Path]], staging: Path) -> None:
    """Move every file to its place; those that go are moved out of theirs. If one cannot be, undo the others."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for number, (beside, place) in enumerate(moves):
            before = staging / f"{number}.before" if os.path.lexists(place) else None
            if before is not None and beside is None:
                place.replace(before)
            elif before is not None:
                shutil.copy2(place, before)
            if beside is not None:
                beside.replace(place)
            done.append((place, before))
    except OSError as error:
        for written, before in reversed(done):
            with contextlib.suppress(OSError):
                written.unlink() if before is None else before.replace(written)
        # Whoever reads this knows the file of the book, and not the one beside it.
        raise OSError(error.errno, error.strerror, os.fspath(place)) from error
