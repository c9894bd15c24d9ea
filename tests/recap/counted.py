"""A small repository whose year can be counted by hand, and its recap."""

from datetime import date, timedelta
from typing import Any

from git_book import FIRST, Repo, system
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.load import load_shelf
from mopsbook.layout import Layout
from mopsbook.news.make import make_news
from mopsbook.recap.make import find_days, make_recap
from mopsbook.recap.period import Period, year_of
from mopsbook.recap.recap import Recap
from mopsbook.recap.standing import read_standings

TODAY = date(2026, 6, 15)
_BEGIN = date(1970, 1, 1) + timedelta(seconds=FIRST)


def commit_on(repo: Repo, day: date, subject: str, **files: dict[str, Any] | str | None) -> None:
    """Commit documents on a day."""
    # The repository counts one up before it commits.
    repo.day = (day - _BEGIN).days - 1
    repo.commit(subject, **files)


def make_year(repo: Repo) -> None:
    """Write half a year: 5 documents come, 4 changes, 1 review, 1 rename, 1 removal, in January, March and June."""
    ops = {"kind": "team", "id": "ops", "title": "Ops"}
    sales = {"kind": "team", "id": "sales", "title": "Sales"}
    commit_on(repo, date(2026, 1, 5), "Begin", ops=ops, sales=sales, a=system("a", owner="ops"))
    commit_on(repo, date(2026, 1, 20), "More", b=system("b", owner="sales"), c=system("c", owner="ops"))
    commit_on(repo, date(2026, 3, 3), "Tiers", a=system("a", owner="ops", tier=1), b=system("b", owner="sales", tier=2))
    commit_on(repo, date(2026, 3, 4), "Read", a=system("a", owner="ops", tier=1, last_reviewed="2026-03-04"))
    commit_on(repo, date(2026, 3, 31), "Again", a=system("a", owner="ops", tier=2, last_reviewed="2026-03-04"))
    repo.git("mv", "knowledge/systems/b.yaml", "knowledge/systems/bee.yaml")
    commit_on(
        repo, date(2026, 6, 1), "Rename", bee=system("bee", owner="sales", tier=2, purpose=system("b")["purpose"])
    )
    commit_on(repo, date(2026, 6, 2), "Away", c=None)


def catalog_of(repo: Repo, today: date = TODAY) -> Catalog:
    """Return the catalog of what lies there."""
    return make_catalog(load_shelf(Layout(repo.root, repo.root / "knowledge"), repo.kinds), (), today)


def recap_of(repo: Repo, period: Period | None = None, today: date = TODAY) -> Recap:
    """Return the recap of a period, of 2026 if none is named."""
    period = period or year_of(2026)
    catalog = catalog_of(repo, today)
    layout = Layout(repo.root, repo.root / "knowledge")
    standings = read_standings(layout, catalog.shelf, find_days([period], today))
    return make_recap(period, make_news(repo.log(), catalog), catalog, standings)
