"""The log of the book: what is coming, this week's changes first, what is older by months; to be filtered in the browser."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby

import jinja2
from msgspec import Struct

from mopsbook.history.change import Change
from mopsbook.kinds.impact import CLASSES, LABELS
from mopsbook.news.news import Entry
from mopsbook.pages.book import Book
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Draft, Page, SearchEntry
from mopsbook.pages.render import find_headings, tidy
from mopsbook.pages.shelving import FRONT, Volume
from mopsbook.pages.telling import Work, is_noise, is_routine, tell_work

# Other words by which people look for this page.
_ASKED = (
    "Changes of this week, last week, yesterday, lately, recently: news, history, change log, decisions, announcements."
)
_WORDS = "Every change to this book, field by field, with why it was made, what was decided, and what vendors changed."

# A busy week is read as a list, of which the first are open.
_MOST_OPEN = 12
_FEWEST_TOGETHER = 3


class Choice(Struct, frozen=True):
    """What the log can be filtered by, each as the word in the address and the words on the page: only what happens in it."""

    kinds: Sequence[tuple[str, str]]
    teams: Sequence[tuple[str, str]]
    levels: Sequence[tuple[str, str]]
    years: Sequence[int]


def draft_changes(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    """Yield the page of the log and the pages of its months."""
    shelving = book.shelving
    choice = _choose(book)
    weeks = _by_week(shelving.front, book.catalog.today)
    frame = (
        choice,
        [len(found) for found in weeks.values()],
        book.log.missing,
        book.log.unread,
        len(book.news.entries),
    )
    listed = [(one.path, one.title, len(one.entries)) for one in shelving.volumes]
    shown = [*shelving.coming, *shelving.front]
    made = fingerprints.of_entries(shown, repr((frame, listed)))
    yield Draft(FRONT, "What changed", made, partial(_make_front, choice, weeks, book, env), menu="Changes")
    for at, volume in enumerate(shelving.volumes):
        beside = _beside(shelving.volumes, at)
        made = fingerprints.of_entries(volume.entries, repr((volume.title, beside)))
        yield Draft(
            volume.path, f"What changed in {volume.title}", made, partial(_make_volume, volume, beside, book, env)
        )


def _make_front(choice: Choice, weeks: Mapping[str, Sequence[Entry]], book: Book, env: jinja2.Environment) -> Page:
    hrefs, shelving = Hrefs.on(FRONT), book.shelving
    html = tidy(
        env.get_template("changes.html.jinja").render(
            book=book,
            hrefs=hrefs,
            choice=choice,
            total=len(book.news.entries),
            coming=[tell_work(entry, book, hrefs) for entry in shelving.coming],
            weeks=[(words, _tell(found, book, hrefs)) for words, found in weeks.items()] if shelving.front else [],
            open=_open(weeks),
            years=[
                (year, [(_month(one), hrefs.page(one.path), len(one.entries)) for one in volumes])
                for year, volumes in groupby(shelving.volumes, key=lambda volume: volume.month.year)
            ],
        )
    )
    entry = SearchEntry("What changed", f"{_WORDS} {_ASKED}", boost=3.0)
    return Page(FRONT, "What changed", html, _WORDS, find_headings(html), (entry,), menu="Changes")


def _make_volume(volume: Volume, beside: Sequence[tuple[str, str]], book: Book, env: jinja2.Environment) -> Page:
    hrefs, title = Hrefs.on(volume.path), f"What changed in {volume.title}"
    days: dict[date, list[Entry]] = {}
    for entry in volume.entries:
        days.setdefault(entry.day - timedelta(days=entry.day.weekday()), []).append(entry)
    html = tidy(
        env.get_template("changes_month.html.jinja").render(
            book=book,
            hrefs=hrefs,
            title=title,
            beside=[(hrefs.page(path), said) for path, said in beside],
            weeks=[(day, _tell(found, book, hrefs)) for day, found in days.items()],
        )
    )
    # Who searches finds the documents first, and the log before one of its months.
    found = SearchEntry(title, "Change log, history.", boost=0.3)
    return Page(volume.path, title, html, "", find_headings(html), (found,))


def _tell(entries: Sequence[Entry], book: Book, hrefs: Hrefs) -> list[list[Work]]:
    """Return entries as the log shows them; those in a row that were routine together, if they would bury the rest."""
    parts: list[list[Work]] = []
    for routine, found in groupby(entries, key=is_routine):
        works = [tell_work(entry, book, hrefs) for entry in found]
        parts += [works] if routine and len(works) >= _FEWEST_TOGETHER else [[work] for work in works]
    return parts


def _month(volume: Volume) -> str:
    """Return a volume as the list of its year names it: "March", "March, part 2"."""
    return volume.title.replace(f" {volume.month.year}", "").partition(" of ")[0]


def _beside(volumes: Sequence[Volume], at: int) -> Sequence[tuple[str, str]]:
    """Return the pages after and before one, each with what leads there."""
    newer, older = volumes[at - 1 : at] if at else (), volumes[at + 1 : at + 2]
    return [
        *((one.path, f"Later: {one.title}") for one in newer),
        *((one.path, f"Earlier: {one.title}") for one in older),
    ]


def _choose(book: Book) -> Choice:
    kinds, teams, levels = set(), {}, set()
    for entry in book.news.entries:
        levels.add(entry.level)
        for one in entry.told:
            kinds.add(one.change.kind)
            if one.team:
                teams[one.team.id] = one.team.title
        for entity, team in entry.about:
            kinds.add(entity.kind.name)
            if team:
                teams[team.id] = team.title
    return Choice(
        [(kind.name, kind.plural) for kind in book.catalog.kinds.shown if kind.name in kinds],
        sorted(teams.items(), key=lambda team: (team[1].casefold(), team[0])),
        [(level, LABELS[level]) for level in CLASSES if level in levels],
        sorted({entry.day.year for entry in book.news.entries}, reverse=True),
    )


def _by_week(entries: Sequence[Entry], today: date) -> Mapping[str, Sequence[Entry]]:
    """Return entries by when it was, as one says it: weeks begin on Monday. A clock that was ahead is no reason for another word."""
    monday = today - timedelta(days=today.weekday())
    weeks: dict[str, list[Entry]] = {"This week": [], "Last week": [], "Earlier": []}
    for entry in entries:
        day = entry.day
        words = "This week" if day >= monday else "Last week" if day >= monday - timedelta(days=7) else "Earlier"
        weeks[words].append(entry)
    return weeks


def _open(weeks: Mapping[str, Sequence[Entry]]) -> set[str]:
    """Return the ids of what is shown without a fold: of this week and the last what concerns others most, then the newest."""
    recent = [entry for words in ("This week", "Last week") for entry in weeks[words] if not is_noise(entry)]
    recent.sort(key=lambda entry: CLASSES.index(entry.level))
    return {entry.id for entry in recent[:_MOST_OPEN]}


def by_day(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield changes grouped by the day of their commit (as its author saw it), in the order they come."""
    for day, group in groupby(changes, key=lambda change: change.commit.when.date().isoformat()):
        yield day, list(group)
