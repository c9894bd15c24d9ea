"""News: entries by commit, told of what there is now."""

from datetime import date

from git_book import Repo, system
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.load import load_shelf
from mopsbook.layout import Layout
from mopsbook.news.make import make_news
from mopsbook.news.news import News


def news(repo: Repo) -> News:
    layout = Layout(repo.root, repo.root / "knowledge")
    return make_news(repo.log(), make_catalog(load_shelf(layout, repo.kinds), (), date(2026, 2, 1)))


def test_an_entity_has_its_past_under_every_id_and_what_had_its_id_before_has_not(repo: Repo) -> None:
    repo.commit("First", marketo=system("marketo", tier=3))
    repo.commit("Second", marketo=None)
    repo.commit("Third", pardot=system("pardot", tier=2))
    repo.git("mv", "knowledge/systems/pardot.yaml", "knowledge/systems/marketo.yaml")
    repo.commit("Fourth", marketo=system("marketo", tier=2, purpose=system("pardot")["purpose"]))
    found = news(repo)
    assert [(entry.title, entry.told[0].entity is None) for entry in found.entries] == [
        ("Fourth", False), ("Third", False), ("Second", True), ("First", True),
    ]  # fmt: skip
    entity = found.entries[0].told[0].entity
    assert entity and [entry.title for entry in found.of(entity)] == ["Fourth", "Third"]


def test_a_team_has_the_news_of_what_it_owns_now(repo: Repo) -> None:
    repo.commit(
        "Teams",
        ops={"kind": "team", "id": "ops", "title": "Ops"},
        sales={"kind": "team", "id": "sales", "title": "Sales"},
    )
    repo.commit("Systems", a=system("a", owner="sales"), b=system("b", owner="sales"))
    repo.commit("To ops", a=system("a", owner="ops"))
    found = news(repo)
    team = next(one.entity for entry in found.entries for one in entry.told if one.change.id == "ops")
    assert team
    assert [(entry.title, [one.title for one in entry.told]) for entry in found.of_team(team)] == [
        ("To ops", ["A"]), ("Systems", ["A"]), ("Teams", ["Ops"]),
    ]  # fmt: skip


def test_an_entry_is_of_the_worst_class_of_what_was_done(repo: Repo) -> None:
    repo.commit("New", a=system("a", status="active", tags=["x"]))
    repo.commit("Tag", a=system("a", status="active", tags=["y"]))
    repo.commit("Retired", a=system("a", status="retired", tags=["z"]))
    assert [entry.level for entry in news(repo).entries] == ["breaking", "informative", "informative"]
