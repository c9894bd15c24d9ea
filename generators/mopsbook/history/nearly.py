"""Read a version of a file that is nearly the one before: only the fields whose lines are other ones are read.

An edit touches a line or two, and a long past holds tens of thousands of edits. A file is a row of fields, each from its key
to the next; where all is plain, a field says the same wherever it stands. Where anything is not plain, there is no answer,
and the file is read as every file is.
"""

import re
from collections.abc import Sequence
from typing import Any, Self

from mopsbook.documents.blanks import take_out_blanks
from mopsbook.documents.compute import compute
from mopsbook.documents.document import Document
from mopsbook.kinds.kind import Kind
from mopsbook.reading.read import read_yaml
from mopsbook.reading.references import may_have_references

_FIELD = re.compile(rb"^(?=[A-Za-z_])", re.MULTILINE)
_KEY = re.compile(rb"([A-Za-z_][A-Za-z0-9_-]*):(?=[ \n])")
# Before the first field may stand comments. A mark of another document, and lines that end in another way, are not plain.
_HEAD = re.compile(rb"(?:#.*\n|\n)*\Z")
_ODD = re.compile(rb"^(?:---|\.\.\.|%|\?)|\r|\xef\xbb\xbf|\xc2\x85|\xe2\x80[\xa8\xa9]", re.MULTILINE)
# Several words on one line, which no reader of YAML takes for anything but text.
_WORDS = re.compile(rb"[A-Za-z_][A-Za-z0-9_-]*: ([A-Za-z][A-Za-z0-9]* [A-Za-z0-9,.;()/' -]*[A-Za-z0-9.)])\n*\Z")

# The name of a field, its text, and what it says.
Said = tuple[str, bytes, Any]
_LINE_END = 10
# Short fields say the same over and over. So many of them are known at once, none of them longer than that.
_MOST_KNOWN, _LONGEST_KNOWN = 5_000, 120


class Fields:
    """Reads fields of a kind from their texts."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._known: dict[bytes, Said | None] = {}

    def read(self, text: bytes) -> Said | None:
        """Return what the text of a field says; None if that is not plain."""
        if len(text) > _LONGEST_KNOWN:
            return self._read(text)
        if text not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: bytes) -> Said | None:
        name = _name(text)
        if name is None:
            return None
        words = _WORDS.match(text)
        if words:
            value: Any = {name: words[1].decode("ascii")}
        else:
            reading = read_yaml(text)
            value = reading.value
            if reading.problems or not isinstance(value, dict) or list(value) != [name]:
                return None
        return None if take_out_blanks(value, self.kind)[1] else (name, text, value[name])


class Version:
    """What a version of a file says of an entity, field by field. Before the first of them is the `head`."""

    __slots__ = ("_data", "_fields", "_head", "_said", "kind")

    def __init__(self, fields: Fields, head: bytes, said: Sequence[Said], data: dict[str, Any]) -> None:
        self._fields, self._head, self._said, self._data = fields, head, said, data
        self.kind = fields.kind

    @classmethod
    def of(cls, document: Document, content: bytes, reader: Fields) -> Self | None:
        """Return the version of a document that is alone in its file and has nothing wrong with it; None if it is not plain."""
        head, *texts = _FIELD.split(content)
        names = [name for name in map(_name, texts) if name is not None]
        if len(names) < len(texts) or not _HEAD.match(head) or _ODD.search(head):
            return None
        if document.kind.hidden or document.base or document.violations or document.blanks:
            return None
        data = document.data
        # What was computed stands behind what was written.
        if list(data)[: len(names)] != names or may_have_references(content.decode("utf-8")):
            return None
        said = [(name, text, data[name]) for name, text in zip(names, texts, strict=True)]
        return cls(reader, head, said, {name: value for name, _, value in said})

    def read(self, content: bytes) -> "tuple[Version, dict[str, Any]] | None":
        """Return what the next version says, and its data; None if it must be read as a whole."""
        first, last, edited = self._find_edited(content)
        if edited is None:
            return None
        before = self._said
        old, new = before[first:last], [name for name, _, _ in edited]
        said = [*before[:first], *edited, *before[last:]]
        changes = {name: value for name, _, value in edited}
        if new == [name for name, _, _ in old]:
            raw = {**self._data, **changes}
        else:
            raw = {name: value for name, _, value in said}
        if len(raw) != len(said) or raw.get("kind") != self.kind.name or not raw.get("id"):
            return None
        if self.kind.many in raw or not self._is_valid(raw, changes):
            return None
        return Version(self._fields, self._head, said, raw), compute(raw, self.kind)

    def _is_valid(self, raw: dict[str, Any], changes: dict[str, Any]) -> bool:
        """Return whether the next version is valid, as this one is."""
        required = self.kind.required
        if required is not None:
            if not required <= raw.keys():
                return False
            # To look at a whole document would take longer than all the rest.
            raw = {**{name: raw[name] for name in required}, **changes}
        return bool(self.kind.validator.is_valid(raw))

    def _find_edited(self, content: bytes) -> tuple[int, int, list[Said] | None]:
        """Return which fields are other ones (first, and behind the last), and what stands there now; None if that is not plain."""
        said, first, last, begin, end = self._said, 0, len(self._said), len(self._head), len(content)
        if not content.startswith(self._head):
            return 0, 0, None
        for _, text, _ in said:
            if not content.startswith(text, begin):
                break
            begin += len(text)
            first += 1
        while first and not _FIELD.match(content, begin) and begin < end:
            # What follows does not begin a field: it goes on with the one before.
            first -= 1
            begin -= len(said[first][1])
        for _, text, _ in reversed(said[first:]):
            above = end - len(text)
            if not content.endswith(text, begin, end) or (above > begin and content[above - 1] != _LINE_END):
                break
            last -= 1
            end = above
        if begin == end:
            return first, last, []
        head, *texts = _FIELD.split(content[begin:end])
        if head:
            return 0, 0, None
        known = {one[1]: one for one in said[first:last]}
        edited: list[Said] = []
        for text in texts:
            one = known.get(text) or self._fields.read(text)
            if one is None:
                return 0, 0, None
            edited.append(one)
        return first, last, edited


def _name(text: bytes) -> str | None:
    """Return the name of a field; None if it is not plain."""
    key = _KEY.match(text)
    return key[1].decode("ascii") if key and not _ODD.search(text) else None
