"""For programs: one JSON object, whose shape json.schema.json beside this file describes."""

import json
from typing import Any

from mopsbook.feeds.digest import Digest, TeamPart
from mopsbook.feeds.story import Point, Story, Way
from mopsbook.feeds.window import Edge
from mopsbook.kinds.impact import CLASSES
from mopsbook.terminal.screen import PIPE, Screen


def render(digest: Digest, screen: Screen = PIPE) -> str:
    """Return {"version": 1, "since": ..., "counts": {...}, "groups": [...], ...}."""
    sizes = {group.level: group.size for group in digest.groups}
    whole = {
        "version": 1,
        "title": digest.title,
        "about": digest.about,
        "since": _edge(digest.window.since),
        "until": _edge(digest.window.until) if digest.window.until else None,
        "counts": {level: sizes.get(level, 0) for level in CLASSES},
        "groups": [{"class": group.level, "teams": [_team(part) for part in group.teams]} for group in digest.groups],
        "coming": [_story(story) for story in digest.coming],
        "read_again": digest.read,
        "log": digest.log,
        "notes": list(digest.gaps),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "name": edge.name,
        "day": edge.day.isoformat(),
        "revision": next(iter(edge.commits), "") if edge.commits else "",
    }


def _team(part: TeamPart) -> dict[str, Any]:
    return {
        "team": part.team.id if part.team else "",
        "title": part.title,
        "changes": [_story(story) for story in part.stories],
    }


def _story(story: Story) -> dict[str, Any]:
    entry = story.entry
    return {
        "id": entry.id,
        "title": story.title,
        "url": story.address,
        "day": entry.day.isoformat(),
        "author": entry.author,
        "source": f"{entry.source.kind.name}/{entry.source.id}" if entry.source else "",
        "says": story.says,
        "why": story.why,
        "commits": [commit.id for commit in entry.commits],
        "links": [_way(way) for way in story.ways],
        "touches": [_way(way) for way in story.touches],
        "changed": [_point(point) for point in story.points],
    }


def _point(point: Point) -> dict[str, Any]:
    change = point.told.change
    return {
        "kind": change.kind,
        "id": point.told.entity.id if point.told.entity else change.id,
        "title": point.title,
        "url": point.address,
        "what": change.what,
        "class": point.level,
        "class_because": point.why,
        "words": list(point.words),
    }


def _way(way: Way) -> dict[str, str]:
    return {"words": way.words, "url": way.address}
