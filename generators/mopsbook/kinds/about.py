"""What a kind is called and where it stands: the words of `x-kind`, and what holds where one is left out.

`x-kind: {}` is enough for a first kind. What is said of a word in `_vocabulary.schema.yaml` is what is done here.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

from msgspec import Struct

from mopsbook.kinds.impact import Impact, read_impacts

_ICON = "material/file-document-outline"
# Behind everything that says where it wants to stand.
_ORDER = 99
_SIBILANT = ("s", "x", "z", "ch", "sh")


class About(Struct, frozen=True):
    """The words of `x-kind`, complete."""

    label: str
    plural: str
    folder: str
    icon: str
    hue: int
    section: str
    order: int
    group_by: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    sort_by: str
    many: str
    orphan: bool
    hidden: bool
    impacts: tuple[Impact, ...]


def read_about(name: str, schema: Mapping[str, Any]) -> About:
    """Return what a schema says of its kind: its own words, and sensible ones for those it leaves out."""
    said = schema.get("x-kind") or {}
    label = said.get("label") or schema.get("title") or name.replace("-", " ").capitalize()
    plural = said.get("plural") or pluralise(label)
    return About(
        label=label,
        plural=plural,
        folder=said.get("folder") or pluralise(name),
        icon=said.get("icon") or _ICON,
        # Any hue will do as long as it is the same tomorrow, and most likely another one than that of the next kind.
        hue=said.get("hue", crc32(name.encode()) % 360),
        section=said.get("section") or plural,
        order=said.get("order", _ORDER),
        group_by=_as_many(said.get("group_by", ())),
        columns=tuple(_as_many(column) for column in said.get("columns", ())),
        sort_by=said.get("sort_by", ""),
        many=said.get("many", ""),
        orphan=said.get("orphan", False),
        hidden=said.get("hidden", False),
        impacts=read_impacts(said.get("impact")),
    )


def _as_many(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def pluralise(noun: str) -> str:
    """Return what many are called, by the rules of English: runbooks, policies, boxes."""
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}{'es' if noun.endswith(_SIBILANT) else 's'}"
