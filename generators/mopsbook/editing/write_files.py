"""Write files all or none: everything is put down beside the book first, and moved to its place only then."""

import contextlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mopsbook.errors import SetupError

# Beside the book, on the same disk, and known to git as ours.
_STAGING = Path(".mopsbook")


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write each file, relative to the root. What cannot be written leaves everything as it was."""
    if not files:
        return
    staging: Path | None = None
    try:
        (root / _STAGING).mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=root / _STAGING))
        moves: list[tuple[Path, Path]] = []
        for number, (name, content) in enumerate(files.items()):
            # A link is written through, not replaced.
            place = (root / name).resolve()
            beside = staging / str(number)
            beside.write_bytes(content)
            if place.is_file():
                shutil.copymode(place, beside)
                with place.open("ab"):
                    pass  # a file that may not be written is found out before any other is
            place.parent.mkdir(parents=True, exist_ok=True)
            moves.append((beside, place))
        for beside, place in moves:
            beside.replace(place)
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
