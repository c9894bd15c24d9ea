"""Digest: what changed in a while, by what the reader has to do, then by team; what every format is made from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.feeds.story import Point, Story, Teller
from mopsbook.feeds.window import Window
from mopsbook.kinds.impact import CLASSES
from mopsbook.news.explain import SOURCES
from mopsbook.news.news import Entry, News
from mopsbook.pages.telling import is_noise
from mopsbook.words import count, joined

HEADINGS: Mapping[str, str] = {
    "breaking": "Breaking: act on it", "needs-action": "Needs action", "informative": "For information",
}  # fmt: skip
NO_TEAM = "Without a team"
# What is further away is no news for this week.
_AHEAD_DAYS = 28
_MOST_UNREAD = 5


class TeamPart(Struct, frozen=True):
    """What happened to what a team answers for; `team` is None for what nobody does. Each story has the points of this class alone."""

    team: Entity | None
    stories: tuple[Story, ...]

    @property
    def title(self) -> str:
        """What the team is called."""
        return self.team.title if self.team else NO_TEAM


class Group(Struct, frozen=True):
    """All of one class, by team."""

    level: str
    teams: tuple[TeamPart, ...]

    @property
    def heading(self) -> str:
        """What the reader has to do."""
        return HEADINGS[self.level]

    @property
    def size(self) -> int:
        """How many things changed; a story that names none counts as one."""
        return sum(max(1, len(story.points)) for part in self.teams for story in part.stories)


class Digest(Struct, frozen=True):
    """What changed. `read` is how many documents were read again and found true; `missing` what the history does not tell.

    `unread` are the files of which a version could not be read; what changed there is told with the next version that could.
    `log` is the page of the log, "" if nobody knows where the site is; `about` says what it was narrowed to, if anything.
    """

    title: str
    window: Window
    groups: tuple[Group, ...]
    coming: tuple[Story, ...]
    read: int = 0
    missing: str = ""
    log: str = ""
    about: str = ""
    unread: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.groups and not self.coming

    @property
    def head(self) -> str:
        """A sentence that says what it is about, and how much there is: how every format begins."""
        about = f" ({self.about})" if self.about else ""
        if self.is_empty:
            return f"{self.title}{about}: nothing changed {self.window.words}."
        return f"{self.title}{about}, {self.window.words}: {self.summary}."

    @property
    def summary(self) -> str:
        """How much there is of each class: "1 breaking change, 2 that need action and 3 for information"."""
        sizes = {group.level: group.size for group in self.groups}
        needs = sizes.get("needs-action", 0)
        said = [
            count(sizes["breaking"], "breaking change") if "breaking" in sizes else "",
            f"{needs:,} that {'needs' if needs == 1 else 'need'} action" if needs else "",
            f"{sizes['informative']:,} for information" if "informative" in sizes else "",
            f"{len(self.coming):,} to come" if self.coming else "",
        ]
        return joined([part for part in said if part]) or "nothing changed"

    @property
    def remarks(self) -> Sequence[str]:
        """What else there is to say, a sentence each."""
        read = f"{count(self.read, 'document was', 'documents were')} read again and found true." if self.read else ""
        return [text for text in (read, *self.gaps) if text]

    @property
    def gaps(self) -> Sequence[str]:
        """What is not told, and why, a sentence each."""
        named = self.unread[:_MOST_UNREAD]
        more = f" and {len(self.unread) - len(named):,} more" if len(self.unread) > len(named) else ""
        unread = (
            f"{count(len(self.unread), 'file')} could not be read for a while: {', '.join(named)}{more}. What changed there is told"
            " with the next version that could be."
        )
        return [text for text in (self.missing, unread if named else "") if text]


def make_digest(
    news: News, teller: Teller, window: Window, title: str, team: Entity | None = None, kind: str = ""
) -> Digest:
    """Return what was done within a window; of one team, or of one kind of thing, if that is asked for."""
    catalog = teller.catalog
    entries = [_of_kind(entry, kind) for entry in (news.of_team(team) if team else news.entries)]
    asked = [entry for entry in entries if entry is not None]
    parts: dict[str, dict[Key | None, list[Story]]] = {level: defaultdict(list) for level in CLASSES}
    read: set[Key] = set()
    # None: all files, those of what is gone among them.
    asked_for = {one.path for one in catalog.entities if _is_asked(one, catalog, team, kind)} if team or kind else None
    unread = [one for one in news.unread if window.holds_commit(one.commit)]
    for entry in asked:
        if entry.coming or not window.holds(entry):
            continue
        read |= {one.key for one in entry.told if one.change.only_reviewed}
        if not is_noise(entry):
            _sort_in(teller.tell(entry), parts)
    groups = []
    for level, by_team in parts.items():
        keys = sorted(by_team, key=lambda key: (key is None, catalog.at(key).title.casefold() if key else ""))
        teams = tuple(TeamPart(catalog.at(key) if key else None, tuple(by_team[key])) for key in keys)
        groups += [Group(level, teams)] if teams else []
    coming = [entry for entry in reversed(asked) if entry.coming and (entry.day - catalog.today).days <= _AHEAD_DAYS]
    words = [team.title if team else "", catalog.kinds[kind].plural if kind else ""]
    return Digest(
        title=title,
        window=window,
        groups=tuple(groups),
        coming=tuple(map(teller.tell, coming)) if window.until is None else (),
        read=len(read),
        missing=news.missing,
        log=teller.page("changes"),
        about=", ".join(filter(None, words)),
        unread=tuple(sorted({one.path for one in unread if asked_for is None or one.path in asked_for})),
    )


def _is_asked(entity: Entity, catalog: Catalog, team: Entity | None, kind: str) -> bool:
    return (not team or catalog.team_of(entity) is team) and (not kind or entity.kind.name == kind)


def _of_kind(entry: Entry, kind: str) -> Entry | None:
    if not kind or (entry.source and entry.source.kind.name == kind):
        return entry
    told = [one for one in entry.told if one.change.kind == kind]
    return entry.only(told) if told else None


def _sort_in(story: Story, parts: Mapping[str, dict[Key | None, list[Story]]]) -> None:
    """Put a story where it belongs, each of its points by class and team; one that names nothing, by its own."""
    found: dict[tuple[str, Key | None], list[Point]] = defaultdict(list)
    for point in story.points:
        change = point.told.change
        # That a note or a decision was written down is told by what it says.
        if not change.only_reviewed and not (change.kind in SOURCES and change.what == "added"):
            found[point.level, point.team.key if point.team else None].append(point)
    if not found:
        team = story.entry.team
        found[story.entry.level, team.key if team else None] = []
    for (level, key), points in found.items():
        parts[level][key].append(replace(story, points=tuple(points)))
