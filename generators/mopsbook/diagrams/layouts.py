"""Layouts: what Graphviz answered in earlier runs, by what it was asked. Deleted, old or damaged, it costs time and changes nothing."""

import hashlib
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from mopsbook.kept import digest, read_kept, write_kept


class Layouts:
    """Answers of one Graphviz, kept in a folder. `sign` says which one it is; it is called when the first answer is wanted."""

    def __init__(self, folder: Path, sign: Callable[[], str]) -> None:
        self._path = folder / "layouts.json"
        self._sign = sign
        self._basis = ""
        self._known: dict[str, str] = {}
        self._used: dict[str, str] = {}

    def answer(self, source: str, ask: Callable[[str], str]) -> str:
        """Return the answer to a graph in DOT, as it was given before or else as `ask` gives it now."""
        if not self._basis:
            # Another processor may round in another way, and caches travel between machines.
            self._basis = digest([self._sign(), sys.platform, platform.machine()])
            known = read_kept(self._path, self._basis)
            self._known = known if isinstance(known, dict) else {}
        key = hashlib.sha256(source.encode()).hexdigest()
        if key not in self._used:
            known = self._known.get(key)
            self._used[key] = known if isinstance(known, str) else ask(source)
        return self._used[key]

    def save(self) -> None:
        """Write down what was used in this run, if that is not what is there, and forget the rest."""
        if self._used != self._known:
            write_kept(self._path, self._basis, self._used)
