"""Whose review a change needs: who answers for what changed, and for what it breaks."""

from collections.abc import Sequence

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.diff.change import Change, Line, Reviewer


def find_reviewers(changes: Sequence[Change], before: Catalog, after: Catalog) -> tuple[Reviewer, ...]:
    """Return the roles and teams to ask, those with most to look at first.

    Of what is breaking or needs action it is the owner, of what changed hands both; of what is breaking also those who
    answer for what depends on it directly.
    """
    concerned: dict[Key, dict[str, None]] = {}
    for line in (line for change in changes for line in change.lines if line.level != "informative"):
        change = line.change
        for catalog, key in ((after, change.key), (before, (change.kind, change.old_id or change.id))):
            _note(catalog.get(*key), catalog, change.title, concerned)
        if line.level == "breaking":
            for title, entity in _next_to(line, after):
                _note(entity, after, title, concerned)
    found = [_reviewer(key, tuple(because), before, after) for key, because in concerned.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.because), one.title.casefold(), one.key)))


def _next_to(line: Line, after: Catalog) -> list[tuple[str, Entity]]:
    entities = [(touch.title, after.get(*touch.key)) for touch in line.touched if touch.distance == 1]
    # A role that merely works with it is told, and need not agree.
    return [(title, entity) for title, entity in entities if entity and entity.kind.name not in ("role", "team")]


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
