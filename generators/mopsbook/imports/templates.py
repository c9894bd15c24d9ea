"""Text with columns in braces: read from a map, and filled in for a record."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mopsbook.imports.conditions import says_nothing
from mopsbook.imports.mapping import Template
from mopsbook.imports.normalise import as_text
from mopsbook.imports.record import look_in_rows

_BRACES = re.compile(r"\{\{|\}\}|\{([^{}?]+)(\??)\}")


def read_template(text: str) -> Template:
    """Return the text with its columns. {{ and }} are braces that are meant."""
    parts: list[str | tuple[str, bool]] = []
    at = 0
    for found in _BRACES.finditer(text):
        parts.append(text[at : found.start()])
        name = found.group(1)
        parts.append((name.strip(), bool(found.group(2))) if name else found.group()[0])
        at = found.end()
    return Template((*parts, text[at:]))


def render(text: Template, values: Mapping[str, Any], missing: frozenset[str]) -> str:
    """Return the text with what stands in the columns; nothing if one that is needed says nothing."""
    parts: list[str] = []
    for part in text.parts:
        if isinstance(part, str):
            parts.append(part)
            continue
        column, may_be_empty = part
        value = look_in_rows(values, column)
        if isinstance(value, list):
            value = ", ".join(as_text(item) for item in value if not isinstance(item, (list, dict)))
        if says_nothing(value, more=missing):
            if not may_be_empty:
                return ""
            value = ""
        parts.append(as_text(value).strip())
    return "".join(parts).strip()


def find_group(texts: Sequence[Template], values: Mapping[str, Any]) -> str:
    """Return the first column of texts that holds a group of values, which are no words; "" if none does."""
    for column in (column for text in texts for column in text.columns):
        value = look_in_rows(values, column)
        if any(isinstance(one, Mapping) and one for one in (value if isinstance(value, list) else [value])):
            return column
    return ""
