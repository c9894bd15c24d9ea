"""Readers see the names of what was referred to, not its ids."""

from datetime import date
from typing import Any

from git_book import Repo
from mopsbook.history.change import Change
from mopsbook.layout import find_layout
from mopsbook.pipeline import make_book


def _newest(repo: Repo) -> Change:
    return make_book(find_layout(repo.root), date(2026, 3, 1)).log.changes[0]


def _system(**more: Any) -> dict[str, Any]:
    return {"kind": "system", "id": "marketo", "title": "Marketo", **more}


def test_a_reference_that_changed_is_told_by_names(repo: Repo) -> None:
    """Owners, systems and stages stand with their titles, in lists and alone; what is not there any more with its id."""
    repo.write("roles/lead.yaml", {"kind": "role", "id": "lead", "title": "Head of operations"})
    repo.write("teams/it.yaml", {"kind": "team", "id": "it", "title": "IT and security", "aliases": ["tech"]})
    old = _system(owner="lead", technical_owner=["lead", "it"], users=["gone"], purpose="Feeds [[it]].")
    repo.commit(marketo=old)
    new = _system(
        owner="tech", technical_owner=["it", "lead"], users=["it"], purpose="Feeds [[it|them]] and [[nobody]]."
    )
    repo.commit(marketo=new)
    told = {(field.what, field.path): (field.old, field.new) for field in _newest(repo).fields}
    assert told == {
        ("changed", "purpose"): ("Feeds IT and security.", "Feeds them and nobody."),
        ("changed", "owner"): ("Head of operations", "IT and security"),
        ("moved", "technical_owner"): ("Head of operations, IT and security", "IT and security, Head of operations"),
        ("removed", "users"): ("gone", ""),
        ("added", "users"): ("", "IT and security"),
    }


def test_a_stage_is_told_by_its_name(repo: Repo) -> None:
    """A way to another stage leads to a name, not to an id."""
    stages = [
        {"id": "a", "title": "New", "type": "initial", "transitions": [{"to": "b"}]},
        {"id": "b", "title": "MQL", "type": "main"},
    ]
    whole = {
        "kind": "lifecycle",
        "id": "l",
        "title": "Lead",
        "stages": [*stages, {"id": "c", "title": "Won", "type": "terminal-won"}],
    }
    repo.write("lifecycles/l.yaml", whole)
    repo.commit()
    stages[1]["transitions"] = [{"to": "c", "performed_by": "nobody"}]
    stages[0]["transitions"] = [{"to": "c"}]
    repo.write("lifecycles/l.yaml", whole)
    repo.commit()
    texts = {field.old for field in _newest(repo).fields} | {field.new for field in _newest(repo).fields}
    assert "Won" in texts and not texts & {"b", "c"}
    assert {field.label for field in _newest(repo).fields} == {
        "Stage New · Goes to · Won",
        "Stage New · Goes to · MQL",
        "Stage MQL · Goes to · Won",
    }
