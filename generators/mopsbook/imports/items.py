"""The items of a nested column, each with what the record around it says: for the fields of `each`."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from mopsbook.imports.mapping import Rule
from mopsbook.imports.record import look_in_rows

# The column that is the item itself.
ITEM = "item"

# What each nested column holds, by the last step of its path; all names folded.
Inner = Mapping[str, frozenset[str]]


def find_inner(columns: Iterable[str]) -> Inner:
    """Return the names within each nested column of a file."""
    found: dict[str, set[str]] = {}
    for column in columns:
        for above, name in pairwise(column.split(".")):
            found.setdefault(_fold(above), set()).add(_fold(name))
    return {above: frozenset(names) for above, names in found.items()}


def takes_names(rule: Rule) -> bool:
    """Return whether a rule asks of each item the name that it stands under in its group: `key`."""
    return any("key" in one.columns for ones in (rule.each or {}).values() for one in ones)


def find_items(
    group: Mapping[str, Any], rule: Rule, values: Mapping[str, Any], inner: Inner
) -> Iterator[Mapping[str, Any]]:
    """Yield what the fields of `each` are made of: one item, or every item of a group that has each under its name.

    A column that items have is theirs alone: where one of them is silent, the record does not speak for it.
    """
    own = frozenset().union(*(inner.get(_fold(column.rpartition(".")[2]), ()) for column in rule.columns))
    if takes_names(rule):
        # Between the group and what its items say stand their names.
        own = frozenset().union(*(inner.get(name, ()) for name in own))
    around = {key: value for key, value in values.items() if _fold(key) not in own}
    if "key" in group or not takes_names(rule):
        yield ChainMap(dict(group), around)
        return
    for key, item in group.items():
        yield ChainMap({**(item if isinstance(item, Mapping) else {ITEM: item}), "key": key}, around)


def find_item(values: Mapping[str, Any]) -> Any:
    """Return the item itself, whose columns these are: a value, or the whole group. Outside of `each` it is a column as others are."""
    if not isinstance(values, ChainMap):
        return look_in_rows(values, ITEM)
    return values.maps[0].get(ITEM, values.maps[0])


def _fold(name: str) -> str:
    return name.strip().casefold()
