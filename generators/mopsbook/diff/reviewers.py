"""Whose review a change needs: who answers for what changed, and for what it breaks."""

from collections.abc import Sequence
from itertools import chain

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.catalog.parts import parts_of
from mopsbook.diff.change import Change, Line, Reviewer, Touch


def find_reviewers(changes: Sequence[Change], before: Catalog, after: Catalog) -> tuple[Reviewer, ...]:
    """Return the roles and teams to ask, those with most to look at first.

    Of what is breaking or needs action it is the owner, of what changed hands both; of what is breaking also those who
    answer for what depends on it directly. A stage or a step has an owner of its own, who is asked as well.
    """
    concerned: dict[Key, dict[str, None]] = {}
    for line in (line for change in changes for line in change.lines if line.level != "informative"):
        change = line.change
        for catalog, key in ((after, change.key), (before, (change.kind, change.old_id or change.id))):
            entity = catalog.get(*key)
            _note(entity, catalog, change.title, concerned)
            for owner in (
                catalog.owners_of_part(entity, line.edit.part) if entity and line.edit and line.edit.part else ()
            ):
                concerned.setdefault(owner.key, {})[change.title] = None
        for touch in _next_to(line, after) if line.level == "breaking" else ():
            entity = after.at(touch.key)
            _note(entity, after, touch.title, concerned)
            parts = (part.id for part in parts_of(entity).values() if part.title in touch.parts)
            for owner in chain.from_iterable(after.owners_of_part(entity, part) for part in parts):
                concerned.setdefault(owner.key, {})[touch.title] = None
    found = [_reviewer(key, tuple(because), before, after) for key, because in concerned.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.because), one.title.casefold(), one.key)))


def _next_to(line: Line, after: Catalog) -> list[Touch]:
    # A role that merely works with it is told, and need not agree.
    near = (touch for touch in line.touched if touch.distance == 1 and touch.key[0] not in ("role", "team"))
    return [touch for touch in near if after.get(*touch.key)]


def _note(entity: Entity | None, catalog: Catalog, title: str, concerned: dict[Key, dict[str, None]]) -> None:
    owner = catalog.owner_of(entity) if entity else None
    if owner is not None:
        concerned.setdefault(owner.key, {})[title] = None


def _reviewer(key: Key, because: tuple[str, ...], before: Catalog, after: Catalog) -> Reviewer:
    catalog = after if after.get(*key) else before
    owner = catalog.at(key)
    return Reviewer(key, owner.title, handle_of(owner, catalog), because)


def handle_of(owner: Entity, catalog: Catalog) -> str:
    """Return the handle of a team, or of the team that a role belongs to; "" if it has none."""
    team = catalog.team_of(owner)
    return str(team.data.get("handle") or "") if team else ""
