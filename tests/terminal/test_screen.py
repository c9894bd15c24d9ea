"""Colours, width and progress follow the terminal, and the two variables by which people say otherwise."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from mopsbook.terminal.screen import standard_output
from terminals import mopsbook_command, needs_terminal, run_on_terminal

pytestmark = needs_terminal


@pytest.fixture
def wrong_book(tmp_path: Path) -> Path:
    """A book with one mistake, and enough files for progress to be told."""
    folder = tmp_path / "knowledge" / "teams"
    folder.mkdir(parents=True)
    for number in range(100):
        (folder / f"t{number}.yaml").write_text(f"kind: team\nid: t{number}\ntitle: T{number}\n")
    (tmp_path / "knowledge" / "book.yaml").write_text("kind: book\ntitle: Ours\nmain_lifecycle: nothing\n")
    return tmp_path


def test_a_terminal_sees_colours_and_progress_and_the_progress_is_gone_at_the_end(wrong_book: Path) -> None:
    code, shown = run_on_terminal(mopsbook_command("check"), wrong_book)
    assert code == 1
    assert "\033[1;31merror[broken-reference]\033[0m" in shown
    assert "\rReading 80 of 101\r\033[K" in shown
    assert "\r\033[KChecking ...\r\033[K" in shown


@pytest.mark.parametrize(
    ("words", "work"),
    [
        (("list", "team"), "Connecting ..."),
        (("graph", "team/t7", "--format", "mermaid"), "Writing 1 document"),
        (("show", "t7"), "Checking ..."),
        (("schema", "--into", "schemas.out"), "Reading 80 of 101"),
        (("init", "new"), "Writing "),
    ],
)
def test_every_long_command_shows_progress_and_leaves_none_of_it(
    wrong_book: Path, words: tuple[str, ...], work: str
) -> None:
    code, shown = run_on_terminal(mopsbook_command(*words), wrong_book)
    assert code == 0
    assert work in shown
    # Whatever stood on the line is wiped before anything that stays is written.
    assert shown.rindex("\r\033[K") > max(shown.rindex(work), shown.rfind("\rReading"))


@pytest.mark.parametrize(
    ("environment", "colour", "progress"), [({"NO_COLOR": "1"}, False, True), ({"TERM": "dumb"}, False, False)]
)
def test_who_wants_no_colours_gets_none(
    wrong_book: Path, environment: Mapping[str, str], colour: bool, progress: bool
) -> None:
    _, shown = run_on_terminal(mopsbook_command("check"), wrong_book, environment=environment)
    assert ("\033[1;31m" in shown, "Checking ..." in shown) == (colour, progress)


@pytest.mark.parametrize(
    ("environment", "colour"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_a_log_gets_colours_only_if_they_are_forced(
    monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], colour: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (standard_output().colour, standard_output().width) == (colour, 0)


def test_forced_colours_arrive_in_a_pipe(wrong_book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    done = subprocess.run(mopsbook_command("check"), cwd=wrong_book, capture_output=True, text=True, check=False)
    assert "\033[1;31merror[broken-reference]" in done.stdout
    assert done.stderr == ""
