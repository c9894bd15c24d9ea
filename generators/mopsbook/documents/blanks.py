"""Take out what says nothing: null, empty text, and placeholders such as TBD. They count as missing."""

import re
from collections.abc import Mapping
from typing import Any

from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
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


# What a spreadsheet shows where a formula came to nothing, in any language: #N/A, #REF!, #NV, #BEZUG!, #¿NOMBRE?. A channel
# of a chat has small letters and no sign at its end.
_FAILED = re.compile(r"#(?:N/A|N/D|NV|[¡¿]?[^\W\d_][\w/]{1,10}[!?])")

# Nobody writes more than this to say nothing; longer texts are prose and need no closer look.
_LONGEST = 40


def is_placeholder(value: object) -> bool:
    """Return whether a text stands for "nobody knows yet"."""
    if not isinstance(value, str):
        return False
    return _says_nothing(value) if len(value) <= _LONGEST else value.isspace()


# The same short words stand in thousands of places; those that were looked at once and say something.
_SOUND: set[str] = set()
_MOST_SOUND = 20_000


def _says_nothing(value: str) -> bool:
    if value.lstrip().startswith("#") and _FAILED.fullmatch(value.strip()):
        return True
    if value.strip().strip("()[]<>").casefold().rstrip(".! ") in PLACEHOLDERS:
        return True
    if len(_SOUND) < _MOST_SOUND:
        _SOUND.add(value)
    return False


def take_out_blanks(data: dict[str, Any], kind: Kind) -> tuple[dict[str, Any], dict[Pointer, str]]:
    """Return the data without its blanks, and what stood at each of them ("null", "TBD").

    Data without any are returned as they are. Within lists of plain values a placeholder is taken for a value: what a
    list may hold is for its schema to say.
    """
    blanks: dict[Pointer, str] = {}
    clean = _clean(data, kind.by_name, None, (), blanks)
    return clean, blanks


def _clean(
    node: dict[str, Any], fields: Mapping[str, Field], parent: Field | None, at: Pointer, blanks: dict[Pointer, str]
) -> dict[str, Any]:
    kept = node
    for name, value in node.items():
        if value is None and fields.get(name) is None:
            # Behind a key that nobody knows, nothing is still something to be told of.
            continue
        new = value
        if value is None:
            blanks[(*at, name)] = "null"
        elif type(value) is str:
            # The cheap questions first: a large book asks them of hundreds of thousands of texts.
            unsure = value[0].isspace() if len(value) > _LONGEST else value not in _SOUND
            if unsure and is_placeholder(value) and _is_blank(value, fields.get(name), parent):
                blanks[(*at, name)] = value.strip()
                new = None
        elif type(value) is dict:
            known = fields.get(name)
            new = _clean(value, known.by_name, known, (*at, name), blanks) if known else value
        elif type(value) is list:
            known = fields.get(name)
            new = _clean_list(value, known, (*at, name), blanks) if known else value
        if new is not value or new is None:
            kept = dict(node) if kept is node else kept
            if new is None:
                del kept[name]
            else:
                kept[name] = new
    return kept


def _is_blank(value: str, known: Field | None, parent: Field | None) -> bool:
    if known is None or value in known.values:
        return False
    # A stage may be called `pending`: names of parts, and what refers to them, are meant as they are typed.
    name = known.name == (parent.part_key if parent and parent.part else "id")
    if known.verbatim and known.default is not None:
        # A separator may be a space; taken for a blank it would become the default without a word.
        return value == ""
    if known.verbatim or name or any("." in kind for kind in known.refs):
        return not value.strip()
    return True


def _clean_list(items: list[Any], known: Field, at: Pointer, blanks: dict[Pointer, str]) -> list[Any]:
    kept = items
    for index, item in enumerate(items):
        if isinstance(item, dict):
            new = _clean(item, known.by_name, known, (*at, index), blanks)
            if new is not item:
                kept = list(items) if kept is items else kept
                kept[index] = new
    return kept
