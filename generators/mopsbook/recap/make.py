"""Make a recap from the news of a book, from its documents that have a day, and from how complete it was month after month."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct, field

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Key
from mopsbook.history.change import ChangeLog
from mopsbook.news.news import News, Told
from mopsbook.recap.happenings import find_answers, find_audits, find_decisions, find_retired
from mopsbook.recap.period import Period, year_of
from mopsbook.recap.recap import Happening, Month, Recap, Row, Tally
from mopsbook.recap.standing import BookStanding, standing_of

Standings = Mapping[date, BookStanding]

_BUSIEST = 10
_NO_TEAM = "No team"
_ADDED, _CHANGED, _REVIEWED, _REMOVED = Tally(added=1), Tally(changed=1), Tally(reviewed=1), Tally(removed=1)
# A book that is younger than that has no year to look back on.
_LEAST_DAYS = 28


def find_years(log: ChangeLog, today: date) -> list[Period]:
    """Return the years of the calendar in which something was done, the oldest first; none for a book of a few days."""
    days = {change.commit.when.date() for change in log.changes}
    past = {day for day in days if day <= today}
    if not past or (today - min(past)).days < _LEAST_DAYS:
        return []
    return [year_of(number) for number in sorted({day.year for day in past})]


def find_days(periods: Sequence[Period], today: date) -> list[date]:
    """Return the days on which it must be known how complete the book was: before each period, and as its months end."""
    days = {day for period in periods for day in (_day_before(period), *(month.last for month in period.months))}
    return sorted(day for day in days if day and day < today)


def make_recap(period: Period, news: News, catalog: Catalog, standings: Standings) -> Recap:
    """Return what became of a book in a period. What is after today is left out, even where a document tells of it."""
    until = min(period.last, catalog.today)
    counted = _Counted()
    for entry in news.entries:
        for one in entry.told:
            counted.see(one, period.first, until)
    months = tuple(
        Month(
            month, counted.months[month.first.year, month.first.month], _at(min(month.last, until), catalog, standings)
        )
        for month in period.months
        # Before its first day there was no book.
        if month.first <= until and counted.began and counted.began <= month.last
    )
    before = _day_before(period)
    told = [one for _, one in counted.told]
    decisions, proposed = find_decisions(catalog, period.first, until)
    answered, waiting = find_answers(catalog, period.first, until)
    return Recap(
        period=period,
        until=until,
        began=counted.began,
        tally=counted.all,
        documents=len({one.key for one in told}),
        commits=len({one.change.commit.id for one in told}),
        people=len({one.change.commit.author for one in told}),
        reread=len({one.key for one in told if one.change.only_reviewed}),
        months=months,
        teams=_rows([(_title(catalog, key), tally, key) for key, tally in counted.teams.items()]),
        kinds=_kinds(counted.kinds, catalog),
        busiest=_rows([(_title(catalog, key), tally, key) for key, tally in counted.entities.items()])[:_BUSIEST],
        before=_at(before, catalog, standings) if before else None,
        after=_at(until, catalog, standings),
        decisions=decisions,
        proposed=proposed,
        answered=answered,
        waiting=waiting,
        audits=find_audits(catalog, counted.told, period.first, until),
        renamed=tuple(_renamed(counted.told)),
        retired=find_retired(catalog, counted.told, period.first, until),
        removed=tuple(_removed(news, catalog, period.first, until)),
        missing=news.missing,
    )


class _Counted(Struct):
    """What was done in a period, counted in several ways. `told` holds each change with its day, the newest first."""

    all: Tally = field(default_factory=Tally)
    began: date | None = None
    told: list[tuple[date, Told]] = field(default_factory=list)
    months: dict[tuple[int, int], Tally] = field(default_factory=lambda: defaultdict(Tally))
    teams: dict[Key | None, Tally] = field(default_factory=lambda: defaultdict(Tally))
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    entities: dict[Key, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def see(self, one: Told, first: date, last: date) -> None:
        """Count a change if it was made on one of these days."""
        day = one.change.commit.when.date()
        self.began = min(day, self.began or day)
        if not first <= day <= last:
            return
        tally = _tally(one)
        self.all += tally
        self.told.append((day, one))
        self.months[day.year, day.month] += tally
        self.teams[one.team.key if one.team else None] += tally
        self.kinds[one.change.kind] += tally
        if one.entity is not None and tally == _CHANGED:
            self.entities[one.entity.key] += tally


def _tally(one: Told) -> Tally:
    what = one.change.what
    if what == "added":
        return _ADDED
    if what == "removed":
        return _REMOVED
    return _REVIEWED if one.change.only_reviewed else _CHANGED


def _rows(found: Sequence[tuple[str, Tally, Key | None]]) -> tuple[Row, ...]:
    """Return what was worked on, that on which most was done first."""
    return tuple(
        Row(title, tally, key)
        for title, tally, key in sorted(found, key=lambda one: (-one[1].total, one[0].casefold(), one[2] or ("", "")))
    )


def _title(catalog: Catalog, key: Key | None) -> str:
    return catalog.at(key).title if key else _NO_TEAM


def _kinds(found: Mapping[str, Tally], catalog: Catalog) -> tuple[Row, ...]:
    rows = []
    for name, tally in found.items():
        label, plural = _labels(name, catalog)
        rows.append(Row(plural, tally, None, label.lower()))
    return tuple(sorted(rows, key=lambda row: (-row.tally.total, row.title)))


def _labels(name: str, catalog: Catalog) -> tuple[str, str]:
    """Return what one of a kind is called, and several. A kind that a team has given up is called as it was written."""
    kind = catalog.kinds.get(name)
    return (kind.label, kind.plural) if kind else (name, name)


def _renamed(told: Sequence[tuple[date, Told]]) -> Iterator[Happening]:
    for day, one in told:
        if one.change.what == "renamed":
            before = next((field.old for field in one.change.fields if field.path == "title"), "")
            note = f"was called {before}" if before else "another id, the same name"
            yield Happening(day, one.title, note, one.entity.key if one.entity else None)


def _removed(news: News, catalog: Catalog, first: date, last: date) -> Iterator[Happening]:
    """Yield what went, the latest first: what sort of thing it was, and why it went, where somebody says so."""
    for entry in news.entries:
        for one in entry.told:
            day = one.change.commit.when.date()
            if one.change.what == "removed" and first <= day <= last:
                label = _labels(one.change.kind, catalog)[0].lower()
                why = entry.source.title if entry.source else one.change.commit.reason
                yield Happening(day, one.change.title, f"{label}: {why}" if why else label)


def _at(day: date, catalog: Catalog, standings: Standings) -> BookStanding | None:
    """Return how the book stood on a day. Today it is as it lies there, committed or not."""
    return standing_of(catalog.shelf, day) if day >= catalog.today else standings.get(day)


def _day_before(period: Period) -> date | None:
    return period.first - timedelta(days=1) if period.first > date.min else None
