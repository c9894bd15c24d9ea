"""A year in review: what was written, changed, decided, answered and audited, as sentences and plots."""

from collections.abc import Iterator, Sequence
from functools import partial

import jinja2
from msgspec import Struct

from mopsbook.catalog.entity import Entity
from mopsbook.pages.book import Book
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Draft, Page, SearchEntry
from mopsbook.pages.render import find_headings, tidy
from mopsbook.recap.plots import draw
from mopsbook.recap.recap import Happening, Recap
from mopsbook.recap.sentences import say_until, tell

# The folder of their pages.
YEARS = "year/"
# What stands open on the page; the rest is behind a fold.
_MOST_OPEN = 8
_ASKED = "Year in review, annual report, looking back, retrospective, recap."


class YearSection(Struct, frozen=True):
    """Things of one sort that have a day, each with what it happened to, None for what is gone."""

    id: str
    title: str
    open: Sequence[tuple[Happening, Entity | None]]
    folded: Sequence[tuple[Happening, Entity | None]]


def path_of(recap: Recap) -> str:
    """Return the address of a year."""
    return f"{YEARS}{recap.period.name}"


def title_of(recap: Recap) -> str:
    """Return what the page of a year is called."""
    return f"{recap.period.name} in review"


def draft_years(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    """Yield the page of each year, the latest first; none for a book of a few days."""
    for recap in book.years:
        made = fingerprints.of_text(_say_all(recap, book))
        yield Draft(path_of(recap), title_of(recap), made, partial(make_year, recap, book, env), menu="Changes")


def _say_all(recap: Recap, book: Book) -> str:
    """Return all that the page of a year depends on: the recap, and how what it names is called and stands now."""
    named = [*recap.decisions, *recap.proposed, *recap.answered, *recap.waiting, *recap.audits, *recap.renamed]
    keys = [*(event.key for event in (*named, *recap.retired)), *(row.key for row in (*recap.busiest, *recap.teams))]
    faces = [(entity.title, entity.status) for key in keys if key and (entity := book.catalog.get(*key))]
    return repr((recap, faces, [other.period.name for other in book.years]))


def make_year(recap: Recap, book: Book, env: jinja2.Environment) -> Page:
    """Return the page of a year."""
    path, title = path_of(recap), title_of(recap)
    lead, *sentences = tell(recap)
    html = tidy(
        env.get_template("year.html.jinja").render(
            hrefs=Hrefs.on(path),
            title=title,
            lead=lead,
            sentences=sentences,
            foot=say_until(recap),
            plots=dict(draw(recap, book.catalog)),
            busiest=[(row, book.catalog.get(*row.key)) for row in recap.busiest if row.key],
            sections=[section for section in _sections(recap, book) if section.open],
            others=[(other.period.name, path_of(other)) for other in book.years if other is not recap],
        )
    )
    entry = SearchEntry(title, f"{' '.join([lead, *sentences])} {_ASKED}", boost=2.0)
    return Page(path, title, html, lead, find_headings(html), (entry,), menu="Changes")


def _sections(recap: Recap, book: Book) -> list[YearSection]:
    found: list[tuple[str, str, Sequence[Happening]]] = [
        ("decisions", "Decisions", recap.decisions),
        ("proposed", "Proposed and open", recap.proposed),
        ("vendors", "Vendor updates", [*recap.waiting, *recap.answered]),
        ("audits", "Audits", recap.audits[::-1]),
        ("renamed", "Renamed", recap.renamed),
        ("retired", "Retired", recap.retired),
        ("removed", "Removed", recap.removed),
    ]
    return [
        YearSection(id, title, told[:_MOST_OPEN], told[_MOST_OPEN:])
        for id, title, events in found
        for told in [[(event, book.catalog.get(*event.key) if event.key else None) for event in events]]
    ]
