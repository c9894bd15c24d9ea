"""Whatever is or is not in the cache, the log is the same; with it, nothing is read twice."""

import shutil
from pathlib import Path

import pytest

from git_book import Repo, system
from mopsbook.history import states
from mopsbook.kept import write_kept_lines
from mopsbook.kinds.load import load_kinds

OWN = """allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {}
properties:
  kind: {const: runbook}
"""


@pytest.fixture
def full(repo: Repo) -> Repo:
    repo.commit(marketo=system("marketo", tier=2), slack=system("slack"))
    repo.commit(marketo="{", slack=None)
    repo.commit("Mend", author="Gräce", marketo=system("marketo", tier=1, tags=["a"]))
    repo.git("mv", "knowledge/systems/marketo.yaml", "knowledge/systems/engage.yaml")
    repo.commit(engage={**system("marketo", tier=1), "id": "engage"})
    return repo


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    read = states.read_document

    def count(name: str, content: bytes, kinds: object) -> object:
        seen.append(name)
        return read(name, content, kinds)

    monkeypatch.setattr(states, "read_document", count)
    return seen


def files(repo: Repo) -> list[Path]:
    return sorted((repo.root / ".cache/mopsbook/history").glob("*.jsonl"))


def test_what_is_kept_is_what_was_read(full: Repo, reads: list[str]) -> None:
    cold = full.log()
    assert [file.name for file in files(full)] == ["deeds.jsonl", "told.jsonl"]
    reads.clear()
    assert full.log() == cold
    (full.root / ".cache/mopsbook/history/told.jsonl").unlink()
    assert full.log() == cold
    assert reads == []


def test_a_new_commit_costs_no_more_than_itself(full: Repo, reads: list[str]) -> None:
    full.log()
    reads.clear()
    full.commit(hubspot=system("hubspot"))
    assert full.log().changes[0].id == "hubspot"
    assert reads == ["systems/hubspot.yaml"]


@pytest.mark.parametrize("damage", [b"", b"\x00\xff", b"{}", b"null\n[]", b"[]\n[]"])
@pytest.mark.parametrize("name", ["told.jsonl", "deeds.jsonl"])
def test_a_damaged_cache_changes_nothing(full: Repo, name: str, damage: bytes) -> None:
    cold = full.log()
    for file in files(full):
        if name == "told.jsonl" or file.name == "told.jsonl":
            file.write_bytes(damage)
    file = full.root / ".cache/mopsbook/history" / name
    file.write_bytes(damage)
    assert full.log() == cold
    assert full.log() == cold


def test_a_cache_cut_short_anywhere_changes_nothing(full: Repo) -> None:
    cold = full.log()
    whole = {file: file.read_bytes() for file in files(full)}
    for share in (0.1, 0.5, 0.9, 0.999):
        for file, content in whole.items():
            file.write_bytes(content[: int(len(content) * share)])
        assert full.log() == cold


def test_a_cache_that_cannot_be_written_changes_nothing(full: Repo) -> None:
    cold = full.log()
    shutil.rmtree(full.root / ".cache/mopsbook/history")
    (full.root / ".cache/mopsbook/history").write_text("in the way")
    assert full.log() == cold


