"""Text stands behind a # and is lost: YAML takes it for a comment.

What: No text that is written without quotes goes on behind a blank and a `#` with no blank behind it, as in `Ask in #marketing-ops`.
Comments with a blank behind their `#` are meant as such, and so is one behind an id, a date, a number or an allowed value.

Why: `Ask in #marketing-ops first` says "Ask in" to every reader of the site, and nobody who reviews the line notices.

Mend: Put the whole text in quotes. If it is a comment, write a blank behind its `#`.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document, Pointer, Source
from mopsbook.documents.shelf import Shelf
from mopsbook.reading.closely import shorten

SEVERITY = "warning"
DIMENSION = "organized"

# What looks like a hidden text: who writes comments leaves a blank behind the sign, or writes several signs.
_HIDDEN = re.compile(r"(?<=[^\s#])[ \t]+(#[^\s#].*)")
_MAY_HIDE = re.compile(r"#(?<=[ \t]#)[^\s#]")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each text of which the end is a comment."""
    suspects: dict[str, dict[tuple[int, int], str]] = {}
    for document in (*shelf.documents, *([shelf.book] if shelf.book else [])):
        if document.path not in suspects:
            suspects[document.path] = _find_suspects(document.source)
        hidden = suspects[document.path]
        for pointer in _texts(document, document.data, ()) if hidden else ():
            place = document.source.places.value(document.in_file(pointer))
            rest = hidden.get((place.end_line, place.end_column))
            # In quotes, or as a block, the place where a text ends is never followed by more of it.
            if rest and document.source.places.style(document.in_file(pointer)) is None:
                message = f"`{shorten(rest)}` is a comment here, and no part of the text"
                hint = "Put the whole text in quotes. If it is meant as a comment, write a blank behind its #."
                yield Complaint(document, pointer, message, hint)


def _find_suspects(source: Source) -> dict[tuple[int, int], str]:
    """Return, by the place at which a text would end, what is hidden behind it."""
    # Hardly any file has one, and this is the quickest way to see it.
    if "#" not in source.text or not _MAY_HIDE.search(source.text):
        return {}
    found = ((number, _HIDDEN.search(line)) for number, line in enumerate(source.lines, 1) if "#" in line)
    return {(number, one.start() + 1): one[1].rstrip() for number, one in found if one}


def _texts(document: Document, value: Any, at: Pointer) -> Iterator[Pointer]:
    """Yield where there are texts in which anything may be written."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(document, inner, (*at, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(document, inner, (*at, index))
    elif isinstance(value, str):
        field = document.kind.field(at)
        if at != ("kind",) and not (
            field and (field.refs or field.values or field.pattern or field.format or field.computed)
        ):
            yield at
