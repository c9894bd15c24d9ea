"""What only follows the new id of something is told apart from what changed."""

from datetime import date
from typing import Any

from git_book import Repo, system
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.load import load_shelf
from mopsbook.history.change import Change
from mopsbook.history.names import with_names
from mopsbook.history.since import Since
from mopsbook.layout import Layout

HUBSPOT = system("hubspot", title="HubSpot", tier=1, vendor="HubSpot, Inc.", purpose="Sends mails and keeps contacts.")
HUB = {**HUBSPOT, "id": "hub"}


def _role(*access: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "kind": "role",
        "id": "admin",
        "title": "Administrator",
        "purpose": "Looks after it.",
        "access": list(access),
        **more,
    }


def _rename(repo: Repo, subject: str = "Rename", **files: Any) -> None:
    repo.git("mv", "knowledge/systems/hubspot.yaml", "knowledge/systems/hub.yaml")
    repo.commit(subject, hub=HUB, **files)


def _begin(repo: Repo, role: dict[str, Any]) -> None:
    repo.commit(
        "Begin",
        hubspot=HUBSPOT,
        zoom=system("zoom"),
        admin=role,
    )


def _of_role(repo: Repo) -> tuple[Change, ...]:
    catalog = make_catalog(load_shelf(Layout(repo.root, repo.root / "knowledge"), repo.kinds), (), date(2026, 2, 1))
    return with_names(repo.log(), catalog).of("role", "admin")


def _told_of_role(repo: Repo) -> list[str]:
    return [change.commit.subject for change in _of_role(repo) if change.is_told]


def test_an_item_that_is_known_by_what_it_refers_to_stays_the_same(repo: Repo) -> None:
    """Whatever else changed of it in the same commit is told of the same item, by the name it has now."""
    _begin(repo, _role({"system": "hubspot", "profile": "Viewer"}, {"system": "zoom", "profile": "Host"}))
    _rename(repo, admin=_role({"system": "hub", "profile": "Admin"}, {"system": "zoom", "profile": "Host"}))
    told = _of_role(repo)[0]
    assert [(one.path, one.what, one.old, one.new) for one in told.fields] == [
        ("access.hub.profile", "changed", "Viewer", "Admin")
    ]
    assert [(one.path, one.old, one.new) for one in told.followed] == [("access.hub.system", "hubspot", "hub")]


def test_a_value_keeps_its_past_when_what_its_item_refers_to_is_renamed(repo: Repo) -> None:
    """Who may do what in a system is so since somebody said so, and not since the system has another id."""
    _begin(repo, _role({"system": "hubspot", "profile": "Viewer"}))
    repo.commit("More", admin=_role({"system": "hubspot", "profile": "Admin"}))
    _rename(repo, admin=_role({"system": "hub", "profile": "Admin"}))
    assert _told_of_role(repo) == ["More", "Begin"]
    since = Since(_of_role(repo), repo.kinds["role"])
    assert since.last is not None and since.last.commit.subject == "More"
    made = since.own("access.hub.profile")
    assert made is not None and made.change.commit.subject == "More"


def test_names_in_lists_and_in_prose_follow(repo: Repo) -> None:
    """In a list one name takes the place of another; a link in a text leads where it led. What leads elsewhere is a change."""
    _begin(repo, _role(purpose="Looks after [[hubspot]].", description="Asks [[hubspot]]."))
    _rename(repo, admin=_role(purpose="Looks after [[hub]].", description="Asks [[zoom]]."))
    [told, _] = _of_role(repo)
    assert [one.path for one in told.fields] == ["description"]
    assert [one.path for one in told.followed] == ["purpose"]


def test_a_reference_that_takes_up_the_new_id_later_has_not_changed(repo: Repo) -> None:
    """As long as the old id is another name it is understood; who writes the new one afterwards says the same."""
    _begin(repo, _role({"system": "zoom", "profile": "Host"}, purpose="Looks after [[hubspot]]."))
    repo.git("mv", "knowledge/systems/hubspot.yaml", "knowledge/systems/hub.yaml")
    repo.commit("Rename", hub={**HUB, "aliases": ["hubspot"]})
    repo.commit("Follow", admin=_role({"system": "zoom", "profile": "Host"}, purpose="Looks after [[hub]]."))
    assert _told_of_role(repo) == ["Begin"]
    [rename] = [change for change in repo.log().changes if change.what == "renamed"]
    assert [(one.path, one.follows) for one in rename.fields] == [("aliases", True)]
