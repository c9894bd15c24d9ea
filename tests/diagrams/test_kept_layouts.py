"""Whatever is or is not among the kept layouts, the pictures are the same; with them, Graphviz lays out nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from stacks import Documents, integration, large_stack, small_stack, system

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams import lay_out as module
from mopsbook.diagrams.draw import draw_for_book
from mopsbook.diagrams.lay_out import keep_layouts
from mopsbook.diagrams.picture import Picture

Make = Callable[[Documents], Catalog]


@pytest.fixture(autouse=True)
def at_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept counts at a desk alone."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the engine is asked to lay out, in order."""
    seen: list[str] = []
    engine = module._engine()

    def count(source: str, format: str) -> bytes:
        if format == "json0":
            seen.append(source)
        return engine(source, format)

    monkeypatch.setattr(module, "_engine", lambda: count)
    return seen


def draw(book: Catalog, folder: Path) -> dict[str, Picture]:
    with keep_layouts(folder):
        return draw_for_book(book)


def kept(folder: Path) -> Path:
    (file,) = (path for path in folder.iterdir() if path.name != ".gitignore")
    return file


def test_a_second_run_lays_out_nothing_and_draws_the_same(catalog: Make, tmp_path: Path, asked: list[str]) -> None:
    book = catalog(large_stack(60))
    plain = draw_for_book(book)
    assert len(asked) == len(set(asked)) > 10
    asked.clear()
    assert draw(book, tmp_path / "kept") == plain
    assert asked
    before = kept(tmp_path / "kept").stat().st_mtime_ns
    asked.clear()
    assert draw(book, tmp_path / "kept") == plain
    assert asked == []
    # What has not changed is not written again either.
    assert kept(tmp_path / "kept").stat().st_mtime_ns == before


def test_a_change_lays_out_anew_only_what_it_touches(catalog: Make, tmp_path: Path, asked: list[str]) -> None:
    documents = large_stack(60)
    draw(catalog(documents), tmp_path / "kept")
    most = len(asked)
    asked.clear()
    # The category of surveys is joined with few others.
    book = catalog([*documents, system("typeform", "Typeform", "survey"), integration("typeform", "system-0000")])
    drawn = draw(book, tmp_path / "kept")
    assert 0 < len(asked) < most
    assert drawn == draw_for_book(book)


def test_outside_the_block_nothing_is_kept_and_nothing_taken(catalog: Make, tmp_path: Path, asked: list[str]) -> None:
    book = catalog(small_stack())
    draw(book, tmp_path / "kept")
    asked.clear()
    draw_for_book(book)
    assert asked


@pytest.mark.parametrize("damage", [b"", b"\x00\xff", b"{}", b"null\n[]", b"a b\n{}"])
def test_a_damaged_file_changes_nothing_and_is_mended(
    catalog: Make, tmp_path: Path, asked: list[str], damage: bytes
) -> None:
    book = catalog(small_stack())
    plain = draw(book, tmp_path / "kept")
    file = kept(tmp_path / "kept")
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert draw(book, tmp_path / "kept") == plain
    assert file.read_bytes() == whole


def test_a_file_cut_short_or_changed_by_one_character_changes_nothing(catalog: Make, tmp_path: Path) -> None:
    book = catalog(small_stack())
    plain = draw(book, tmp_path / "kept")
    file = kept(tmp_path / "kept")
    whole = file.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.999):
        at = int(len(whole) * share)
        for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
            file.write_bytes(content)
            assert draw(book, tmp_path / "kept") == plain


def test_layouts_of_another_graphviz_are_not_taken(
    catalog: Make, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = catalog(small_stack())
    draw(book, tmp_path / "kept")
    asked.clear()
    monkeypatch.setattr(module, "_sign", lambda: "graphviz version 99")
    draw(book, tmp_path / "kept")
    assert asked


def test_what_is_no_longer_used_is_forgotten(catalog: Make, tmp_path: Path) -> None:
    draw(catalog(large_stack(60)), tmp_path / "kept")
    much = kept(tmp_path / "kept").stat().st_size
    small = catalog(small_stack())
    draw(small, tmp_path / "kept")
    draw(small, tmp_path / "fresh")
    assert kept(tmp_path / "kept").read_bytes() == kept(tmp_path / "fresh").read_bytes()
    assert kept(tmp_path / "kept").stat().st_size < much


def test_a_run_that_fails_leaves_what_was_kept(catalog: Make, tmp_path: Path) -> None:
    draw(catalog(small_stack()), tmp_path / "kept")
    whole = kept(tmp_path / "kept").read_bytes()
    with pytest.raises(RuntimeError, match="on the way"), keep_layouts(tmp_path / "kept"):
        raise RuntimeError("on the way")
    assert kept(tmp_path / "kept").read_bytes() == whole


def test_a_folder_that_cannot_be_made_changes_nothing(catalog: Make, tmp_path: Path) -> None:
    book = catalog(small_stack())
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert draw(book, tmp_path / "file") == draw_for_book(book)
