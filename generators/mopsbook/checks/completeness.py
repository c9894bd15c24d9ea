"""How complete a document is, by what its schema expects: filled, does not apply, unknown, missing, or too little.

They are kept apart because a required key that may be null is how real catalogues stay empty behind a green check.

The score is a sum that can be checked by hand. Each field that is asked for has a weight (`x-weight`; left out, 3 if it is
required and 1 if it is recommended), and what many items are asked for weighs together as much as one field:

    score = 100 x (weight of all that is asked for - what the gaps lose of it) / weight of all, rounded down

What a gap loses:

- A field that is missing or not known loses its weight, a group all that is asked for within it as well. If others are
  asked for only under a condition on it, it loses theirs, too, as long as nobody has filled them in: to leave out the tier
  must not be better than to say 1.
- Prose that says no more than its name loses its weight, or half of it if it has one word more (`thin.py`).
- Of names that lead nowhere, or only to what is retired, each loses its share of the field (`dead_names.py`).
- `last_reviewed` loses half while the review is overdue.

So to fill in a gap never makes a score worse.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.checks.dead_names import find_dead_names
from mopsbook.checks.freshness import judge_all
from mopsbook.checks.thin import count_new_words
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.field import Field

# What other rules speak of already: overdue-review, broken-reference, retired-reference.
SPOKEN_OF = frozenset({"overdue", "astray", "retired"})
_ENOUGH = 2


class Gap(Struct, frozen=True):
    """A field that is expected and not filled, or filled with too little.

    `state` is missing, unknown (somebody finds out), thin (it says no more than its name), astray (a name in it leads
    nowhere), retired (it leads to what is retired) or overdue (the review). `said` is the placeholder that stands there, ""
    if nothing or null does. `lost` is what it takes from the weight of the document.
    """

    field: Field
    pointer: Pointer
    state: str
    said: str = ""
    ask: str = ""
    lost: float = 0.0


class Part(Struct, frozen=True):
    """What is lost with one field: in `places` places, for one reason. `points` are of the 100."""

    field: Field
    state: str
    places: int
    points: float


class Completeness(Struct, frozen=True):
    """`score` is 0 to 100. `weight` is that of all that is asked for, of which the gaps lose what they say."""

    score: int
    gaps: tuple[Gap, ...]
    weight: float = 0.0

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is lost, by field and reason, the most first: the score is 100 less all of it, rounded down."""
        lost: dict[tuple[str, str], list[Gap]] = {}
        for gap in self.gaps:
            lost.setdefault((gap.field.dotted, gap.state), []).append(gap)
        parts = [
            Part(gaps[0].field, state, len(gaps), 100 * sum(gap.lost for gap in gaps) / self.weight)
            for (_, state), gaps in lost.items()
        ]
        # Rounded, so that sums of the same weights in another order stay in the order of the schema.
        return tuple(sorted(parts, key=lambda part: -round(part.points, 6)))

    def but_for(self, states: frozenset[str]) -> int:
        """Return the score without what gaps of some states lose."""
        return _score(self.weight, [gap for gap in self.gaps if gap.state not in states])


# The rule and the catalog both ask, and a large book takes as long to measure as to read.
_measured: WeakKeyDictionary[Shelf, dict[date, tuple[Completeness, ...]]] = WeakKeyDictionary()


def measure_all(shelf: Shelf, today: date) -> tuple[Completeness, ...]:
    """Return the completeness of each document of a shelf, in their order."""
    days = _measured.setdefault(shelf, {})
    if today not in days:
        judged = zip(shelf.documents, judge_all(shelf, today), strict=True)
        dead = find_dead_names(shelf)
        days[today] = tuple(
            _measure(document, dead.get(id(document), {}), freshness.state == "overdue")
            for document, freshness in judged
        )
    return days[today]


def _measure(document: Document, dead: Mapping[Pointer, str], overdue: bool) -> Completeness:
    measuring = _Measuring(document, dead, overdue)
    measuring.look_at(document.kind.asked, document.kind.by_name, document.data, (), 1.0)
    return Completeness(_score(measuring.weight, measuring.gaps), tuple(measuring.gaps), measuring.weight)


def _score(weight: float, gaps: list[Gap]) -> int:
    return int(100 * (weight - sum(gap.lost for gap in gaps)) / weight + 1e-9) if weight else 100


