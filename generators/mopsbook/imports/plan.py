"""Decide, for each draft, what happens to its file. Everything is made in memory here; `store` writes it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.set_fields import FieldChange, set_fields
from mopsbook.editing.set_parts import set_parts
from mopsbook.editing.write_yaml import write_document
from mopsbook.imports.drafts import Draft, Drafts
from mopsbook.imports.ledger import Entry, Ledger, digest_fields, digest_text
from mopsbook.imports.merge import Kept, compare, fields_after
from mopsbook.imports.target import Target
from mopsbook.kinds.kind import Kind
from mopsbook.reading.read import read_yaml


class Outcome(Struct, frozen=True):
    """What becomes of one record.

    `what`: created, updated, unchanged, kept (a person's words stay), deleted (by a person), alone (somebody else's),
    or blocked (its file is in the way).
    """

    what: str
    draft: Draft
    file: str
    changes: tuple[FieldChange, ...] = ()
    kept: tuple[Kept, ...] = ()
    refused: tuple[FieldChange, ...] = ()
    why: str = ""


class Plan(Struct):
    """All that a run does: files with their new text, the ledger after it, and the outcomes."""

    outcomes: list[Outcome] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    made: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    ledger: Ledger | None = None


def make_plan(drafts: Drafts, kind: Kind, shelf: Shelf, *, ledger: Ledger, keyed: str, target: Target) -> Plan:
    """Return what a run does. `keyed` says by what records are known again on the next one."""
    plan = Plan()
    entries: dict[str, Entry] = {}
    for draft in drafts.drafts:
        before = ledger.entries.get(draft.before)
        outcome, entry = (
            _new(draft, kind, target, plan)
            if before is None
            else _again(draft, before, kind=kind, shelf=shelf, target=target, plan=plan)
        )
        plan.outcomes.append(outcome)
        if entry is not None:
            entries[draft.key] = entry
    seen = {draft.before for draft in drafts.drafts}
    for key, entry in ledger.entries.items():
        if key not in seen:
            entries[key] = entry
            if shelf.get(kind.name, entry.id) is not None:
                plan.gone.append((entry.id, entry.file))
    _make_created(drafts, shelf, target, plan)
    plan.ledger = Ledger(ledger.name, ledger.kind, entries, keyed)
    return plan


def _new(draft: Draft, kind: Kind, target: Target, plan: Plan) -> tuple[Outcome, Entry | None]:
    file = target.file(kind, draft.id, own=True)
    if draft.existing:
        return Outcome("alone", draft, "", why=f"{kind.label.lower()} `{draft.id}` was there before"), None
    if target.exists(file):
        return Outcome(
            "blocked", draft, file, why="the file is there already, and no document of this id can be read in it"
        ), None
    return Outcome("created", draft, file), _create(draft, kind, file, target, plan)


def _create(draft: Draft, kind: Kind, file: str, target: Target, plan: Plan) -> Entry:
    text = _write(draft.data, kind, file, target)
    plan.files[file] = text
    return Entry(draft.id, file, digest_text(text), digest_fields(draft.data, kind.part_keys))


def _write(data: Mapping[str, Any], kind: Kind, file: str, target: Target) -> str:
    text = write_document(data, kind.fields, target.first_line(kind, file))
    reading = read_yaml(text.encode())
    if reading.problems or reading.value != data:
        raise AssertionError(
            f"what is written for `{data['id']}` does not read back: {reading.problems or reading.value!r}"
        )
    return text


def _again(
    draft: Draft, before: Entry, *, kind: Kind, shelf: Shelf, target: Target, plan: Plan
) -> tuple[Outcome, Entry | None]:  # fmt: skip
    document = shelf.get(kind.name, before.id) or _by_file(shelf, kind, before.file)
    if document is None:
        if target.exists(before.file):
            return Outcome("blocked", draft, before.file, why="its file cannot be read as it is now"), before
        return Outcome("deleted", draft, before.file), before
    text = plan.files.get(document.path) or document.source.text
    raw = _raw(document, text)
    if raw is None:
        return Outcome("blocked", draft, document.path, why="its file cannot be read as it is now"), before
    shared = {key: document.data[key] for key in document.inherited if key in document.data}
    changes, kept = compare(draft.data, {**shared, **raw}, before, kind.part_keys)
    if not changes:
        what = "kept" if kept else "unchanged"
        fields = digest_fields(draft.data, kind.part_keys)
        # The digest of the file stays that of what was written: it tells whether a person has been there.
        entry = Entry(before.id, document.path, before.digest, fields)
        return Outcome(what, draft, document.path, kept=tuple(kept)), entry
    if not kept and not document.base and digest_text(document.source.text) == before.digest:
        entry = _create(draft, kind, document.path, target, plan)
        return Outcome("updated", draft, document.path, tuple(changes)), entry
    edited, refused = _edit(document, text, raw, changes)
    done = tuple(change for change in changes if change not in refused)
    if done:
        plan.files[document.path] = edited
    what = "updated" if done else "kept"
    entry = Entry(before.id, document.path, before.digest, fields_after(before, draft.data, refused, kind.part_keys))
    return Outcome(what, draft, document.path, done, tuple(kept), tuple(refused)), entry


def _edit(
    document: Document, text: str, raw: Mapping[str, Any], changes: Sequence[FieldChange]
) -> tuple[str, list[FieldChange]]:  # fmt: skip
    """Return the text of a document's file with the changes in it, and those that could not be made."""
    plain: list[FieldChange] = []
    of_lists: dict[str, list[FieldChange]] = defaultdict(list)
    for change in changes:
        is_of_list = len(change.path) > 1 and change.path[0] in document.kind.part_keys
        (of_lists[change.path[0]] if is_of_list else plain).append(change)
    text, refused = set_fields(document, text, raw, plain)
    for name, found in of_lists.items():
        if name in raw:
            text, left_out = set_parts(document, text, raw[name], found)
            refused += left_out
        else:
            # The list stands above all documents of the file.
            refused += found
    return text, refused


def _by_file(shelf: Shelf, kind: Kind, file: str) -> Document | None:
    """Return the document that stands in the file alone: a person may have given it another id."""
    found = [document for document in shelf.of_kind(kind.name) if document.path == file and not document.base]
    return found[0] if len(found) == 1 else None


def _raw(document: Document, text: str) -> dict[str, Any] | None:
    """Return what a document says, as it is written; `Document.data` has blanks and wrong values taken out."""
    value: Any = read_yaml(text.encode()).value
    try:
        for step in document.base:
            value = value[step]
    except (KeyError, IndexError, TypeError):
        return None
    return value if isinstance(value, dict) else None


def _make_created(drafts: Drafts, shelf: Shelf, target: Target, plan: Plan) -> None:
    """Make the documents that are named, if something that this run writes names them."""
    said = {word for text in plan.files.values() for word in _words(read_yaml(text.encode()).value)}
    for creation, data in drafts.created:
        kind = shelf.kinds[creation.kind]
        file = target.file(kind, creation.id)
        if creation.id in said and not target.exists(file):
            plan.files[file] = _write(data, kind, file, target)
            plan.made.append((creation.kind, creation.id, data))


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, (dict, list)):
        for part in node.values() if isinstance(node, dict) else node:
            yield from _words(part)
