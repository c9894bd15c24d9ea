"""Files that are written whole or not at all: whatever stops us (no room on the disk, Ctrl+C), what stood there still stands there."""

import os
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file. A link is written through, not replaced; a pipe is written into. Raises OSError."""
    if is_passage(file):
        file.write_bytes(content)
        return
    place = Path(os.path.realpath(file))
    beside = put_beside(place, content)
    try:
        beside.replace(place)
    except BaseException:
        _forget(beside)
        raise


def is_passage(file: Path) -> bool:
    """Return whether what is there is a pipe or a device (/dev/stdout): nothing can be moved to its place."""
    return file.exists() and not (file.is_file() and file.parent != Path("/dev"))


def put_beside(place: Path, content: bytes) -> Path:
    """Return a file beside a place, with the rights that what stands at the place has, to be moved there. Raises OSError."""
    # Whoever only reads, as a check does, need not wait for it.
    import tempfile

    try:
        handle, name = tempfile.mkstemp(prefix=f".{place.name[:100]}-", dir=place.parent)
    except OSError as error:
        # Nobody knows the file that could not be made.
        raise OSError(error.errno, error.strerror, os.fspath(place)) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
        # What makes temporary files lets nobody else read them.
        beside.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask())
    except BaseException:
        _forget(beside)
        raise
    return beside


def _forget(beside: Path) -> None:
    with suppress(OSError):
        beside.unlink()


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
