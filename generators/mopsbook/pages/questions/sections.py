"""Sections of a long page: where 900 systems have one each, a change in one of them makes a few anew.

A page with sections is drafted with a short mark in the place of each, the digest of its HTML, and filled when somebody renders
it. Between builds two things are kept: the digest of a section by what it shows, which is little and says whether the page on
the disk is still right, and the HTML by its digest, which is much and read only if a page has to be written.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.kept import Kept, code_of
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.questions.question import Question
from mopsbook.pages.render import tidy

# The rooms whose code decides what a section shows, and the libraries that make HTML of it.
_ROOMS = (
    "kinds", "documents", "naming", "scoring", "checks", "catalog", "history", "diagrams", "news", "recap", "pages",
)  # fmt: skip
_MAKERS = ("jinja2", "markupsafe", "markdown", "nh3")
# No text of a YAML file holds a NUL.
_MARK = re.compile("\0([0-9a-f]{24})\0")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where sections are kept: the digests of all, by what they show, and a folder with the HTML of those of each page."""

    digests: Kept
    folder: Path
    basis: str


_kept: ContextVar[_Shelf | None] = ContextVar("kept sections", default=None)


@contextmanager
def keep_sections(folder: Path) -> Iterator[None]:
    """Within the block, take sections from a folder if it has them, and leave there those that were used."""
    # The fingerprints cover what a section is made from, templates included; what makes it is the code and the libraries.
    basis = code_of(_ROOMS, _MAKERS)
    kept = _Shelf(Kept(folder / "sections.json", basis), folder / "sections", basis)
    mark = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(mark)
    kept.digests.save()


class Sections:
    """The sections of one page. A template calls `once` for each, with the macro that makes it and what that shows."""

    def __init__(self, question: Question, catalog: Catalog, fingerprints: Fingerprints) -> None:
        self._question, self._catalog, self._fingerprints = question, catalog, fingerprints
        self._kept = _kept.get()
        self._makes: dict[str, Callable[[], str]] = {}
        self._made: dict[str, str] = {}

    def once(self, make: Callable[..., str], entity: Entity, *more: object) -> Markup:
        """Return the mark of the section of an entity. Its HTML is made only if nobody knows its digest.

        `make` may show what the question says of its sections, and plain values: `more`.
        """
        shown = (entity, *self._question.beyond(entity, self._catalog))
        key = self._fingerprints.of_section(self._question.name, shown, more)
        digest = self._kept.digests.take(key) if self._kept else None
        if not isinstance(digest, str):
            html = tidy(str(make(entity, *more)))
            digest = hashlib.sha256(html.encode(errors="surrogatepass")).hexdigest()[:24]
            self._made[digest] = html
            if self._kept:
                self._kept.digests.keep(key, digest)
        self._makes[digest] = lambda: tidy(str(make(entity, *more)))
        return Markup(f"\0{digest}\0")

    def fill(self, text: str) -> str:
        """Return the text of a page with its sections in the places of their marks."""
        if not self._makes:
            return text
        kept = Kept(self._kept.folder / f"{self._question.name}.json", self._kept.basis) if self._kept else None

        def html(mark: re.Match[str]) -> str:
            digest = mark[1]
            found = self._made.get(digest) or (kept.take(digest) if kept else None)
            if not isinstance(found, str):
                found = self._makes[digest]() if digest in self._makes else mark[0]
            if kept:
                kept.keep(digest, found)
            return found

        filled = _MARK.sub(html, text)
        if kept:
            kept.save()
        return filled
