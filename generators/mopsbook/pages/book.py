"""Book: everything the pages are made from."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.catalog.what_next import Task, what_next
from mopsbook.diagrams.draw import draw_for_page
from mopsbook.diagrams.picture import Picture
from mopsbook.history.addresses import Addresses, is_gitlab
from mopsbook.history.change import ChangeLog
from mopsbook.news.make import make_news
from mopsbook.news.news import News
from mopsbook.pages.shelving import Shelving, shelve
from mopsbook.recap.make import find_years, make_recap
from mopsbook.recap.recap import Recap
from mopsbook.recap.standing import BookStanding

_MOST_OF_A_TEAM = 3


def _nothing() -> None:
    pass


class Book(Struct, frozen=True, dict=True):
    """A catalog with its pictures and its past.

    `draw` gives the pictures of the whole, `standings` tells how complete the book was at the ends of months; `begin` is called when
    all of that will be asked for soon.
    """

    catalog: Catalog
    log: ChangeLog
    draw: Callable[[], Mapping[str, Picture]] = dict
    standings: Callable[[], Mapping[date, BookStanding]] = dict
    begin: Callable[[], None] = _nothing

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """The pictures of the book as a whole, by name."""
        return self.draw()

    def plots_of(self, page: str) -> Sequence[Picture]:
        """Return the pictures of a page that shows many things: "index:system", "page:quality"."""
        if page not in self._plots:
            self._plots[page] = draw_for_page(page, self.catalog)
        return self._plots[page]

    @cached_property
    def _plots(self) -> dict[str, Sequence[Picture]]:
        return {}

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """What book.yaml says; empty if there is none."""
        book = self.catalog.shelf.book
        return book.data if book else {}

    @property
    def title(self) -> str:
        """What the book is called."""
        return str(self.about.get("title", "Marketing operations"))

    @cached_property
    def news(self) -> News:
        """What happened, as logs tell it."""
        return make_news(self.log, self.catalog)

    @cached_property
    def shelving(self) -> Shelving:
        """On which page each of them stands."""
        return shelve(self.news)

    @cached_property
    def history_begins(self) -> date | None:
        """The day of the oldest change that is known; None if none is."""
        return min((change.commit.when.date() for change in self.log.changes), default=None)

    @cached_property
    def years(self) -> Sequence[Recap]:
        """What became of the book in each year, the latest first; nothing for a book of a few days."""
        periods = reversed(find_years(self.log, self.catalog.today))
        return [make_recap(period, self.news, self.catalog, self.standings()) for period in periods]

    def look_around(self) -> None:
        """Work out now what most pages say something of, and not when the first of them asks."""
        self.begin()
        self.look_near()
        _ = self._next, self.catalog.findings

    def look_near(self) -> None:
        """Work out what every page of an entity says something of, but for the findings, which another process may still look for."""
        _ = self.news
        if self.catalog.entities:
            # With the first tier all are known.
            self.catalog.tier_of(self.catalog.entities[0])

    def next_of(self, team: Entity) -> Sequence[Task]:
        """Return what a team should write next, what matters most first; nothing for what is no team."""
        return self._next.get(team.key, ())

    @cached_property
    def tasks(self) -> Sequence[Task]:
        """What is left to write in the whole book, what matters most first."""
        return what_next(self.catalog)

    @cached_property
    def _next(self) -> Mapping[Key, Sequence[Task]]:
        found: dict[Key, list[Task]] = defaultdict(list)
        for task in self.tasks:
            team = self.catalog.team_of(task.entity)
            if team is not None and len(found[team.key]) < _MOST_OF_A_TEAM:
                found[team.key].append(task)
        return found

    def edit_url(self, path: str, line: int = 1) -> str:
        """Return where a file is edited, or "" if nobody said where the repository is."""
        repository = self.about.get("repository", {})
        url = str(repository.get("url", "")).rstrip("/")
        if not url:
            return ""
        folder = str(repository.get("folder", "")).strip("/")
        full = quote(f"{folder}/{path}" if folder else path)
        branch = repository.get("branch", "main")
        if "edit" in repository:
            return str(repository["edit"]).replace("{branch}", branch).replace("{path}", full)
        anchor = f"#L{line}" if line > 1 else ""
        return f"{url}/-/edit/{branch}/{full}{anchor}" if is_gitlab(url) else f"{url}/edit/{branch}/{full}{anchor}"

    def commit_url(self, commit: str) -> str:
        """Return the page of a commit, or ""."""
        return self.addresses.commit(commit)

    def pull_url(self, pull: str) -> str:
        """Return the page of a pull request such as #214, or ""."""
        return self.addresses.pull(pull)

    def tickets(self, said: str) -> list[tuple[str, str]]:
        """Return each ticket that a commit names, and its page, or ""."""
        return [(ticket, self.addresses.ticket(ticket)) for ticket in said.split(", ") if ticket]

    @cached_property
    def addresses(self) -> Addresses:
        """Where commits, pull requests and tickets have their pages."""
        return Addresses(self.about.get("repository", {}))

    def issue_url(self, title: str, body: str) -> str:
        """Return where something wrong is reported, prefilled, or ""."""
        url = str(self.about.get("repository", {}).get("url", "")).rstrip("/")
        if not url:
            return ""
        if is_gitlab(url):
            return f"{url}/-/issues/new?" + urlencode({"issue[title]": title, "issue[description]": body})
        return f"{url}/issues/new?" + urlencode({"title": title, "body": body})
