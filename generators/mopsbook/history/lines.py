"""Lines: rows of bytes, one behind the other; once they are many they lie in a file without a name, and not in memory."""

import os
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import IO

# Of that many bytes nobody feels the weight, and most books never have more to tell.
_FEW = 1 << 20
_BLOCK = 1 << 18


class Lines:
    """Takes lines that hold no line end, and gives each back by its number. In memory there are eight bytes for each of them."""

    def __init__(self, few: int = _FEW) -> None:
        """`few` is how many bytes are held in memory before they are put away."""
        self._few = few
        # Where each line begins, and where the next one will.
        self._starts = array("Q", [0])
        self._file: IO[bytes] | None = None
        # What is not in the file yet, and where that begins.
        self._rest, self._filed = bytearray(), 0

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, line: bytes) -> int:
        """Take a line and return its number."""
        self._rest += line
        self._rest.append(10)
        self._starts.append(self._filed + len(self._rest))
        if len(self._rest) > self._few:
            self._put_away()
        return len(self._starts) - 2

    def __getitem__(self, number: int) -> bytes:
        return self._read(self._starts[number], self._starts[number + 1] - 1)

    def blocks(self, number: int) -> Iterator[bytes]:
        """Yield that many lines from the first one on, as many of them at once as are quick to read and write."""
        begin, whole = 0, self._starts[number]
        while begin < whole:
            end = self._starts[bisect_right(self._starts, begin + _BLOCK, hi=number + 1) - 1]
            if end <= begin:
                # One line is longer than a block.
                end = self._starts[bisect_right(self._starts, begin, hi=number + 1)]
            yield self._read(begin, end - 1)
            begin = end

    def _read(self, begin: int, end: int) -> bytes:
        if begin >= self._filed:
            return bytes(self._rest[begin - self._filed : end - self._filed])
        behind = self._read(self._filed, end) if end > self._filed else b""
        assert self._file is not None
        size = min(end, self._filed) - begin
        # Pages are made in forked processes, which share one position in the file.
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, begin) + behind
        self._file.seek(begin)
        return self._file.read(size) + behind

    def _put_away(self) -> None:
        try:
            self._file = self._file or tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
            self._file.seek(self._filed)
            left = memoryview(self._rest)
            while left:
                left = left[self._file.write(left) :]
        except OSError:
            # Where there is no room for a file, there may be in memory.
            self._few = len(self._rest) * 2
            return
        self._filed += len(self._rest)
        self._rest = bytearray()
