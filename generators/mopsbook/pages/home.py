"""Home: where do I start? Questions first, then the pictures, then what moved."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

import jinja2

from mopsbook.catalog.addresses import index_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.history.change import Change
from mopsbook.history.sentences import summarise
from mopsbook.naming.convention import Segment
from mopsbook.pages.book import Book
from mopsbook.pages.changes import by_day
from mopsbook.pages.dictionary import PATH as DICTIONARY
from mopsbook.pages.dictionary import object_kind
from mopsbook.pages.first_questions import FIRST_QUESTIONS, PERSONAL_DATA, PERSONAL_DATA_QUERY, says_personal_data
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.mentions import show_sentence
from mopsbook.pages.page import Page, SearchEntry
from mopsbook.pages.prose import plain
from mopsbook.pages.questions.asked import QUESTIONS, ask
from mopsbook.pages.questions.question import Question
from mopsbook.pages.render import find_headings, tidy
from mopsbook.pages.sections import in_order
from mopsbook.pages.stack import make_cards
from mopsbook.pages.view import View
from mopsbook.words import count

_NEWS = 6
# After a month in which everything was read again and nothing changed, there is no news.
_MOST_SEEN = 500


def make_home(book: Book, env: jinja2.Environment) -> Page:
    """Return the home page. What the book does not have (yet) is left out, never shown empty."""
    catalog = book.catalog
    hrefs = Hrefs.on("index")
    lifecycle = main_lifecycle(book)
    stages = (
        [stage for stage in lifecycle.data.get("stages", ()) if stage.get("id") and _on_main_path(stage)]
        if lifecycle
        else []
    )
    naming = list(catalog.of_kind("naming-convention")) if "naming-convention" in catalog.kinds else []
    html = tidy(
        env.get_template("home.html.jinja").render(
            book=book,
            hrefs=hrefs,
            questions=ask_questions(book, hrefs, lifecycle, [one for one, _ in ask(catalog).answered]),
            map=book.pictures.get("stack-map"),
            cards=[] if book.pictures.get("stack-map") else make_cards(catalog),
            lifecycle=lifecycle,
            stages=stages,
            teams=_by_team(catalog),
            naming=naming,
            example=_example(naming, book, hrefs),
            days=_news(book),
            attention=_attention(catalog, hrefs),
            first=[(one, show_sentence(one, catalog, hrefs)) for one in _first_week(book)],
            counts=[
                (kind, len(catalog.of_kind(kind))) for kind in in_order(catalog.kinds.shown) if catalog.of_kind(kind)
            ],
        )
    )
    about = plain(str(book.about.get("about", "")))
    return Page("index", book.title, html, about, find_headings(html), (SearchEntry(book.title, about, boost=2.0),))


def render_lost(book: Book, env: jinja2.Environment, root: str, paths: Container[str]) -> str:
    """Return what stands where there is no page; `root` is the address of the site, as such a page may be asked for at any.

    `paths` are the pages that there are.
    """
    hrefs = Hrefs(root)
    answered = [question for question in QUESTIONS if question.path in paths]
    questions = ask_questions(book, hrefs, main_lifecycle(book), answered)
    return tidy(env.get_template("lost.html.jinja").render(hrefs=hrefs, questions=questions))


def main_lifecycle(book: Book) -> Entity | None:
    """Return the lifecycle that Home shows: the one the book names, else the only or first one."""
    named = book.about.get("main_lifecycle")
    found = book.catalog.get("lifecycle", str(named)) if named else None
    lifecycles = book.catalog.of_kind("lifecycle")
    return found or (lifecycles[0] if lifecycles else None)


def _on_main_path(stage: dict[str, object]) -> bool:
    return stage.get("type") in ("initial", "main", "terminal-won")


def ask_questions(
    book: Book, hrefs: Hrefs, lifecycle: Entity | None, answered: Iterable[Question]
) -> list[tuple[str, str, str]]:
    """Return what readers come with: the question, the page that answers it, the kind whose icon it bears.

    `answered` are those that have a page of their own in this book.
    """
    kinds = book.catalog.kinds
    questions = [
        (words, hrefs.page(f"{index_of(kinds[kind])}/index"), kind)
        for kind, words in FIRST_QUESTIONS.items()
        if book.catalog.of_kind(kind)
    ]
    if says_personal_data(book.catalog):
        href = f"{hrefs.page(index_of(kinds['system']) + '/index')}?{PERSONAL_DATA_QUERY}"
        questions.append((PERSONAL_DATA, href, "system"))
    if object_kind(book.catalog):
        questions.append(("What does this field mean, and where does it come from?", hrefs.page(DICTIONARY), "object"))
    questions.append(("What changed lately?", hrefs.page("changes"), "value-list"))
    if lifecycle:
        questions.insert(2, ("What happens to a lead?", hrefs.entity(lifecycle), "lifecycle"))
    return questions + [(one.words, hrefs.page(one.path), one.kind) for one in answered]


def shown_on_home(book: Book) -> Sequence[Entity]:
    """Return the entities of which Home shows the prose: what each is for, of those with which a new colleague begins."""
    return _first_week(book)


def _by_team(catalog: Catalog) -> list[tuple[Entity | None, list[Entity]]]:
    teams: dict[Entity | None, list[Entity]] = defaultdict(list)
    for process in catalog.of_kind("process"):
        teams[catalog.team_of(process)].append(process)
    return sorted(
        teams.items(), key=lambda item: (item[0] is None, -len(item[1]), item[0].title.casefold() if item[0] else "")
    )


def _example(naming: Sequence[Entity], book: Book, hrefs: Hrefs) -> tuple[Entity, list[tuple[Segment, str]]] | None:
    """Return the convention whose first example has most to show, with that example in its segments."""
    found = []
    for convention in naming:
        names = [example["name"] for example in convention.data.get("examples", ()) if example.get("name")]
        found.append((convention, View(convention, book, hrefs).split_name(names[0]) if names else []))
    best = max(found, key=lambda one: len(one[1]), default=None)
    return best if best and best[1] else None


def _news(book: Book) -> list[tuple[str, list[tuple[Change, Entity | None, str]]]]:
    """Return the newest changes by day: what changed, and what of it. What was only read or run again is no news."""
    told = [change for change in book.log.changes[:_MOST_SEEN] if change.is_told]
    recent = [change for change in told if not change.only_notes][:_NEWS]
    return [
        (
            day,
            [
                (
                    change,
                    book.catalog.get(change.kind, change.id),
                    summarise(change, book.catalog.kinds.get(change.kind)),
                )
                for change in changes
            ],
        )
        for day, changes in by_day(recent or told[:_NEWS])
    ]


def _attention(catalog: Catalog, hrefs: Hrefs) -> list[tuple[str, str]]:
    overdue = sum(1 for entity in catalog.entities if entity.freshness.state == "overdue")
    due = sum(1 for entity in catalog.entities if entity.freshness.state == "due")
    doubtful = sum(1 for entity in catalog.entities if entity.freshness.state in ("suspect", "changed"))
    audits = sum(1 for finding in catalog.findings if finding.rule == "checklist-overdue" and finding.is_open)
    checklists = hrefs.page(f"{index_of(catalog.kinds['checklist'])}/index") if audits else ""
    unknown = sum(1 for entity in catalog.entities if entity.data.get("unknown"))
    errors = sum(1 for finding in catalog.findings if finding.severity == "error" and finding.is_open)
    missing = sum(1 for finding in catalog.findings if finding.rule == "incomplete")
    quality = hrefs.page("quality")
    lines = [
        (errors, count(errors, "thing is wrong", "things are wrong"), f"{quality}#findings"),
        (overdue, count(overdue, "review is overdue", "reviews are overdue"), f"{quality}#reviews"),
        (
            doubtful,
            count(doubtful, "review may not hold any more", "reviews may not hold any more"),
            f"{quality}#reviews",
        ),
        (audits, count(audits, "audit is overdue", "audits are overdue"), checklists),
        (due, count(due, "review is due soon", "reviews are due soon"), f"{quality}#reviews"),
        (missing, count(missing, "required fact is missing", "required facts are missing"), f"{quality}#help"),
        (unknown, count(unknown, "document waits for an answer", "documents wait for an answer"), f"{quality}#open"),
    ]
    return [(words, href) for number, words, href in lines if number]


def _first_week(book: Book) -> Sequence[Entity]:
    shelf = book.catalog.shelf
    if shelf.book is None:
        return []
    found = []
    for reference, target in shelf.references:
        if reference.document is shelf.book and reference.field.name == "start_here" and target is not None:
            found.append(book.catalog.at(target.document.key))
    return found
