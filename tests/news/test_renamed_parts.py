"""A part that bears another id is told once, as `mopsbook diff` tells it."""

from datetime import date
from typing import Any

from git_book import Repo
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.load import load_shelf
from mopsbook.history.change import FieldChange
from mopsbook.history.names import with_names
from mopsbook.layout import Layout
from mopsbook.news.make import make_news

STAGES = [
    {"id": "raw", "title": "Raw", "type": "initial", "transitions": [{"to": "mql", "trigger": "automatic"}]},
    {"id": "mql", "title": "MQL", "type": "main"},
    {"id": "won", "title": "Won", "type": "terminal-won"},
]


def _write(repo: Repo, mql: str, *, metric: str, count: str = "Everybody in [[life#mql]].") -> None:
    whole = {"kind": "lifecycle", "id": "life", "title": "Lead", "status": "active", "stages": STAGES}
    repo.write("lifecycles/life.yaml", _said(whole, mql))
    repo.write("metrics/mqls.yaml", {"kind": "metric", "id": "mqls", "title": "MQLs", "stages": [metric], "formula": count})  # fmt: skip


def _said(value: Any, mql: str) -> Any:
    if isinstance(value, dict):
        return {key: mql if inner == "mql" else _said(inner, mql) for key, inner in value.items()}
    return [_said(inner, mql) for inner in value] if isinstance(value, list) else value


def _newest(repo: Repo) -> list[tuple[str, tuple[FieldChange, ...]]]:
    layout = Layout(repo.root, repo.root / "knowledge")
    catalog = make_catalog(load_shelf(layout, repo.kinds), (), date(2026, 2, 1))
    news = make_news(with_names(repo.log(), catalog), catalog)
    return [(told.title, told.change.fields) for told in news.entries[0].told]


def test_what_only_follows_the_new_id_of_a_stage_is_no_news(repo: Repo) -> None:
    """References alone and in lists, ways between stages and links in prose follow; one change is told, and it harms nobody."""
    _write(repo, "mql", metric="life#mql")
    repo.commit("First")
    _write(repo, "ready", metric="life#ready", count="Everybody in [[life#ready]].")
    repo.commit("Second")
    [(title, [field])] = _newest(repo)
    assert (title, field.path, field.old, field.new, field.level) == ("Lead", "stages.ready.id", "mql", "ready", "informative")  # fmt: skip
    assert field.why == "Everything in the book that refers to it says the new one."


def test_what_still_names_the_old_id_of_a_stage_makes_it_a_breach(repo: Repo) -> None:
    _write(repo, "mql", metric="life#mql")
    repo.commit("First")
    _write(repo, "ready", metric="life#mql")
    repo.commit("Second")
    [(title, [field])] = _newest(repo)
    assert (title, field.path, field.level) == ("Lead", "stages.ready.id", "breaking")


def test_what_leads_to_another_stage_in_the_same_commit_is_told(repo: Repo) -> None:
    """A metric that is about something else now has changed, whatever else got a new id."""
    _write(repo, "mql", metric="life#mql")
    repo.commit("First")
    _write(repo, "ready", metric="life#won", count="Everybody in [[life#won]].")
    repo.commit("Second")
    told = dict(_newest(repo))
    assert {field.path for field in told["MQLs"]} == {"stages", "formula"}
