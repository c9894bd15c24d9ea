"""What an import did, in words: every document, every value that had to give, all that has no place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.set_fields import FieldChange
from mopsbook.editing.write_yaml import write_scalar
from mopsbook.imports.drafts import Drafts, Unplaced
from mopsbook.imports.ledger import FOLDER
from mopsbook.imports.mapping import ImportMap
from mopsbook.imports.merge import Kept
from mopsbook.imports.normalise import as_text
from mopsbook.imports.plan import Outcome, Plan
from mopsbook.imports.record import Records, find_keys
from mopsbook.imports.report_values import MOST, MOST_VALUES, quote, report_dropped, report_normalised, report_unplaced
from mopsbook.imports.target import Target
from mopsbook.kinds.kind import Kind
from mopsbook.words import a, count, listed

_COUNTED = (
    ("created", "created"), ("updated", "updated"), ("unchanged", "unchanged"), ("kept", "kept as edited by a person"),
    ("deleted", "deleted by a person, not made again"), ("alone", "left alone: there before, not made by this import"),
)  # fmt: skip


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
        ("Values taken for what they mean", report_normalised(drafts.remarks)),
        ("Values left out, as the map says", report_dropped(drafts.remarks)),
        ("Values that fit nowhere", report_unplaced(drafts.remarks, map_.rules)),
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


def _numbered(drafts: Drafts, records: Records, map_: ImportMap, left: Mapping[str, int]) -> Iterator[str]:
    for record, title, id in drafts.numbered[:MOST_VALUES]:
        yield f"{record.place}: {title} -> {id}"
    if len(drafts.numbered) > MOST_VALUES:
        yield f"and {len(drafts.numbered) - MOST_VALUES:,} more"
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
        for one in ones[:MOST]:
            yield f"{one.record.place}{f', {quote(one.title)}' if one.title else ''}: {message}"
        if len(ones) > MOST:
            yield f"and {len(ones) - MOST} more: {message}: rows {', '.join(str(one.record.row) for one in ones[MOST:])}"
        yield f"  -> {hint}"
    for outcome in plan.outcomes:
        if outcome.what == "blocked":
            yield f"{outcome.draft.record.place}, {quote(outcome.draft.title)}: {outcome.file}: {outcome.why}"
            yield "  -> Run `mopsbook check`, mend or move the file, and import again."


def _left_out(records: Records) -> Iterator[str]:
    if records.left_out:
        yield f"{count(records.left_out, 'record')} left out by `only` and `skip`"


def _unmentioned(left: Mapping[str, int], row: str) -> Iterator[str]:
    """Yield each column, and one line for a group that holds so many that they are rather data than columns."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in left:
        groups[name.partition(".")[0]].append(name)
    for group, names in groups.items():
        if len(names) > MOST and names != [group]:
            yield f"{group}.  ({len(names):,} columns within it, such as {listed(names[:2], last='and')})"
            continue
        for name in names:
            says = f"says something in {count(left[name], row)}" if left[name] else "empty everywhere"
            yield f"{name}  ({says})"


def _short(value: Any) -> str:
    if isinstance(value, list):
        return listed(
            [quote(as_text(item)).strip("`") if not isinstance(item, (list, dict)) else "..." for item in value],
            most=5,
            last="and",
        )
    return quote(as_text(value)) if not isinstance(value, dict) else "a group of fields"
