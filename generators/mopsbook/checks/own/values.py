"""Read what is asked of a single value: equal to, at least, before, like. Each must be one that the field could hold."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from mopsbook.checks.own.patterns import LONGEST, is_pattern, looks_like
from mopsbook.checks.own.scope import Found, Say
from mopsbook.checks.own.terms import Names, Term, Unsure, Value
from mopsbook.documents.dates import later, length, parse_date
from mopsbook.documents.document import Pointer
from mopsbook.documents.explain import show
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.kinds.nouns import as_written, noun_of
from mopsbook.words import did_you_mean, listed

# The words for single values, and the types of values they make sense for.
PLAIN: Mapping[str, frozenset[str]] = {
    "at_least": frozenset({"number", "length of time"}),
    "at_most": frozenset({"number", "length of time"}),
    "before": frozenset({"date"}),
    "after": frozenset({"date"}),
    "within_next": frozenset({"date"}),
    "within_last": frozenset({"date"}),
    "matches": frozenset({"text"}),
}
_DURATION = re.compile(r"[1-9][0-9]*[dwmy]")


class ValueReader:
    """Reads values for one book; `say` hears of those that no document could ever have."""

    def __init__(self, shelf: Shelf, today: date, say: Say) -> None:
        self._shelf = shelf
        self._today = today
        self._say = say
        self.named: list[Reference] = []

    def equal(self, value: Any, at: Pointer, found: Found) -> Term:
        """Return the term of a value, or of a list of values of which one is enough."""
        values = value if isinstance(value, list) else [value]
        places = [(*at, index) for index in range(len(values))] if isinstance(value, list) else [at]
        if found.shape.group or found.shape.parts:
            hint = f"Write what is to be true within: `{found.name}: {{some: {{...}}}}`."
            if found.shape.group:
                fields = [f"`{found.name}.{child.name}`" for child in found.fields[0].children]
                hint = f"Ask for one of {', '.join(fields)}." if fields else "Write `{present: true}`."
            self._say(at, f"`{found.name}` is {found.shape.words}, and no single value", hint)
            return Unsure()
        wrong = [
            place
            for one, place in zip(values, places, strict=True)
            if one in (None, "") or isinstance(one, (dict, list))
        ]
        if wrong or not values:
            self._say(
                (wrong or [at])[0], f"no value stands here for `{found.name}`", "Write one, or `{present: false}`."
            )
            return Unsure()
        if found.shape.leads:
            return self._names(values, places, found)
        sure = [self._may_be(one, place, found) for one, place in zip(values, places, strict=True)]
        wanted = listed([as_written(one) for one in values], 20)
        return Value(_path(found), _is_one_of(values), wanted, found.default) if all(sure) else Unsure()

    def _may_be(self, value: Any, at: Pointer, found: Found) -> bool:
        """Return whether the field of some document could be equal to a value; if not, say why."""
        kinds = [kind for kind, _ in found.scope.places]
        if found.scope.is_documents and found.path == ("kind",):
            names = [kind.name for kind in kinds]
            if value not in names:
                hint = did_you_mean(str(value), names) or f"What can stand here is {listed(names, 20)}."
                self._say(at, f"nothing here is of the kind {show(value)}", hint)
            return value in names
        fault = found.find_fault(value)
        if fault:
            self._say(at, *fault)
            return False
        if not found.scope.is_documents or found.path != ("id",):
            return True
        there = any(self._shelf.get(kind.name, value) for kind in kinds)
        if there and self._shelf.book:
            field = replace(found.fields[0], refs=tuple(kind.name for kind in kinds))
            self.named.append(Reference(self._shelf.book, at, field, value))
        # What could not be read may be what is meant.
        if not there and value.casefold() not in self._shelf.unread:
            ids = [document.id for kind in kinds for document in self._shelf.of_kind(kind.name)]
            self._say(at, f"no {_nouns(found)} is called `{value}`", did_you_mean(value, ids))
        return there

    def _names(self, values: Sequence[Any], places: Sequence[Pointer], found: Found) -> Term:
        """Return the term of a reference that leads to one of the documents named."""
        keys: set[tuple[str, str]] = set()
        parts: set[str] = set()
        sure = True
        for name, at in zip(values, places, strict=True):
            if not isinstance(name, str):
                self._say(at, f"`{found.name}` names documents, and {show(name)} is no name", "")
                return Unsure()
            assert self._shelf.book is not None
            asked = [Reference(self._shelf.book, at, field, name) for field in found.fields]
            self.named += asked
            targets = [target for target in map(self._shelf.resolve, asked) if target]
            known = [one for reference in asked for one in self._shelf.names_for(reference)]
            keys.update(target.document.key for target in targets if not target.part)
            if any(target.part for target in targets) or (name in known and not targets):
                parts.add(name.rpartition("#")[2])
            elif not targets:
                sure = False
                if not any(map(self._shelf.is_unread, asked)):
                    nouns = dict.fromkeys(
                        noun_of(ref, self._shelf.kinds) for field in found.fields for ref in field.refs
                    )
                    self._say(at, f"no {' or '.join(nouns)} is called `{name}`", did_you_mean(name, known))
        wanted = listed([str(one) for one in values], 20)
        if not sure:
            return Unsure()
        if parts:
            # The names of parts mean what they mean in each document for itself.
            return Value(_path(found), lambda value: str(value).rpartition("#")[2] in parts, wanted)
        return Names(_path(found), frozenset(keys), wanted)

    def read(self, word: str, value: Any, at: Pointer, found: Found) -> Term:
        """Return the term of one of the words in PLAIN."""
        if word == "matches":
            accepts = self._matches(value, at, found)
        elif word in ("at_least", "at_most"):
            accepts = self._limit(word, value, at, found)
        elif word in ("before", "after"):
            accepts = self._day(word, value, at)
        else:
            accepts = self._span(word, value, at)
        said = listed([str(one) for one in value], 20) if isinstance(value, list) else f"`{value}`"
        words = {
            "matches": f"like {said}",
            "within_next": f"within the next {value}",
            "within_last": f"within the last {value}",
        }
        return (
            Value(_path(found), accepts, words.get(word, f"{word.replace('_', ' ')} {value}")) if accepts else Unsure()
        )

    def refuse_gap(self, words: Mapping[Any, Any], at: Pointer) -> None:
        """Say so if nothing can be both at least and at most what is asked."""
        low, high = words.get("at_least"), words.get("at_most")
        if _is_duration(low) and _is_duration(high):
            low, high = length(str(low)), length(str(high))
        if type(low) is type(high) and low is not None and high is not None and low > high:
            self._say((*at, "at_least"), "at least more than at most: this is never true", "Swap the two.", on_key=True)

    def _matches(self, value: Any, at: Pointer, found: Found) -> Callable[[Any], bool] | None:
        patterns = value if isinstance(value, list) else [value]
        if not patterns or not all(map(is_pattern, patterns)):
            said = f"`matches` must be a pattern of up to {LONGEST} characters, or a list of them"
            self._say(at, said, 'Write it in quotes: "https://*".')
            return None
        values = [one for field in found.fields for one in field.values]
        if values and not any(looks_like(patterns, str(one)) for one in values):
            self._say(at, f"no value of `{found.name}` looks like this", f"Its values are {listed(values, 40, 'and')}.")
            return None
        return lambda one: isinstance(one, str) and looks_like(patterns, one)

    def _limit(self, word: str, value: Any, at: Pointer, found: Found) -> Callable[[Any], bool] | None:
        if "length of time" in found.shape.plain:
            if not _is_duration(value):
                self._say(at, f"`{word}` must be a length of time such as 30d, 12w, 6m or 1y, not {show(value)}", "")
                return None
            span = length(value)
            return lambda one: length(one) >= span if word == "at_least" else length(one) <= span
        if not _is_number(value):
            self._say(at, f"`{word}` must be a number, not {show(value)}", "Write the number alone, without quotes.")
            return None
        fault = found.find_fault(value)
        if fault:
            self._say(at, *fault)
            return None
        return lambda one: _is_number(one) and (one >= value if word == "at_least" else one <= value)

    def _day(self, word: str, value: Any, at: Pointer) -> Callable[[Any], bool] | None:
        day = self._today if value == "today" else parse_date(value)
        if day is None:
            self._say(at, f"`{word}` must be a date such as 2026-03-31, or today, not {show(value)}", "")
            return None
        return lambda one: (one := parse_date(one)) is not None and (one < day if word == "before" else one > day)

    def _span(self, word: str, value: Any, at: Pointer) -> Callable[[Any], bool] | None:
        if not _is_duration(value):
            self._say(at, f"`{word}` must be a length of time such as 30d, 12w, 6m or 1y, not {show(value)}", "")
            return None
        today, span = self._today, value
        if word == "within_next":
            return lambda one: (day := parse_date(one)) is not None and today <= day <= later(today, span)
        return lambda one: (day := parse_date(one)) is not None and day <= today <= later(day, span)


def _path(found: Found) -> tuple[str, ...]:
    return () if found.is_item else found.path


def _is_one_of(values: Sequence[Any]) -> Callable[[Any], bool]:
    # For Python 1 and true are equal, for YAML and for readers they are not.
    wanted = {(isinstance(one, bool), one) for one in values}
    return lambda value: (isinstance(value, bool), value) in wanted


def _is_duration(value: object) -> bool:
    return isinstance(value, str) and _DURATION.fullmatch(value) is not None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _nouns(found: Found) -> str:
    return " or ".join(kind.label.lower() for kind, _ in found.scope.places)
