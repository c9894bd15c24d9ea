"""Find the values at a path of field names, wherever lists and free keys lie on the way."""

from collections.abc import Mapping
from typing import Any

from mopsbook.documents.document import Pointer


def find_values(
    data: Mapping[str, Any], path: tuple[str, ...], free: frozenset[tuple[str, ...]]
) -> list[tuple[Pointer, Any]]:
    """Return every value at a path of field names, going into each item of the lists, and each free key, on the way."""
    found: list[tuple[Pointer, Any]] = [((), data)]
    for depth, name in enumerate(path):
        below: list[tuple[Pointer, Any]] = []
        is_free = path[:depth] in free
        for at, node in found:
            for inner, each in node.items() if is_free and isinstance(node, dict) else (("", node),):
                if isinstance(each, dict) and name in each:
                    _spread((*at, inner, name) if is_free else (*at, name), each[name], below)
        found = below
    return found


def _spread(at: Pointer, value: Any, found: list[tuple[Pointer, Any]]) -> None:
    """Add a value, or each item of it if it is a list, or of the lists within."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            _spread((*at, index), item, found)
    else:
        found.append((at, value))
