"""Read a version of a file that is nearly the one before: only the fields whose lines are other ones are read.

An edit touches a line or two, and a long past holds tens of thousands of edits. A file is a row of fields, each from its key
to the next; where all is plain, a field says the same wherever it stands. Where anything is not plain, there is no answer,
and the file is read as every file is.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Self

from mopsbook.documents.blanks import take_out_blanks
from mopsbook.documents.compute import compute
from mopsbook.documents.document import Document
from mopsbook.kinds.kind import Kind
from mopsbook.reading.read import read_yaml
from mopsbook.reading.references import may_have_references

# Where a field begins, and its name if that is plain. A pattern that begins with a line end is found many times as fast as one
# that asks for the begin of a line.
_FIELD = re.compile(rb"\n(?:([A-Za-z_][A-Za-z0-9_-]*)(?=:[ \n])|[A-Za-z_])")
_LETTER = re.compile(rb"[A-Za-z_]")
# Before the first field may stand comments. A mark of another document, and lines that end in another way, are not plain.
_HEAD = re.compile(rb"(?:#.*\n|\n)*\Z")
_MARK = re.compile(rb"\n(?:---|\.\.\.|%|\?)")
_ODD_ENDS = re.compile(rb"\xef\xbb\xbf|\xc2\x85|\xe2\x80[\xa8\xa9]")
# Several words on one line, which no reader of YAML takes for anything but text.
_WORDS = re.compile(rb"[A-Za-z_][A-Za-z0-9_-]*: ([A-Za-z][A-Za-z0-9]* [A-Za-z0-9,.;()/' -]*[A-Za-z0-9.)])\n*\Z")

_LINE_END = 10
# Short fields say the same over and over. So many of them are known at once, none of them longer than that.
_MOST_KNOWN, _LONGEST_KNOWN = 5_000, 120
# What a field says, where it is not plain: no value is this one.
_UNSURE = object()


class Fields:
    """Reads fields of a kind from their texts."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._known: dict[bytes, Any] = {}

    def read(self, name: str, text: bytes) -> Any:
        """Return what the text of a field says; `_UNSURE` if that is not plain."""
        if len(text) > _LONGEST_KNOWN:
            return self._read(name, text)
        if text not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[text] = self._read(name, text)
        return self._known[text]

    def _read(self, name: str, text: bytes) -> Any:
        words = _WORDS.match(text)
        if words:
            value: Any = {name: words[1].decode("ascii")}
        else:
            reading = None if _is_odd(text) else read_yaml(text)
            value = reading.value if reading and not reading.problems else None
            if not isinstance(value, dict) or list(value) != [name]:
                return _UNSURE
        return _UNSURE if take_out_blanks(value, self.kind)[1] else value[name]


