"""What an import did, in words: every document, every value that had to give, all that has no place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.set_fields import FieldChange
from mopsbook.editing.write_yaml import write_scalar
from mopsbook.imports.drafts import Drafts, Unplaced
from mopsbook.imports.ledger import FOLDER
from mopsbook.imports.mapping import ImportMap, Rules
from mopsbook.imports.mend import Mend, write_mend
from mopsbook.imports.merge import Kept
from mopsbook.imports.normalise import as_text
from mopsbook.imports.plan import Outcome, Plan
from mopsbook.imports.record import Records, find_keys
from mopsbook.imports.remark import Remark
from mopsbook.imports.target import Target
from mopsbook.kinds.kind import Kind
from mopsbook.words import a, count, listed

_COUNTED = (
    ("created", "created"), ("updated", "updated"), ("unchanged", "unchanged"), ("kept", "kept as edited by a person"),
    ("deleted", "deleted by a person, not made again"), ("alone", "left alone: there before, not made by this import"),
)  # fmt: skip
_MOST = 12
# Somebody reads these one by one; what is more than that is a mistake of the map, not of the values.
_MOST_VALUES = 50
_MOST_ROWS = 25


def render(
    map_: ImportMap, records: Records, kind: Kind, target: Target, drafts: Drafts, *, plan: Plan,
    unused: Sequence[str], left: Mapping[str, int], dry_run: bool,
) -> str:  # fmt: skip
    """Return the whole report."""
    lines = [*_head(map_, records, kind, target, dry_run), "", *_documents(kind, plan, drafts)]
    sections = (
        ("Created because records name them", _created(plan, drafts)),
        ("Changed where the source changed and no person did", _changes(plan.outcomes)),
        ("Kept as edited by a person", _kept(plan.outcomes)),
        ("Not touched", _untouched(plan, kind)),
        ("Values taken for what they mean", _normalised(drafts.remarks)),
        ("Values left out, as the map says", _dropped(drafts.remarks)),
        ("Values that fit nowhere", _unplaced(drafts.remarks, map_.rules)),
        ("Ids with a number, because the name was taken", _numbered(drafts, records, map_, left)),
        ("Known again by its name, though the source calls it something else", _rekeyed(drafts)),
        ("Records that could not be placed", _records(drafts, plan)),
        ("Gone from the source, and kept", _gone(plan)),
        (
            "Columns that the map does not mention",
            _unmentioned(left, "row" if map_.records.group or map_.records.together else "record"),
        ),
        (
            "Columns that the map leaves out",
            (f"{name}{f': {why}' if why else ''}" for name, why in map_.ignore.items()),
        ),
        ("Columns of the map that no record has", unused),
        ("About the file", (*records.notes, *_left_out(records))),
    )
    for title, section in sections:
        found = list(section)
        if found:
            lines += ["", title, *(f"  {line}" for line in found)]
    return "\n".join(lines) + "\n"


def _head(map_: ImportMap, records: Records, kind: Kind, target: Target, dry_run: bool) -> Iterator[str]:
    what = count(len(records.items), "record")
    yield f"Import `{map_.name}`: {what} of {records.file} -> {kind.plural.lower()} in {target.layout.knowledge}"
    if dry_run:
        yield "Dry run: nothing was written. This is what would happen."


def _documents(kind: Kind, plan: Plan, drafts: Drafts) -> Iterator[str]:
    counts = Counter(outcome.what for outcome in plan.outcomes)
    yield kind.plural
    for what, words in _COUNTED:
        if counts[what] or what in ("created", "updated", "unchanged"):
            yield f"  {counts[what]:>5}  {words}"
    lost = len(drafts.unplaced) + counts["blocked"]
    if lost:
        yield f"  {lost:>5}  could not be placed (see below)"


def _created(plan: Plan, drafts: Drafts) -> Iterator[str]:
    by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, id, data in plan.made:
        by_kind[kind].append((id, as_text(data["title"])))
    for kind, made in by_kind.items():
        yield count(len(made), kind)
        for id, title in made:
            yield f"  {id}  {title}"
    ids = {(kind, id) for kind, id, _ in plan.made}
    for creation, name, said in drafts.disputes:
        if (creation.kind, creation.id) in ids:
            whose = f"`{name}` of {creation.kind} `{creation.id}`"
            yield f"{whose} stays empty, because records disagree: {', '.join(said)}"


def _changes(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.changes:
            yield f"{outcome.file}: {', '.join(map(_change, outcome.changes))}"


def _change(change: FieldChange) -> str:
    if isinstance(change.before or change.after, dict):
        return f"{'.'.join(change.path)} ({'new' if change.before is None else 'gone'})"
    if _is_long(change.before) and _is_long(change.after):
        return f"{'.'.join(change.path)} (rewritten)"
    after = "nothing" if change.after is GONE else _short(change.after)
    return f"{'.'.join(change.path)} {'nothing' if change.before is None else _short(change.before)} -> {after}"


def _is_long(value: Any) -> bool:
    """Return whether a value is too long for a line, so that its first words would hide what changed."""
    if isinstance(value, str):
        return len(value) > 70
    return isinstance(value, list) and any(_is_long(item) or isinstance(item, (list, dict)) for item in value)


def _kept(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        parts = [_kept_field(one) for one in outcome.kept]
        parts += [
            f"{'.'.join(one.path)} (a comment or a form of writing of yours is in the way; the source says {_new(one)})"
            for one in outcome.refused
        ]
        if parts:
            yield f"{outcome.file}: {', '.join(parts)}"


def _kept_field(kept: Kept) -> str:
    if not kept.news:
        return kept.path
    says = "nothing" if kept.source is None else _short(kept.source)
    return f"{kept.path} (the source has changed, too; it says {says})"


def _new(change: FieldChange) -> str:
    return "nothing" if change.after is GONE else _short(change.after)


def _untouched(plan: Plan, kind: Kind) -> Iterator[str]:
    alone = [outcome.draft for outcome in plan.outcomes if outcome.what == "alone"]
    for draft in alone:
        yield f"{draft.record.place}: {draft.title}: {kind.label.lower()} `{draft.id}` was there before, and it is no work of this import"
    if alone:
        yield f"-> If it is {'another one' if len(alone) == 1 else 'others'}, give the records of this list ids of their own in the map, as in"
        yield f'   `id: {{text: "{{...}}-{kind.name}", as: slug}}`. If it is the same, and this list shall keep it, delete the document and import again.'
    deleted = [outcome for outcome in plan.outcomes if outcome.what == "deleted"]
    for outcome in deleted:
        yield f"{outcome.draft.record.place}: {outcome.draft.title}: {outcome.file} was deleted by a person"
    if deleted:
        ledger = f"{FOLDER.as_posix()}/{plan.ledger.name if plan.ledger else ''}.json"
        yield f"To have {a(kind.label.lower())} made again, delete its entry in {ledger}."


def _normalised(remarks: Iterable[Remark]) -> Iterator[str]:
    spelled: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    slips: dict[tuple[str, str, str, str], list[Remark]] = defaultdict(list)
    tagged: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        if remark.what == "normalised":
            spelled[remark.field][(remark.typed, remark.meant)] += 1
        elif remark.what == "html":
            tagged[remark.field].append(remark)
        elif remark.what in ("near", "taken"):
            slips[(remark.what, remark.field, remark.typed, remark.meant)].append(remark)
    for field, found in spelled.items():
        total = sum(found.values())
        yield f"{field}  ({count(total, 'value')} in {count(len(found), 'spelling')})"
        for (typed, meant), number in found.most_common():
            yield f"  {_quote(typed)} -> {meant}  ({number})"
    for field, found_remarks in tagged.items():
        yield f"{field}: HTML in it is written as Markdown or words: {_rows(found_remarks)}"
    for (what, field, typed, meant), found_remarks in slips.items():
        why = "by its nearest spelling" if what == "near" else "one of several"
        yield f"{field}: {_quote(typed)} -> {meant}, {why}: {_rows(found_remarks)}"


def _dropped(remarks: Iterable[Remark]) -> Iterator[str]:
    found = Counter(
        (remark.field, remark.typed, remark.what) for remark in remarks if remark.what in ("dropped", "skipped")
    )
    by_field: dict[str, list[str]] = defaultdict(list)
    for (field, typed, _), number in found.most_common():
        by_field[field].append(f"{_quote(typed)} ({number})")
    for field, words in by_field.items():
        more = f" and {len(words) - _MOST} more" if len(words) > _MOST else ""
        yield f"{field}: {', '.join(words[:_MOST])}{more}"


def _unplaced(remarks: Iterable[Remark], rules: Rules) -> Iterator[str]:
    groups: dict[tuple[str, Mend | str], dict[tuple[str, str, str], list[Remark]]]
    groups = defaultdict(lambda: defaultdict(list))
    for remark in remarks:
        if remark.what in ("unplaced", "text"):
            kind_of_trouble = remark.mend or remark.hint
            groups[(remark.field, kind_of_trouble)][(remark.typed, remark.message, remark.hint)].append(remark)
    for (field, trouble), values in groups.items():
        total = sum(len(found) for found in values.values())
        written = any(found[0].what == "text" for found in values.values())
        messages = {message for _, message, _ in values}
        # What a value is near to stands beside it; what is true of the field stands once.
        hints = list(dict.fromkeys(hint for _, _, hint in values if hint and not hint.startswith("did you mean")))
        alike = f": {next(iter(messages))}" if len(messages) == 1 else ""
        yield f"{field}: {count(total, 'value')} {'written as they are' if written else 'left out'}{alike}"
        for (typed, message, hint), found in list(values.items())[:_MOST_VALUES]:
            own = f"; {hint}" if hint and hint not in hints else ""
            yield f"  {_quote(typed)}: {'' if alike else message + ': '}{_rows(found)}{own}"
        if len(values) > _MOST_VALUES:
            yield f"  and {len(values) - _MOST_VALUES:,} other values"
        yield from (f"  -> {hint}" for hint in hints)
        if isinstance(trouble, Mend):
            yield from (f"  -> {line}" for line in write_mend(trouble, field, [typed for typed, _, _ in values], rules))


def _numbered(drafts: Drafts, records: Records, map_: ImportMap, left: Mapping[str, int]) -> Iterator[str]:
    for record, title, id in drafts.numbered[:_MOST_VALUES]:
        yield f"{record.place}: {title} -> {id}"
    if len(drafts.numbered) > _MOST_VALUES:
        yield f"and {len(drafts.numbered) - _MOST_VALUES:,} more"
    if drafts.numbered and not map_.key:
        # What a field is made of may change; a number that nobody has a use for is there to tell rows apart.
        keys = [key for key in find_keys(records) if key in left]
        such = f", as in {' or '.join(f'`key: {write_scalar(key)}`' for key in keys[:3])}" if keys else ""
        yield "-> Rows of one name are known again by what they say. Better name in the map a column that tells them apart"
        yield f"   and never changes{such or ', if there is one'}."


def _rekeyed(drafts: Drafts) -> Iterator[str]:
    yield from (f"{record.place}: {id}: {before} -> {key}" for record, id, before, key in drafts.rekeyed)
    if drafts.rekeyed:
        yield "-> Its id stays as it was. For another one: `mopsbook rename`."


def _gone(plan: Plan) -> Iterator[str]:
    yield from (f"{id}  {file}" for id, file in plan.gone)
    if plan.gone:
        yield "-> What is no more, retire (`status: retired`) or delete. What goes on under another name, rename with `mopsbook rename`."


def _records(drafts: Drafts, plan: Plan) -> Iterator[str]:
    by_reason: dict[tuple[str, str], list[Unplaced]] = defaultdict(list)
    for one in drafts.unplaced:
        by_reason[(one.message, one.hint)].append(one)
    for (message, hint), ones in by_reason.items():
        for one in ones[:_MOST]:
            yield f"{one.record.place}{f', {_quote(one.title)}' if one.title else ''}: {message}"
        if len(ones) > _MOST:
            yield f"and {len(ones) - _MOST} more: {message}: rows {', '.join(str(one.record.row) for one in ones[_MOST:])}"
        yield f"  -> {hint}"
    for outcome in plan.outcomes:
        if outcome.what == "blocked":
            yield f"{outcome.draft.record.place}, {_quote(outcome.draft.title)}: {outcome.file}: {outcome.why}"
            yield "  -> Run `mopsbook check`, mend or move the file, and import again."


def _left_out(records: Records) -> Iterator[str]:
    if records.left_out:
        yield f"{count(records.left_out, 'record')} left out by `only` and `skip`"


def _rows(remarks: Sequence[Remark]) -> str:
    """Return the places of one value; of very many, the first and how many more there are."""
    numbers = list(dict.fromkeys(remark.record.row for remark in remarks))
    if len(numbers) == 1:
        return remarks[0].record.place
    more = f" and {len(numbers) - _MOST_ROWS:,} more" if len(numbers) > _MOST_ROWS else ""
    return f"rows {', '.join(map(str, numbers[:_MOST_ROWS]))}{more}"


def _unmentioned(left: Mapping[str, int], row: str) -> Iterator[str]:
    """Yield each column, and one line for a group that holds so many that they are rather data than columns."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in left:
        groups[name.partition(".")[0]].append(name)
    for group, names in groups.items():
        if len(names) > _MOST and names != [group]:
            yield f"{group}.  ({len(names):,} columns within it, such as {listed(names[:2], last='and')})"
            continue
        for name in names:
            says = f"says something in {count(left[name], row)}" if left[name] else "empty everywhere"
            yield f"{name}  ({says})"


def _quote(text: str) -> str:
    return f"`{text if len(text) <= 70 else text[:67] + '...'}`".replace("\n", " ")


def _short(value: Any) -> str:
    if isinstance(value, list):
        return listed(
            [_quote(as_text(item)).strip("`") if not isinstance(item, (list, dict)) else "..." for item in value],
            most=5,
            last="and",
        )
    return _quote(as_text(value)) if not isinstance(value, dict) else "a group of fields"
