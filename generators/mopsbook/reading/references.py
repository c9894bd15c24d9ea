"""Anchors, aliases and tags, found in the event stream: nothing is expanded here, so nothing can explode."""

from __future__ import annotations

import re
from typing import Any

import yaml
from msgspec import Struct

from mopsbook.reading.nodes import LIMIT, events, failure
from mopsbook.reading.problem import Problem

MOST_NODES = 10_000

UNCLEAR = "programs read this place in different ways"
UNCLEAR_HINT = "Write it in a plainer way: put the value in quotes, or on a line of its own."

# Supersets: they decide only whether a second look is worth its time.
# The sign itself stands first in the pattern, and the look behind it second: that is many times as fast.
_ANCHOR = re.compile(r"&(?<![^\s\[{,:?-]&)[^\s,\[\]{}&]")
_TAG = re.compile(r"!(?<![^\s\[{,:?-]!)")
_WORD = re.compile(r"\S+")

_TAG_HINT = 'Delete the tag; if the value begins with !, put it in quotes: "!like this".'
_WRITE_OUT = "Write the values out instead of repeating them with aliases."


def may_have_references(text: str) -> bool:
    """Whether anchors or tags might stand in the text (an alias without an anchor is refused anyway)."""
    return ("&" in text and _ANCHOR.search(text) is not None) or ("!" in text and _TAG.search(text) is not None)


def reference_problems(text: str) -> list[Problem]:
    """Tags, anchors set twice, aliases inside what they name, and the first alias that expands to too much."""
    book = _Book(text)
    try:
        for event in events(text):
            if not book.note(event):
                break
    except yaml.YAMLError as error:
        line, column, _ = failure(error)
        book.problems.append(Problem(line, column, None, UNCLEAR, UNCLEAR_HINT))
    return book.problems


class _Open(Struct):
    """A collection not yet at its end: how many nodes it holds, aliases expanded, and how many levels."""

    anchor: str | None
    size: int = 1
    height: int = 0

    def take(self, size: int, height: int) -> None:
        self.size += size
        self.height = max(self.height, height)


class _Book:
    """The account of one event stream."""

    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._lines: dict[str, int] = {}
        self._known: dict[str, tuple[int, int]] = {}
        self._stack = [_Open(None)]
        self._expanded = 0

    def note(self, event: yaml.Event) -> bool:
        """Enter one event; False when there is no use in going on."""
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if isinstance(event, yaml.NodeEvent):
            self._properties(event)
        if isinstance(event, yaml.ScalarEvent):
            self._close(_Open(event.anchor))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._stack.append(_Open(event.anchor))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self._stack.pop()
            done.height += 1
            self._close(done)
        return True

    def _close(self, done: _Open) -> None:
        if done.anchor is not None:
            self._known[done.anchor] = (done.size, done.height)
        self._stack[-1].take(done.size, done.height)

    def _alias(self, event: Any) -> bool:
        # The stubs leave out what an event has only if it was parsed: its marks.
        name = event.anchor
        size, height = self._known.get(name, (1, 0))
        self._expanded += size
        if any(frame.anchor == name for frame in self._stack):
            message = f"*{name} stands inside the very value it repeats"
        elif self._expanded > MOST_NODES:
            message = f"*{name} and the aliases before it repeat more than {MOST_NODES:,} values"
        elif len(self._stack) - 1 + height > LIMIT:
            message = f"with *{name} the values are nested more than {LIMIT} levels deep"
        else:
            self._stack[-1].take(size, height)
            return True
        start, end = event.start_mark, event.end_mark
        self.problems.append(Problem(start.line + 1, start.column + 1, end.column + 1, message, _WRITE_OUT))
        return False

    def _properties(self, event: Any) -> None:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if event.anchor is not None:
            first = self._lines.setdefault(event.anchor, line)
            if event.anchor in self._known or any(frame.anchor == event.anchor for frame in self._stack):
                message = f"the anchor &{event.anchor} was already set on line {first}"
                self.problems.append(Problem(line, column, None, message, "Give one of the two another name."))
        if event.tag is not None:
            # An anchor may stand before the tag; the mark of the event is that of the first of the two.
            index = max(self._text.find("!", mark.index), mark.index)
            found = _WORD.match(self._text, index)
            typed = found.group() if found else "!"
            column += index - mark.index
            message = f"the tag {typed} has no meaning in this knowledge base"
            self.problems.append(Problem(line, column, column + len(typed), message, _TAG_HINT))
