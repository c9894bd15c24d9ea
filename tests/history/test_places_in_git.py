"""Wherever the knowledge lies and whatever files and people are called, the log is the same."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from git_book import Repo, system
from mopsbook.history.read import read_history
from mopsbook.kinds.kind import Kinds
from mopsbook.layout import Layout

PATHS = ["with space", 'quo"te', "new\nline", "tab\there", "ümläut-日本", ":(exclude)x", "-n", "star*[a]", ":100644 x"]


@pytest.mark.parametrize("name", PATHS)
def test_a_hostile_path_is_a_path_like_any_other(repo: Repo, name: str) -> None:
    for tier in (2, 1):
        repo.write(f"{name}/{name}.yaml", system("marketo", tier=tier))
        repo.commit()
    assert repo.told() == ["added marketo", "changed marketo tier"]
    assert repo.log().changes[0].path == f"knowledge/{name}/{name}.yaml"


def test_a_path_that_is_no_utf8_is_spelt_out(repo: Repo) -> None:
    folder = os.fsencode(repo.root / "knowledge")
    Path(os.fsdecode(folder + b"/caf\xe9.yaml")).write_text("{kind: system, id: cafe, title: Café}")
    repo.commit()
    assert repo.told() == ["added cafe"]
    assert repo.log().changes[0].path == "knowledge/caf\\xe9.yaml"


@pytest.mark.parametrize("subject", [":100644 1 a b M", "commit 1234", "--help", "日本 “quoted”", "\x1b[31mred\x07"])
def test_a_hostile_subject_is_a_subject_like_any_other(repo: Repo, subject: str) -> None:
    repo.write("systems/marketo.yaml", system("marketo"))
    repo.git("add", "-A")
    repo.git("commit", "-q", "--cleanup=verbatim", "-m", subject + "\n\nbody\n:body")
    change = repo.log().changes[0]
    assert change.id == "marketo"
    assert change.commit.subject == subject.replace("\x1b", " ").replace("\x07", " ").strip()


def test_odd_bytes_in_a_name_do_not_break_the_log(repo: Repo) -> None:
    repo.commit(marketo=system("marketo"))
    tree = repo.git("rev-parse", "HEAD^{tree}")
    author = "author J\udce9r\udcf4me <a@b> 99999999999999999 +9999"
    raw = f"tree {tree}\n{author}\ncommitter C <c@d> 1 +0000\n\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "--literally", "-w", "--stdin"],
        cwd=repo.root, input=raw.encode("utf-8", "surrogateescape"), capture_output=True, check=True,
    )  # fmt: skip
    repo.git("update-ref", "refs/heads/main", made.stdout.decode().strip())
    change = repo.log().changes[0]
    assert change.id == "marketo"
    assert (change.commit.author, change.commit.subject) == ("J�r�me", "")
    assert change.commit.when.tzinfo is not None
    change.commit.author.encode("utf-8")


def test_knowledge_may_be_a_folder_deep_in_a_large_repository(repo: Repo, kinds: Kinds) -> None:
    deep = repo.root / "teams/mops äö/knowledge"
    for tier in (2, 1):
        deep.mkdir(parents=True, exist_ok=True)
        (deep / "m.yaml").write_text(f"{{kind: system, id: marketo, title: Marketo, tier: {tier}}}")
        (repo.root / "other.yaml").write_text(f"{{kind: system, id: other, title: Other, tier: {tier}}}")
        repo.day += 1
        repo.git("add", "-A")
        repo.git("commit", "-q", "-m", "Edit")
    log = read_history(Layout(deep.parent, deep), kinds)
    assert [(one.what, one.id, one.path) for one in log.changes] == [
        ("changed", "marketo", "knowledge/m.yaml"),
        ("added", "marketo", "knowledge/m.yaml"),
    ]


def test_knowledge_may_be_the_whole_repository(repo: Repo, kinds: Kinds) -> None:
    (repo.root / "m.yaml").write_text("{kind: system, id: marketo, title: Marketo}")
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Add")
    log = read_history(Layout(repo.root, repo.root), kinds)
    assert [(one.id, one.path) for one in log.changes] == [("marketo", "m.yaml")]
    log = read_history(Layout(repo.root.parent, repo.root), kinds)
    assert [(one.id, one.path) for one in log.changes] == [("marketo", "repo/m.yaml")]


def test_knowledge_may_be_a_link_into_another_repository(repo: Repo, tmp_path: Path, kinds: Kinds) -> None:
    repo.commit(marketo=system("marketo"))
    book = tmp_path / "book"
    book.mkdir()
    (book / "knowledge").symlink_to(repo.root / "knowledge")
    log = read_history(Layout(book, book / "knowledge"), kinds)
    assert [(one.id, one.path) for one in log.changes] == [("marketo", "knowledge/systems/marketo.yaml")]


def test_a_detached_head_and_a_second_worktree_tell_what_they_stand_on(repo: Repo) -> None:
    first = repo.commit(marketo=system("marketo", tier=2))
    repo.commit(marketo=system("marketo", tier=1))
    tree = repo.root.parent / "tree"
    repo.git("worktree", "add", "-q", "--detach", str(tree), first)
    assert repo.told(root=tree) == ["added marketo"]
    repo.git("checkout", "-q", "--detach", first)
    assert repo.told() == ["added marketo"]


def test_a_submodule_has_its_own_history(repo: Repo, tmp_path: Path, kinds: Kinds) -> None:
    repo.commit(marketo=system("marketo", tier=2))
    repo.commit(marketo=system("marketo", tier=1))
    outer = Repo(tmp_path / "outer", kinds)
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo.root), "sub")
    outer.git("commit", "-q", "-m", "Add the submodule")
    assert repo.told(root=outer.root / "sub") == ["added marketo", "changed marketo tier"]


def test_links_and_submodules_within_the_knowledge_are_no_documents(repo: Repo, tmp_path: Path, kinds: Kinds) -> None:
    inner = Repo(tmp_path / "inner", kinds)
    inner.commit(slack=system("slack"))
    repo.commit(marketo=system("marketo"))
    (repo.root / "knowledge/link.yaml").symlink_to("systems/marketo.yaml")
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.root), "knowledge/inner.yaml")
    repo.commit("Link")
    assert repo.told() == ["added marketo"]


def test_pictures_and_pages_beside_the_documents_are_passed_over(repo: Repo) -> None:
    repo.write("index.md", "kind: system")
    repo.write("bare.YML", system("marketo"))
    repo.commit()
    repo.write("index.md", "kind: role")
    repo.commit()
    assert repo.told() == ["added marketo"]


def test_bombs_of_the_past_do_not_harm_today(repo: Repo) -> None:
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    nest = [f"{name}: &{name} [{','.join([f'*{inner}'] * 9)}]" for inner, name in pairs]
    repo.commit(bomb="\n".join(["a: &a [x, x, x, x]", *nest]), deep="[" * 100_000)
    repo.commit(list="[1, 2]", nothing="", odd="kind: [system]\nid: {a: b}\n", bare="id: x", other="kind: spaceship\n")
    repo.commit(bomb=None, deep=None, marketo=system("marketo"))
    assert repo.told() == ["added marketo"]


@pytest.mark.parametrize("before", ["docs/marketing", "."])
def test_the_history_goes_on_across_a_move_of_the_folder(repo: Repo, before: str) -> None:
    """Git follows no folder, but what was done to the documents where they lay before is told as what was done here."""
    old = repo.root / before
    old.mkdir(parents=True, exist_ok=True)

    def write(name: str, tier: int) -> None:
        said = f"{{kind: system, id: {name}, title: {name}, purpose: What {name} is for, tier: {tier}}}"
        (old / f"{name}.yaml").write_text(said)

    for name in ("marketo", "slack", "zoom"):
        write(name, 3)
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Begin")
    write("slack", 2)
    repo.day += 1
    repo.git("commit", "-q", "-a", "-m", "Edit")
    write("zoom", 1)
    for name in ("marketo", "slack", "zoom"):
        repo.git("mv", f"{before}/{name}.yaml", f"knowledge/{name}.yaml")
    repo.commit("Move")
    repo.commit("Later", teams=system("teams"))
    # Within a commit, names are in order with the newest first.
    assert repo.told() == [
        "added zoom",
        "added slack",
        "added marketo",
        "changed slack tier",
        "changed zoom tier",
        "added teams",
    ]
    log = repo.log()
    assert log.missing == ""
    assert {one.path for one in log.changes if one.id == "slack"} == {"knowledge/slack.yaml"}
    assert repo.told(most=2) == ["changed zoom tier", "added teams"]
    assert repo.told(most=3) == ["changed slack tier", "changed zoom tier", "added teams"]


def test_what_a_branch_did_before_the_folder_moved_is_told_with_the_merge(repo: Repo) -> None:
    """The branch knew the old folder only; what it did came into the new one when it was merged."""
    old = repo.root / "docs"
    old.mkdir()
    for name in ("marketo", "slack", "zoom"):
        (old / f"{name}.yaml").write_text(json.dumps(system(name, tier=3)))
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Begin")
    repo.git("checkout", "-q", "-b", "branch")
    (old / "slack.yaml").write_text(json.dumps(system("slack", tier=1)))
    repo.day += 1
    repo.git("commit", "-q", "-a", "-m", "Edit")
    repo.git("checkout", "-q", "main")
    for name in ("marketo", "slack", "zoom"):
        repo.git("mv", f"docs/{name}.yaml", f"knowledge/{name}.yaml")
    repo.commit("Move")
    repo.day += 1
    repo.git("merge", "-q", "--no-ff", "-m", "Merge pull request #7 from us/branch\n\nSlack matters", "branch")
    assert repo.told() == ["added zoom", "added slack", "added marketo", "changed slack tier"]
    assert repo.since("slack")["tier"].commit.pull == "#7"


def test_a_file_that_came_from_another_folder_is_new_here(repo: Repo) -> None:
    """One file that was moved into the knowledge is no move of the knowledge."""
    (repo.root / "old.yaml").write_text("{kind: system, id: marketo, title: Marketo, purpose: What marketo is for}")
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Begin")
    repo.git("mv", "old.yaml", "knowledge/marketo.yaml")
    repo.commit("Begin the book", slack=system("slack"), zoom=system("zoom"))
    assert sorted(repo.told()) == ["added marketo", "added slack", "added zoom"]
    assert repo.log().missing == ""


@pytest.mark.parametrize("setting", ["diff.relative=true", "log.showRoot=false", "diff.renames=false"])
def test_what_somebody_likes_their_git_to_print_changes_nothing(repo: Repo, setting: str) -> None:
    """Paths, roots and renames are told alike whatever the configuration says."""
    # A folder called as the one around it: a path that is cut short looks whole.
    repo.write("knowledge/ümläut.yaml", system("marketo", tier=2))
    repo.commit()
    repo.git("mv", "knowledge/knowledge/ümläut.yaml", "knowledge/knowledge/b.yaml")
    repo.write("knowledge/b.yaml", {**system("marketo", tier=1), "id": "engage"})
    repo.commit()
    repo.git("config", *setting.split("="))
    assert repo.told() == ["added marketo", "renamed marketo>engage tier"]
    paths = [one.path for one in repo.log().changes]
    assert paths == ["knowledge/knowledge/b.yaml", "knowledge/knowledge/ümläut.yaml"]


def test_a_commit_that_somebody_replaced_is_told_as_it_was_made(repo: Repo) -> None:
    """Replacements lie in one clone; the log of a book does not depend on whose clone it was read in."""
    first = repo.commit(marketo=system("marketo", tier=2))
    second = repo.commit(marketo=system("marketo", tier=1))
    repo.git("replace", second, first)
    assert repo.told() == ["added marketo", "changed marketo tier"]


def test_a_hook_of_another_repository_does_not_lead_astray(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that a hook starts has git's word on where that hook's repository is, which need not be the book's."""
    repo.commit(marketo=system("marketo"))
    other = Repo(tmp_path / "other", repo.kinds)
    other.commit(slack=system("slack"))
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", "index")
    monkeypatch.setenv("GIT_PREFIX", "knowledge/")
    assert repo.told() == ["added marketo"]
