"""Document: one thing that was described, where it stands, and what is wrong with how it was written."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from mopsbook.kinds.kind import Kind
from mopsbook.reading.places import Places, Pointer
from mopsbook.reading.read import Problem

__all__ = ["Document", "Pointer", "Source", "Trouble", "Violation", "name_of"]


class Source(Struct, frozen=True, dict=True):
    """A file as it was read. `path` is relative to the root of the book, with forward slashes."""

    path: str
    text: str

    @cached_property
    def digest(self) -> str:
        """A digest of its text."""
        return hashlib.sha256(self.text.encode(errors="surrogatepass")).hexdigest()

    @cached_property
    def places(self) -> Places:
        """Where each value stands; worked out only when somebody asks."""
        return Places(self.text)

    @cached_property
    def may_mention(self) -> bool:
        """Whether some prose in it may name other documents; asked once for a file of many."""
        return "[[" in self.text

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends, as an editor counts them."""
        text = self.text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in self.text else self.text
        return text.split("\n")


class Trouble(Struct, frozen=True):
    """A file that gave no document, or only part of one: the rule it breaks, and the place."""

    rule: str
    path: str
    problem: Problem
    source: Source | None = None


class Violation(Struct, frozen=True):
    """A value that its schema does not allow. `pointer` is relative to the document; `on_key` points at the key.

    `meant` is the field that is missing, or that a misspelt key was probably meant to be.
    """

    pointer: Pointer
    message: str
    hint: str = ""
    on_key: bool = False
    meant: Pointer = ()


class Document(Struct, frozen=True, dict=True):
    """One entity as it was written.

    `data` is sound: whatever its schema does not allow has been taken out (and is listed in `violations`), so that
    rules and pages may rely on the types. `blanks` are the pointers at which null or a placeholder stood. `base` is
    where the document begins in its file: () for a file of its own, ("terms", 3) for the fourth item of a file of
    many.
    """

    kind: Kind
    id: str
    data: Mapping[str, Any]
    source: Source
    base: Pointer = ()
    violations: tuple[Violation, ...] = ()
    blanks: Mapping[Pointer, str] = {}
    inherited: frozenset[str] = frozenset()

    @cached_property
    def facts(self) -> str:
        """A digest of all that it says but for the prose at its top level, which hardly a page but its own shows."""
        by_name = self.kind.by_name
        said = {name: value for name, value in self.data.items() if name not in by_name or not by_name[name].prose}
        # No file holds half of a pair of UTF-16, and JSON says it as it says all else.
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode("ascii")).hexdigest()[:24]

    @property
    def title(self) -> str:
        """The name people use; the id if it has none."""
        return self.data.get("title") or self.id

    @cached_property
    def key(self) -> tuple[str, str]:
        """What it is known by: kind and id."""
        return (self.kind.name, self.id)

    @property
    def path(self) -> str:
        """The file, relative to the root of the book."""
        return self.source.path

    def in_file(self, pointer: Pointer) -> Pointer:
        """Return a pointer within this document as a pointer within its file."""
        if self.base and pointer and pointer[0] in self.inherited:
            return pointer
        return (*self.base, *pointer)

    def get(self, pointer: Pointer) -> Any:
        """Return the value at a pointer, or None."""
        value: Any = self.data
        for step in pointer:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def is_spoilt(self, pointer: Pointer) -> bool:
        """Return whether a violation stands there, around it or within it: then no rule calls it missing as well."""
        around, spoilt = self._spoilt
        return pointer in around or any(pointer[:length] in spoilt for length in range(len(pointer)))

    @cached_property
    def _spoilt(self) -> tuple[frozenset[Pointer], frozenset[Pointer]]:
        """Where the violations stand, with and without all that is around them."""
        spoilt = frozenset(violation.meant or violation.pointer for violation in self.violations)
        return frozenset(place[:length] for place in spoilt for length in range(len(place) + 1)), spoilt

    @property
    def stem(self) -> Path:
        """The file's name without its ending."""
        return Path(Path(self.path).stem)


def name_of(sound: Mapping[str, Any], source: Source, base: Pointer) -> str:
    """Return the id of a document; without one the name of its file or, in a file of many, one made from its title."""
    if sound.get("id"):
        return str(sound["id"])
    if not base:
        return PurePosixPath(source.path).stem
    return (
        re.sub(r"[^a-z0-9]+", "-", str(sound.get("title", "")).casefold()).strip("-")
        or f"{base[0]}-{int(base[-1]) + 1}"
    )
