"""Blend: do to one value what was done to another, where they differ already."""

from collections.abc import Mapping, Sequence
from typing import Any

from mopsbook.history.match import find_key
from mopsbook.history.show import canonical

_NOTHING = object()


def blend(old: Any, new: Any, own: Any) -> Any:
    """Return `own` with what leads from `old` to `new` done to it, as git merges lines; where both changed the same, as in `new`."""
    if _same(own, old) or _same(own, new):
        return new
    if _same(old, new):
        return own
    if all(isinstance(value, Mapping) for value in (old, new, own)):
        return _blend_maps(old, new, own)
    if all(isinstance(value, list) for value in (old, new, own)):
        return _blend_lists(old, new, own)
    return new


def _same(one: Any, other: Any) -> bool:
    return one is other or repr(one) == repr(other)


def _blend_maps(old: Mapping[str, Any], new: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    names = dict.fromkeys([*own, *new])
    found = {name: blend(old.get(name, _NOTHING), new.get(name, _NOTHING), own.get(name, _NOTHING)) for name in names}
    return {name: value for name, value in found.items() if value is not _NOTHING}


def _blend_lists(old: list[Any], new: list[Any], own: list[Any]) -> list[Any]:
    key = find_key(None, [*old, *new, *own])
    olds, news, owns = (_by_name(items, key) for items in (old, new, own))
    if any(len(found) < len(items) for found, items in ((olds, old), (news, new), (owns, own))):
        # Some things are there more than once: which of them is meant, nobody can tell.
        return new
    found = list(_blend_maps(olds, news, owns).values())
    return new if sorted(map(canonical, found)) == sorted(map(canonical, new)) else found


def _by_name(items: Sequence[Any], key: str) -> dict[str, Any]:
    return {canonical(item[key] if key and isinstance(item, Mapping) else item): item for item in items}
