"""Read a version of a file that is nearly the one before: only the fields whose lines are other ones are read.

An edit touches a line or two, and a long past holds tens of thousands of edits. A file is a row of fields, each from its key
to the next; where all is plain, a field says the same wherever it stands. Where anything is not plain, there is no answer,
and the file is read as every file is.
"""

import re
from collections.abc import Mapping
from typing import Any, Self

from mopsbook.documents.blanks import take_out_blanks
from mopsbook.documents.compute import compute
from mopsbook.documents.document import Document
from mopsbook.kinds.kind import Kind
from mopsbook.reading.read import read_yaml
from mopsbook.reading.references import may_have_references

_FIELD = re.compile(r"^(?=[A-Za-z_])", re.MULTILINE)
_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?=[ \n])")
# Before the first field may stand comments. A mark of another document, and lines that end in another way, are not plain.
_HEAD = re.compile(r"(?:#.*\n|\n)*\Z")
_ODD = re.compile(r"^(?:---|\.\.\.|%|\?)|[\r\ufeff\x85\u2028\u2029]", re.MULTILINE)


class Version:
    """What a version of a file says of an entity of some `kind`, field by field. The text of each field stands for what it says."""

    __slots__ = ("_fields", "kind")

    def __init__(self, kind: Kind, fields: Mapping[str, tuple[str, Any]]) -> None:
        self.kind, self._fields = kind, fields

    @classmethod
    def of(cls, document: Document, content: bytes) -> Self | None:
        """Return the version of a document that is alone in its file and has nothing wrong with it; None if it is not plain."""
        fields = _split(content)
        if fields is None or document.kind.hidden or document.base or document.violations or document.blanks:
            return None
        data, names = document.data, [name for name, _ in fields]
        # What was computed stands behind what was written.
        if list(data)[: len(names)] != names or may_have_references(content.decode("utf-8")):
            return None
        return cls(document.kind, {text: (name, data[name]) for name, text in fields})

    def read(self, content: bytes) -> "tuple[Version, dict[str, Any]] | None":
        """Return what the next version says, and its data; None if it must be read as a whole."""
        fields = _split(content)
        if fields is None:
            return None
        said: dict[str, tuple[str, Any]] = {}
        for name, text in fields:
            known = self._fields.get(text) or self._read_field(name, text)
            if known is None:
                return None
            said[text] = known
        raw = dict(said.values())
        if len(raw) != len(fields) or raw.get("kind") != self.kind.name or not raw.get("id"):
            return None
        if self.kind.many in raw or not self.kind.validator.is_valid(raw):
            return None
        return Version(self.kind, said), compute(raw, self.kind)

    def _read_field(self, name: str, text: str) -> tuple[str, Any] | None:
        reading = read_yaml(text.encode("utf-8"))
        value = reading.value
        if reading.problems or not isinstance(value, dict) or list(value) != [name]:
            return None
        return None if take_out_blanks(value, self.kind)[1] else (name, value[name])


def _split(content: bytes) -> list[tuple[str, str]] | None:
    """Return the fields of a file, name and text; None if it is not plain."""
    try:
        head, *texts = _FIELD.split(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    keys = [_KEY.match(text) for text in texts]
    if not texts or not _HEAD.match(head) or not all(keys) or _ODD.search(content.decode("utf-8")):
        return None
    return [(key[1], text) for key, text in zip(keys, texts, strict=True) if key]
