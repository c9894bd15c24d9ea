"""Make drafts of documents from records: first who is who, then what each says. Nothing is written here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mopsbook.documents.shelf import Shelf
from mopsbook.imports.check_map import find_field
from mopsbook.imports.evaluate import Evaluator
from mopsbook.imports.ids import LONGEST, VALID, make_id
from mopsbook.imports.mapping import ImportMap, Path, Rules
from mopsbook.imports.names import Creation, Names, agree
from mopsbook.imports.normalise import as_text, plain
from mopsbook.imports.record import Record, Records, look_up
from mopsbook.imports.remark import Remark
from mopsbook.imports.sound import keep_sound
from mopsbook.kinds.kind import Field, Kind, Kinds


@dataclass(frozen=True)
class Draft:
    """A document as the source has it.

    `key` is what the record is known by; `existing` is set if the document was there before and is somebody else's.
    """

    record: Record
    key: str
    id: str
    title: str
    data: Mapping[str, Any]
    existing: bool = False


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A record of which no document could be made: why, and the way out."""

    record: Record
    title: str
    message: str
    hint: str


@dataclass
class Drafts:
    """What the records give: drafts, documents made because records name them, and everything worth saying."""

    drafts: list[Draft] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    created: list[tuple[Creation, dict[str, Any]]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    numbered: list[tuple[Record, str, str]] = field(default_factory=list)
    disputes: list[tuple[Creation, str, list[str]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Who:
    record: Record
    key: str
    id: str
    title: str
    existing: bool


def make_drafts(records: Records, map_: ImportMap, kind: Kind, shelf: Shelf, known: Mapping[str, str]) -> Drafts:
    """Return the drafts of all records. `known` are the ids that records got on earlier runs, by their keys."""
    kinds = shelf.kinds
    names = Names(shelf)
    result = Drafts()

    def find_in_kind(name: str, path: Path) -> Field | None:
        return find_field(kinds[name], path)

    def evaluator(record: Record) -> Evaluator:
        return Evaluator(record, names, map_.missing, find_in_kind)

    people = _tell_apart(
        records=records, map_=map_, kind=kind, shelf=shelf, known=known, names=names, evaluator=evaluator, result=result
    )
    rules = {path: rule for path, rule in map_.rules.items() if path not in (("id",), ("title",))}
    # Twice: what the last record creates may be named by the first one.
    for who in people:
        if not who.existing:
            evaluator(who.record).fill(rules, lambda path: find_field(kind, path), who.record.values)
    for who in people:
        if who.existing:
            result.drafts.append(Draft(who.record, who.key, who.id, who.title, {}, existing=True))
            continue
        maker = evaluator(who.record)
        made = maker.fill(rules, lambda path: find_field(kind, path), who.record.values)
        result.remarks += maker.remarks
        data = {"kind": kind.name, "id": who.id, "title": who.title, **made}
        sound, removed, fatal = keep_sound(data, kind, maker.texts)
        if fatal:
            hint = "Map a column to it, or leave such records out with `skip`."
            result.unplaced.append(Unplaced(who.record, who.title, fatal, hint))
            continue
        result.remarks += [
            Remark("unplaced", who.record, gone.field, _show(gone.value), "", gone.message, gone.hint)
            for gone in removed
        ]
        result.drafts.append(Draft(who.record, who.key, who.id, who.title, sound))
    _finish_created(names, kinds, result)
    return result


def _tell_apart(
    *, records: Records, map_: ImportMap, kind: Kind, shelf: Shelf, known: Mapping[str, str], names: Names,
    evaluator: Callable[[Record], Evaluator], result: Drafts,
) -> list[_Who]:  # fmt: skip
    """Give each record its key and its id. Ids of earlier runs stay; new ones go around everything that has one."""
    head: Rules = {path: map_.rules[path] for path in (("title",), ("id",)) if path in map_.rules}
    own = set(known.values())
    seen: dict[str, int] = {}
    fresh: list[tuple[int, Record, str, str, str]] = []
    people: dict[int, _Who] = {}
    for number, record in enumerate(records.items):
        maker = evaluator(record)
        made = maker.fill(head, lambda path: find_field(kind, path), record.values)
        result.remarks += maker.remarks
        title = " ".join(as_text(made.get("title", "")).split())
        _, removed, fatal = keep_sound({"kind": kind.name, "id": "x", "title": title}, kind) if title else ({}, [], "")
        if not title or removed or "title" in fatal:
            columns = (
                ", ".join(f"`{column}`" for rule in map_.rules[("title",)] for column in rule.columns)
                or "the rule of `title`"
            )
            message = "; ".join(gone.message for gone in removed) or f"it has no title: {columns} says nothing"
            hint = "Fill it in, name another column for `title`, or leave such records out with `skip`."
            result.unplaced.append(Unplaced(record, title or _any_text(record), message, hint))
            continue
        typed_id = as_text(made.get("id", ""))
        base = (
            typed_id
            if VALID.fullmatch(typed_id) and len(typed_id) <= LONGEST
            else make_id(typed_id or title, kind.name)
        )
        key = _key(record, map_, typed_id or title)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = f"{key} #{seen[key]}"
        if key in known:
            people[number] = _Who(record, key, known[key], title, False)
            names.add(kind.name, known[key], title)
        else:
            fresh.append((number, record, key, base, title))
    for number, record, key, base, title in fresh:
        # Where the map makes the ids, names may repeat; where it does not, a name is all there is to go by.
        called = (base,) if ("id",) in map_.rules else (base, title)
        twin = [
            id for name in called for id in names.find([kind.name], name) if id not in own and shelf.get(kind.name, id)
        ]
        if twin:
            people[number] = _Who(record, key, twin[0], title, True)
            continue
        id = names.unique(kind.name, base)
        if id != base:
            result.numbered.append((record, title, id))
        people[number] = _Who(record, key, id, title, False)
        names.add(kind.name, id, title)
    return [people[number] for number in sorted(people)]


def _key(record: Record, map_: ImportMap, usual: str) -> str:
    said = [as_text(look_up(record.values, column)).strip() for column in map_.key]
    return " / ".join(said) if any(said) else plain(usual)


def _any_text(record: Record) -> str:
    """Return something by which a person finds a record that has no title."""
    texts = [as_text(value).strip() for value in record.values.values() if not isinstance(value, (list, dict))]
    return next((text[:40] for text in texts if text), "")


def _finish_created(names: Names, kinds: Kinds, result: Drafts) -> None:
    for creation in names.creations.values():
        known, disputed = agree(creation.said)
        data: dict[str, Any] = {
            "kind": creation.kind,
            "id": creation.id,
            "title": creation.title,
        }
        for path, value in known.items():
            node = data
            for step in path[:-1]:
                node = node.setdefault(step, {})
            node[path[-1]] = value
        sound, _, _ = keep_sound(data, kinds[creation.kind])
        result.created.append((creation, sound))
        result.disputes += [(creation, ".".join(path), said) for path, said in disputed.items()]


def _show(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_show, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_show(part)}" for key, part in value.items())
    return as_text(value)
