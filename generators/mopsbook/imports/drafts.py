"""Make drafts of documents from records: first who is who, then what each says. Nothing is written here."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mopsbook.documents.shelf import Shelf
from mopsbook.editing.ids import slug
from mopsbook.editing.write_yaml import write_scalar
from mopsbook.imports.check_map import find_field
from mopsbook.imports.evaluate import Evaluator
from mopsbook.imports.items import find_inner
from mopsbook.imports.ledger import Ledger, digest_fields
from mopsbook.imports.mapping import ImportMap, Path, Rules
from mopsbook.imports.mend import Mend
from mopsbook.imports.names import Creation, Names, agree
from mopsbook.imports.normalise import as_text, plain
from mopsbook.imports.record import Record, Records, look_up
from mopsbook.imports.remark import Remark
from mopsbook.imports.sound import Removed, keep_sound
from mopsbook.imports.tell_apart import Named, tell_apart
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind, Kinds

# What stands between several values in one cell.
_BETWEEN = (",", ";", "|", "\n")


class Draft(Struct, frozen=True):
    """A document as the source has it.

    `key` is what the record is known by, `before` what it was known by on the last run ("" if it is new); `existing` is
    set if the document was there before and is somebody else's.
    """

    record: Record
    key: str
    id: str
    title: str
    data: Mapping[str, Any]
    existing: bool = False
    before: str = ""


class Unplaced(Struct, frozen=True):
    """A record of which no document could be made: why, and the way out."""

    record: Record
    title: str
    message: str
    hint: str


class Drafts(Struct):
    """What the records give: drafts, documents made because records name them, and everything worth saying."""

    drafts: list[Draft] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    created: list[tuple[Creation, dict[str, Any]]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    numbered: list[tuple[Record, str, str]] = field(default_factory=list)
    disputes: list[tuple[Creation, str, list[str]]] = field(default_factory=list)
    rekeyed: list[tuple[Record, str, str, str]] = field(default_factory=list)


def make_drafts(records: Records, map_: ImportMap, kind: Kind, shelf: Shelf, ledger: Ledger) -> Drafts:
    """Return the drafts of all records. `ledger` tells what they were on the last run."""
    kinds = shelf.kinds
    names = Names(shelf)
    inner = find_inner(records.columns)
    result = Drafts()

    def find_in_kind(name: str, path: Path) -> Field | None:
        return find_field(kinds[name], path)

    def evaluator(record: Record) -> Evaluator:
        return Evaluator(record, names, map_.missing, find_in_kind, inner)

    def find(path: Path) -> Field | None:
        return find_field(kind, path)

    rules = {path: rule for path, rule in map_.rules.items() if path not in (("id",), ("title",))}
    head: Rules = {path: map_.rules[path] for path in (("title",), ("id",)) if path in map_.rules}

    def says(record: Record) -> Mapping[str, str]:
        return digest_fields(evaluator(record).fill(rules, find, record.values), kind.part_keys)

    named: list[Named] = []
    for record in records.items:
        maker = evaluator(record)
        made = maker.fill(head, find, record.values)
        result.remarks += maker.remarks
        one = _name(record, made, map_, kind)
        if isinstance(one, Named):
            named.append(one)
        else:
            result.unplaced.append(one)
    people = tell_apart(named, map_=map_, ledger=ledger, says=says, kind=kind, shelf=shelf, names=names)
    # Twice: what the last record creates may be named by the first one.
    for who in people:
        if not who.existing:
            evaluator(who.record).fill(rules, find, who.record.values)
    for who in people:
        if who.existing:
            result.drafts.append(Draft(who.record, who.key, who.id, who.title, {}, existing=True))
            continue
        if who.numbered:
            result.numbered.append((who.record, who.title, who.id))
        if who.rekeyed:
            result.rekeyed.append((who.record, who.id, who.before, who.key))
        maker = evaluator(who.record)
        made = maker.fill(rules, find, who.record.values)
        data = {"kind": kind.name, "id": who.id, "title": who.title, **made}
        sound, removed, fatal = keep_sound(data, kind, maker.texts, maker.rows)
        if fatal:
            result.remarks += maker.remarks
            hint = "Map a column to it, or leave such records out with `skip`."
            result.unplaced.append(Unplaced(who.record, who.title, fatal, hint))
            continue
        refused = [_remark(gone.record or who.record, gone, maker.remarks) for gone in removed]
        told = [remark for remark in refused if remark is not None]
        result.remarks += [*maker.remarks, *sorted(told, key=lambda remark: remark.record.row)]
        result.drafts.append(Draft(who.record, who.key, who.id, who.title, sound, before=who.before))
    _finish_created(names, kinds, result)
    return result


def _remark(record: Record, gone: Removed, remarks: list[Remark]) -> Remark | None:
    """Return what to say of a value that the schema refuses, in the words of the source, and forget what it was taken for.

    `remarks` are those of its document. Nothing is to be said of a group that lacks what they say fits nowhere; they say it.
    """
    shown = _show(gone.value)
    shown = _forget(remarks, record, gone.field, shown) or shown
    if isinstance(gone.value, dict):
        # What was taken for something else in it is left out as well.
        for inner, value in gone.value.items():
            _forget(remarks, record, f"{gone.field}.{inner}", _show(value))
    lacking = ".".join(gone.lacks)
    for number, known in enumerate(remarks):
        if known.what == "unplaced" and known.record is record and known.field == lacking:
            remarks[number] = replace(known, message=f"{known.message}; what it stands in is left out, too")
            return None
    if gone.lacks:
        mend = Mend("lacking", gone.lacks, gone.shape)
        return Remark("unplaced", record, gone.field, shown, "", gone.message, gone.hint, mend)
    if gone.twin or isinstance(gone.value, (list, dict)):
        return Remark("unplaced", record, gone.field, shown, "", gone.message, gone.hint)
    apart = next((sign for sign in _BETWEEN if sign in shown.strip(sign)), "") if gone.item else ""
    if apart:
        return Remark("unplaced", record, gone.field, shown, "", gone.message, "", Mend("split", (apart,)))
    if f"`{slug(shown)}`" in gone.hint:
        return Remark("unplaced", record, gone.field, shown, "", gone.message, "", Mend("slug"))
    return Remark("unplaced", record, gone.field, shown, "", gone.message, gone.hint, Mend("values"))


def _forget(remarks: list[Remark], record: Record, field: str, meant: str) -> str:
    """Take out the remark that a value was taken for this one, and return how it was typed, "" if there is none."""
    for taken in remarks:
        is_of_it = taken.record is record and (taken.field, taken.meant) == (field, meant)
        if taken.what in ("normalised", "near") and is_of_it:
            remarks.remove(taken)
            return taken.typed
    return ""


def _name(record: Record, made: Mapping[str, Any], map_: ImportMap, kind: Kind) -> Named | Unplaced:
    """Return what a record is called, or why it cannot be a document."""
    title = " ".join(as_text(made.get("title", "")).split())
    _, removed, fatal = keep_sound({"kind": kind.name, "id": "x", "title": title}, kind) if title else ({}, [], "")
    if title and not removed and "title" not in fatal:
        typed_id = as_text(made.get("id", ""))
        said = [as_text(look_up(record.values, column)).strip() for column in map_.key]
        key = " / ".join(said) if any(said) else plain(typed_id or title)
        return Named(record, title, typed_id, key)
    columns = ", ".join(f"`{column}`" for rule in map_.rules[("title",)] for column in rule.columns)
    cells = [look_up(record.values, column) for rule in map_.rules[("title",)] for column in rule.columns]
    typed = next((cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()), "")
    taken = f"`{typed}`, which says nothing" if typed else "nothing"
    empty = f"it has no title: {columns or 'the rule of `title`'} says {taken}"
    message = "; ".join(gone.message for gone in removed) or empty
    first = removed[0].hint.rstrip(".") if removed else "Fill it in"
    if typed and not removed:
        first += ", say `missing: []` in the rule of `title` if it is a name"
    hint = f"{first}, name another column for `title`, or leave such records out with `skip`."
    if not removed and map_.records.group and not map_.records.fill_down:
        hint += f" If the cell is merged with the one above, say `fill_down: {write_scalar(map_.records.group[0])}` under `records`."
    return Unplaced(record, title or _any_text(record), message, hint)


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
