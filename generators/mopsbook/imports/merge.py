"""Three-way, field by field: what the last run wrote, what stands there now, what the source says now.

A list whose items have names (`x-part`: the fields of an object, the values of a list) is merged item by item: what a person
says of one does not hold up the others.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.set_fields import FieldChange
from mopsbook.imports.ledger import Entry, Parts, by_name, digest, digest_fields, flatten, path_of

Digests = Mapping[str, str]


class Kept(Struct, frozen=True):
    """A field that a person edited. `source` is what the source says, `news` whether it says so for the first time."""

    path: str
    source: Any
    news: bool


Verdict = FieldChange | Kept


def compare(
    draft: Mapping[str, Any], now: Mapping[str, Any], entry: Entry, parts: Parts
) -> tuple[list[FieldChange], list[Kept]]:
    """Return what to change in a document, and what to leave because a person edited it.

    `parts` are the lists whose items have names. A change of one has the path of the list, the name, and what is within.
    """
    # Of a list that was one value on the last run nobody knows which items a person has edited.
    lists = {name: key for name, key in parts.items() if name not in entry.fields}
    plain = {path: value for path, value in entry.fields.items() if path.partition("/")[0] not in lists}
    verdicts = list(_compare_fields(_without(draft, lists), _without(now, lists), plain, ()))
    for name, key in lists.items():
        before = {path: value for path, value in entry.fields.items() if path.partition("/")[0] == name}
        verdicts += _compare_list(name, key, draft.get(name), now.get(name), before)
    return [one for one in verdicts if isinstance(one, FieldChange)], [one for one in verdicts if isinstance(one, Kept)]


def fields_after(entry: Entry, draft: Mapping[str, Any], refused: list[FieldChange], parts: Parts) -> dict[str, str]:
    """Return what the ledger says of the fields from now on. What could not be written is still to come."""
    fields = digest_fields(draft, parts)
    for change in refused:
        path = path_of(change.path, parts)
        for known in [known for known in fields if _is_within(known, path)]:
            del fields[known]
        fields |= {known: value for known, value in entry.fields.items() if _is_within(known, path)}
    return fields


def _compare_fields(
    theirs: Mapping[str, Any], ours: Mapping[str, Any], base: Digests, above: tuple[str, ...]
) -> Iterator[Verdict]:
    """Yield what to do with each field of a group. `base` has what the last run wrote there, `above` is where the group stands."""
    wanted, there = flatten(theirs), flatten(ours)
    for path in dict.fromkeys([*wanted, *base]):
        if path == "kind":
            continue
        source = digest(wanted[path]) if path in wanted else None
        written = digest(there[path]) if path in there else None
        before = base.get(path)
        if source == written:
            continue
        whole = (*above, *path.split("/"))
        if written == before:
            yield FieldChange(whole, there.get(path), wanted.get(path, GONE))
        else:
            yield Kept(".".join(whole), wanted.get(path), source != before)


def _compare_list(name: str, key: str, theirs: Any, ours: Any, before: Digests) -> Iterator[Verdict]:
    """Yield what to do with each item of a list whose items have names, or with the list, if one of the two is none such."""
    wanted, there = by_name(theirs, key), by_name(ours, key)
    if not wanted or not there:
        source = digest_fields({name: theirs}, {name: key}) if theirs is not None else {}
        written = digest_fields({name: ours}, {name: key}) if ours is not None else {}
        if source == written:
            return
        if written == before:
            yield FieldChange((name,), ours, GONE if theirs is None else theirs)
        else:
            yield Kept(name, theirs, source != before)
        return
    # By what the last run called the items. No name of one holds what joins, however it is written.
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for path, value in before.items():
        _, called, within = (*path.split("/", 2), "", "")[:3]
        known[called][within] = value
    for item in dict.fromkeys([*wanted, *there]):
        base = known.get(path_of((name, item), {name: key}).partition("/")[2], {})
        if item in wanted and item in there:
            yield from _compare_fields(wanted[item], there[item], base, (name, item))
        elif item in wanted and not base:
            yield FieldChange((name, item), None, wanted[item])
        elif item in wanted:
            yield Kept(f"{name}.{item}", wanted[item], digest_fields(wanted[item]) != base)
        elif base and digest_fields(there[item]) == base:
            yield FieldChange((name, item), there[item], GONE)
        elif base:
            yield Kept(f"{name}.{item}", None, True)


def _without(data: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def _is_within(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")
