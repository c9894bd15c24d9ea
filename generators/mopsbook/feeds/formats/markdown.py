"""In Markdown, for a wiki, an issue or a message in a chat that reads it."""

from collections.abc import Iterator

from mopsbook.feeds.digest import Digest
from mopsbook.feeds.story import Story
from mopsbook.markdown_text import escape, link
from mopsbook.terminal.screen import PIPE, Screen
from mopsbook.words import say_day

_MOST_POINTS = 12


def render(digest: Digest, screen: Screen = PIPE) -> str:
    """Return the whole digest. What people wrote does nothing in it."""
    blocks = [f"## {escape(digest.head.removesuffix('.'))}"]
    for group in digest.groups:
        blocks.append(f"### {escape(group.heading)}")
        for part in group.teams:
            blocks += [f"**{escape(part.title)}**", "\n".join(line for story in part.stories for line in _tell(story))]
    if digest.coming:
        blocks += ["### Coming", "\n".join(line for story in digest.coming for line in _tell(story))]
    blocks += [f"_{escape(text)}_" for text in digest.remarks]
    blocks += [link("The whole log", digest.log)] if digest.log else []
    return "\n\n".join(blocks) + "\n"


def _tell(story: Story) -> Iterator[str]:
    ways = [link(way.words, way.address) for way in story.ways]
    who = ", ".join(filter(None, [escape(story.entry.author), say_day(story.entry.day), *ways]))
    yield f"- {link(story.title, story.address)} ({who})"
    for point in story.points[:_MOST_POINTS]:
        why = f" {escape(point.why)}" if point.why else ""
        yield f"  - {link(point.title, point.address)}: {escape('; '.join(point.words))}.{why}"
    if len(story.points) > _MOST_POINTS:
        yield f"  - and {len(story.points) - _MOST_POINTS} more"
    for text in story.besides:
        yield f"  - {escape(text)}"
