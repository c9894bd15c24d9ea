"""Files are written and deleted all together, or none of them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from mopsbook.editing.write_files import write_files
from mopsbook.errors import SetupError


def test_files_are_written_and_deleted(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    write_files(tmp_path, {"new/one": b"one", "old": None, "never-there": None})
    assert (tmp_path / "new" / "one").read_bytes() == b"one"
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["new", "one"]


def test_if_one_of_them_cannot_be_written_those_before_it_are_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "changed").write_text("before")
    (tmp_path / "deleted").write_text("there")
    (tmp_path / "folder").mkdir()
    with pytest.raises(SetupError, match="cannot be written"):
        write_files(tmp_path, {"changed": b"after", "deleted": None, "new": b"new", "folder": b"no file"})
    assert (tmp_path / "changed").read_text() == "before"
    assert (tmp_path / "deleted").read_text() == "there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changed", "deleted", "folder"]


def test_a_link_is_written_through_within_the_book_and_never_out_of_it(tmp_path: Path) -> None:
    root = tmp_path / "book"
    (root / "reviews").mkdir(parents=True)
    (tmp_path / "victim").write_text("before")
    (root / "reviews" / "out").symlink_to(tmp_path / "victim")
    (root / "there").write_text("before")
    (root / "reviews" / "in").symlink_to(root / "there")
    with pytest.raises(SetupError, match="outside of the book"):
        write_files(root, {"reviews/in": b"after", "reviews/out": b"after"})
    assert ((root / "there").read_text(), (tmp_path / "victim").read_text()) == ("before", "before")
    write_files(root, {"reviews/in": b"after"})
    assert (root / "there").read_text() == "after"
    assert (root / "reviews" / "in").is_symlink()
