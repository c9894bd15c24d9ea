"""Take out what says nothing: null, empty text, and placeholders such as TBD. They count as missing."""

from typing import Any

from mopsbook.kinds.kind import Field, Kind
from mopsbook.reading.places import Pointer

# What people write when they mean "nobody knows yet". Compared without case, brackets around it and dots behind it.
# `na` is not among them: it is also North America.
PLACEHOLDERS = frozenset(
    (
        "", "tbd", "tba", "tbc", "t.b.d", "t.b.a", "t.b.c", "todo", "to do", "fixme", "xxx", "wip", "pending",
        "coming soon", "lorem ipsum",
        "to be defined", "to be determined", "to be decided", "to be done", "to be confirmed",
        "n/a", "n.a", "n. a", "not available", "not applicable", "unknown", "null", "nil", "?", "??", "???",
        "-", "--", "---", "–", "—",
    )
)  # fmt: skip


def is_placeholder(value: object) -> bool:
    """Return whether a text stands for "nobody knows yet"."""
    return isinstance(value, str) and value.strip().strip("()[]<>").casefold().rstrip(".! ") in PLACEHOLDERS


def take_out_blanks(data: dict[str, Any], kind: Kind) -> tuple[dict[str, Any], dict[Pointer, str]]:
    """Return the data without its blanks, and what stood at each of them ("null", "TBD").

    Within lists of plain values a placeholder is taken for a value: what a list may hold is for its schema to say.
    """
    blanks: dict[Pointer, str] = {}
    clean = _clean(data, kind, None, (), blanks)
    return clean, blanks


def _clean(
    node: dict[str, Any], kind: Kind, parent: Field | None, at: Pointer, blanks: dict[Pointer, str]
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in node.items():
        here = (*at, name)
        known = (parent.child(name) if parent else kind.by_name.get(name)) if isinstance(name, str) else None
        if value is None:
            blanks[here] = "null"
        elif isinstance(value, str):
            if known is not None and value not in known.values and _is_blank(value, known, parent):
                blanks[here] = value.strip()
            else:
                kept[name] = value
        elif isinstance(value, dict):
            kept[name] = _clean(value, kind, known, here, blanks) if known else value
        elif isinstance(value, list):
            kept[name] = _clean_list(value, kind, known, here, blanks) if known else value
        else:
            kept[name] = value
    return kept


def _is_blank(value: str, known: Field, parent: Field | None) -> bool:
    # A stage may be called `pending`: names of parts, and what refers to them, are meant as they are typed.
    name = known.name == (parent.part_key if parent and parent.part else "id")
    if known.verbatim or name or any("." in kind for kind in known.refs):
        return not value.strip()
    return is_placeholder(value)


def _clean_list(items: list[Any], kind: Kind, known: Field, at: Pointer, blanks: dict[Pointer, str]) -> list[Any]:
    return [
        _clean(item, kind, known, (*at, index), blanks) if isinstance(item, dict) else item
        for index, item in enumerate(items)
    ]
