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