class Version:
    """What a version of a file says of an entity, field by field.

    `starts` are where its fields begin, and last where it ends; before the first of them is the head.
    """

    __slots__ = ("_content", "_data", "_fields", "_names", "_starts", "kind")

    def __init__(
        self, fields: Fields, content: bytes, starts: Sequence[int], names: Sequence[str], data: dict[str, Any]
    ) -> None:  # fmt: skip
        self._fields, self._content, self._starts, self._names, self._data = fields, content, starts, names, data
        self.kind = fields.kind

    @classmethod
    def of(cls, document: Document, content: bytes, reader: Fields) -> Self | None:
        """Return the version of a document that is alone in its file and has nothing wrong with it; None if it is not plain."""
        if document.kind.hidden or document.base or document.violations or document.blanks:
            return None
        found = _find_fields(content)
        if not found or not found[0] or not _HEAD.match(content[: found[0][0]]) or _is_odd(content):
            return None
        (starts, names), data = found, document.data
        # What was computed stands behind what was written.
        if list(data)[: len(names)] != names or may_have_references(content.decode("utf-8")):
            return None
        return cls(reader, content, [*starts, len(content)], names, {name: data[name] for name in names})

    def read(self, content: bytes) -> "tuple[Version, dict[str, Any]] | None":
        """Return what the next version says, and its data; None if it must be read as a whole."""
        edited = self._find_edited(content)
        if edited is None:
            return None
        first, last = edited
        starts, end = self._starts, len(content) - len(self._content) + self._starts[last]
        found = _find_fields(content[starts[first] : end])
        if found is None:
            return None
        begins, own = [starts[first] + begin for begin in found[0]], found[1]
        if starts[first] < end and begins[:1] != [starts[first]]:
            # Something stands there that is no field.
            return None
        changes = self._read_fields(content, [*begins, end], own, self._texts(first, last))
        if changes is None:
            return None
        raw, names = {**self._data, **changes}, self._names
        if own != names[first:last]:
            names = [*names[:first], *own, *names[last:]]
            raw = {name: raw[name] for name in names}
        if len(raw) != len(names) or raw.get("kind") != self.kind.name or not raw.get("id"):
            return None
        if self.kind.many in raw or not self._is_valid(raw, changes):
            return None
        moved = end - starts[last]
        starts = [*starts[:first], *begins, *[start + moved for start in starts[last:]]]
        return Version(self._fields, content, starts, names, raw), compute(raw, self.kind)

    def _find_edited(self, content: bytes) -> tuple[int, int] | None:
        """Return which fields are other ones in the next version: the first, and that behind the last; None if its head is."""
        old, starts, number = self._content, self._starts, len(self._names)
        if not content.startswith(old[: starts[0]]):
            return None
        first = bisect_left(range(number), True, key=lambda at: not content.startswith(old[: starts[at + 1]]))
        if first and starts[first] < len(content) and not _LETTER.match(content, starts[first]):
            # What follows does not begin a field: it goes on with the one before.
            first -= 1
        begin = starts[first]
        last = bisect_left(range(number), True, first, key=lambda at: content.endswith(old[starts[at] :], begin))
        above = len(content) - len(old) + starts[last]
        if last < number and above > begin and content[above - 1] != _LINE_END:
            last += 1
        return first, last

    def _texts(self, first: int, last: int) -> dict[bytes, Any]:
        """Return what some of the fields say, by their texts."""
        bounds = self._starts[first : last + 1]
        texts = (self._content[begin:end] for begin, end in pairwise(bounds))
        return {text: self._data[name] for text, name in zip(texts, self._names[first:last], strict=True)}

    def _read_fields(
        self, content: bytes, bounds: Sequence[int], names: Sequence[str], known: Mapping[bytes, Any]
    ) -> dict[str, Any] | None:  # fmt: skip
        """Return what fields with these bounds say; None if that is not plain."""
        found: dict[str, Any] = {}
        for name, (begin, end) in zip(names, pairwise(bounds), strict=True):
            text = content[begin:end]
            value = known[text] if text in known else self._fields.read(name, text)
            if value is _UNSURE:
                return None
            found[name] = value
        return found

    def _is_valid(self, raw: dict[str, Any], changes: dict[str, Any]) -> bool:
        """Return whether the next version is valid, as this one is."""
        required = self.kind.required
        if required is not None:
            if not required <= raw.keys():
                return False
            # To look at a whole document would take longer than all the rest.
            raw = {**{name: raw[name] for name in required}, **changes}
        return bool(self.kind.validator.is_valid(raw))


def _find_fields(content: bytes) -> tuple[list[int], list[str]] | None:
    """Return where fields begin, and their names; None if one is not plain."""
    found = list(_FIELD.finditer(b"\n" + content))
    names = [field[1] for field in found]
    return None if None in names else ([field.start() for field in found], [name.decode("ascii") for name in names])


def _is_odd(text: bytes) -> bool:
    """Return whether a text that does not begin with a mark has something in it that keeps its fields from being plain."""
    return b"\r" in text or bool(_MARK.search(text)) or not (text.isascii() or not _ODD_ENDS.search(text))
