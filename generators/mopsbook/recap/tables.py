"""Tables: the figures of a recap as rows of words, for every format that has no pictures."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mopsbook.recap.recap import Happening, Recap, Row, Tally
from mopsbook.words import say_short_day

_DONE = ("New", "Changed", "Read again", "Removed")


class Table(Struct, frozen=True):
    """Rows below their heads; each row has as many cells as there are heads."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def make_tables(recap: Recap) -> list[Table]:
    """Return the tables of a recap that have rows."""
    return [table for table in _tables(recap) if table.rows]


def _tables(recap: Recap) -> Iterator[Table]:
    months = [
        (month.period.title, *_cells(month.tally), f"{month.standing.score} %" if month.standing else "")
        for month in recap.months
    ]
    yield Table("Month by month", ("Month", *_DONE, "Complete"), months if recap.tally.total else ())
    yield _counted("By team", "Team", recap.teams)
    yield _counted("By kind", "Kind", recap.kinds)
    yield Table(
        "Changed most", ("Document", "Changes"), [(row.title, f"{row.tally.changed:,}") for row in recap.busiest]
    )
    yield _dated("Decisions", "Decision", recap.decisions)
    yield _dated("Proposed and open", "Decision", recap.proposed)
    yield _dated("Vendor updates", "Update", [*recap.waiting, *recap.answered])
    yield _dated("Audits", "Audit", recap.audits)
    yield _dated("Renamed", "Document", recap.renamed)
    yield _dated("Retired", "Document", recap.retired)
    yield _dated("Removed", "Document", recap.removed)


def _counted(title: str, head: str, rows: Sequence[Row]) -> Table:
    return Table(title, (head, *_DONE), [(row.title, *_cells(row.tally)) for row in rows])


def _dated(title: str, head: str, events: Sequence[Happening]) -> Table:
    noted = any(event.note for event in events)
    rows = [(say_short_day(event.day), event.title, *((event.note,) if noted else ())) for event in events]
    return Table(title, ("Day", head, *(("What came of it",) if noted else ())), rows)


def _cells(tally: Tally) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in (tally.added, tally.changed, tally.reviewed, tally.removed))
