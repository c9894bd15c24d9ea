"""Hold the changes of a diff against the change rules of the book: what each asks, and what is missing."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.checks.change_rules import ChangeRule, fits, read_change_rules
from mopsbook.diff.change import Breach, Change, Diff, Line
from mopsbook.diff.edits import part_at
from mopsbook.diff.noted import NOTE, read_targets
from mopsbook.diff.reviewers import handle_of
from mopsbook.documents.dates import parse_date
from mopsbook.documents.shelf import Reference
from mopsbook.documents.values import find_values


def find_breaches(
    diff: Diff, before: Catalog, after: Catalog, reviewed: Sequence[str], today: date
) -> tuple[Breach, ...]:
    """Return what the change rules of the book as it is now miss, in the order of the rules.

    `reviewed` are the values of the trailers `Reviewed-by` of all commits that were compared.
    """
    judge = _Judge(diff, before, after, [_fold(text) for text in reviewed], today)
    rules = read_change_rules(after.shelf).rules
    return tuple(
        breach for rule in rules for line in diff.lines if _is_meant(rule, line) for breach in judge.ask(rule, line)
    )


def _is_meant(rule: ChangeRule, line: Line) -> bool:
    what = line.edit.what if line.edit else line.change.what
    return (
        (not rule.kinds or line.change.kind in rule.kinds)
        and (not rule.fields or (line.edit is not None and fits(line.edit.field, rule.fields)))
        and (not rule.classes or line.level in rule.classes)
        and (not rule.whats or what in rule.whats)
        # A note about a change needs no note itself.
        and line.change.kind != NOTE
    )


class _Judge:
    """Knows what the change brings along: notes, reviews."""

    def __init__(self, diff: Diff, before: Catalog, after: Catalog, reviewed: Sequence[str], today: date) -> None:
        self._before, self._after, self._reviewed, self._today = before, after, reviewed, today
        self._noted = {key for change in diff.changes for key in self._named_by(change)}

    def ask(self, rule: ChangeRule, line: Line) -> Iterator[Breach]:
        """Yield what a change lacks."""
        for missing in self._missing(rule, line):
            yield Breach(rule.id, rule.message, line.sentence, missing, line.place)

    def _missing(self, rule: ChangeRule, line: Line) -> Iterator[str]:
        change = line.change
        keys = {change.key, (change.kind, change.old_id or change.id)}
        if rule.change_note and not keys & self._noted:
            yield f"no change note that came with it names {change.kind}/{change.id} under `touches`; `mopsbook note` writes one"
        for name in rule.review_by:
            who = next((found for kind in ("role", "team") if (found := self._find(kind, name))), None)
            # A name that leads nowhere is a finding of the check, and nobody's review.
            if who is None or not (self._says(who) or self._stands(change, who)):
                title = who.title if who else name
                yield f"{title} has not reviewed it; a commit may say `Reviewed-by: {who.id if who else name}`"
        if rule.date_in_future:
            yield from self._not_ahead(rule.date_in_future, line)

    def _find(self, kind: str, name: str) -> Entity | None:
        book = self._after.shelf.book
        field = book.kind.field("change_rules.require.review_by") if book else None
        target = self._after.shelf.resolve(Reference(book, (), field, name)) if book and field else None
        return self._after.get(*target.document.key) if target and target.document.kind.name == kind else None

    def _says(self, who: Entity) -> bool:
        """Return whether a commit says that somebody looked at it: the role or team itself, or a role of the team."""
        names: set[str] = set()
        for one in self._those_of(who):
            handle = str(one.data.get("handle") or "")
            names |= {one.id, f"{one.kind.name}/{one.id}", one.title, handle, handle.removeprefix("@"), *one.aliases}
        if who.kind.name == "team":
            names.add(handle_of(who, self._after))
        return not {_fold(name) for name in names if name}.isdisjoint(self._reviewed)

    def _those_of(self, who: Entity) -> list[Entity]:
        if who.kind.name != "team":
            return [who]
        return [who, *(role for role in self._after.of_kind("role") if who in self._after.named(role, "team"))]

    def _stands(self, change: Change, who: Entity) -> bool:
        """Return whether the document itself says so, with a new date."""
        entity = self._after.get(*change.key)
        new = any(edit.field == "last_reviewed" for edit in change.edits) or change.what == "added"
        return bool(entity and new and set(self._after.named(entity, "reviewed_by")) & set(self._those_of(who)))

    def _not_ahead(self, path: str, line: Line) -> Iterator[str]:
        document = self._after.shelf.get(*line.change.key)
        field = document.kind.field(path) if document else None
        if document is None or field is None:
            yield f"it is gone, so no `{path}` says until when people have time"
            return
        found = find_values(document.data, field.path, document.kind.free)
        part = line.edit.part if line.edit else ""
        # Where the date belongs to a part, as that of a field does, the one of the changed part is meant.
        if part and any(isinstance(step, int) for at, _ in found for step in at):
            found = [(at, value) for at, value in found if part_at(document, at) == part]
        days = [day for _, value in found if (day := parse_date(value))]
        if not days:
            yield f"`{path}` is empty, and must be a day after today"
        elif min(days) <= self._today:
            yield f"`{path}` is {min(days).isoformat()}, and must be a day after today"

    def _named_by(self, change: Change) -> Iterator[Key]:
        """Yield what a note that came, or was edited, names: as things are called now, or were before."""
        note = self._after.shelf.get(*change.key) if change.kind == NOTE else None
        for target in read_targets(note, self._after.shelf, self._before.shelf) if note else ():
            yield target.document.key


def _fold(text: str) -> str:
    """Return a name as it is compared: without the address that git writes behind it."""
    return re.sub(r"\s*<[^>]*>\s*$", "", text).strip().casefold()
