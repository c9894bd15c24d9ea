"""Convention: a naming convention with its lists filled in, ready to read names by."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf


class Segment(Struct, frozen=True):
    """One part of a name. `values` and `retired` are None unless the segment draws on a list that was found.

    `case` is lower, upper, title, pascal or any; "" if its letters are written as in the whole name.
    """

    id: str
    title: str
    type: str
    required: bool
    format: str = ""
    pattern: str = ""
    max_length: int | None = None
    placeholder: str = ""
    constant: str = ""
    values: tuple[str, ...] | None = None
    retired: tuple[tuple[str, str], ...] = ()
    list_name: str = ""
    case: str = ""


class Variant(Struct, frozen=True):
    """Names with other segments than usual, and perhaps a fixed end. `number` is its place in the document."""

    number: int
    title: str
    segments: tuple[Segment, ...]
    suffix: str = ""


class Convention(Struct, frozen=True):
    """The rule as a whole. `case` is lower, upper or any; `max_length` None means any length.

    `unread` says that there are variants of which nobody can tell what names they allow.
    """

    title: str
    separator: str
    case: str
    max_length: int | None
    forbidden_words: tuple[str, ...]
    segments: tuple[Segment, ...]
    exceptions: frozenset[str]
    forbidden_characters: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    unread: bool = False

    @property
    def is_mixed(self) -> bool:
        """Whether the letters of some segment are written in a way of their own."""
        return any(segment.case for segment in self.segments)


def read_convention(document: Document, shelf: Shelf) -> Convention:
    """Return the convention that a document describes.

    A list that is missing leaves its segment free: that it is missing is for the rule broken-reference to say.
    """
    data = document.data
    segments = tuple(_segment(document, shelf, index, item) for index, item in enumerate(data.get("segments", ())))
    variants = tuple(_variants(document, segments))
    return Convention(
        title=document.title,
        separator=data.get("separator", "_"),
        case=data.get("case", "any"),
        max_length=data.get("max_length"),
        forbidden_words=tuple(word for word in data.get("forbidden_words", ()) if word),
        segments=segments,
        exceptions=frozenset(item["name"] for item in data.get("exceptions", ()) if item.get("name")),
        forbidden_characters=tuple(char for char in data.get("forbidden_characters", ()) if char),
        variants=variants,
        unread=document.is_spoilt(("variants",)) or len(variants) < len(data.get("variants", ())),
    )


def _variants(document: Document, segments: tuple[Segment, ...]) -> Iterator[Variant]:
    """Yield the variants of which all segments are known."""
    known = {segment.id: segment for segment in segments if segment.id}
    for number, item in enumerate(document.data.get("variants", ())):
        names = [name.rpartition("#")[2] for name in item.get("segments", ()) if name]
        if names and all(name in known for name in names) and not document.is_spoilt(("variants", number)):
            title = item.get("title") or item.get("id", "")
            yield Variant(number, title, tuple(known[name] for name in names), item.get("suffix", ""))


def _segment(document: Document, shelf: Shelf, index: int, item: dict[str, Any]) -> Segment:
    values: tuple[str, ...] | None = None
    retired: tuple[tuple[str, str], ...] = ()
    title = ""
    field = document.kind.field(("segments", "values"))
    if item.get("values") and field:
        target = shelf.resolve(Reference(document, ("segments", index, "values"), field, item["values"]))
        if target and not _has_unread_values(target.document):
            entries = [entry for entry in target.document.data.get("values", ()) if entry.get("value")]
            values = tuple(entry["value"] for entry in entries if entry.get("status") != "retired")
            retired = tuple((e["value"], e.get("replaced_by", "")) for e in entries if e.get("status") == "retired")
            title = target.document.title
    return Segment(
        id=item.get("id", ""),
        title=item.get("title", item.get("id", "")),
        type=item.get("type", "text"),
        required=item.get("required", True),
        format=item.get("format", "YYYYMMDD"),
        pattern=item.get("pattern", ""),
        max_length=item.get("max_length"),
        placeholder=item.get("placeholder", ""),
        constant=item.get("value", ""),
        values=values,
        retired=retired,
        list_name=title,
        case=item.get("case", ""),
    )


def _has_unread_values(values: Document) -> bool:
    # A value behind a misspelt key is in the list all the same, so nobody can say of a name that its value is not.
    places = [violation.meant or violation.pointer for violation in values.violations]
    return any(place[:1] == ("values",) and place[2:] in ((), ("value",), ("status",)) for place in places)
