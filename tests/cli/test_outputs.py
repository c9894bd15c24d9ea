"""`--output FORMAT:FILE`: several reports of one check, written all or none, and what may be wrong with the words."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mopsbook.cli.check import command
from mopsbook.cli.outputs import FORMATS
from mopsbook.errors import SetupError

Check = Callable[..., Result]
WRONG = "kind: system\nid: b\ntitle: B\nowner: nobody\n"


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Run `mopsbook check` in a book with one error."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "b.yaml").write_text(WRONG, "utf-8")
    (tmp_path / "knowledge" / "book.yaml").write_text("kind: book\ntitle: Ours\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    return lambda *arguments: CliRunner().invoke(command, arguments, standalone_mode=False)


def refusal(result: Result) -> SetupError:
    assert isinstance(result.exception, SetupError)
    assert result.stdout == ""
    return result.exception


def test_every_format_is_written_at_once_beside_what_is_printed(check: Check, tmp_path: Path) -> None:
    result = check(*(word for name in FORMATS for word in ("--output", f"{name}:out/deep/{name}.txt")))
    assert result.return_value == 1
    assert "error[broken-reference]" in result.stdout
    assert {path.name for path in (tmp_path / "out" / "deep").iterdir()} == {f"{name}.txt" for name in FORMATS}
    assert json.loads((tmp_path / "out/deep/json.txt").read_text("utf-8"))["counts"]["error"] == 1


def test_a_file_says_what_standard_output_would_have_said(check: Check, tmp_path: Path) -> None:
    for name in FORMATS:
        printed = check("--format", name).stdout
        check("--output", f"{name}:report")
        assert (tmp_path / "report").read_bytes().decode("utf-8") == printed


def test_a_hyphen_is_standard_output_and_takes_the_place_of_the_usual_report(check: Check) -> None:
    assert check("--output", "json:-").stdout == check("--format", "json").stdout


@pytest.mark.parametrize(
    ("words", "says", "hint"),
    [
        (["--output", "jsn:a"], "there is no format `jsn`", "did you mean `json`?"),
        (["--output", "pdf:a"], "there is no format `pdf`", "Formats are `"),
        (["--output", "jsn"], "there is no format `jsn`", "did you mean `json`?"),
        (["--output", "report.json"], "names a file and no format", "`--output json:report.json`"),
        (["--output", "C:\\out\\a.json"], "names a file and no format", "`--output json:C:\\out\\a.json`"),
        (["--output", "json"], "names a format and no file", "`--output json:FILE`"),
        (["--output", "json:"], "names a format and no file", "`--output json:FILE`"),
        (["--output", ""], "names a file and no format", "Write the format first"),
        (["--output", "json:a", "--output", "text:./a"], "(json and text) would go to `a`", "a file of its own"),
        (["--output", "json:-", "--format", "text"], "would go to standard output", "a file of its own"),
        (["--output", "json:knowledge"], "`knowledge` is a folder", "Name a file in it"),
        (["--output", "json:mkdocs.yml/a"], "`mkdocs.yml/a` cannot be written", "no report was written"),
        (["--output", f"json:{'a' * 300}"], "cannot be written", "no report was written"),
    ],
)
def test_what_cannot_be_meant_is_said_with_the_way_out(
    check: Check, tmp_path: Path, words: list[str], says: str, hint: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\ndocs_dir: knowledge\n", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    error = refusal(check(*words))
    assert says in error.message
    assert hint in error.hint
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_on_a_windows_drive_keeps_its_colon(check: Check, tmp_path: Path) -> None:
    if os.name == "nt":
        assert check("--output", f"json:{tmp_path}\\a.json").return_value == 1
        assert (tmp_path / "a.json").is_file()
    else:
        assert check("--output", "json:C:\\a.json").return_value == 1
        assert (tmp_path / "C:\\a.json").is_file()


def test_one_file_that_cannot_be_written_leaves_the_others_as_they_were(check: Check, tmp_path: Path) -> None:
    (tmp_path / "first").write_text("before", "utf-8")
    (tmp_path / "folder").mkdir()
    refusal(check("--output", "json:first", "--output", "text:second", "--output", "github:folder"))
    assert (tmp_path / "first").read_text("utf-8") == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"knowledge", "first", "folder"}


@pytest.mark.skipif(os.name == "nt", reason="links and modes are those of other systems")
def test_a_report_keeps_the_mode_of_its_file_and_writes_through_links(check: Check, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("before", "utf-8")
    (tmp_path / "kept").chmod(0o640)
    (tmp_path / "link").symlink_to("kept")
    os.umask(mask := os.umask(0))
    check("--output", "json:link", "--output", "text:new")
    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "kept").read_text("utf-8"))
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o666 & ~mask


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev")
def test_a_device_is_written_to_and_not_replaced(check: Check) -> None:
    assert check("--output", "json:/dev/null").return_value == 1
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
