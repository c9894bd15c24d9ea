"""Make all pages of a book as drafts, in the order of the menu. What was made before may be left as it is."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import jinja2

from mopsbook import __version__
from mopsbook.aside import Aside
from mopsbook.pages.authoring import make_authoring, make_authoring_index
from mopsbook.pages.book import Book
from mopsbook.pages.changes import draft_changes
from mopsbook.pages.dictionary import PATH as DICTIONARY
from mopsbook.pages.dictionary import make_dictionary, object_kind
from mopsbook.pages.entity import draft_entity
from mopsbook.pages.fields import draft_fields
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.home import make_home
from mopsbook.pages.indexes import days_of, make_glossary, make_index, pictures_of, plots_of
from mopsbook.pages.page import Draft, Page
from mopsbook.pages.quality import make_quality
from mopsbook.pages.questions.make import draft_questions
from mopsbook.pages.render import environment
from mopsbook.pages.rules import draft_rules
from mopsbook.pages.years import draft_years

# From so many entities on it is worth a process of its own to work out their fingerprints.
_MANY = 1_000


def make_fingerprints(book: Book, template_folders: tuple[Path, ...]) -> Fingerprints:
    """Return the fingerprints of a book that is shown with some templates."""
    return Fingerprints(book, _common(book, template_folders))


def make_drafts(
    book: Book, template_folders: tuple[Path, ...], fingerprints: Fingerprints | None = None
) -> Iterator[Draft]:  # fmt: skip
    """Yield every page of the site. A draft without a fingerprint is always rendered: there are few of them.

    In a large book another process renders those, and works out the fingerprints of the entities, while this one drafts the rest.
    """
    env = environment(template_folders)
    fingerprints = fingerprints or make_fingerprints(book, template_folders)
    drafts, entities = _draft_overviews(book, env, fingerprints), book.catalog.entities
    if len(entities) < _MANY:
        yield from drafts
        yield from _draft_entities(book, env, map(fingerprints.of, entities))
        return
    # What both processes need is asked for before there are two.
    _ = book.catalog.findings
    aside = Aside(
        lambda: (
            {draft.path: draft.render() for draft in _draft_always(book, env)},
            [fingerprints.of(entity) for entity in entities],
        ),
        worth=True,
    )
    drafts = iter(list(drafts))
    pages, made = aside()
    for draft in drafts:
        page = pages.get(draft.path)
        yield replace(draft, render=_ready(page)) if page else draft
    yield from _draft_entities(book, env, made)


def _ready(page: Page) -> Callable[[], Page]:
    return lambda: page


def _draft_always(book: Book, env: jinja2.Environment) -> tuple[Draft, Draft, Draft]:
    """Return Home, the quality page and the list of what one can write: they look at the whole book."""
    return (
        Draft("index", "Home", "", lambda: make_home(book, env)),
        Draft("quality", "Quality", "", lambda: make_quality(book, env), menu="Quality"),
        Draft("authoring/index", "Authoring", "", lambda: make_authoring_index(book, env), menu="Authoring"),
    )


def _draft_overviews(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    """Yield the pages that are of no entity."""
    home, quality, authoring = _draft_always(book, env)
    yield home
    yield from draft_questions(book, env, fingerprints)
    for kind in book.catalog.kinds.shown:
        make = make_glossary if kind.name == "term" else make_index
        title = kind.section if kind.name == "term" else kind.plural
        made = fingerprints.of_index(kind, pictures_of(kind, book), plots_of(kind, book), days_of(kind, book))
        yield Draft(f"{kind.folder}/index", title, made, partial(make, kind, book, env), menu=kind.section)
    objects = object_kind(book.catalog)
    if objects:
        made = fingerprints.of_index(objects, {}, (), "fields")
        yield Draft(DICTIONARY, "Fields", made, partial(make_dictionary, objects, book, env), menu=objects.section)
    yield from draft_changes(book, env, fingerprints)
    yield from draft_years(book, env, fingerprints)
    yield quality
    yield from draft_rules(book, env, fingerprints)
    yield authoring
    for kind in book.catalog.kinds.values():
        made = fingerprints.of_text(book.catalog.shelf.folder)
        yield Draft(f"authoring/{kind.name}", kind.label, made, partial(make_authoring, kind, book, env))


def _draft_entities(book: Book, env: jinja2.Environment, made: Iterable[str]) -> Iterator[Draft]:
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
