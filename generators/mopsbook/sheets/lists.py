"""Several values in one cell: joined with semicolons, which people can type, and told apart again."""

import re
from collections.abc import Sequence

# A backslash takes the sign behind it as it is, but only where that could be misread: C:\new stays what it is.
_ITEM = re.compile(r"(?:\\[;\\ ]|[^;])*")
_ESCAPED = re.compile(r"\\([;\\ ])")
# Blanks at either end of an item would be taken for ours.
_TO_ESCAPE = re.compile(r"[;\\]|^ | $")


def join(items: Sequence[str]) -> str:
    """Return the items in one text: `a; b`. Sentences stand one below the other."""
    written = [_TO_ESCAPE.sub(r"\\\g<0>", item) for item in items]
    return (";\n" if any(len(item) > 60 or "\n" in item for item in items) else "; ").join(written)


def split(text: str) -> list[str]:
    """Return the items of a text. Blanks around them and empty ones mean nothing."""
    items: list[str] = []
    at = 0
    while at <= len(text):
        found = _ITEM.match(text, at)
        whole = found.group() if found else ""
        items.append(_ESCAPED.sub(r"\1", _strip(whole)))
        at += len(whole) + 1
    return [item for item in items if item]


def _strip(whole: str) -> str:
    bare = whole.strip()
    escapes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if escapes % 2 and whole.rstrip("\n") != bare and len(whole.lstrip()) > len(bare) else bare
