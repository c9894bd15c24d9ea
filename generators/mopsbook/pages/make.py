"""Make all pages of a book as drafts, in the order of the menu. What was made before may be left as it is."""

import hashlib
import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from msgspec.structs import replace

from mopsbook import __version__
from mopsbook.kinds.kind import Kind
from mopsbook.kinds.load import find_builtin
from mopsbook.pages.authoring import make_authoring, make_authoring_index
from mopsbook.pages.book import Book
from mopsbook.pages.changes import draft_changes
from mopsbook.pages.dictionary import PATH as DICTIONARY
from mopsbook.pages.dictionary import make_dictionary, object_kind
from mopsbook.pages.entity import draft_entity
from mopsbook.pages.fields import draft_fields
from mopsbook.pages.fingerprint import Fingerprints, NoFingerprints
from mopsbook.pages.home import make_home, shown_on_home
from mopsbook.pages.indexes import days_of, make_glossary, make_index, pictures_of, plots_of
from mopsbook.pages.page import Draft, Page
from mopsbook.pages.quality import make_quality, shown_tasks
from mopsbook.pages.questions.asked import QUESTIONS
from mopsbook.pages.questions.make import draft_list, draft_question
from mopsbook.pages.render import environment
from mopsbook.pages.rules import draft_rules
from mopsbook.pages.years import draft_years
from mopsbook.processes import Shared, Way, count_processes

# From so many entities on it is worth a process of its own to work out their fingerprints.
_MANY = 1_000
# The parts of a site in the order of its menu; each knows how its pages are drafted.
_Part = Callable[[Book, jinja2.Environment, Fingerprints], Iterable[Draft]]


def make_fingerprints(book: Book, template_folders: tuple[Path, ...]) -> Fingerprints:
    """Return the fingerprints of a book that is shown with some templates."""
    ours = find_builtin().resolve()
    own = any(next(folder.rglob("*.jinja"), None) for folder in template_folders if folder.resolve() != ours)
    return Fingerprints(book, _common(book, template_folders), own_templates=own)


def make_drafts(book: Book, template_folders: tuple[Path, ...]) -> Iterator[Draft]:
    """Yield every page of the site. A draft without a fingerprint is always rendered: there are few of them."""
    for drafts in make_parts(book, template_folders, make_fingerprints(book, template_folders)).values():
        yield from drafts


def make_parts(
    book: Book, template_folders: tuple[Path, ...], fingerprints: Fingerprints
) -> Mapping[str, Iterable[Draft]]:
    """Return the drafts of all pages by the `PARTS` of the site. Their fingerprints are not finished (`Fingerprints.finish`).

    Those of the entities of a large book, and the pages that look at all of it, are made by several processes, if there may be
    some.
    """
    env = environment(template_folders)
    entities = book.catalog.entities
    if len(entities) < _MANY:
        return {name: list(part(book, env, fingerprints)) for name, part in PARTS.items()}
    # What all processes need is asked for before there are several; the findings last, which one of its own works out.
    book.look_around()
    # Home last: it asks what the questions have asked already, if it is made here.
    wholes = [*_draft_quality(book, env, fingerprints), *_draft_home(book, env, fingerprints)]
    tasks: list[Callable[[], Any]] = [lambda: list(map(fingerprints.of, entities)), *(one.render for one in wholes)]
    with Shared(tasks, Way(pickle.dumps, pickle.loads), count_processes() - 1) as shared:
        parts = {name: list(part(book, env, fingerprints)) for name, part in PARTS.items() if name != "entities"}
        made, *pages = shared.results()
    for name, draft, page in zip(("quality", "home"), wholes, pages, strict=True):
        parts[name] = [replace(draft, render=partial(_give, page))]
    return parts | {"entities": list(_draft_known(book, env, made))}


def draft_part(name: str, book: Book, template_folders: tuple[Path, ...]) -> Iterable[Draft]:
    """Return the drafts of one of the `PARTS` of a site, without fingerprints, to be rendered."""
    return PARTS[name](book, environment(template_folders), NoFingerprints())


def _give(page: Page) -> Page:
    return page


def _draft_home(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    shows = tuple(one.full_id for one in shown_on_home(book))
    yield Draft("index", "Home", fingerprints.of_facts, lambda: make_home(book, env), shows=shows)


def _draft_quality(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    # It names lines of those documents.
    shows = tuple(one.full_id for one in dict.fromkeys(task.entity for task in shown_tasks(book)))
    yield Draft(
        "quality", "Quality", fingerprints.of_facts, lambda: make_quality(book, env), menu="Quality", shows=shows
    )


def _draft_indexes(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    for kind in book.catalog.kinds.shown:
        make = make_glossary if kind.name == "term" else make_index
        title = kind.section if kind.name == "term" else kind.plural
        more = partial(_beside, kind, book)
        made = fingerprints.of_index(kind, more)
        shows = (f"{kind.name}/",)
        yield Draft(f"{kind.folder}/index", title, made, partial(make, kind, book, env), menu=kind.section, shows=shows)
    objects = object_kind(book.catalog)
    if objects:
        made = fingerprints.of_index(objects, lambda: ("fields",))
        shows = (f"{objects.name}/",)
        yield Draft(
            DICTIONARY, "Fields", made, partial(make_dictionary, objects, book, env), menu=objects.section, shows=shows
        )


def _beside(kind: Kind, book: Book) -> tuple[object, ...]:
    return (pictures_of(kind, book), plots_of(kind, book), days_of(kind, book))


def _draft_authoring(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    yield Draft("authoring/index", "Authoring", "", lambda: make_authoring_index(book, env), menu="Authoring")
    for kind in book.catalog.kinds.values():
        made = fingerprints.of_text(book.catalog.shelf.folder)
        yield Draft(f"authoring/{kind.name}", kind.label, made, partial(make_authoring, kind, book, env))


def _draft_entities(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    return _draft_known(book, env, map(fingerprints.of, book.catalog.entities))


def _draft_known(book: Book, env: jinja2.Environment, made: Iterable[str]) -> Iterator[Draft]:
    """Yield the pages of all entities, whose fingerprints were made, and those of fields."""
    objects = object_kind(book.catalog)
    seen: set[str] = set()
    for entity, fingerprint in zip(book.catalog.entities, made, strict=True):
        draft = draft_entity(entity, book, env, fingerprint)
        if draft.path not in seen:
            seen.add(draft.path)
            yield draft
        for part in draft_fields(entity, book, env, draft.fingerprint) if objects and entity.kind is objects else ():
            if part.path not in seen:
                seen.add(part.path)
                yield part


PARTS: Mapping[str, _Part] = {
    "home": _draft_home,
    "questions": draft_list,
    **{question.path: partial(draft_question, question) for question in QUESTIONS},
    "indexes": _draft_indexes,
    "changes": draft_changes,
    "years": draft_years,
    "quality": _draft_quality,
    "rules": draft_rules,
    "authoring": _draft_authoring,
    "entities": _draft_entities,
}


def _common(book: Book, template_folders: tuple[Path, ...]) -> str:
    """Return the digest of what every page depends on: this version, the templates, the kinds, book.yaml."""
    digest = hashlib.sha256(__version__.encode())
    ours = Path(__file__).parent / "templates"
    for folder in (*template_folders, ours):
        # Whatever lies there may be included by a template, in a folder of its own, too.
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    for kind in book.catalog.kinds.values():
        # The schema as it is used: with the fragments that it shares with others inside.
        digest.update(json.dumps(kind.schema, default=str).encode())
    digest.update(repr(book.about).encode())
    return digest.hexdigest()