@pytest.mark.parametrize("name", ["told.jsonl", "deeds.jsonl"])
def test_where_a_machine_decides_nothing_kept_is_believed(
    full: Repo, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that brings along a history of its own does not get it told in CI."""
    cold = full.log()
    path = full.root / ".cache/mopsbook/history" / name
    head, body = path.read_bytes().split(b"\n", 1)
    assert b"Marketo" in body
    write_kept_lines(path, head.split(b" ", 1)[0].decode(), body.replace(b"Marketo", b"Never was").splitlines())
    if name == "deeds.jsonl":
        path.with_name("told.jsonl").unlink()
    before = path.read_bytes()
    monkeypatch.setenv("CI", "true")
    assert full.log() == cold
    assert path.read_bytes() == before
    monkeypatch.delenv("CI")
    assert full.log() != cold


def test_other_schemas_make_what_was_kept_void(full: Repo) -> None:
    """A label that changed must be seen in the log at once."""
    full.log()
    schemas = full.root / "schemas"
    schemas.mkdir()
    builtin = full.kinds["system"].path.read_text()
    assert "    title: Tier\n" in builtin
    (schemas / "system.schema.yaml").write_text(builtin.replace("    title: Tier\n", "    title: Rank\n"))
    full.kinds = load_kinds([schemas])
    assert "Rank" in {field.label for change in full.log().changes for field in change.fields}


def test_another_order_of_fields_makes_what_was_kept_void(repo: Repo) -> None:
    """Fields are told in the order of the schema: if two of them change places in it, they do in the log at once."""
    schemas = repo.root / "schemas"
    schemas.mkdir()

    def told_with(*names: str) -> list[str]:
        fields = "".join(f"  {name}: {{type: string}}\n" for name in names)
        (schemas / "runbook.schema.yaml").write_text(f"{OWN}{fields}")
        repo.kinds = load_kinds([schemas])
        return [field.path for field in repo.log().changes[0].fields]

    for word in ("before", "after"):
        repo.commit(it={"kind": "runbook", "id": "it", "title": "It", "steps": word, "calls": word})
    assert told_with("steps", "calls") == ["steps", "calls"]
    assert told_with("calls", "steps") == ["calls", "steps"]


def test_going_back_to_an_older_commit_tells_only_what_had_happened_by_then(full: Repo) -> None:
    log = full.log()
    full.git("checkout", "-q", "HEAD~1")
    assert full.log().changes == tuple(one for one in log.changes if one.what != "renamed")
    full.git("checkout", "-q", "main")
    assert full.log() == log


def test_a_shallow_clone_and_the_whole_share_nothing_by_mistake(full: Repo) -> None:
    target = full.root.parent / "clone"
    full.git("clone", "-q", "--depth", "2", full.root.as_uri(), str(target))
    shallow = full.log(root=target)
    full.git("-C", str(target), "fetch", "-q", "--unshallow")
    assert full.log(root=target) == full.log()
    assert shallow != full.log()


def test_reading_after_each_commit_tells_the_same_as_reading_once(repo: Repo) -> None:
    def check() -> None:
        kept = repo.log()
        (repo.root / ".cache").rename(repo.root / "away")
        assert repo.log() == kept
        shutil.rmtree(repo.root / ".cache")
        (repo.root / "away").rename(repo.root / ".cache")

    repo.commit(marketo=system("marketo", tier=2), slack=system("slack"))
    check()
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit(marketo="{")
    check()
    repo.commit(marketo=system("marketo", tier=3), hubspot=system("hubspot"))
    repo.git("checkout", "-q", "main")
    check()
    repo.git("mv", "knowledge/systems/slack.yaml", "knowledge/systems/chat.yaml")
    repo.commit(chat={**system("slack"), "id": "chat"})
    check()
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "branch")
    check()
    assert len(repo.log().changes) == 5


def test_git_does_not_offer_to_commit_the_cache(repo: Repo) -> None:
    """Who builds a book for the first time finds nothing new in `git status`."""
    repo.commit(marketo=system("marketo"))
    repo.log()
    assert (repo.root / ".cache").is_dir()
    assert repo.git("status", "--porcelain") == ""


def test_of_a_long_past_only_the_newest_commits_are_read_again(repo: Repo, reads: list[str]) -> None:
    """What was told up to a place where no branch was open is not even looked at, and a branch from after it is put in its place."""
    for number in range(40):
        repo.commit(**{f"s{number}": system(f"s{number}")})
    repo.log()
    kept = (repo.root / ".cache/mopsbook/history/told.jsonl").read_bytes()
    reads.clear()
    repo.git("checkout", "-q", "-b", "branch", "HEAD~3")
    repo.commit("On the branch", marketo=system("marketo"))
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "branch")
    log = repo.log()
    assert len(log.changes) == 41
    assert len(reads) < 35
    assert (repo.root / ".cache/mopsbook/history/told.jsonl").read_bytes() == kept
    shutil.rmtree(repo.root / ".cache")
    assert repo.log() == log
