"""Patterns: the automaton of a regular expression, in the dialect of the engine that matches names (Rust's regex crate).

Patterns are read as JSON Schema reads them: `\\w` and `\\d` are ASCII alone. Of `\\s` only the spaces of ASCII are taken: fewer texts
than the engine takes, never more.
See https://docs.rs/regex/latest/regex/#syntax.
"""

import re
from collections.abc import Sequence

from mopsbook.naming.automaton import Automaton, Nodes

_LAST = 0x10FFFF
# More states than a pattern for part of a name can need, and few enough to be looked through in an instant.
_MOST = 2_000
_Ranges = Sequence[tuple[int, int]]
_DIGIT: _Ranges = ((48, 57),)
_WORD: _Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_SPACE: _Ranges = ((9, 13), (32, 32))
_CLASSES = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_COUNT = re.compile(r"\{([0-9]{1,4})(,([0-9]{1,4})?)?\}")
_GROUP = re.compile(r"\((\?:|\?P?<[A-Za-z_][A-Za-z0-9_]*>|(?!\?))")


class _Undecided(Exception):
    """The pattern says something that is not read here."""


def automaton_of_pattern(pattern: str) -> Automaton | None:
    """Return the automaton of the texts that match as a whole, or None if the pattern holds what is not read here.

    That are flags, boundaries of words, properties of characters and sets within sets.
    """
    # Around a whole text, both change nothing.
    inner = pattern.removeprefix("^")
    if inner.endswith("$") and not inner.endswith("\\$"):
        inner = inner[:-1]
    reader = _Reader(inner)
    try:
        first, last = reader.choice()
        if reader.at < len(inner):
            return None
    except (_Undecided, IndexError):
        return None
    return reader.nodes.finish(first, [last])


class _Reader:
    """Reads a pattern from left to right. What it has read is a pair of states: where it begins, and where it ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.nodes = Nodes()

    def choice(self) -> tuple[int, int]:
        first, last = self._state(), self._state()
        while True:
            begin, end = self._sequence()
            self.nodes.steps[first].append(begin)
            self.nodes.steps[end].append(last)
            if self.text[self.at : self.at + 1] != "|":
                return first, last
            self.at += 1

    def _sequence(self) -> tuple[int, int]:
        first = last = self._state()
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            begin, end = self._repeated()
            self.nodes.steps[last].append(begin)
            last = end
        return first, last

    def _repeated(self) -> tuple[int, int]:
        start = self.at
        piece = self._single()
        fewest, most = self._count()
        if (fewest, most) == (1, 1):
            return piece
        if self.text[self.at : self.at + 1] in ("*", "+", "?", "{"):
            raise _Undecided
        # The piece is read anew for each time that it may occur.
        copies = [piece] if most != 0 else []
        after = self.at
        for _ in range(max(fewest, most if most is not None else fewest, 1) - 1):
            self.at = start
            copies.append(self._single())
        self.at = after
        return self._chain(copies, fewest, most)

    def _chain(self, copies: list[tuple[int, int]], fewest: int, most: int | None) -> tuple[int, int]:
        first = last = self._state()
        exits = [first] if fewest == 0 else []
        for number, (begin, end) in enumerate(copies, 1):
            self.nodes.steps[last].append(begin)
            last = end
            exits += [end] if number >= fewest else []
        if most is None:
            self.nodes.steps[last].append(copies[-1][0])
        final = self._state()
        for exit_ in exits:
            self.nodes.steps[exit_].append(final)
        return first, final

    def _count(self) -> tuple[int, int | None]:
        sign = self.text[self.at : self.at + 1]
        found = _COUNT.match(self.text, self.at)
        if found:
            self.at = found.end()
            fewest = int(found[1])
            count: tuple[int, int | None] = (fewest, int(found[3]) if found[3] else None if found[2] else fewest)
        elif sign and sign in "*+?":
            self.at += 1
            count = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        else:
            return (1, 1)
        # Whether it takes much or little first changes nothing in what matches.
        self.at += self.text[self.at : self.at + 1] == "?"
        return count

    def _single(self) -> tuple[int, int]:
        char = self.text[self.at]
        if char == "(":
            group = _GROUP.match(self.text, self.at)
            if group is None:
                raise _Undecided
            self.at = group.end()
            piece = self.choice()
            if self.text[self.at] != ")":
                raise _Undecided
            self.at += 1
            return piece
        if char in "^$*+?{":
            raise _Undecided
        self.at += 1
        if char == ".":
            return self._move(_others(((10, 10),)))
        if char == "[":
            return self._move(self._set())
        return self._move(self._escaped() if char == "\\" else ((ord(char), ord(char)),))

    def _set(self) -> _Ranges:
        negated = self.text[self.at] == "^"
        self.at += negated
        found: list[tuple[int, int]] = []
        begin = self.at
        while self.text[self.at] != "]" or self.at == begin:
            if self.text[self.at] == "[" or self.text[self.at : self.at + 2] in ("&&", "--", "~~"):
                raise _Undecided
            low = self._member()
            if self.text[self.at] == "-" and self.text[self.at + 1] != "]":
                self.at += 1
                high = self._member()
                if len(low) > 1 or len(high) > 1 or low[0][0] > high[0][0]:
                    raise _Undecided
                found.append((low[0][0], high[0][1]))
            else:
                found += low
        self.at += 1
        return _others(found) if negated else found

    def _member(self) -> _Ranges:
        char = self.text[self.at]
        self.at += 1
        return self._escaped() if char == "\\" else ((ord(char), ord(char)),)

    def _escaped(self) -> _Ranges:
        char = self.text[self.at]
        self.at += 1
        if char.lower() in _CLASSES:
            # What is none of a class that is read too narrow would be too wide.
            if char in "WDS":
                raise _Undecided
            return _CLASSES[char]
        if char in _SIGNS:
            char = _SIGNS[char]
        elif char.isalnum():
            raise _Undecided
        return ((ord(char), ord(char)),)

    def _move(self, ranges: _Ranges) -> tuple[int, int]:
        first, last = self._state(), self._state()
        self.nodes.moves[first] += [(low, high, last) for low, high in ranges]
        return first, last

    def _state(self) -> int:
        if len(self.nodes.moves) > _MOST:
            raise _Undecided
        return self.nodes.add()


def _others(ranges: _Ranges) -> _Ranges:
    """Return all characters but these."""
    found: list[tuple[int, int]] = []
    low = 0
    for first, last in sorted(ranges):
        if first > low:
            found.append((low, first - 1))
        low = max(low, last + 1)
    return (*found, (low, _LAST)) if low <= _LAST else found


def literal(char: str) -> str:
    """Return the pattern of one character alone."""
    return char if char.isalnum() or char.isspace() or char == "_" else f"\\{char}"
