"""How complete a book was is worked out from what was committed then, once, and kept."""

import json
from datetime import date
from pathlib import Path

import pytest
from counted import catalog_of, commit_on, make_year

from git_book import Repo, system
from mopsbook.documents.load import load_shelf
from mopsbook.history import at
from mopsbook.kept import write_kept
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.recap import standing
from mopsbook.recap.standing import BookStanding, read_standings, standing_of

OWN = """allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {}
properties:
  kind: {const: runbook}
  steps: {type: string%s}
"""
DAYS = [date(2026, 1, 31), date(2026, 3, 31), date(2026, 6, 15)]


def standings(repo: Repo) -> dict[date, BookStanding]:
    return dict(read_standings(Layout(repo.root, repo.root / "knowledge"), catalog_of(repo).shelf, DAYS))


def test_it_is_what_a_checkout_of_that_day_would_show(repo: Repo) -> None:
    make_year(repo)
    found = standings(repo)
    commits = [repo.git("rev-parse", name) for name in ("HEAD~5", "HEAD~2", "HEAD")]
    for day, commit in zip(DAYS, commits, strict=True):
        repo.git("checkout", "-q", commit)
        assert found[day] == standing_of(catalog_of(repo).shelf, day)


def test_what_was_worked_out_is_not_worked_out_again(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    make_year(repo)
    found = standings(repo)
    monkeypatch.setattr(standing, "load_shelf_at", lambda *_: pytest.fail("it was read again"))
    assert standings(repo) == found


def test_another_book_of_the_same_commits_stands_otherwise(repo: Repo) -> None:
    """Where mkdocs.yml names another knowledge folder of the repository, nothing that was kept of the first book is told of it."""
    make_year(repo)
    first = standings(repo)
    (repo.root / "other").mkdir()
    other = Layout(repo.root, repo.root / "other")
    assert dict(read_standings(other, load_shelf(other, load_kinds([])), DAYS)) == dict.fromkeys(
        DAYS, BookStanding(0, 0, 0)
    )
    assert standings(repo) == first


def test_a_damaged_memory_changes_nothing(repo: Repo) -> None:
    make_year(repo)
    found = standings(repo)
    path = repo.root / ".cache" / "mopsbook" / "recap" / "standings.json"
    head, body = path.read_bytes().split(b"\n", 1)
    assert len(json.loads(body)) == len(DAYS)
    for wrong in (b"", b"[]", head + b"\n" + body[:-4], head + b"\n{}"):
        path.write_bytes(wrong)
        assert standings(repo) == found


def test_where_a_machine_decides_nothing_kept_is_believed(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that brings along numbers of its own does not get them shown in CI."""
    make_year(repo)
    found = standings(repo)
    path = repo.root / ".cache" / "mopsbook" / "recap" / "standings.json"
    head, body = path.read_bytes().split(b"\n", 1)
    write_kept(path, head.split(b" ", 1)[0].decode(), {key: [7, 7, 700] for key in json.loads(body)})
    assert set(standings(repo).values()) == {BookStanding(7, 7, 700)}
    monkeypatch.setenv("CI", "true")
    assert standings(repo) == found


def test_days_before_the_first_commit_are_left_out(repo: Repo) -> None:
    commit_on(repo, date(2026, 3, 1), "Begin", a=system("a"))
    assert list(standings(repo)) == [date(2026, 6, 15), date(2026, 3, 31)]


def test_a_folder_that_is_not_in_git_has_no_past(tmp_path: Path, repo: Repo) -> None:
    (tmp_path / "knowledge").mkdir()
    assert read_standings(Layout(tmp_path, tmp_path / "knowledge"), catalog_of(repo).shelf, DAYS) == {}


def test_a_month_reads_only_the_files_that_are_not_the_same_in_the_month_after(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_year(repo)
    read: list[str] = []
    really = at.Blobs.read
    monkeypatch.setattr(at.Blobs, "read", lambda self, blob: read.append(blob) or really(self, blob))
    standings(repo)
    # The state of June is there; of March two files are others, of January two more, and one is not there yet.
    assert len(read) == len(set(read)) == 4


def test_a_month_without_commits_is_not_read(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    make_year(repo)
    read: list[str] = []
    load = standing.load_shelf_at
    monkeypatch.setattr(
        standing, "load_shelf_at", lambda layout, at, *shelves: read.append(at.commit) or load(layout, at, *shelves)
    )
    layout = Layout(repo.root, repo.root / "knowledge")
    days = [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    found = read_standings(layout, catalog_of(repo).shelf, days)
    assert len(found) == 3 and len(read) == 1


def test_a_month_is_measured_with_the_schemas_of_its_own_time(repo: Repo) -> None:
    """Schemas that were others in between, and are today what they were at first, count for the first month as well."""
    schemas = repo.root / "schemas"
    schemas.mkdir()
    layout = Layout(repo.root, repo.root / "knowledge")

    def commit(day: date, words: str, title: str) -> None:
        (schemas / "runbook.schema.yaml").write_text(OWN % words)
        repo.git("add", "schemas")
        commit_on(repo, day, "Go on", r=system("r", title=title) | {"kind": "runbook"})

    commit(date(2026, 1, 5), "", "First")
    commit(date(2026, 3, 3), ", x-expect: required", "Second")
    commit(date(2026, 6, 1), "", "Third")
    repo.kinds = load_kinds([schemas])
    scores = [one.score for _, one in sorted(read_standings(layout, catalog_of(repo).shelf, DAYS).items())]
    assert scores[0] == scores[2] > scores[1]
