"""Make the pages of the questions that a book can answer, and the page that lists them."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import jinja2
from markupsafe import Markup

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.pages.book import Book
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Draft, Page, SearchEntry
from mopsbook.pages.questions.asked import ask
from mopsbook.pages.questions.question import Answer, Case, Question
from mopsbook.pages.render import find_headings, tidy
from mopsbook.pages.values import Values

INDEX = "questions/index"


def draft_list(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    """Yield the page that lists the questions; none for a book that can answer none."""
    answered = ask(book.catalog).answered
    if answered:
        html = tidy(env.get_template("questions/index.html.jinja").render(answered=answered, hrefs=Hrefs.on(INDEX)))
        words = "Questions that this book answers, each on a page of its own."
        index = Page(INDEX, "Questions", html, words, (), (SearchEntry("Questions", words),), menu="Questions")
        yield Draft(index.path, index.title, fingerprints.of_text(repr(index)), lambda: index, menu=index.menu)


def draft_question(
    question: Question, book: Book, env: jinja2.Environment, fingerprints: Fingerprints
) -> Iterator[Draft]:  # fmt: skip
    """Yield the page of a question and those of its cases; none if the book cannot answer it."""
    answer = ask(book.catalog).answer(question)
    if answer is not None:
        page = cache(lambda: _make(question, answer, book, env))
        # The answers look through the whole book, so what was read says less than what came out.
        made = fingerprints.of_made(page)
        yield Draft(question.path, question.title, made, page)
        yield from _draft_cases(question, answer, book, env, fingerprints)


def _make(question: Question, answer: Answer, book: Book, env: jinja2.Environment) -> Page:
    hrefs = Hrefs.on(question.path)
    html = tidy(
        env.get_template(question.template).render(
            question=question,
            found=answer.found,
            hrefs=hrefs,
            show=_show(book.catalog, hrefs),
            today=book.catalog.today.isoformat(),
        )
    )
    whole = SearchEntry(question.words, f"{question.gives} {question.asked}", boost=3.0, tags=(question.title,))
    parts = [SearchEntry(one.title, one.text, boost=3.0, anchor=one.anchor) for one in answer.sections]
    return Page(question.path, question.title, html, question.gives, find_headings(html), (whole, *parts))


def _draft_cases(
    question: Question, answer: Answer, book: Book, env: jinja2.Environment, fingerprints: Fingerprints
) -> Iterator[Draft]:  # fmt: skip
    for case in answer.cases:
        made = fingerprints.of_case(question.name, case.entity, question.beyond(case.entity, book.catalog))
        make = partial(_make_case, question, case, answer.found, book.catalog, env)
        shows = (case.entity.full_id,)
        yield Draft(question.case_path(case.entity), case.title, made, make, shows=shows)


def _make_case(question: Question, case: Case, found: Any, catalog: Catalog, env: jinja2.Environment) -> Page:
    path = question.case_path(case.entity)
    hrefs = Hrefs.on(path)
    html = tidy(
        env.get_template(question.case_template).render(
            question=question, case=case, found=found, hrefs=hrefs, show=_show(catalog, hrefs)
        )
    )
    # Who types the name of a system and "down" means this page. By the name alone that of the system comes first, whatever the boost.
    entry = SearchEntry(case.title, case.text, boost=3.0)
    return Page(path, case.title, html, f"{case.title}. {question.words}", find_headings(html), (entry,))


def _show(catalog: Catalog, hrefs: Hrefs) -> Callable[..., Markup]:
    def show(entity: Entity, path: str, value: Any = None) -> Markup:
        """Return the value of a field of an entity (dotted path) as HTML: its own, or the one given, as for items of a list."""
        field = entity.kind.field(path)
        if value is None and "." not in path:
            value = entity.data.get(path)
        return (
            Values(entity, catalog, hrefs, at_home=False).show(value, field)
            if field and value is not None
            else Markup("")
        )

    return show
