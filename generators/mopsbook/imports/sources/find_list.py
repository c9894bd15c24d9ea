"""Find the records in a file of groups and lists: the list at a path, or the only one there is.

Records may stand in a list, or in a group in which each stands under its name; so may what lies above them.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.words import did_you_mean, listed

# Whatever the name is.
_ANY = "*"
_KEY = "key"

# A value, and what the groups above it say, by the names of the columns.
_Found = tuple[Any, Mapping[str, Any]]


def find_list(value: Any, wanted: str, path: Path, notes: list[str]) -> list[Any]:
    """Return the records at a path in the value of a file. Adds to `notes` what was passed by. Raises SetupError."""
    if wanted:
        value = _follow(value, wanted, path, notes)
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        inner = {
            key: part
            for key, part in value.items()
            if isinstance(part, list) and any(isinstance(item, Mapping) for item in part)
        }
        if len(inner) == 1:
            return list(next(iter(inner.values())))
        if len(inner) > 1:
            known = listed(list(inner), last="and")
            hint = f"Say in the map which one, as in `records: {next(iter(inner))}`."
            if len(inner) == len(value):
                hint += (
                    f' For all of them say `records: "*"`; the column `{_KEY}` tells then in which one a record stands.'
                )
            raise SetupError(f"`{path}` holds several lists: {known}", hint)
        if _is_by_name(value):
            return [row for row, _ in _by_name(value)]
    raise SetupError(
        f"`{path}` holds no list of records{f' at `{wanted}`' if wanted else ''}",
        "Say in the map where it is, as in `records: result`.",
    )


def _follow(value: Any, wanted: str, path: Path, notes: list[str]) -> Any:
    """Return what stands at a path. Records in lists within lists come as one list; each knows what it stands below.

    That is in columns named by their path: of `records: areas.tools`, a tool has `areas.name` as well. Other lists of
    groups there are none of its columns, and are named in a note.
    """
    other: dict[str, None] = {}
    found: list[_Found] = [(value, {})]
    above, many = "", False
    steps = wanted.split(".")
    for number, step in enumerate(steps):
        groups = list(_open(found, step, above))
        many = many or step == _ANY or len(groups) != 1 or isinstance(found[0][0], list)
        inner = [
            one
            for group, around in groups
            if isinstance(group, Mapping)
            for one in _enter(group, around, step, above, other, is_last=number == len(steps) - 1)
        ]
        if not inner:
            known = list(dict.fromkeys(key for group, _ in groups if isinstance(group, Mapping) for key in group))
            hint = did_you_mean(step, known) or (f"There are {listed(known, most=40, last='and')}." if known else "")
            raise SetupError(f"`{path}` has nothing at `{wanted}`: no `{step}`", hint)
        # A list that nothing stands in yet is written as nothing at all.
        found, above = [one for one in inner if one[0] is not None], above if step == _ANY else f"{above}{step}."
    if other:
        notes.append(f"lists beside `{wanted}` that are not read: {listed(list(other), most=10, last='and')}")
    if not many and found and not isinstance(found[0][0], list):
        return found[0][0]
    return [_record(row, around) for node, around in found for row in _rows(node)]


def _open(found: list[_Found], step: str, above: str) -> Iterator[_Found]:
    """Yield the groups in which a step is looked for: those that are there, those of a list, those that stand under names."""
    for node, around in found:
        for group in node if isinstance(node, list) else [node]:
            if step != _ANY and isinstance(group, Mapping) and step not in group and _is_by_name(group):
                yield from ((part, {**around, f"{above or '*.'}{_KEY}": key}) for key, part in group.items())
            else:
                yield group, around


def _enter(
    group: Mapping[str, Any], around: Mapping[str, Any], step: str, above: str, other: dict[str, None], *, is_last: bool
) -> Iterator[_Found]:  # fmt: skip
    if step == _ANY:
        column = _KEY if is_last else f"{above or '*.'}{_KEY}"
        yield from ((part, {**around, column: key}) for key, part in group.items())
    elif step in group:
        yield group[step], {**around, **_beside(group, above, step, other)}


def _beside(group: Mapping[str, Any], above: str, step: str, other: dict[str, None]) -> dict[str, Any]:
    """Return what a group says of itself, by the path of the group. What the whole file says belongs to no record."""
    own: dict[str, Any] = {}
    for key, value in group.items():
        if key == step:
            continue
        if isinstance(value, list) and any(isinstance(item, (Mapping, list)) for item in value):
            other[f"{above}{key}"] = None
        elif above:
            own[f"{above}{key}"] = value
    return own


def _rows(node: Any) -> list[Any]:
    """Return the records that stand at the end of a path."""
    if isinstance(node, list):
        return node
    return [row for row, _ in _by_name(node)] if isinstance(node, Mapping) and _is_by_name(node) else [node]


def _record(row: Any, around: Mapping[str, Any]) -> Any:
    if isinstance(row, Mapping):
        return {**around, **row}
    return {**around, "value": row} if around else row


def _is_by_name(group: Mapping[str, Any]) -> bool:
    """Return whether a group is a list of which each item stands under its name."""
    return bool(group) and all(isinstance(part, Mapping) for part in group.values())


def _by_name(group: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each item and its name, which is a column of it, too."""
    name = f"({_KEY})" if any(_KEY in part for part in group.values()) else _KEY
    yield from (({name: key, **part}, key) for key, part in group.items())
