"""How to mend what a schema refuses because of how it stands in its file: a list without hyphens, a text in items."""

from mopsbook.documents.document import Document, Violation
from mopsbook.reading.slips import BULLETS
from mopsbook.words import listed

_MOST = 3


def hint_layout(document: Document, violation: Violation) -> str:
    """Return how to write what stands over several lines, as far as its layout tells what was meant; else ""."""
    field = document.kind.field(violation.pointer)
    if violation.on_key or field is None or not violation.pointer or isinstance(violation.pointer[-1], int):
        return ""
    places, at = document.source.places, document.in_file(violation.pointer)
    place = places.value(at)
    if place.end_line == place.line:
        return ""
    lines = [line.strip() for line in document.source.lines[place.line - 1 : place.end_line]]
    key = field.name
    if field.types == ("array",) and not field.children and places.raw(at) is not None and places.style(at) is None:
        return f"Begin each line with a hyphen and a space: {_as_items(lines)}."
    if field.types == ("string",) and lines[0].startswith("- ") and not field.refs:
        return f"Write one text. If it is to hold a list, write `{key}: |` above its lines, and leave them indented."
    return ""


def _as_items(lines: list[str]) -> str:
    items = [line.lstrip(f"-{BULLETS} ") for line in lines if line]
    return listed([f"- {item}" for item in items], most=_MOST, last="and")
