"""Files that keep results between runs: written whole or not at all, believed only if they are whole and on the same basis.

Where a machine decides about a change or publishes a site (`CI` is set), nothing is kept and nothing kept is believed: a
change could bring along a folder that says of its own files that they are sound, or tells a history that never was.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from mopsbook import __version__
from mopsbook.hosts.ci import in_ci

# The libraries behind what is read of a file.
READERS = ("yaml-rs", "jsonschema-rs", "pyyaml")


def read_kept(path: Path, basis: str) -> Any:
    """Return what was written on the same basis; None if there is nothing, nothing whole, or a machine decides."""
    if in_ci():
        return None
    try:
        head, body = path.read_bytes().split(b"\n", 1)
        if head.decode("ascii") != f"{basis} {hashlib.sha256(body).hexdigest()}":
            return None
        return json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None


class Plain(str):
    """JSON, as part of a value to be kept, where that was written already."""

    __slots__ = ()


def say_plainly(value: Any) -> Plain:
    """Return a value as JSON without blanks, in ASCII."""
    return Plain(_SAY.encode(value))


# What is said is made of what was read, so nothing in it holds itself.
_SAY = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def write_kept(path: Path, basis: str, value: Any) -> None:
    """Write a value that JSON can say. A file that cannot be written is left alone: that is no reason not to build."""
    if in_ci():
        return
    _write(path, basis, [say_plainly(value).encode("ascii")])


def read_kept_lines(path: Path, basis: str) -> Iterator[bytes]:
    """Yield the lines that were written on the same basis, without their ends, one at a time; none where `read_kept` says None."""
    if in_ci():
        return
    try:
        with path.open("rb") as file:
            head, begin, body = file.readline(_LONGEST_HEAD), file.tell(), hashlib.sha256()
            while block := file.read(_BLOCK):
                body.update(block)
            if head == _head(basis, body.hexdigest()):
                file.seek(begin)
                for line in file:
                    yield line[:-1]
    except (OSError, ValueError):
        return


def write_kept_lines(path: Path, basis: str, lines: Iterable[bytes]) -> None:
    """Write lines, none of which holds a line end, as `write_kept` writes a value; never all of them are in memory."""
    if not in_ci():
        _write(path, basis, (line + b"\n" for line in lines))


_LONGEST_HEAD, _BLOCK = 1_000, 1 << 18
_AT_ONCE = 100


def _head(basis: str, body: str) -> bytes:
    return f"{basis} {body}\n".encode("ascii")


def _write(path: Path, basis: str, parts: Iterable[bytes]) -> None:
    import tempfile

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Nobody wants to commit this, and not every book has a line for it in its own .gitignore.
        path.with_name(".gitignore").write_text("*\n", encoding="ascii")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "wb") as file:
                body = hashlib.sha256()
                # What the head says of the body is known when that is written; it is as long as this.
                file.write(_head(basis, body.hexdigest()))
                for part in parts:
                    body.update(part)
                    file.write(part)
                file.seek(0)
                file.write(_head(basis, body.hexdigest()))
            Path(name).replace(path)
        except BaseException:
            # Whatever stopped it, Ctrl+C too: half a file is of no use to anybody.
            with suppress(OSError):
                Path(name).unlink()
            raise


# Where fewer values are used, to make them takes no longer than to read a file of them; and to write all of them anew for the
# sake of a few takes longer than to make these again.
FEW = 300
_SHARE = 50


class Kept:
    """Values by a key that says all they follow from: those used in one run are there in the next, the rest is forgotten."""

    def __init__(self, path: Path, basis: str | Callable[[], str]) -> None:
        """Take what a file has. A basis that takes long may be a function, called where there is something to read or to write."""
        self._path = path
        self._basis = cache(basis if callable(basis) else lambda: basis)
        # A folder that somebody else made may not be looked into: pathlib raises then.
        known = read_kept(path, self._basis()) if os.path.isfile(path) and not in_ci() else None  # noqa: PTH113
        self._known: dict[str, Any] = known if isinstance(known, dict) else {}
        self._used: dict[str, Any] = {}
        self._new = 0

    def get_ready(self) -> None:
        """Work out now what has to be known in the end."""
        if not in_ci():
            self._basis()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known, so that nobody need make keys to ask."""
        return not self._known

    def take(self, key: str) -> Any:
        """Return what is known under a key, or None."""
        value = self._known.get(key)
        if value is not None:
            self._used[key] = value
        return value

    def keep(self, key: str, value: Any) -> None:
        """Remember a value that JSON can say, or what JSON says of it."""
        self._new += key not in self._used
        self._used[key] = value

    def is_worth(self, number: int) -> bool:
        """Return whether so many values would be written down at the end, so that it pays to make them ready."""
        return number >= FEW and not in_ci()

    def save(self) -> None:
        """Write down what was used in this run, if enough of it has changed."""
        gone = len(self._known) - (len(self._used) - self._new)
        if not in_ci() and len(self._used) >= FEW and (self._new + gone) * _SHARE > len(self._used):
            _write(self._path, self._basis(), self._parts())

    def _parts(self) -> Iterator[bytes]:
        """Yield what JSON says of all that was used, some values at once: as a whole it would have to be copied several times."""
        begin, left = "{", iter(self._used.items())
        while some := list(islice(left, _AT_ONCE)):
            said = (f"{_SAY.encode(key)}:{_SAY.encode(one) if type(one) is not Plain else one}" for key, one in some)
            yield f"{begin}{','.join(said)}".encode("ascii")
            begin = ","
        yield b"}"


def digest(value: Any) -> str:
    """Return a short name of a value, for files that depend on it and for what is kept in them.

    The order of keys counts: what is told of a document is told in the order of its schema.
    """
    text = json.dumps(value, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]


@cache
def code_of(rooms: tuple[str, ...], libraries: tuple[str, ...] = READERS) -> str:
    """Return a digest of our version, of the code of some rooms and of what all rooms share, and of the versions of libraries.

    What is kept goes by it, so that nobody has to think of a version number when the code changes. Raises ValueError for what is
    no room, which nobody would miss otherwise once it has another name.
    """
    from importlib.metadata import PackageNotFoundError, version

    package = Path(__file__).resolve().parent
    if missing := [room for room in rooms if not (package / room).is_dir()]:
        raise ValueError(f"no rooms of mopsbook: {', '.join(missing)}")
    code = hashlib.sha256(__version__.encode())
    for path in sorted({*package.glob("*.py"), *(path for room in rooms for path in (package / room).rglob("*.py"))}):
        code.update(path.relative_to(package).as_posix().encode() + _read_code(path))
    for name in libraries:
        # A copy without its metadata works as well.
        with suppress(PackageNotFoundError):
            code.update(f"{name} {version(name)}".encode())
    return code.hexdigest()


@cache
def _read_code(path: Path) -> bytes:
    # Several things are kept, and most of them go by some of the same rooms.
    return hashlib.sha256(path.read_bytes()).digest()
