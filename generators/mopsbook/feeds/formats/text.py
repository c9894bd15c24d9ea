"""For people at a terminal: by what there is to do, then by team, each change with who, where and why."""

from collections.abc import Iterator

from mopsbook.feeds.digest import Digest
from mopsbook.feeds.story import Story
from mopsbook.terminal.lines import fill
from mopsbook.terminal.paint import paint
from mopsbook.terminal.screen import PIPE, Screen
from mopsbook.words import say_day

_STYLES = {"breaking": "error", "needs-action": "warning", "informative": "info"}
_MOST_POINTS = 12


def render(digest: Digest, screen: Screen = PIPE) -> str:
    """Return the whole digest."""
    paragraphs = [fill(digest.head, screen.width)]
    for group in digest.groups:
        lines = [paint(group.heading, _STYLES[group.level], screen.colour)]
        for part in group.teams:
            lines.append(paint(fill(part.title, screen.width, "  "), "head", screen.colour))
            lines += [line for story in part.stories for line in _tell(story, screen)]
        paragraphs.append("\n".join(lines))
    if digest.coming:
        told = [line for story in digest.coming for line in _tell(story, screen)]
        paragraphs.append("\n".join([paint("Coming", "head", screen.colour), *told]))
    paragraphs += ["\n".join(fill(text, screen.width) for text in digest.remarks)] if digest.remarks else []
    return "\n\n".join(paragraphs) + "\n"


def _tell(story: Story, screen: Screen) -> Iterator[str]:
    words = [way.words for way in story.ways]
    who = ", ".join(filter(None, [story.entry.author, say_day(story.entry.day), *words]))
    yield fill(f"{story.title} ({who})", screen.width, "    ", "      ")
    for point in story.points[:_MOST_POINTS]:
        yield fill(f"{point.title}: {'; '.join(point.words)}", screen.width, "      ", "        ")
        if point.why:
            yield fill(point.why, screen.width, "        ")
    if len(story.points) > _MOST_POINTS:
        yield f"      and {len(story.points) - _MOST_POINTS} more"
    for text in story.besides:
        yield fill(text, screen.width, "      ")
