"""The made years of `bench/make_years.py`: a past that leads to the reference book, and that a history can be read from."""

import subprocess
from pathlib import Path

import pytest
from bench.make_years import ROOT, make_years

from mopsbook.history.change import ChangeLog
from mopsbook.history.read import read_history
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made months."""
    folder = tmp_path_factory.mktemp("years") / "book"
    make_years(folder, months=2)
    return folder


@pytest.fixture(scope="module")
def log(years: Path) -> ChangeLog:
    """What is told of them."""
    return read_history(Layout(years, years / "knowledge"), load_kinds([]))


def test_the_last_commit_is_the_reference_book_to_the_byte(years: Path) -> None:
    """What was turned back and written again is what it was."""
    for path in (ROOT / "knowledge").rglob("*"):
        if path.is_file():
            assert (years / path.relative_to(ROOT)).read_bytes() == path.read_bytes()
    assert not subprocess.run(["git", "status", "--porcelain"], cwd=years, capture_output=True, check=True).stdout


def test_the_same_seed_gives_the_same_commits(years: Path, tmp_path: Path) -> None:
    """So that two people look at the same past."""
    make_years(tmp_path / "book", months=2)
    heads = [
        subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, check=True).stdout
        for folder in (years, tmp_path / "book")
    ]
    assert heads[0] == heads[1]


def test_the_past_has_what_a_history_has_to_cope_with(log: ChangeLog) -> None:
    """Things come, go, change, are read again; some by a pull request, for a ticket, with a reason."""
    assert not log.missing
    told = {change.what for change in log.changes}
    assert told >= {"added", "removed", "renamed", "changed"}
    commits = {change.commit.id: change.commit for change in log.changes}.values()
    assert len(commits) > 60
    assert any(change.only_reviewed for change in log.changes)
    assert all(any(getattr(commit, name) for commit in commits) for name in ("pull", "ticket", "reason"))


def test_nobody_works_on_sundays(log: ChangeLog) -> None:
    """Dates are believable."""
    assert {change.commit.when.weekday() for change in log.changes} <= set(range(5))
