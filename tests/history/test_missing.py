"""Where the history is not whole, the log says what is missing and how to mend that; it never raises."""

import os
import subprocess
from pathlib import Path

import pytest

from git_book import Repo, system
from mopsbook.history.read import read_history
from mopsbook.kinds.kind import Kinds
from mopsbook.layout import Layout


def clone(repo: Repo, *options: str) -> Path:
    target = repo.root.parent / "clone"
    repo.git("clone", "-q", *options, repo.root.as_uri(), str(target))
    return target


def test_a_shallow_clone_tells_where_it_begins_and_takes_nothing_there_for_new(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", tier=3))
    repo.commit(marketo=system("marketo", tier=2))
    repo.commit(marketo=system("marketo", tier=1))
    log = repo.log(root=clone(repo, "--depth", "2"))
    assert [one.fields[0].new for one in log.changes] == ["1"]
    assert log.missing.startswith("The history begins on 2026-01-03, because this is a shallow clone; fetch the whole")
    assert "fetch-depth: 0" in log.missing
    assert repo.log().missing == ""


def test_a_clone_of_depth_one_tells_no_changes(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", tier=3))
    log = repo.log(root=clone(repo, "--depth", "1"))
    assert log.changes == ()
    assert "The history begins on 2026-01-02" in log.missing


def test_a_shallow_clone_that_was_made_whole_tells_everything(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", tier=3))
    repo.commit(marketo=system("marketo", tier=2))
    target = clone(repo, "--depth", "1")
    assert repo.log(root=target).missing
    repo.git("-C", str(target), "fetch", "-q", "--unshallow")
    assert repo.log(root=target) == repo.log()


def test_a_clone_without_old_files_says_so_and_fetches_nothing(repo: Repo) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit(marketo=system("marketo", tier=3))
    repo.commit(marketo=system("marketo", tier=2))
    repo.commit(slack=system("slack"), marketo=None)
    target = clone(repo, "--filter=blob:none")
    objects = sorted((target / ".git/objects").rglob("*"))
    log = repo.log(root=target)
    assert "clone without `--filter`" in log.missing
    assert sorted((target / ".git/objects").rglob("*")) == objects


def test_more_commits_than_are_read_are_said(repo: Repo) -> None:
    for tier in (1, 2, 3, 4):
        repo.commit(marketo=system("marketo", tier=tier))
    log = repo.log(most=2)
    assert [one.fields[0].new for one in log.changes] == ["4", "3"]
    assert log.missing == "The history begins on 2026-01-04, because only the newest 2 commits are read."
    assert repo.log(most=4).missing == ""


def test_without_git_the_log_is_empty_and_says_so(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit(marketo=system("marketo"))
    monkeypatch.setenv("PATH", str(repo.root))
    log = repo.log()
    assert log.changes == ()
    assert "git is not installed" in log.missing


def test_outside_of_git_the_log_says_so(tmp_path: Path, kinds: Kinds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "knowledge").mkdir()
    log = read_history(Layout(tmp_path, tmp_path / "knowledge"), kinds)
    assert "not kept in git" in log.missing
    assert "does not exist" in read_history(Layout(tmp_path, tmp_path / "nothing"), kinds).missing


def test_before_the_first_commit_the_log_says_so(repo: Repo) -> None:
    repo.write("systems/marketo.yaml", system("marketo"))
    assert "nothing of the book is committed" in repo.log().missing
    (repo.root / "other.txt").write_text("other")
    repo.git("add", "other.txt")
    repo.git("commit", "-q", "-m", "Other")
    assert "nothing of the book is committed" in repo.log().missing


def test_a_repository_of_another_user_is_named_as_the_reason(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit(marketo=system("marketo"))
    # Git's own switch for its tests of this case.
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "safe.directory" in repo.log().missing


def test_a_damaged_repository_tells_what_can_be_read(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", tier=3))
    middle = repo.commit(marketo=system("marketo", tier=2))
    repo.commit(marketo=system("marketo", tier=1))
    (repo.root / ".git/objects" / middle[:2] / middle[2:]).unlink()
    log = repo.log()
    assert log.missing.startswith("The history is not whole")


def test_what_is_not_committed_is_not_told(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", tier=2), slack=system("slack"))
    before = repo.log()
    repo.write("systems/marketo.yaml", system("marketo", tier=1))
    repo.write("systems/slack.yaml", None)
    repo.write("systems/new.yaml", system("new"))
    repo.git("add", "-A")
    assert repo.log() == before
    (repo.root / ".cache").rename(repo.root / "away")
    assert repo.log() == before


def test_nothing_is_written_into_the_repository(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", tier=2))
    repo.commit(marketo=system("marketo", tier=1))

    def state() -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for path in (repo.root / ".git").rglob("*")}

    before = state()
    assert len(repo.log().changes) == 2
    assert state() == before


def test_no_program_of_anybodys_configuration_is_started(repo: Repo) -> None:
    trap = repo.root / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {repo.root}/caught\ncat\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "diff.x.textconv", "diff.x.command", "gpg.program"):
        repo.git("config", name, str(trap))
    repo.git("config", "log.showSignature", "true")
    repo.git("config", "diff.renames", "copies")
    repo.git("config", "log.follow", "true")
    repo.git("config", "diff.orderFile", "nothing")
    (repo.root / ".git/info/attributes").write_text("*.yaml diff=x\n")
    env = {**os.environ, "GIT_DIR": "/nowhere"}
    repo.write("systems/marketo.yaml", system("marketo"))
    subprocess.run(["git", "-c", "core.fsmonitor=false", "add", "-A", "knowledge"], cwd=repo.root, check=True)
    (repo.root / "caught").unlink(missing_ok=True)
    repo.git("-c", "core.fsmonitor=false", "commit", "-q", "-m", "Add")
    (repo.root / "caught").unlink(missing_ok=True)
    old = dict(os.environ)
    os.environ.update(env)
    try:
        assert repo.told() == ["added marketo"]
    finally:
        os.environ.clear()
        os.environ.update(old)
    assert not (repo.root / "caught").exists()
