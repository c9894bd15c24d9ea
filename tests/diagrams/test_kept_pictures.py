"""Pictures that an earlier run drew are shown as long as what they show is the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import draw_for_book
from mopsbook.kept import write_kept
from mopsbook.kinds.load import find_builtin
from mopsbook.layout import find_layout
from mopsbook.pipeline import make_book
from mopsbook.today import today
from small_book import at, small_documents, write_book


@pytest.fixture(autouse=True)
def at_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are kept at a desk alone."""
    monkeypatch.delenv("CI", raising=False)


def _catalog(root: Path, **changes: Any) -> Catalog:
    documents = small_documents()
    documents["systems/marketo.yaml"] |= changes
    with at():
        return make_book(find_layout(write_book(root, documents)), today()).catalog


def _mark(folder: Path) -> None:
    """Let the pictures that are kept have another title, so that one sees whether they were taken."""
    path = folder / "stack-map.json"
    head, body = path.read_bytes().split(b"\n", 1)
    pictures = {id: [id, "From before", *each[2:]] for id, each in json.loads(body).items()}
    write_kept(path, head.split(b" ", 1)[0].decode(), pictures)


def test_a_picture_that_was_kept_is_the_one_that_would_be_drawn(tmp_path: Path) -> None:
    """It has the same parts of the same types, for pages are known by what their pictures are."""
    catalog, folder = _catalog(tmp_path / "book"), tmp_path / "kept"
    drawn = draw_for_book(catalog)
    assert draw_for_book(catalog, folder) == drawn and drawn
    assert repr(draw_for_book(catalog, folder)) == repr(drawn)


def test_what_is_kept_is_taken_until_what_it_shows_changes(tmp_path: Path) -> None:
    """A sentence that no picture shows leaves them as they are, a name does not."""
    folder = tmp_path / "kept"
    draw_for_book(_catalog(tmp_path / "book"), folder)
    _mark(folder)
    assert draw_for_book(_catalog(tmp_path / "book", purpose="Other."), folder)["stack-map"].title == "From before"
    for name, value in (("title", "Other"), ("category", "cdp"), ("status", "deprecated")):
        changed = _catalog(tmp_path / "book", **{name: value})
        assert draw_for_book(changed, folder) == draw_for_book(changed)
        draw_for_book(_catalog(tmp_path / "book"), folder)
        _mark(folder)


def test_what_is_joined_by_a_schema_of_the_team_is_looked_at_as_well(tmp_path: Path) -> None:
    """Where an integration may begin at a team, another name of that team is another picture."""
    end = "description: The system the data comes from.\n    x-ref: "
    schema = (find_builtin() / "integration.schema.yaml").read_text(encoding="utf-8")
    assert f"{end}system" in schema
    own = {"integration.schema.yaml": schema.replace(f"{end}system", f"{end}[system, team]")}
    documents, folder, known = small_documents(), tmp_path / "kept", []
    documents["integrations/segment-snowflake.yaml"]["source"] = "sales"
    for title in ("Sales", "Sales and friends"):
        documents["teams/sales.yaml"]["title"] = title
        layout = find_layout(write_book(tmp_path / "book", documents, schemas=own))
        with at():
            catalog = make_book(layout, today()).catalog
        known.append(draw_for_book(catalog, folder))
        assert known[-1] == draw_for_book(catalog)
    assert known[0] != known[1]


def test_where_sites_are_published_nothing_kept_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that brings along pictures of its own does not get them published."""
    catalog, folder = _catalog(tmp_path / "book"), tmp_path / "kept"
    draw_for_book(catalog, folder)
    _mark(folder)
    monkeypatch.setenv("CI", "true")
    assert draw_for_book(catalog, folder)["stack-map"].title != "From before"
