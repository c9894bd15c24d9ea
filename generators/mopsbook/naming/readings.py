"""Readings: whether some name that follows a convention could be taken apart in two ways. Decided, not tried out."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct, field

from mopsbook.naming.automaton import Automaton, Move
from mopsbook.naming.convention import Segment
from mopsbook.naming.forms import Form
from mopsbook.naming.pattern import automaton_of_pattern, literal
from mopsbook.naming.segments import automaton_of_segment

# Pairs of states, after which no answer is given: far more than a convention for people can need.
_MOST = 50_000
_NICE = tuple(map(ord, "xXaA1"))


class Twofold(Struct, frozen=True):
    """A name with two readings: the texts of the segments that each of them finds."""

    name: str
    one: tuple[str, ...]
    other: tuple[str, ...]


def find_twofold(form: Form) -> Twofold | None:
    """Return a shortest name that can be taken apart in two ways; None if there is none, or if it cannot be told."""
    machine = _build(form)
    if machine is None:
        return None
    met = _walk(machine, machine, form.case, form.max_length, apart=True)
    if met is None:
        return None
    name, ones, others = met
    return Twofold(name, _texts(name, ones), _texts(name, others))


def find_common(one: Form, other: Form) -> str | None:
    """Return a shortest name that follows both forms; None if there is none, or if it cannot be told."""
    machines = _build(one), _build(other)
    if machines[0] is None or machines[1] is None:
        return None
    met = _walk(machines[0], machines[1], one.case, one.max_length, apart=False)
    return met[0] if met else None


def find_leak(segment: Segment, form: Form) -> str | None:
    """Return a shortest text of a segment with the separator in it; None if there is none, or if it cannot be told."""
    texts = automaton_of_segment(segment, form.separator)
    # Most patterns let no such character through, which is seen without walking.
    if texts is None or not all(_takes(texts, sign) for sign in form.separator):
        return None
    for holding in _holding(form.separator):
        if holding is None:
            return None
        met = _walk(_plain(texts), _plain(holding), form.case, form.max_length, apart=False)
        if met:
            return met[0]
    return None


def _takes(texts: Automaton, sign: str) -> bool:
    """Return whether a character, in whichever case, stands in some text."""
    codes = {ord(one) for form in (sign, sign.lower(), sign.upper()) for one in form}
    return any(low <= code <= high for of in texts.moves for low, high, _ in of for code in codes)


@cache
def _holding(separator: str) -> tuple[Automaton | None, ...]:
    """Return the automata of the texts that hold a separator. With something around it one sees better what is meant."""
    sign = "".join(map(literal, separator))
    return tuple(automaton_of_pattern(f"{around}{sign}{around}") for around in ("[^\\n]+", "(.|\\n)*"))


class _Machine(Struct, frozen=True):
    """An automaton in which one character may lead to several states. `labels` say to which part a state belongs.

    `cases` are the labels of the segments whose letters are written in a way of their own, with that way.
    """

    moves: Sequence[Sequence[Move]]
    labels: Sequence[int]
    ends: frozenset[int]
    cases: Mapping[int, str] = field(default_factory=dict)

    def may_take(self, sign: str, state: int, target: int, case: str) -> bool:
        """Whether a character may lead from one state into another, as far as the case of letters goes."""
        own = self.cases.get(self.labels[target], case)
        if own in ("title", "pascal"):
            begins = self.labels[state] != self.labels[target]
            return (not begins or sign == sign.upper()) and (own == "title" or not sign.isspace())
        return own == "any" or sign == (sign.lower() if own == "lower" else sign.upper())


def _plain(automaton: Automaton) -> _Machine:
    return _Machine(automaton.moves, [0] * len(automaton.moves), automaton.ends)


def _build(form: Form) -> _Machine | None:
    """Return the machine of whole names: segments have even labels, what stands behind one has the odd label after it."""
    moves: list[list[Move]] = []
    labels: list[int] = []
    ends: set[int] = set()
    fewest = max((number for number, segment in enumerate(form.segments, 1) if segment.required), default=1)
    exits: list[int] = []
    stops: list[int] = []
    for number, segment in enumerate(form.segments):
        texts = automaton_of_segment(segment, form.separator)
        if texts is None:
            return None
        if number:
            # The last character of the separator leads into the first state of the segment.
            _lay(form.separator, exits, moves, labels, 2 * number - 1)
            base = len(moves) - 1
            moves.pop()
            labels.pop()
        else:
            base = 0
        moves += [[(low, high, base + target) for low, high, target in of] for of in texts.moves]
        labels += [2 * number - 1 if state == 0 else 2 * number for state in range(len(texts.moves))]
        exits = [base + state for state in texts.ends]
        stops += exits if number + 1 >= fewest else []
    if form.suffix:
        _lay(form.suffix, stops, moves, labels, 2 * len(form.segments) + 1)
        ends.add(len(moves) - 1)
    cases = {2 * number: segment.case for number, segment in enumerate(form.segments) if segment.case}
    return _Machine(moves, labels, frozenset(ends or stops), cases)


def _lay(text: str, starts: Sequence[int], moves: list[list[Move]], labels: list[int], label: int) -> None:
    """Add a state for each character of a fixed text, reached from the starts; the last of them is where it ends."""
    for char in map(ord, text):
        for state in starts:
            moves[state].append((char, char, len(moves)))
        starts = [len(moves)]
        moves.append([])
        labels.append(label)


def _walk(
    one: _Machine, other: _Machine, case: str, most: int | None, apart: bool
) -> tuple[str, list[int], list[int]] | None:
    """Return a shortest text that leads both machines to an end, with the labels on the two ways.

    With `apart`, the labels must differ somewhere.
    """
    first = (0, 0, not apart)
    came: dict[tuple[int, int, bool], tuple[tuple[int, int, bool], int] | None] = {first: None}
    waiting = deque([(first, 0)])
    while waiting and len(came) <= _MOST:
        here, length = waiting.popleft()
        if here[2] and here[0] in one.ends and here[1] in other.ends:
            return _trace(here, came, one, other)
        if length == most:
            continue
        for low, high, target in one.moves[here[0]]:
            for begin, end, goal in other.moves[here[1]]:
                char = next(
                    (
                        char
                        for char in _choices(max(low, begin), min(high, end))
                        if one.may_take(chr(char), here[0], target, case)
                        and other.may_take(chr(char), here[1], goal, case)
                    ),
                    None,
                )
                if char is None:
                    continue
                after = (target, goal, here[2] or one.labels[target] != other.labels[goal])
                if after not in came:
                    came[after] = (here, char)
                    waiting.append((after, length + 1))
    return None


def _choices(low: int, high: int) -> Iterator[int]:
    """Yield the characters between the two, those that are easy to read first."""
    yield from (nice for nice in _NICE if low <= nice <= high)
    yield from range(low, high + 1)


def _trace(
    last: tuple[int, int, bool], came: dict[tuple[int, int, bool], tuple[tuple[int, int, bool], int] | None],
    one: _Machine, other: _Machine,
) -> tuple[str, list[int], list[int]]:  # fmt: skip
    chars: list[str] = []
    ones: list[int] = []
    others: list[int] = []
    step = came[last]
    while step is not None:
        chars.append(chr(step[1]))
        ones.append(one.labels[last[0]])
        others.append(other.labels[last[1]])
        last, step = step[0], came[step[0]]
    return "".join(reversed(chars)), ones[::-1], others[::-1]


def _texts(name: str, labels: Sequence[int]) -> tuple[str, ...]:
    """Return the texts of the segments that a way through a machine finds in a name."""
    found: dict[int, str] = {}
    for char, label in zip(name, labels, strict=True):
        if label % 2 == 0:
            found[label] = found.get(label, "") + char
    return tuple(found.values())
