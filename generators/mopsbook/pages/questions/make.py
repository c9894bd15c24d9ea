"""Make the pages of the questions that a book can answer, and the page that lists them."""

from collections.abc import Callable
from typing import Any

import jinja2
from markupsafe import Markup

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.pages.book import Book
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Draft, Entry, Page
from mopsbook.pages.questions.asked import answers
from mopsbook.pages.questions.question import Answer, Question
from mopsbook.pages.questions.sections import Sections
from mopsbook.pages.render import find_headings, tidy
from mopsbook.pages.values import Values

INDEX = "questions/index"


def draft_questions(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> list[Draft]:
    """Return the drafts of the list of questions and of the page of each; nothing for a book that can answer none."""
    answered = answers(book.catalog).values()
    if not answered:
        return []
    html = tidy(env.get_template("questions/index.html.jinja").render(answered=answered, hrefs=Hrefs.on(INDEX)))
    words = "Questions that this book answers, each on a page of its own."
    index = Page(INDEX, "Questions", html, words, (), (Entry("Questions", words),), menu="Questions")
    return [
        Draft(index.path, index.title, fingerprints.of_text(repr(index)), lambda: index, menu=index.menu),
        *(_draft(question, answer, book, env, fingerprints) for question, answer in answered),
    ]


def _draft(
    question: Question, answer: Answer, book: Book, env: jinja2.Environment, fingerprints: Fingerprints
) -> Draft:  # fmt: skip
    hrefs = Hrefs.on(question.path)
    sections = Sections(question, book.catalog, fingerprints)
    text = tidy(
        env.get_template(question.template).render(
            question=question,
            found=answer.found,
            hrefs=hrefs,
            show=_show(book.catalog, hrefs),
            once=sections.once,
            today=book.catalog.today.isoformat(),
        )
    )
    whole = Entry(question.words, f"{question.gives} {question.asked}", boost=3.0, tags=(question.title,))
    # Who types the name of a system and "down" means this part. By the name alone the page of the system comes first, whatever the boost.
    parts = [Entry(one.title, one.text, boost=3.0, anchor=one.anchor) for one in answer.sections]
    entries = (whole, *parts)

    def render() -> Page:
        html = sections.fill(text)
        return Page(question.path, question.title, html, question.gives, find_headings(html), entries)

    # The answers look through the whole book, so what was read says less than what came out.
    made = fingerprints.of_text(repr((question.path, question.title, question.gives, text, entries)))
    return Draft(question.path, question.title, made, render)


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
