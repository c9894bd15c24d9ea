"""Make the feeds of a book: one of everything, one of each team, one of each kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from mopsbook.catalog.addresses import BOOK_FEED, JSON_FEED, feed_of, index_of, page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.feeds.atom import render_atom
from mopsbook.feeds.feed import Feed, Item, make_tag, one_line
from mopsbook.feeds.json_feed import render_json_feed
from mopsbook.feeds.story import Point, Story, Teller, Way
from mopsbook.history.addresses import Addresses
from mopsbook.kinds.impact import LABELS
from mopsbook.news.news import Entry, News
from mopsbook.pages.telling import is_noise

# A reader looks at a feed every hour and has kept what was there before.
MOST = 50
_MOST_POINTS = 20


def make_feeds(
    news: News, catalog: Catalog, addresses: Addresses, pages: Mapping[str, str], site: str, title: str
) -> Mapping[str, bytes]:
    """Return the feeds by where they lie in the site. `site` is its address, "" if nobody knows it; `pages` are those of the log."""
    site = f"{site.rstrip('/')}/" if site else ""
    maker = _Maker(catalog, addresses, pages, site, title)
    book = maker.make(BOOK_FEED, title, "changes", news.entries)
    found = {BOOK_FEED: render_atom(book), JSON_FEED: render_json_feed(maker.named(book, JSON_FEED))}
    for team in catalog.of_kind("team"):
        path = feed_of(team)
        found[path] = render_atom(maker.make(path, f"{title}: {team.title}", page_of(team), news.of_team(team)))
    by_kind = _by_kind(news)
    for kind in catalog.kinds.shown:
        path = feed_of(kind)
        found[path] = render_atom(maker.make(path, f"{title}: {kind.plural}", index_of(kind), by_kind[kind.name]))
    return found


def _by_kind(news: News) -> Mapping[str, Sequence[Entry]]:
    """Return the newest entries of each kind, each with its part alone; a few more than are shown, for some are only noise."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in news.entries:
        kinds = {one.change.kind: None for one in entry.told} | ({entry.source.kind.name: None} if entry.source else {})
        for kind in kinds:
            if len(found[kind]) < 2 * MOST:
                is_source = entry.source is not None and entry.source.kind.name == kind
                part = entry if is_source else entry.only([one for one in entry.told if one.change.kind == kind])
                if not is_noise(part):
                    found[kind].append(part)
    return found


class _Maker(Struct, frozen=True):
    catalog: Catalog
    addresses: Addresses
    pages: Mapping[str, str]
    site: str
    title: str

    def make(self, path: str, title: str, home: str, entries: Iterable[Entry]) -> Feed:
        """Return the feed of the newest of these entries. Where nobody knows the address of the site, its links are relative."""
        teller = Teller(self.catalog, self.addresses, self.site or "../" * path.count("/"), self.pages)
        dated = [(when, entry) for entry in entries if not is_noise(entry) and (when := _when(entry))]
        dated.sort(key=lambda pair: pair[0], reverse=True)
        items = {item.id: item for when, entry in dated[:MOST] for item in [self._item(entry, when, teller)]}
        return Feed(
            path=path,
            id=self._tag(path.rpartition(".")[0]),
            title=one_line(title, "What changed"),
            author=one_line(self.title, "mopsbook"),
            home=teller.page(home),
            address=f"{self.site}{path}" if self.site else "",
            items=tuple(items.values()),
        )

    def named(self, feed: Feed, path: str) -> Feed:
        """Return the same feed as it lies at another path."""
        return replace(feed, path=path, address=f"{self.site}{path}" if self.site else "")

    def _tag(self, name: str) -> str:
        return make_tag(self.site, str(self.addresses.repository.get("url", "")), name)

    def _item(self, entry: Entry, when: datetime, teller: Teller) -> Item:
        story = teller.tell(entry)
        related = (way.address for way in story.ways if way.address.startswith(("https://", "http://")))
        return Item(
            id=self._tag(f"changes/{entry.id}"),
            title=one_line(story.title, "Without a title"),
            address=story.address,
            updated=when,
            author=one_line(entry.author),
            html=str(_render(story, teller)),
            level=entry.level,
            label=LABELS[entry.level],
            related=tuple(dict.fromkeys(related)),
        )


def _when(entry: Entry) -> datetime | None:
    """Return when an entry became news: what is still to come, when it was written down; None if that is not known."""
    return max((commit.when for commit in entry.commits), default=None) if entry.coming else entry.when


def _render(story: Story, teller: Teller) -> Markup:
    parts = (
        [Markup("<p><strong>From {}</strong></p>").format(story.entry.day.isoformat())] if story.entry.coming else []
    )
    for head, html in teller.render(story):
        parts += [Markup("<p><strong>{}</strong></p>").format(head)] if head else []
        parts.append(html)
    points = [point for point in story.points if not point.told.change.only_reviewed] or list(story.points)
    if points:
        more = len(points) - _MOST_POINTS
        items = [_point(point) for point in points[:_MOST_POINTS]]
        items += [Markup("<li>and {} more</li>").format(f"{more:,}")] if more > 0 else []
        parts.append(Markup("<ul>{}</ul>").format(Markup("").join(items)))
    elif story.touches:
        parts.append(Markup("<p>Touches {}.</p>").format(Markup(", ").join(map(_way, story.touches[:_MOST_POINTS]))))
    if story.ways:
        parts.append(Markup("<p>{}</p>").format(Markup(" · ").join(map(_way, story.ways))))
    return Markup("\n").join(parts) or Markup("<p>{}</p>").format(story.title)


def _point(point: Point) -> Markup:
    mark = Markup(" <strong>{}</strong>").format(LABELS[point.level]) if point.level != "informative" else ""
    words = Markup("<br>").join(point.words)
    why = Markup("<br><em>{}</em>").format(point.why) if point.why else ""
    return Markup("<li>{} ({}){}: {}{}</li>").format(
        _way(Way(point.title, point.address)), point.noun.lower(), mark, words, why
    )


def _way(way: Way) -> Markup:
    return Markup('<a href="{}">{}</a>').format(way.address, way.words) if way.address else escape(way.words)
