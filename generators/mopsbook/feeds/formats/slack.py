"""A message for Slack: the JSON that an incoming webhook takes, its text in mrkdwn, within Slack's limits, what was cut said.

https://docs.slack.dev/reference/block-kit/blocks/section-block/ has the limit of a section, .../blocks of a message; what needs
an escape is in https://docs.slack.dev/messaging/formatting-message-text/.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from mopsbook.feeds.digest import Digest
from mopsbook.feeds.feed import clean
from mopsbook.feeds.story import Story
from mopsbook.terminal.screen import PIPE, Screen
from mopsbook.words import count, say_day

MOST_BLOCKS = 50
MOST_IN_SECTION = 3_000
MOST_IN_HEADER = 150
_MOST_POINTS = 6
_MOST_WORDS = 400
_SIGNS = {"breaking": "⛔", "needs-action": "⚠️", "informative": "ℹ️"}
# Slack has no escape for its own marks. Behind what cannot be seen they stand within a word, where they mean nothing.
_MARKS = re.compile(r"[*_~`]")
_APART = "\u2060"


def render(digest: Digest, screen: Screen = PIPE) -> str:
    """Return the message: {"text": ..., "blocks": [...]}."""
    blocks, cut = _fit(list(_blocks(digest)))
    if cut:
        whole = f" <{_address(digest.log)}|The whole log>" if digest.log else " `mopsbook changes` prints the whole."
        words = f"Cut, because a message holds {MOST_BLOCKS} blocks: {count(cut, 'change')}.{whole}"
        blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": words}]})
    elif digest.log:
        link = f"<{_address(digest.log)}|The whole log>"
        blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": link}]})
    title = _shorten(f"{digest.title}: what changed {digest.window.words}", MOST_IN_HEADER)
    header = {"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}}
    message = {
        "text": escape(digest.head), "unfurl_links": False, "unfurl_media": False, "blocks": [header, _section(escape(_about(digest))), *blocks],
    }  # fmt: skip
    return json.dumps(message, indent=1, ensure_ascii=False) + "\n"


def _about(digest: Digest) -> str:
    about = f"{digest.about}: " if digest.about else ""
    summary = f"{about}{digest.summary}"
    return f"{summary[:1].upper()}{summary[1:]}."


def escape(text: str) -> str:
    """Return text that reads in Slack as it was written, calls nobody and opens no link."""
    line = " ".join(clean(text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS.sub(lambda match: f"{_APART}{match[0]}{_APART}", line)


def _blocks(digest: Digest) -> Iterator[tuple[str, int]]:
    """Yield texts of sections, each with how many changes it tells; a heading tells none."""
    for group in digest.groups:
        yield f"{_SIGNS[group.level]} *{escape(group.heading)}*", 0
        for part in group.teams:
            yield from _gather(f"*{escape(part.title)}*", part.stories)
    if digest.coming:
        yield from _gather("*Coming*", digest.coming)
    for text in digest.remarks:
        yield _shorten(escape(text), MOST_IN_SECTION), 0


def _gather(head: str, stories: Sequence[Story]) -> Iterator[tuple[str, int]]:
    """Yield the stories of a team in as few sections as hold them."""
    text, size = head, 0
    for story in stories:
        told = _tell(story)
        if len(text) + 1 + len(told) > MOST_IN_SECTION:
            yield text, size
            text, size = f"{head} (more)", 0
        text, size = f"{text}\n{told}", size + 1
    yield text, size


def _tell(story: Story) -> str:
    """Return a story in mrkdwn, short enough for a section of its own."""
    ways = [_link(way.words, way.address) for way in story.ways[:4]]
    who = ", ".join(filter(None, [escape(_shorten(story.entry.author, 80)), say_day(story.entry.day), *ways]))
    lines = [f"• {_link(_shorten(story.title, 150), story.address)} ({who})"]
    for point in story.points[:_MOST_POINTS]:
        words = escape(_shorten("; ".join(point.words), _MOST_WORDS // 2))
        why = f" _{escape(_shorten(point.why, _MOST_WORDS // 2))}_" if point.why else ""
        lines.append(f"    ◦ {_link(_shorten(point.title, 80), point.address)}: {words}{why}")
    if len(story.points) > _MOST_POINTS:
        lines.append(f"    ◦ and {len(story.points) - _MOST_POINTS} more")
    lines += [f"    {escape(_shorten(text, _MOST_WORDS))}" for text in story.besides]
    while len("\n".join(lines)) > MOST_IN_SECTION - 200 and len(lines) > 1:
        lines = [*lines[:-2], "    …"] if lines[-1] == "    …" else [*lines[:-1], "    …"]
    return "\n".join(lines)


def _fit(texts: list[tuple[str, int]]) -> tuple[list[dict[str, Any]], int]:
    """Return the blocks that a message has room for, beside head and foot, and how many changes are not among them."""
    room = MOST_BLOCKS - 3
    return [_section(text) for text, _ in texts[:room]], sum(size for _, size in texts[room:])


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": _shorten(text, MOST_IN_SECTION)}}


def _link(words: str, address: str) -> str:
    if not address.startswith(("https://", "http://")) or len(address) > 500:
        return escape(words)
    return f"<{_address(address)}|{escape(words)}>"


def _address(address: str) -> str:
    return re.sub(
        r"[\s<>|]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), clean(address)
    ).replace("&", "&amp;")


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
