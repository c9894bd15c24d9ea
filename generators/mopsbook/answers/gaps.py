"""What to write next, as a table and as JSON: of the whole book, of a team, of a kind."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from mopsbook.answers.find import find_team
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.what_next import Task, advise, line_of, line_of_part, what_next
from mopsbook.kinds.find_kind import find_kind
from mopsbook.terminal.lines import fill
from mopsbook.terminal.screen import Screen
from mopsbook.terminal.table import table
from mopsbook.words import count

HEADS = ("What", "Complete", "Asked", "Tier", "Write next", "Which is", "Where")
_SHORT = 4


class Gaps(Struct, frozen=True):
    """`tasks` are as many as were asked for; `number` is how many there are, `short` how many of them miss their target."""

    tasks: Sequence[Task]
    number: int
    short: int
    noun: str

    def rows(self, catalog: Catalog) -> list[list[str]]:
        """Return a row for each document, in the columns of HEADS."""
        rows = []
        for task in self.tasks:
            entity, others = task.entity, len(task.parts) - 1
            score = f"{entity.completeness.score} %"
            label = f"{task.label} (+{others})" if others else task.label
            where = f"{entity.path}:{line_of(catalog, task)}"
            asked = f"{task.target} %" if task.target else ""
            rows.append(["/".join(entity.key), score, asked, str(task.tier.level), label, task.advice, where])
        return rows

    def show(self, catalog: Catalog, screen: Screen) -> str:
        """Return the rows as a table; on a terminal what to write, and where, stands whole below each."""
        rows = self.rows(catalog)
        if not screen.width:
            return table(HEADS, rows, screen)
        lines = table(HEADS[:_SHORT], [row[:_SHORT] for row in rows], screen).splitlines()
        if len(lines) != len(rows) + 1:
            # So narrow that the table is no table any more.
            return table(HEADS, rows, screen)
        shown = lines[:1]
        for line, (label, advice, where) in zip(lines[1:], (row[_SHORT:] for row in rows), strict=True):
            shown += [line, fill(f"{where} {label}: {advice}", screen.width, "  ", "    ")]
        return "".join(f"{line}\n" for line in shown)

    @property
    def summary(self) -> str:
        """How many there are, and how many of them are shown."""
        if not self.number:
            return f"Nothing is left to write in {self.noun}."
        lacking = f"{count(self.number, 'document lacks', 'documents lack')} something in {self.noun}"
        target = (
            f", {self.short:,} of them {'misses its target' if self.short == 1 else 'miss their target'}"
            if self.short
            else ""
        )
        shown = f"; the first {len(self.tasks)} are shown" if 1 < len(self.tasks) < self.number else ""
        shown = "; the first is shown" if len(self.tasks) == 1 < self.number else shown
        return f"{lacking}{target}{shown}."

    def as_json(self, catalog: Catalog) -> dict[str, Any]:
        """Return the documented shape: see docs/terminal.md. `points` are what writing it adds to the score."""
        items = [
            {
                "kind": task.entity.kind.name,
                "id": task.entity.id,
                "title": task.entity.title,
                "path": task.entity.path,
                "line": line_of(catalog, task),
                "score": task.entity.completeness.score,
                "target": task.target,
                "tier": task.tier.level,
                "tier_written": task.tier.written,
                "dependents": task.tier.direct,
                "parts": [
                    {
                        "field": part.field.dotted,
                        "label": task.entity.kind.trail(part.field),
                        "state": part.state,
                        "expect": part.field.expect,
                        "places": part.places,
                        "points": round(part.points, 1),
                        "advice": advise(part),
                        "line": line_of_part(catalog, task.entity, part),
                    }
                    for part in task.parts
                ],
            }
            for task in self.tasks
        ]
        return {"version": 1, "count": self.number, "short": self.short, "items": items}


def find_gaps(catalog: Catalog, team: str = "", kind: str = "", most: int = 10) -> Gaps:
    """Return what to write next; only what a team owns, or what is of a kind, if they are given. Raises SetupError."""
    entities, noun = list(catalog.entities), "the book"
    if kind:
        wanted = find_kind(kind, catalog.kinds.shown)
        entities = [entity for entity in entities if entity.kind is wanted]
        noun = wanted.plural.lower()
    if team:
        owner = find_team(catalog, team)
        entities = [entity for entity in entities if catalog.team_of(entity) is owner]
        noun = f"{f'the {noun}' if kind else 'what'}{' of' if kind else ''} {owner.title}{'' if kind else ' owns'}"
    tasks = what_next(catalog, entities)
    return Gaps(tasks[:most], len(tasks), sum(task.is_short for task in tasks), noun)
