"""Story: an entry of the news with all that readers elsewhere need: names, addresses, who, why; plain values and plain text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct, field

from mopsbook.catalog.addresses import page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.documents.mentions import fold
from mopsbook.feeds.sentences import say_change
from mopsbook.history.addresses import Addresses
from mopsbook.news.explain import NOTE
from mopsbook.news.news import Entry, Told
from mopsbook.pages.mentions import name_mentions
from mopsbook.pages.prose import Link, plain, render_block
from mopsbook.pages.shelving import FRONT, Shelving
from mopsbook.pages.telling import anchor_of

# By kind: what a document behind an entry says of it, and the field that says why.
_TEXTS = {NOTE: "what", "vendor-update": "what_changes", "decision": "purpose"}
_WHY = "why"
_MOST_TOUCHED = 12


class Way(NamedTuple):
    """Words that lead somewhere; `address` is "" where nobody knows to where."""

    words: str
    address: str


class Point(Struct, frozen=True):
    """What happened to one thing: its name and page, its kind as people call it, the class and why, and what was done."""

    title: str
    address: str
    noun: str
    told: Told
    words: tuple[str, ...]

    @property
    def level(self) -> str:
        """The worst class of what happened."""
        return self.told.level

    @property
    def team(self) -> Entity | None:
        """The team behind it."""
        return self.told.team

    @property
    def why(self) -> str:
        """Why it is of that class; "" if it is for information."""
        return self.told.why if self.level != "informative" else ""


class Story(Struct, frozen=True):
    """An entry as it is told: `says` and `why` are plain text of people; `ways` lead to pull request, tickets and commits."""

    entry: Entry
    title: str
    address: str
    points: tuple[Point, ...]
    says: str
    why: str
    ways: tuple[Way, ...]
    touches: tuple[Way, ...]

    @property
    def besides(self) -> Sequence[str]:
        """What else there is to say in words, a sentence each: what a document touches that explains no commit, and why."""
        names = [] if self.points else [way.words for way in self.touches]
        more = f" and {len(names) - _MOST_TOUCHED} more" if len(names) > _MOST_TOUCHED else ""
        touched = f"Touches {', '.join(names[:_MOST_TOUCHED])}{more}." if names else ""
        return [text for text in (touched, f"Why: {self.why}" if self.why else "") if text]


class Teller(Struct, frozen=True):
    """Makes stories of entries. `root` is what leads to the root of the site: its address, or "../"; "" if nobody knows it.

    `pages` are the pages of the log by the ids of the entries that stand there for good.
    """

    catalog: Catalog
    addresses: Addresses
    root: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)

    def page(self, path: str, anchor: str = "") -> str:
        """Return the address of a page of the site, "" if nobody knows where the site is."""
        return f"{self.root}{path}/{f'#{anchor}' if anchor else ''}" if self.root else ""

    def tell(self, entry: Entry) -> Story:
        """Return the story of an entry."""
        told = [one for one in entry.told if entry.source is None or one.entity is not entry.source]
        points = tuple(self._point(one) for one in told)
        # A reason that only names the note is said by the note.
        reasons = [] if entry.source else [commit.reason for commit in entry.commits]
        return Story(
            entry=entry,
            title=_title(entry),
            address=self._address(entry, points),
            points=points,
            says=self._plain(entry.source, _TEXTS.get(entry.source.kind.name, "")) if entry.source else "",
            why=self._plain(entry.source, _WHY) if entry.source else " ".join(dict.fromkeys(filter(None, reasons))),
            ways=tuple(dict.fromkeys(self._ways(entry))),
            touches=tuple(Way(one.entity.title, self.page(page_of(one.entity))) for one in entry.touches),
        )

    def render(self, story: Story) -> Sequence[tuple[str, Markup]]:
        """Return what the document behind a story says, as safe HTML below a heading ("" for none)."""
        source = story.entry.source
        if source is None:
            return [("", Markup("<p>{}</p>").format(story.why))] if story.why else []
        names = (("", _TEXTS.get(source.kind.name, "")), ("Why", _WHY))
        return [
            (head, render_block(str(source.data[name]), self._link(source, name)))
            for head, name in names
            if source.data.get(name)
        ]

    def _point(self, one: Told) -> Point:
        kind = self.catalog.kinds.get(one.change.kind)
        address = self.page(page_of(one.entity)) if one.entity and not one.entity.kind.hidden else ""
        return Point(one.title, address, kind.label if kind else one.change.kind, one, say_change(one.change, kind))

    def _address(self, entry: Entry, points: Sequence[Point]) -> str:
        """Return where to read on: the document behind it, the one thing that it is about, else the log."""
        if entry.source is not None:
            return self.page(page_of(entry.source))
        return points[0].address if len(points) == 1 and points[0].address else self._in_log(entry)

    def _in_log(self, entry: Entry) -> str:
        return self.page(self.pages.get(entry.id, FRONT), anchor_of(entry))

    def _ways(self, entry: Entry) -> Iterator[Way]:
        ticket = str(entry.source.data.get("ticket") or "") if entry.source else ""
        if ticket.startswith(("https://", "http://")):
            yield Way("Ticket", ticket)
        for commit in entry.commits:
            if commit.pull:
                yield Way(commit.pull, self.addresses.pull(commit.pull))
            for name in filter(None, commit.ticket.split(", ")):
                yield Way(name, self.addresses.ticket(name))
        for commit in entry.commits:
            if not commit.pull:
                yield Way(commit.id[:8], self.addresses.commit(commit.id))

    def _plain(self, source: Entity, name: str) -> str:
        text = str(source.data.get(name) or "")
        return plain(text, name_mentions(source, name, self.catalog)) if text else ""

    def _link(self, source: Entity, name_of_field: str) -> Link:
        def link(name: str, text: str) -> Markup:
            target = self.catalog.lookup(source, name_of_field, fold(name))
            words = text or (target.title if target else name)
            if target is None or not self.root:
                return Markup("{}").format(words)
            return Markup('<a href="{}">{}</a>').format(self.page(page_of(target)), words)

        return link


def find_pages(shelving: Shelving) -> Mapping[str, str]:
    """Return the page of the log that an entry stays on, by its id: that of its month, where the log has such pages."""
    return {entry.id: volume.path for volume in shelving.volumes for entry in volume.entries}


def _title(entry: Entry) -> str:
    """Return what an entry is called, without the pull request that a host has written behind it: a link leads there."""
    pulls = [f"({commit.pull})" for commit in entry.commits if commit.pull]
    ending = next((pull for pull in pulls if entry.title.endswith(pull)), "")
    return entry.title.removesuffix(ending).strip() or entry.title
