"""What is kept of sections of long pages is shown as long as what would make them anew is the same, and no longer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from asking import Ask

from mopsbook.kept import code_of, write_kept
from mopsbook.pages.questions.sections import keep_sections
from small_book import small_documents


@pytest.fixture(autouse=True)
def at_a_desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sections are kept at a desk alone, and here of the smallest book."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("mopsbook.kept.FEW", 1)
    code_of.cache_clear()
    yield
    code_of.cache_clear()


@pytest.fixture
def changed(ask: Ask, tmp_path: Path) -> Path:
    """A folder of kept sections that say something no book says, so that one sees whether they were shown."""
    folder = tmp_path / "kept"
    _read(ask, folder)
    path = folder / "sections" / "system-down.json"
    head, body = path.read_bytes().split(b"\n", 1)
    write_kept(path, head.split(b" ", 1)[0].decode(), dict.fromkeys(json.loads(body), "<p>From before</p>"))
    return folder


def _read(ask: Ask, folder: Path) -> str:
    with keep_sections(folder):
        return ask(small_documents())["system-down"].html


def test_what_is_kept_is_shown(ask: Ask, changed: Path) -> None:
    """A second build does not make the sections again."""
    assert "From before" in _read(ask, changed)


def test_html_that_is_lost_is_made_again(ask: Ask, changed: Path) -> None:
    """Of a page with a change the other sections are needed, too, though nobody may have kept them."""
    (changed / "sections" / "system-down.json").unlink()
    assert _read(ask, changed) == _read(ask, changed.with_name("other"))


def test_where_sites_are_published_nothing_kept_is_believed(
    ask: Ask, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that brings along sections of its own does not get them published."""
    monkeypatch.setenv("CI", "true")
    assert "From before" not in _read(ask, changed)


def test_another_version_of_a_library_makes_them_anew(ask: Ask, changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever upgrades what sanitises HTML has nothing on a page that the old one let through."""
    monkeypatch.setattr("importlib.metadata.version", lambda name: "999" if name == "nh3" else version(name))
    code_of.cache_clear()
    assert "From before" not in _read(ask, changed)


def test_a_library_that_does_not_say_its_version_stops_nothing() -> None:
    """A copy without its metadata works as well."""
    assert code_of(("kinds",), ("no-such-library",)) == code_of(("kinds",), ())
