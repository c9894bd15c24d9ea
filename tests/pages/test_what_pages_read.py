"""Pages read of the prose of others what their fingerprints cover, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import force_setattr

from mopsbook.catalog.entity import Key
from mopsbook.layout import find_layout
from mopsbook.news.explain import SOURCES
from mopsbook.pages.book import Book
from mopsbook.pages.fingerprint import PROSE_OF_OTHERS
from mopsbook.pages.make import make_drafts
from mopsbook.pipeline import make_book, template_folders
from small_book import small_documents, write_book

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


class Watched(dict[str, Any]):
    """What a document says; it tells of whatever is looked at by name, and of who looks at all of it."""

    def __init__(self, data: Any, key: Key, look: Any) -> None:
        super().__init__(data)
        self._look = lambda name: look(key, name)

    def __getitem__(self, name: str) -> Any:
        self._look(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._look(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self._look(name)
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        self._look("*")
        return super().__iter__()

    def items(self) -> Any:
        self._look("*")
        return super().items()

    def values(self) -> Any:
        self._look("*")
        return super().values()


def _read_beyond(book: Book, folders: tuple[Path, ...]) -> dict[tuple[str, str], str]:
    """Draft and render all pages; return by kind and field what was looked at of entities that the page does not show whole.

    Each comes with the page that did so, "" if that was before any page was rendered.
    """
    page = ""
    shows: frozenset[str] = frozenset()
    seen: dict[tuple[str, str], str] = {}

    def look(key: Key, name: str) -> None:
        if not shows & {f"{key[0]}/", f"{key[0]}/{key[1]}"}:
            seen.setdefault((key[0], name), page)

    # These are covered as they are.
    _ = book.catalog.findings, book.catalog.facts, book.catalog.digests
    for entity, document in zip(book.catalog.entities, book.catalog.shelf.documents, strict=True):
        watched = Watched(entity.data, entity.key, look)
        force_setattr(entity, "data", watched)
        force_setattr(document, "data", watched)
    for draft in list(make_drafts(book, folders)):
        page, shows = draft.path, frozenset(draft.shows)
        if draft.fingerprint:
            draft.render()
    return seen


@pytest.fixture(params=["reference", "small", "full"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The reference book, one of a few documents, and one with a document of each kind that says all it can."""
    if request.param == "reference":
        return ROOT
    if request.param == "small":
        return write_book(tmp_path, small_documents())
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Book\ndocs_dir: knowledge\n", encoding="utf-8")
    full = yaml.safe_load((ROOT / "tests/documents/full.yaml").read_text(encoding="utf-8"))
    for name, data in full.items():
        (knowledge / f"{name}.yaml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return tmp_path


def test_no_page_shows_prose_that_its_fingerprint_leaves_out(place: Path) -> None:
    """Nor does anything that is worked out for many pages look at prose: it is taken from the build before if that alone changed."""
    layout = find_layout(place)
    book = make_book(layout, TODAY)
    covered = {(kind, name) for kind, names in PROSE_OF_OTHERS.items() for name in names}
    prose = {
        (kind.name, name)
        for kind in book.catalog.kinds.values()
        for name in [*(field.path[0] for field in kind.prose if not field.path[1:]), "*"]
        if kind.name not in SOURCES
    }
    seen = _read_beyond(book, template_folders(layout))
    assert seen
    assert {read: page for read, page in seen.items() if read in prose - covered} == {}
