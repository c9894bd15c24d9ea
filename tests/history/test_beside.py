"""Whoever works out what was done to a file, this process or another, the log is the same."""

import os
import shutil
import signal
import sys

import pytest

from git_book import Repo, system
from mopsbook.history import beside, walk

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")


@pytest.fixture
def full(repo: Repo) -> Repo:
    """A history with all that makes one file have to do with another."""
    repo.commit(**{f"s{number}": system(f"s{number}", tier=1) for number in range(6)})
    for number in range(60):
        repo.commit(f"Edit {number}", s1=system("s1", vendor=f"V{number}"), s2=system("s2", vendor=f"W{number}"))
    repo.commit("Break", s3="{", s4=system("s4", tier=2))
    repo.commit("Mend", s3=system("s3", tier=3))
    repo.commit("Rename", s5=None, other={**system("s5", tier=1), "id": "other"}, s4=system("s4", tags=["a"]))
    repo.commit("Twice", s1=system("s1"), again=system("s1", tier=4), s2=system("s2"))
    repo.commit("Once", s1=system("s1", vendor="Once"), again=None)
    repo.git("checkout", "-q", "-b", "branch", "HEAD~3")
    repo.commit("On the branch", s0=system("s0", tier=4), new=system("new"))
    repo.git("checkout", "-q", "main")
    repo.commit("Meanwhile", s0=system("s0", tier=1, vendor="Main"))
    repo.git("merge", "-q", "-X", "ours", "--no-ff", "-m", "Merge", "branch")
    return repo


@pytest.mark.parametrize("helpers", [1, 2, 3])
def test_helpers_tell_the_same_and_leave_little_to_do(
    full: Repo, helpers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = full.log()
    shutil.rmtree(full.root / ".cache")
    here: list[object] = []
    work_out = walk.work_out
    monkeypatch.setattr(walk, "work_out", lambda *given: here.append(given) or work_out(*given))
    monkeypatch.setattr(beside, "count_helpers", lambda _: helpers)
    assert full.log() == alone
    # Files that have to do with each other are looked at here, and what follows a file that could not be read.
    assert 0 < len(here) < 8


@pytest.mark.parametrize("after", [0, 1])
def test_when_a_helper_ends_all_is_done_here(full: Repo, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = full.log()
    shutil.rmtree(full.root / ".cache")
    answer, times = beside._Helper.answer, []

    def end(helper: beside._Helper) -> object:
        if len(times) == after:
            os.kill(helper._process.pid or 0, signal.SIGKILL)
            helper._process.join()
        times.append(1)
        return answer(helper)

    monkeypatch.setattr(beside._Helper, "answer", end)
    monkeypatch.setattr(beside, "count_helpers", lambda _: 2)
    assert full.log() == alone


def test_of_a_clone_without_old_files_helpers_hide_nothing(full: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a helper could not read is looked for here as well, and told to be missing."""
    target = full.root.parent / "partial"
    full.git("config", "uploadpack.allowFilter", "true")
    full.git("clone", "-q", "--filter=blob:none", full.root.as_uri(), str(target))
    alone = full.log(root=target)
    assert "old versions" in alone.missing
    monkeypatch.setattr(beside, "count_helpers", lambda _: 2)
    assert full.log(root=target) == alone


def test_for_a_short_history_nobody_is_asked_to_help() -> None:
    assert beside.count_helpers(100) == 0
