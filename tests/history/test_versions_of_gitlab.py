"""Three months of GitLab's stack, imported version by version: the log names what came, went and changed owner, as the source does."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from git_book import Repo
from mopsbook.history.change import Change
from mopsbook.imports.run import run_import

ROOT = Path(__file__).parents[2]
VERSIONS = ROOT.parent / "shared" / "data" / "gitlab-tech-stack" / "versions"
MAP = ROOT / "docs" / "examples" / "gitlab-tech-stack.map.yaml"
# A new owner, a merged branch that was taken back, names that changed; and the last.
CHOSEN = ("2022-08-12", "2022-08-22_592", "2022-09-22", "2022-09-23", "2022-09-27", "2022-10-19", "2022-11-10")

pytestmark = pytest.mark.skipif(not VERSIONS.is_dir(), reason="the real files are not part of the distribution")


def read(path: Path) -> dict[str, dict[str, object]]:
    return {str(one["title"]).strip(): one for one in yaml.safe_load(path.read_text("utf-8"))}


def test_the_log_names_what_came_went_and_changed_owner(repo: Repo) -> None:
    files = [next(path for path in sorted(VERSIONS.iterdir()) if path.name.startswith(name)) for name in CHOSEN]
    for path in files:
        shutil.rmtree(repo.root / "knowledge")
        shutil.rmtree(repo.root / ".mopsbook", ignore_errors=True)
        run_import("system", path, MAP, repo.root)
        repo.commit(path.stem)
    log = repo.log()
    assert log.missing == "" and log.unread == ()
    for old_path, path in pairwise(files):
        old, new = read(old_path), read(path)
        told = [one for one in log.changes if one.commit.subject == path.stem and one.kind == "system"]
        assert {one.title for one in told if one.what == "added"} | _renamed(told, "new") == new.keys() - old.keys()
        assert {one.title for one in told if one.what == "removed"} | _renamed(told, "old") == old.keys() - new.keys()
        owned = {title for title in old.keys() & new.keys() if _owner(old[title]) != _owner(new[title])}
        # The owners are people: where a team can be asked which role that is, they stand in the question; else in the description.
        asked = {title for title in owned if old[title].get("group_owner") and new[title].get("group_owner")}
        assert {one.title for one in told if one.what == "changed" and _names_owner(one)} == asked
        described = {one.title for one in told for field in one.fields if field.path == "description"}
        assert owned - asked <= described
    teams = {(one.old_id, one.id) for one in log.changes if one.what == "renamed" and one.kind == "team"}
    # What two teams have in common but their source makes neither the other.
    assert teams == {
        ("people-experience-team", "people-connect-team"),
        ("people-connect-team", "people-experience-team"),
    }  # fmt: skip


def _renamed(told: list[Change], side: str) -> set[str]:
    titles = [field for one in told for field in one.fields if field.path == "title"]
    return {getattr(field, side) for field in titles}


def _owner(record: dict[str, object]) -> str:
    return str(record["business_owner"]).strip()


def _names_owner(change: Change) -> bool:
    return any(
        field.path == "unknown.owner.note" and "Owner" in field.old and "Owner" in field.new for field in change.fields
    )