class _Measuring:
    """The walk through one document: what is asked for, and what of it is not there."""

    def __init__(self, document: Document, dead: Mapping[Pointer, str], overdue: bool) -> None:
        self.weight = 0.0
        self.gaps: list[Gap] = []
        self._document = document
        self._dead = dead
        self._overdue = overdue
        self._doubtful = overdue or bool(dead)
        self._answered = frozenset(document.data.get("does_not_apply", ()))
        self._unknown: Mapping[str, Any] = document.data.get("unknown", {})
        self._names = f"{document.title} {document.kind.label}"

    def look_at(
        self, fields: tuple[Field, ...], beside: Mapping[str, Field], node: Mapping[str, Any], at: Pointer, share: float
    ) -> None:
        """Look at the fields of a group. What many items are asked for weighs together as much as one field."""
        waiting: dict[str, float] = {}
        first = len(self.gaps)
        for field in fields:
            value = node.get(field.name)
            # No and 0 are answers. An empty list is none: "nobody" is said with does_not_apply.
            says = bool(value) or value == 0
            weight = field.weight * share
            if weight:
                if self._answered and self._is_answered(field.dotted):
                    # What is within something that does not apply is not asked for.
                    self.weight += weight if "." not in field.dotted or field.dotted in self._answered else 0
                elif says:
                    self.weight += weight
                    if field.prose or self._doubtful:
                        self._weigh(field, value, node, at, weight)
                elif not field.expect_when:
                    self._miss(field, at, share)
                else:
                    holds = self._holds(field, beside, node)
                    if holds is True:
                        self._miss(field, at, share)
                    elif holds:
                        waiting[holds] = waiting.get(holds, 0.0) + field.whole * share
            if value and field.asked:
                self._look_within(field, value, at, share)
        if waiting:
            self._hang(waiting, first, len(at) + 1)

    def _look_within(self, field: Field, value: Any, at: Pointer, share: float) -> None:
        many = isinstance(value, list)
        items = value if many else [value]
        for index, item in enumerate(items):
            # An empty item is one of another type that was taken out, and that is said already.
            if isinstance(item, Mapping) and item:
                inner = (*at, field.name, index) if many else (*at, field.name)
                self.look_at(field.asked, field.by_name, item, inner, share / len(items))

    def _weigh(self, field: Field, value: Any, node: Mapping[str, Any], at: Pointer, weight: float) -> None:
        """Take from a field that says something what it says too little."""
        if field.prose and isinstance(value, str):
            new = count_new_words(value, self._names_at(node, at), _ENOUGH)
            if new < _ENOUGH:
                self.gaps.append(Gap(field, (*at, field.name), "thin", lost=weight * (_ENOUGH - new) / _ENOUGH))
        elif self._dead and field.refs:
            pointer = (*at, field.name)
            pointers = [(*pointer, index) for index in range(len(value))] if isinstance(value, list) else [pointer]
            for one in pointers:
                if one in self._dead:
                    self.gaps.append(Gap(field, one, self._dead[one], lost=weight / len(pointers)))
        elif self._overdue and field.name == "last_reviewed" and not at:
            self.gaps.append(Gap(field, ("last_reviewed",), "overdue", lost=weight / 2))

    def _miss(self, field: Field, at: Pointer, share: float) -> None:
        pointer, unknown = (*at, field.name), self._unknown.get(field.dotted)
        ask = unknown.get("ask", "") if isinstance(unknown, dict) else ""
        said = self._document.blanks.get(pointer, "").removeprefix("null")
        state = "unknown" if field.dotted in self._unknown else "missing"
        self.gaps.append(Gap(field, pointer, state, said, ask, field.whole * share))
        self.weight += field.whole * share

    def _hang(self, waiting: Mapping[str, float], first: int, depth: int) -> None:
        """Add to the gaps of one group what is asked for as long as they are open."""
        for index in range(first, len(self.gaps)):
            gap = self.gaps[index]
            more = waiting.get(gap.field.name, 0.0)
            if more and len(gap.pointer) == depth and gap.state in ("missing", "unknown"):
                self.gaps[index] = replace(gap, lost=gap.lost + more)
                self.weight += more

    def _holds(self, field: Field, beside: Mapping[str, Field], node: Mapping[str, Any]) -> bool | str:
        """Return whether the condition of a field holds; the name of the field that decides if nobody filled that in."""
        waits_for = ""
        for name, wanted in field.expect_when.items():
            value = node.get(name)
            if value in (wanted if isinstance(wanted, list) else (wanted,)):
                continue
            other = beside.get(name)
            if value is not None or other is None or not other.weight or self._is_answered(other.dotted):
                return False
            waits_for = waits_for or name
        return waits_for or True

    def _is_answered(self, path: str) -> bool:
        names = path.split(".")
        return any(".".join(names[: length + 1]) in self._answered for length in range(len(names)))

    def _names_at(self, node: Mapping[str, Any], at: Pointer) -> str:
        said = (node.get("title") or node.get("label")) if at else ""
        return f"{self._names} {said}" if said else self._names
