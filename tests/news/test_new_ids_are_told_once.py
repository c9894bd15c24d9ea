"""Who gives something in the reference book another id hears of that alone: from the log, from the diff and on the pages."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from git_book import Repo
from mopsbook.catalog.make import make_catalog
from mopsbook.diff.make import make_diff
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.rename import plan_renaming
from mopsbook.editing.renaming import find_renaming
from mopsbook.editing.write_files import write_files
from mopsbook.history.names import with_names
from mopsbook.history.since import Since
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.news.make import make_news
from mopsbook.news.news import Told

TODAY = date(2026, 11, 22)
REFERENCE = Path(__file__).parents[2] / "knowledge"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The reference book with one of every kind that anything refers to renamed: a commit for each, and one for a stage."""
    repo = Repo(tmp_path_factory.mktemp("renamed") / "repo", load_kinds())
    shutil.copytree(REFERENCE, repo.root / "knowledge", dirs_exist_ok=True)
    repo.commit("Begin")
    for old, new in _choose(_load(repo)):
        _rename(repo, old, new)
        repo.commit(f"{old} {new}")
    return repo


def _layout(repo: Repo) -> Layout:
    return Layout(repo.root, repo.root / "knowledge")


def _load(repo: Repo) -> Shelf:
    return load_shelf(_layout(repo), repo.kinds)


def _choose(shelf: Shelf) -> list[tuple[str, str]]:
    """Return of each kind the document that most others refer to, and a stage: its name, and a new id."""
    counts: dict[tuple[str, str], int] = {}
    for _, target in shelf.references:
        if target:
            counts[target.document.key] = counts.get(target.document.key, 0) + 1
    most: dict[str, str] = {}
    for (kind, id), _ in sorted(counts.items(), key=lambda item: -item[1]):
        most.setdefault(kind, id)
    chosen = [(f"{kind}/{id}", f"{id}-anew") for kind, id in most.items() if not shelf.kinds[kind].hidden]
    stage = shelf.of_kind("lifecycle")[0].data["stages"][1]["id"]
    return [*chosen, (f"lifecycle/{most['lifecycle']}-anew#{stage}", f"{stage}-anew")]


def _rename(repo: Repo, old: str, new: str) -> None:
    shelf = _load(repo)
    write_files(repo.root, plan_renaming(shelf, _layout(repo), find_renaming(shelf, old, new), ()).files)


def _say(told: Told) -> tuple[str, list[str]]:
    return told.change.what, [field.path for field in told.change.fields]


def test_the_log_tells_of_a_new_id_that_there_is_one_and_no_more(repo: Repo) -> None:
    catalog = make_catalog(_load(repo), (), TODAY)
    news = make_news(with_names(repo.log(), catalog), catalog)
    told = {
        entry.title: (list(map(_say, entry.told)), entry.level)
        for entry in news.entries
        if not entry.source and entry.title != "Begin"
    }
    assert len(told) > 10
    for title, (changes, level) in told.items():
        part = title.partition("#")[2]
        wanted = ("changed", [f"stages.{part.split()[1]}.id"]) if part else ("renamed", [])
        assert (title, changes, level) == (title, [wanted], "informative")


def test_what_follows_a_new_id_is_not_changed_since_then(repo: Repo) -> None:
    """Neither at the head of a page nor beside a value: all is as it was when it was added, under whatever id."""
    catalog = make_catalog(_load(repo), (), TODAY)
    log = with_names(repo.log(), catalog)
    for entity in catalog.entities:
        since = Since(log.of(*entity.key), entity.kind)
        assert since.last is not None
        assert since.last.what in ("added", "renamed") or "#" in since.last.commit.subject
        assert set(since.all()) <= {"", "stages", *(path for path in since.all() if path.startswith("stages."))}


def test_the_diff_says_the_same_as_the_log(repo: Repo, tmp_path: Path) -> None:
    """Of all that was renamed at once the diff tells, for each, that it has another id, and nothing else."""
    before = make_catalog(load_shelf(Layout(REFERENCE.parent, REFERENCE), repo.kinds), (), TODAY)
    diff = make_diff(before, make_catalog(_load(repo), (), TODAY))
    renamed = [change for change in diff.changes if change.what == "renamed"]
    assert len(renamed) > 10 and {change.level for change in diff.changes} == {"informative"}
    edits = [(change.id, edit.path) for change in diff.changes for edit in change.edits]
    assert [path.partition(".")[0] for _, path in edits] == ["stages"]
