"""Read a version of a file that is nearly the one before: only the fields whose lines are other ones are read.

An edit touches a line or two, and a long past holds tens of thousands of edits. A file is a row of fields, each from its key
to the next; where all is plain, a field says the same wherever it stands. Where anything is not plain, there is no answer,
and the file is read as every file is.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
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


class Version:
    """What a version of a file says of an entity of some `kind`, field by field."""

    __slots__ = ("_content", "_said", "_starts", "kind")

    def __init__(self, kind: Kind, content: bytes, said: Sequence[Said], starts: Sequence[int]) -> None:
        self.kind, self._content, self._said, self._starts = kind, content, said, starts

    @classmethod
    def of(cls, document: Document, content: bytes) -> Self | None:
        """Return the version of a document that is alone in its file and has nothing wrong with it; None if it is not plain."""
        head, *texts = _FIELD.split(content)
        fields = _name(texts)
        if fields is None or not _HEAD.match(head) or _ODD.search(head):
            return None
        if document.kind.hidden or document.base or document.violations or document.blanks:
            return None
        data, names = document.data, [name for name, _ in fields]
        # What was computed stands behind what was written.
        if list(data)[: len(names)] != names or may_have_references(content.decode("utf-8")):
            return None
        said = [(name, text, data[name]) for name, text in fields]
        return cls(document.kind, content, said, _count(len(head), said))

    def read(self, content: bytes) -> "tuple[Version, dict[str, Any]] | None":
        """Return what the next version says, and its data; None if it must be read as a whole."""
        first, last, begin, end = self._find_edited(content)
        if first < 0:
            return None
        head, *texts = _FIELD.split(content[begin:end])
        fields = _name(texts)
        if head or fields is None:
            return None
        known = {said[1]: said for said in self._said[first:last]}
        edited: list[Said] = []
        for name, text in fields:
            said = known.get(text) or self._read_field(name, text)
            if said is None:
                return None
            edited.append(said)
        every = [*self._said[:first], *edited, *self._said[last:]]
        raw = {name: value for name, _, value in every}
        if len(raw) != len(every) or raw.get("kind") != self.kind.name or not raw.get("id"):
            return None
        if self.kind.many in raw or not self.kind.validator.is_valid(raw):
            return None
        longer = len(content) - len(self._content)
        starts = [*self._starts[:first], *_count(begin, edited), *(start + longer for start in self._starts[last:])]
        return Version(self.kind, content, every, starts), compute(raw, self.kind)

    def _find_edited(self, content: bytes) -> tuple[int, int, int, int]:
        """Return which fields are other ones (first, and behind the last) and where in the content they stand now; -1 if unknown."""
        old = self._content
        same = _count_same(old, content)
        left = min(len(old), len(content)) - same
        after = _count_same_at_end(old, content, left)
        # The field before an edit that begins a line may go on with it; the next begins after a line end that stayed.
        first = bisect_right(self._starts, same - 1) - 1
        last = bisect_right(self._starts, len(old) - after)
        if first < 0:
            return -1, 0, 0, 0
        rest = len(old) - self._starts[last] if last < len(self._starts) else 0
        return first, last, self._starts[first], len(content) - rest

    def _read_field(self, name: str, text: bytes) -> Said | None:
        words = _WORDS.match(text)
        if words:
            value: Any = {name: words[1].decode("ascii")}
        else:
            reading = read_yaml(text)
            value = reading.value
            if reading.problems or not isinstance(value, dict) or list(value) != [name]:
                return None
        return None if take_out_blanks(value, self.kind)[1] else (name, text, value[name])


def _count(begin: int, said: Sequence[Said]) -> list[int]:
    """Return where each field begins, of those that begin there."""
    return list(accumulate((len(text) for _, text, _ in said), initial=begin))[:-1]


def _name(texts: Sequence[bytes]) -> list[tuple[str, bytes]] | None:
    """Return the names of fields with their texts; None if they are not plain."""
    fields = []
    for text in texts:
        key = _KEY.match(text)
        if not key or _ODD.search(text):
            return None
        fields.append((key[1].decode("ascii"), text))
    return fields


def _count_same(one: bytes, other: bytes) -> int:
    """Return how many bytes are equal at the beginning: halving is quicker than counting."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _count_same_at_end(one: bytes, other: bytes, most: int) -> int:
    """Return how many bytes are equal at the end, at most that many."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
