"""What is kept of readings changes nothing but the time: the shelf is the one of files read anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mopsbook.documents.kept_readings import keep_readings
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.kept import write_kept
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, find_layout

ROOT = Path(__file__).parents[2]
FILES = {
    "book.yaml": "kind: book\ntitle: A book\n",
    "systems/one.yaml": "kind: system\nid: one\ntitle: One\nowner: TBD\npurpose: null\n",
    "systems/no-id.yaml": "\ufeffkind: system\ntitle: Näme 😀\nlinks:\n  - {title: A, url: tbd}\n",
    "systems/wrong.yaml": "kind: system\nid: wrong\ntitle: 7\n",
    "systems/broken.yaml": "kind: system\nid: [",
    "glossary/words.yaml": "kind: term\nowner: one\nterms:\n  - {id: a, title: A}\n  - {title: B, owner: two, definition: n/a}\n",
}


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _load(layout: Layout, folder: Path) -> Shelf:
    kinds = load_kinds([layout.schemas])
    with keep_readings(folder, kinds) as read:
        return load_shelf(layout, kinds, read=read)


def _is_same(one: Shelf, other: Shelf) -> bool:
    return (one.documents, one.troubles, one.sources, one.book) == (
        other.documents, other.troubles, other.sources, other.book,
    )  # fmt: skip


def _retitle(path: Path) -> None:
    """Let what is kept say something that no file says, so that one sees whether it was asked."""
    _, body = path.read_bytes().split(b"\n", 1)
    basis = path.read_bytes().split(b" ", 1)[0].decode()
    write_kept(path, basis, json.loads(body.replace(b'"One"', b'"Kept"')))


@pytest.fixture(autouse=True)
def at_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept counts at a desk alone, and here of the smallest book."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("mopsbook.kept.FEW", 1)


def test_a_shelf_from_what_is_kept_is_the_one_that_is_read_anew(layout: Layout, tmp_path: Path) -> None:
    """Files with blanks, without an id, of many documents, with a mark in front, wrong ones and broken ones: all are as before."""
    _write(layout.knowledge, FILES)
    anew = load_shelf(layout, load_kinds())
    assert _is_same(_load(layout, tmp_path / "kept"), anew)
    assert (tmp_path / "kept" / "readings.json").is_file()
    assert _is_same(_load(layout, tmp_path / "kept"), anew)


def test_the_reference_book_is_the_same_from_what_is_kept(tmp_path: Path) -> None:
    """Whatever our own book says comes back as it was written."""
    layout = find_layout(ROOT)
    assert _is_same(_load(layout, tmp_path), _load(layout, tmp_path))


def test_what_is_kept_is_used(layout: Layout, tmp_path: Path) -> None:
    """A file that did not change is not read again; one that did is."""
    _write(layout.knowledge, FILES)
    _load(layout, tmp_path)
    _retitle(tmp_path / "readings.json")
    assert [one.title for one in _load(layout, tmp_path).of_kind("system") if one.id == "one"] == ["Kept"]
    _write(layout.knowledge, {"systems/one.yaml": FILES["systems/one.yaml"] + "status: retired\n"})
    assert [one.title for one in _load(layout, tmp_path).of_kind("system") if one.id == "one"] == ["One"]


def test_where_a_machine_decides_nothing_kept_is_believed(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that brings along what says of its files that they are sound does not get past CI."""
    _write(layout.knowledge, FILES)
    _load(layout, tmp_path)
    _retitle(tmp_path / "readings.json")
    monkeypatch.setenv("CI", "true")
    assert [one.title for one in _load(layout, tmp_path).of_kind("system") if one.id == "one"] == ["One"]


def test_another_schema_means_to_read_anew(layout: Layout, tmp_path: Path) -> None:
    """A word more or less in a schema, and nothing of before is believed."""
    _write(layout.knowledge, FILES)
    _load(layout, tmp_path)
    ours = (ROOT / "schemas" / "system.schema.yaml").read_text(encoding="utf-8")
    _write(layout.schemas, {"system.schema.yaml": ours.replace("hue: 215", "hue: 21")})
    _retitle(tmp_path / "readings.json")
    assert [one.title for one in _load(layout, tmp_path).of_kind("system") if one.id == "one"] == ["One"]


def test_what_is_damaged_is_read_anew(layout: Layout, tmp_path: Path) -> None:
    """Half a file of what is kept is none."""
    _write(layout.knowledge, FILES)
    anew = _load(layout, tmp_path)
    path = tmp_path / "readings.json"
    path.write_bytes(path.read_bytes()[:-9])
    assert _is_same(_load(layout, tmp_path), anew)


def test_a_small_book_leaves_nothing_behind(layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where reading is quick, a check writes no file."""
    monkeypatch.setattr("mopsbook.kept.FEW", 300)
    _write(layout.knowledge, FILES)
    _load(layout, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
