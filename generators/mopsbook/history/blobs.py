"""Old versions of files, by their id."""

from collections.abc import Iterable, Sequence
from typing import IO, Self

from mopsbook.history.git import PIPE, Program, Repository, make_room, start

# A document of that size was not written by hand; reading every version of it would take longer than it is worth.
_MOST_BYTES = 8_000_000

# So many names fit into the smallest pipe there is, so that neither side can wait for the other.
_AT_ONCE = 60


class Blobs:
    """Old versions of files, by their id: one git process for all, started when the first is asked for."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process: Program | None = None
        self._starts = 0
        self._ahead: dict[str, bytes | None] = {}
        self._asked: list[str] = []
        self.lost = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def begin(self) -> None:
        """Start git now, for the first who asks."""
        self._write(())

    def read(self, blob: str) -> bytes | None:
        """Return the content, or None (and count it as lost) if the repository does not have it."""
        if blob not in self._ahead:
            self._take_asked()
        found = self._ahead[blob] if blob in self._ahead else next(iter(self._read_all([blob])), None)
        self.lost += found is None
        return found

    def ask(self, blobs: Iterable[str]) -> None:
        """Let git look up some versions of which most will be fetched next, while we do something else."""
        self._take_asked()
        self._asked = [one for one in dict.fromkeys(filter(None, blobs)) if one not in self._ahead][:_AT_ONCE]
        self._write(self._asked)

    def fetch(self, blobs: Iterable[str]) -> None:
        """Ask for versions that will be read next, all at once: git looks them up while we wait for none of them."""
        # What was fetched before and not read is not needed any more.
        self._ahead = {}
        self._take_asked()
        wanted = [one for one in dict.fromkeys(filter(None, blobs)) if one not in self._ahead]
        for begin in range(0, len(wanted), _AT_ONCE):
            some = wanted[begin : begin + _AT_ONCE]
            self._ahead.update(zip(some, self._read_all(some), strict=False))

    def _take_asked(self) -> None:
        asked, self._asked = self._asked, []
        self._ahead.update(zip(asked, self._receive(len(asked)), strict=False))

    def _read_all(self, names: Sequence[str]) -> list[bytes | None]:
        """Return the contents by these names; fewer if git ended."""
        self._write(names)
        return self._receive(len(names))

    def _write(self, names: Sequence[str]) -> None:
        try:
            process = self._process or self._start()
            assert process.stdin is not None
            process.stdin.write(b"".join([name.encode("ascii") + b"\n" for name in names]))
            process.stdin.flush()
        except OSError:
            self._stop()

    def _receive(self, number: int) -> list[bytes | None]:
        found: list[bytes | None] = []
        try:
            while self._process is not None and len(found) < number:
                assert self._process.stdout is not None
                head = self._process.stdout.readline().rsplit(maxsplit=2)
                if not head:
                    self._stop()
                    break
                whole = len(head) == 3 and head[2].isdigit()
                found.append(_take(self._process.stdout, int(head[2])) if whole else None)
        except OSError:
            self._stop()
        return found

    def _start(self) -> Program:
        self._starts += 1
        if self._starts > 3:
            raise OSError
        self._process = start(self._repository.folder, "cat-file", "--batch", stdin=PIPE)
        make_room(self._process)
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            for stream in (process.stdin, process.stdout):
                try:
                    if stream is not None:
                        stream.close()
                except OSError:
                    pass
            process.wait()


def _take(stream: IO[bytes], size: int) -> bytes:
    if size <= _MOST_BYTES:
        return stream.read(size + 1)[:size]
    left = size + 1
    while left:
        left -= len(stream.read(min(left, 1 << 20))) or left
    return b""
