"""The menu: sections and indexes, never every entity.

Each page renders the whole menu; with every entity in it the cost grows with the square of their number.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from mopsbook.pages.book import Book
from mopsbook.pages.dictionary import PATH as DICTIONARY
from mopsbook.pages.dictionary import object_kind
from mopsbook.pages.page import Draft
from mopsbook.pages.questions.make import INDEX
from mopsbook.pages.sections import in_order
from mopsbook.pages.years import YEARS


def make_menu(book: Book, drafts: Iterable[Draft], by_hand: Sequence[str]) -> list[Any]:
    """Return the `nav` of mkdocs.yml for a book, for a site that does not say it itself.

    `drafts` are its pages, `by_hand` the hand-written ones, as paths within the knowledge folder. What the menu calls a page is HTML, for
    every engine that reads it, so the words of a schema are escaped.
    """
    menu: list[Any] = [{"Home": "index.md"}]
    titles = {draft.path: draft.title for draft in drafts}
    if INDEX in titles:
        menu.append({"Questions": f"{INDEX}.md"})
    pages = sorted(path for path in by_hand if path != "index.md")
    kinds = in_order(kind for kind in book.catalog.kinds.shown if book.catalog.of_kind(kind))
    objects = object_kind(book.catalog)
    for section in dict.fromkeys(kind.section for kind in kinds):
        members = [{escape(kind.plural): f"{kind.folder}/index.md"} for kind in kinds if kind.section == section]
        if objects and objects.section == section:
            members.insert(
                1 + [kind for kind in kinds if kind.section == section].index(objects), {"Fields": f"{DICTIONARY}.md"}
            )
        if len(members) == 1:
            menu.append({escape(section): next(iter(members[0].values()))})
        elif members:
            menu.append({escape(section): members})
    if pages:
        menu.append({"Handbook": pages})
    years = [{title: f"{path}.md"} for path, title in titles.items() if path.startswith(YEARS)]
    menu.append({"What changed": [{"What changed": "changes.md"}, *years] if years else "changes.md"})
    menu.append(
        {"Quality": [{"Where to help": "quality.md"}, {"Rules": "rules/index.md"}, {"Authoring": "authoring/index.md"}]}
    )
    return menu
