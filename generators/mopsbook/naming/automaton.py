"""Automaton: a set of texts, so that questions about all of them have exact answers, without trying any."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

Move = tuple[int, int, int]


class Automaton(Struct, frozen=True, dict=True):
    """States are numbers, and 0 is the first. `moves` are the ways out of each: from character, to character, state.

    No two moves out of a state share a character, so a text leads to one state at most. It is in the set if that state is one
    of `ends`.
    """

    moves: Sequence[Sequence[Move]]
    ends: frozenset[int]

    @cached_property
    def alive(self) -> frozenset[int]:
        """The states from which an end can be reached."""
        before: dict[int, list[int]] = {}
        for state, moves in enumerate(self.moves):
            for _, _, target in moves:
                before.setdefault(target, []).append(state)
        found, waiting = set(self.ends), list(self.ends)
        while waiting:
            for state in before.get(waiting.pop(), ()):
                if state not in found:
                    found.add(state)
                    waiting.append(state)
        return frozenset(found)

    @cached_property
    def longest(self) -> int | None:
        """How many characters the longest text has; None if there is no longest."""
        lengths: dict[int, int] = {}
        # A state that is met again while its own length is not known yet lies on a round, and a text may go round.
        open_: set[int] = set()
        stack = [(0, False)]
        while stack:
            state, done = stack.pop()
            onwards = [target for _, _, target in self.moves[state] if target in self.alive]
            if done:
                open_.discard(state)
                lengths[state] = max((lengths[target] + 1 for target in onwards), default=0)
            elif state not in lengths:
                open_.add(state)
                stack.append((state, True))
                for target in onwards:
                    if target in open_:
                        return None
                    stack.append((target, False))
        return lengths[0]

    def limited(self, most: int | None) -> Automaton:
        """Return the texts that are not empty and have no more than `most` characters (any number, if None)."""
        last = most if most is not None else 1
        numbers = {(0, 0): 0}
        moves: list[list[Move]] = []
        waiting = deque([(0, 0)])
        ends: set[int] = set()
        while waiting:
            state, length = waiting.popleft()
            found: list[Move] = []
            if length and state in self.ends:
                ends.add(numbers[state, length])
            for low, high, target in self.moves[state]:
                after = (target, min(length + 1, last))
                if most is not None and length == most:
                    continue
                if after not in numbers:
                    numbers[after] = len(numbers)
                    waiting.append(after)
                found.append((low, high, numbers[after]))
            moves.append(found)
        return Automaton(moves, frozenset(ends))


class Nodes:
    """The parts of an automaton that is being built: states with moves, and steps that take no character."""

    def __init__(self) -> None:
        self.moves: list[list[Move]] = []
        self.steps: list[list[int]] = []

    def add(self) -> int:
        """Return a new state."""
        self.moves.append([])
        self.steps.append([])
        return len(self.moves) - 1

    def finish(self, first: int, ends: Collection[int]) -> Automaton:
        """Return the automaton that begins in `first`; states that cannot be told apart by what led there become one."""
        start = self._closure([first])
        numbers = {start: 0}
        waiting = deque([start])
        moves: list[list[Move]] = []
        while waiting:
            here = waiting.popleft()
            found: list[Move] = []
            for low, high, targets in _pieces([move for state in here for move in self.moves[state]]):
                after = self._closure(targets)
                if after not in numbers:
                    numbers[after] = len(numbers)
                    waiting.append(after)
                found.append((low, high, numbers[after]))
            moves.append(found)
        wanted = set(ends)
        return Automaton(moves, frozenset(number for states, number in numbers.items() if wanted & states))

    def _closure(self, states: Iterable[int]) -> frozenset[int]:
        found = set(states)
        waiting = list(found)
        while waiting:
            for target in self.steps[waiting.pop()]:
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return frozenset(found)


def _pieces(moves: Sequence[Move]) -> list[tuple[int, int, set[int]]]:
    """Return the stretches of characters within which all moves agree, each with the states they lead to."""
    borders = sorted({low for low, _, _ in moves} | {high + 1 for _, high, _ in moves})
    found: list[tuple[int, int, set[int]]] = []
    for low, after in pairwise(borders):
        targets = {target for first, last, target in moves if first <= low <= last}
        if targets:
            found.append((low, after - 1, targets))
    # Letters first: of the texts of one length, the one that is found first is then the easiest to read.
    return sorted(found, key=lambda piece: not any(piece[0] <= ord(char) <= piece[1] for char in "xX"))


def automaton_of_texts(texts: Iterable[str]) -> Automaton:
    """Return the automaton of a few texts."""
    moves: list[dict[int, int]] = [{}]
    ends: set[int] = set()
    for text in texts:
        state = 0
        for char in map(ord, text):
            if char not in moves[state]:
                moves[state][char] = len(moves)
                moves.append({})
            state = moves[state][char]
        ends.add(state)
    return Automaton([[(char, char, target) for char, target in of.items()] for of in moves], frozenset(ends))


def union(one: Automaton, other: Automaton) -> Automaton:
    """Return the texts of both."""
    nodes = Nodes()
    first = nodes.add()
    ends = [*_copy(one, nodes, first), *_copy(other, nodes, first)]
    return nodes.finish(first, ends)


def _copy(automaton: Automaton, nodes: Nodes, first: int) -> list[int]:
    numbers = [nodes.add() for _ in automaton.moves]
    nodes.steps[first].append(numbers[0])
    for state, moves in enumerate(automaton.moves):
        nodes.moves[numbers[state]] += [(low, high, numbers[target]) for low, high, target in moves]
    return [numbers[state] for state in automaton.ends]
