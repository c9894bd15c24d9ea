"""Several values in one cell: joined with semicolons, which people can type, and told apart again."""

import re
from collections.abc import Sequence

# A backslash takes the sign behind it as it is, but only where that could be misread: C:\new stays what it is.
_ITEM = re.compile(r"(?:\\[;\\]|[^;])*")
_ESCAPED = re.compile(r"\\([;\\])")


def join(items: Sequence[str]) -> str:
    """Return the items in one text: `a; b`. Sentences stand one below the other."""
    written = [re.sub(r"([;\\])", r"\\\1", item) for item in items]
    return (";\n" if any(len(item) > 60 or "\n" in item for item in items) else "; ").join(written)


def split(text: str) -> list[str]:
    """Return the items of a text. Blanks around them and empty ones mean nothing."""
    items: list[str] = []
    at = 0
    while at <= len(text):
        found = _ITEM.match(text, at)
        whole = found.group() if found else ""
        items.append(_ESCAPED.sub(r"\1", whole).strip())
        at += len(whole) + 1
    return [item for item in items if item]
