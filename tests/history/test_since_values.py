"""Since when a value is as it is: the change that made it so, whatever it was called then and whatever stands around it."""

from __future__ import annotations

from typing import Any

from git_book import Repo, system
from mopsbook.history.since import Made, Since, path_of


def _since(repo: Repo, kind: str = "system", id: str = "crm", **settings: Any) -> Since:
    return Since(repo.log(**settings).of(kind, id), repo.kinds[kind])


def _subject(made: Made | None) -> str:
    return made.change.commit.subject if made else ""


def test_a_value_is_as_it_is_since_the_last_change_of_it(repo: Repo) -> None:
    """Of several changes of a field the last one counts; what never changed came with the document."""
    repo.commit("Add", crm=system("crm", vendor="One"))
    repo.commit("Two", crm=system("crm", vendor="Two"))
    repo.commit("Three", crm=system("crm", vendor="Three"))
    repo.commit("Reviewed", crm=system("crm", vendor="Three", last_reviewed="2026-01-04"))
    since = _since(repo)
    assert _subject(since.own("vendor")) == "Three"
    assert [(one.old, one.new) for made in [since.own("vendor")] if made for one in made.fields] == [("Two", "Three")]
    assert since.own("title") is None
    assert since.added is not None and since.added.commit.subject == "Add"
    assert since.last is not None and since.last.commit.subject == "Three", "a mere review is no change"


def test_a_group_is_as_old_as_the_youngest_in_it(repo: Repo) -> None:
    """A group has changed when a field in it has; a field that came with its group has no change of its own."""
    repo.commit("Add", crm=system("crm"))
    repo.commit("Contract", crm=system("crm", contract={"cost": 10, "currency": "EUR"}))
    repo.commit("Dearer", crm=system("crm", contract={"cost": 20, "currency": "EUR"}))
    since = _since(repo)
    assert _subject(since.own("contract")) == _subject(since.own("contract.cost")) == "Dearer"
    assert since.own("contract.currency") is None
    assert _subject(since.of("contract.currency")) == _subject(since.whole("contract")) == "Contract"


def _lifecycle(*stages: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "lifecycle", "id": "crm", "title": "Leads", "purpose": "From first touch.", "stages": list(stages)}


def test_a_part_keeps_its_past_when_it_is_called_otherwise_and_stands_elsewhere(repo: Repo) -> None:
    """A stage that was renamed is still as old as it was under its old id; being moved makes nothing younger."""
    new = {"id": "new", "title": "New", "definition": "We know an address and nothing else of the person."}
    mql = {
        "id": "mql",
        "title": "Qualified",
        "definition": "Marketing says that somebody should call them.",
        "queue": "A",
    }
    repo.commit("Add", crm=_lifecycle(new))
    repo.commit("Qualified", crm=_lifecycle(new, mql))
    repo.commit("Queue", crm=_lifecycle(new, {**mql, "queue": "B"}))
    repo.commit("Called otherwise", crm=_lifecycle(new, {**mql, "id": "mqp", "queue": "B"}))
    repo.commit("Moved", crm=_lifecycle({**mql, "id": "mqp", "queue": "B"}, new))
    since = _since(repo, "lifecycle")
    kind = repo.kinds["lifecycle"]
    assert path_of("stages.queue", {"id": "mqp"}, kind) == "stages.mqp.queue"
    assert path_of("stages", {"title": "Without a name"}, kind) == ""
    assert _subject(since.own("stages.mqp.queue")) == "Queue"
    assert _subject(since.whole("stages.mqp")) == "Qualified"
    assert _subject(since.own("stages.mqp")) == "Called otherwise"
    assert since.own("stages.new") is None


def test_what_is_older_than_the_history_has_no_change(repo: Repo) -> None:
    """Where only the newest commits are read, nothing is said of when the document was added."""
    repo.commit("Add", crm=system("crm", vendor="One"))
    repo.commit("Two", crm=system("crm", vendor="Two"))
    since = _since(repo, most=1)
    assert since.added is None
    assert _subject(since.own("vendor")) == "Two" and since.of("title") is None


def test_a_document_that_took_a_free_id_has_only_its_own_past(repo: Repo) -> None:
    """What was deleted and written anew is as old as the new one."""
    repo.commit("Add", crm=system("crm", vendor="One"))
    repo.commit("Change", crm=system("crm", vendor="Two"))
    repo.commit("Delete", crm=None)
    repo.commit(
        "Another",
        crm={"kind": "system", "id": "crm", "title": "Something else", "purpose": "Bakes bread.", "vendor": "Two"},
    )
    since = _since(repo)
    assert since.own("vendor") is None
    assert since.added is not None and since.added.commit.subject == "Another"


def test_an_item_whose_name_has_dots_leaves_its_mark_on_the_list(repo: Repo) -> None:
    """Links are known by what may hold dots: who takes one away, or a word of one, changes that list or that link alone."""
    status = {"url": "https://status.acme.com", "title": "status.acme.com", "type": "status-page"}
    help_ = {"url": "https://help.acme.com", "title": "help.acme.com", "type": "vendor-docs"}
    repo.commit("Add", crm=system("crm", links=[status, help_]))
    repo.commit("No type", crm=system("crm", links=[status, {**help_, "type": None}]))
    assert _since(repo).gone("links") is None
    repo.commit("No status page", crm=system("crm", links=[{**help_, "type": None}]))
    assert _subject(_since(repo).gone("links")) == "No status page"
