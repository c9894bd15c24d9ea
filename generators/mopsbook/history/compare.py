"""Compare two states of one document, field by field: what was added, removed, changed or moved."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from mopsbook.history.change import FieldChange
from mopsbook.history.match import find_edited, find_key, find_moved, match
from mopsbook.history.new_ids import NO_NEW_IDS, NewIds, find_new_ids
from mopsbook.history.show import canonical, shorten, show, words_only
from mopsbook.history.where import Difference, Where
from mopsbook.kinds.field import Field
from mopsbook.kinds.judge import judge_value
from mopsbook.kinds.kind import Kind

# What a document is known by is told by the change itself.
_IDENTITY = frozenset({"kind", "id"})
# More moves than that are told once for the whole list.
_FEW_MOVES = 3


def compare(
    kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any], new_ids: NewIds = NO_NEW_IDS
) -> tuple[FieldChange, ...]:
    """Return what differs and what that means, in the order of the schema. Both are the sound data of documents of that kind.

    `new_ids` is what else was given another id at the same time: who only follows that has not really changed.
    """
    return tuple([_judge(one, kind, old.get("status")) for one in compare_closely(kind, old, new, new_ids)])


def _judge(one: Difference, kind: Kind, status: Any) -> FieldChange:
    if one.change.follows:
        return one.change
    level, why, _ = judge_value(kind, one.field, one.change.what, old=one.old, new=one.new, status=status)
    told = one.change
    return told if level == told.level and why == told.why else replace(told, level=level, why=why)


def compare_closely(
    kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any], new_ids: NewIds = NO_NEW_IDS
) -> tuple[Difference, ...]:
    """Return the same with the values, the fields of the schema and the places."""
    # Versions of a file share what is the same in both (`nearly.py`): most of it need not even be looked at.
    other = {name for name, value in new.items() if old.get(name) is not value} | (old.keys() - new.keys())
    names = sorted(other & kind.turns.keys(), key=kind.turns.__getitem__)
    if len(names) < len(other):
        names += [name for name in dict.fromkeys([*old, *new]) if name in other and name not in kind.by_name]
    own = find_new_ids(kind, old, new)
    where = Where(kind, new_ids=replace(new_ids, kind=kind.name, own=own) if own or new_ids is not NO_NEW_IDS else None)
    found: list[Difference] = []
    for name in names:
        if name not in _IDENTITY:
            found += _compare(old.get(name), new.get(name), where.enter(str(name), new.get(name, old.get(name))))
    return tuple(found)


def _compare(old: Any, new: Any, where: Where) -> Iterator[Difference]:
    many = where.field is not None and where.field.many
    if type(old) is type(new) is str and old and new and not many:
        if old != new and not (where.field and where.field.prose and words_only(old) == words_only(new)):
            yield where.tell("changed", old, new)
        return
    # Nearly everything stays as it was, and this is the quickest way to see it that tells 1 from true.
    if repr(old) == repr(new):
        return
    if not old or not new:
        old, new = (None if value in ("", [], {}) else value for value in (old, new))
    if many or isinstance(old, list) or isinstance(new, list):
        where = replace(where, old_places=_places(old), new_places=_places(new))
        yield from _compare_lists(_as_list(old), _as_list(new), where)
    elif _is_group(old, new) and ((old and new) or _is_map(where.field)):
        yield from _compare_groups(old or {}, new or {}, where)
    elif not _same(old, new, where.field):
        yield where.tell(_verb(old, new), old, new)


def _compare_groups(old: Mapping[str, Any], new: Mapping[str, Any], where: Where) -> Iterator[Difference]:
    known = [child.name for child in where.field.children] if where.field else []
    for name in dict.fromkeys([*known, *old, *new]):
        if name in old or name in new:
            yield from _compare(old.get(name), new.get(name), where.enter(str(name), new.get(name, old.get(name))))


def _compare_lists(olds: list[Any], news: list[Any], where: Where) -> Iterator[Difference]:
    if any(isinstance(item, (dict, list)) for item in (*olds, *news)):
        yield from _compare_items(olds, news, where)
    else:
        yield from _compare_values(olds, news, where)


def _compare_values(olds: list[Any], news: list[Any], where: Where) -> Iterator[Difference]:
    gone, stayed_old = _split(olds, news)
    came, stayed_new = _split(news, olds)
    edited = _find_followed(gone, came, where) or find_edited(gone, came)
    for old, new in edited:
        here = where.at(_find(gone[old], olds), _find(came[new], news))
        yield here.tell("changed", gone[old], came[new])
    for index, item in enumerate(came):
        if index not in {new for _, new in edited}:
            yield where.at(None, _find(item, news)).tell("added", None, item)
    for index, item in enumerate(gone):
        if index not in {old for old, _ in edited}:
            yield where.at(_find(item, olds), None).tell("removed", item, None)
    if stayed_old != stayed_new:
        yield where.tell("moved", olds, news)


def _find_followed(gone: list[Any], came: list[Any], where: Where) -> list[tuple[int, int]]:
    """Return which of the names that are gone stand there still, under the new ids of what they name."""
    if not where.new_ids:
        return []
    names = [canonical(where.new_ids.follow(item, where.field)) for item in gone]
    left = {canonical(item): new for new, item in enumerate(came)}
    return [(old, left.pop(name)) for old, name in enumerate(names) if name in left]


def _find(item: Any, items: list[Any]) -> int:
    """Return where a value stands among others; of equal ones the last, which is the one that is too many."""
    name = canonical(item)
    return max(index for index, other in enumerate(items) if canonical(other) == name)


def _split(items: list[Any], others: list[Any]) -> tuple[list[Any], list[str]]:
    """Return the items that the other list has not, and the names of those that it has."""
    left = Counter(canonical(item) for item in others)
    alone: list[Any] = []
    shared: list[str] = []
    for item in items:
        name = canonical(item)
        if left[name]:
            left[name] -= 1
            shared.append(name)
        else:
            alone.append(item)
    return alone, shared


def _compare_items(olds: list[Any], news: list[Any], where: Where) -> Iterator[Difference]:
    key = find_key(where.field, [*olds, *news])
    new_ids = where.new_ids
    matching = match(new_ids.follow(olds, where.field) if new_ids else olds, news, where.field)
    by_new = {new: old for old, new in matching.pairs}
    for new, item in enumerate(news):
        here = where.at(by_new.get(new), new).enter_item(*_name(item, key, new, where.field), key)
        if new not in by_new:
            yield here.tell_item("added", "", _name(item, key, new, where.field)[1], after=item)
        elif isinstance(item, dict) and isinstance(olds[by_new[new]], dict):
            yield from _compare_groups(olds[by_new[new]], item, here)
        elif canonical(item) != canonical(olds[by_new[new]]):
            yield here.tell("changed", olds[by_new[new]], item)
    for old in matching.gone:
        name, title = _name(olds[old], key, old, where.field)
        yield where.at(old, None).enter_item(name, title, key).tell_item("removed", title, "", before=olds[old])
    moved = find_moved(matching.pairs)
    if len(moved) > _FEW_MOVES:
        yield where.tell("moved", [_name(item, key, at, where.field)[1] for at, item in enumerate(olds)],
                         [_name(item, key, at, where.field)[1] for at, item in enumerate(news)])  # fmt: skip
        return
    for old, new in moved:
        here = where.at(old, new).enter_item(*_name(news[new], key, new, where.field), key)
        before, after = _neighbour(olds, old, key, where), _neighbour(news, new, key, where)
        yield here.tell_item("moved", before, after, olds[old], news[new])


def _neighbour(items: Sequence[Any], index: int, key: str, where: Where) -> str:
    return f"after {_name(items[index - 1], key, index - 1, where.field)[1]}" if index else "first"


def _name(item: Any, key: str, index: int, field: Field | None) -> tuple[str, str]:
    """Return what an item of a list is called in paths, and for readers."""
    if not isinstance(item, dict):
        return f"{index + 1}", f"{index + 1}"
    name = shorten(show(item[key], None)) if key in item else f"{index + 1}"
    title = next((item[each] for each in ("title", "label", "name") if isinstance(item.get(each), str)), "")
    own = field.child(key) if field and not title else None
    title = title or (show(item[key], own) if own and own.format == "date" and key in item else name)
    return name, shorten(words_only(title))


def _as_list(value: Any) -> list[Any]:
    items = value if isinstance(value, list) else [value]
    # What a schema did not allow was emptied, so that the places of the others stayed.
    return [item for item in items if _counts(item)]


def _places(value: Any) -> tuple[int, ...]:
    """Return where the items of a list stand in it; nothing for a single value, which stands where the list would."""
    return tuple(index for index, item in enumerate(value) if _counts(item)) if isinstance(value, list) else ()


def _counts(item: Any) -> bool:
    return item is not None and item not in ("", {})


def _is_group(old: Any, new: Any) -> bool:
    return (
        (isinstance(old, dict) or old is None) and (isinstance(new, dict) or new is None) and (old or new) is not None
    )


def _is_map(field: Field | None) -> bool:
    """Whether the keys are free. Then each is told; a group of known fields that comes whole is told at once."""
    return field is not None and "object" in field.types and (not field.children or field.path == ("unknown",))


def _same(old: Any, new: Any, field: Field | None) -> bool:
    if field and field.prose and isinstance(old, str) and isinstance(new, str):
        return words_only(old) == words_only(new)
    return canonical(old) == canonical(new)


def _verb(old: Any, new: Any) -> str:
    if old is None:
        return "added"
    return "removed" if new is None else "changed"
