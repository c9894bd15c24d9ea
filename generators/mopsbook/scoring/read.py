"""Read a scoring model and its examples from documents, with every name as the one that it stands for."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import (
    PARTS,
    Act,
    Cap,
    Comparison,
    Condition,
    Decay,
    Exclusion,
    Frequency,
    Limits,
    Model,
    Person,
    Reset,
    Rule,
    Threshold,
    Value,
)  # fmt: skip

_DAYS = {"day": 1, "week": 7, "month": 30}
# Python refuses to make a number of thousands of digits, and nobody counts so far.
_LONGEST = 9
_WALKED = ("rules", "decay", "resets", "exclusions", "thresholds", *PARTS)


class ModelReader(Struct):
    """A document as a model. `loose` are the places of names that lead nowhere; of them other rules speak."""

    document: Document
    shelf: Shelf
    loose: list[Pointer] = field(default_factory=list)

    def read(self) -> Model:
        """Return the model, without what is retired and what lacks what it cannot be tried without."""
        data = self.document.data
        return Model(
            rules=tuple(self._rules()),
            limits={part: _limits(data.get(part) or {}) for part in PARTS},
            exclusions=tuple(
                Exclusion(item["id"], item["title"], self._conditions((*at, "when")))
                for at, item in self._items("exclusions", "id", "title", "when")
            ),
            decay=tuple(_decay(item) for _, item in self._items("decay", "id", "title", "part", "inactive_days")),
            resets=tuple(
                Reset(
                    item["id"], item["title"], item["part"], int(item.get("to", 0)), self._names((*at, "stages")),
                    self._names((*at, "activities")), _whole(item.get("inactive_days")),
                )
                for at, item in self._items("resets", "id", "title", "part")
            ),
            thresholds=tuple(self._thresholds()),
            passive=frozenset(_passive(self.shelf)),
        )  # fmt: skip

    def person(self, index: int) -> Person:
        """Return the person of an example."""
        at: Pointer = ("examples", index)
        item = self.document.get(at) or {}
        acts = [self._act((*at, "activities", n)) for n in range(len(item.get("activities", ())))]
        entered = [(n, one) for n, one in enumerate(item.get("entered", ())) if one.get("stage")]
        values = [(n, one) for n, one in enumerate(item.get("values", ())) if one.get("field")]
        return Person(
            values={self.name((*at, "values", n, "field")): _values(one.get("value")) for n, one in values},
            stage=self.name((*at, "stage")) if item.get("stage") else "",
            segments=self._names((*at, "segments")),
            acts=tuple(act for act in acts if act),
            entered=tuple((self.name((*at, "entered", n, "stage")), int(one.get("days_ago", 0))) for n, one in entered),
        )

    def name(self, pointer: Pointer) -> str:
        """Return what the name at a pointer stands for: `lead#email` for a part, the id for a document."""
        target = self.shelf.target_at(self.document, pointer)
        if target is None:
            self.loose.append(pointer)
            return str(self.document.get(pointer))
        if not target.part:
            return target.document.id
        part = target.document.get(target.part)
        return f"{target.document.id}#{part.get('id') or part.get('value')}"

    @property
    def is_spoilt(self) -> bool:
        """Whether what decides about scores has a mistake that other rules speak of: then nobody can tell what comes out."""
        loose = any(pointer[0] != "examples" for pointer in self.loose)
        return loose or any(self.document.is_spoilt((key,)) for key in _WALKED)

    def is_example_spoilt(self, index: int) -> bool:
        """Whether an example has such a mistake itself."""
        at: Pointer = ("examples", index)
        return self.document.is_spoilt(at) or any(pointer[:2] == at for pointer in self.loose)

    def _rules(self) -> Iterator[Rule]:
        for at, item in self._items("rules", "id", "title", "part", "points", "when"):
            if item.get("status") != "retired":
                cap = item.get("cap") or {}
                yield Rule(
                    item["id"], item["title"], item["part"], int(item["points"]), self._conditions((*at, "when")),
                    _frequency(item.get("frequency", "")),
                    Cap(int(cap["points"]), _whole(cap.get("days"))) if cap.get("points") else None, int(at[1]),
                )  # fmt: skip

    def _thresholds(self) -> Iterator[Threshold]:
        for at, item in self._items("thresholds", "id", "stage"):
            yield Threshold(
                item["id"], item.get("title") or item["id"], self.name((*at, "stage")), _whole(item.get("score")),
                _whole(item.get("demographic")), _whole(item.get("behavioural")),
                # Rules of this model are known by their ids alone.
                frozenset(name.rpartition("#")[2] for name in self._names((*at, "by_rules"))),
                self._names((*at, "from")), int(at[1]),
            )  # fmt: skip

    def _conditions(self, at: Pointer) -> tuple[Condition, ...]:
        return tuple(self._condition((*at, n)) for n in range(len(self.document.get(at) or ())))

    def _condition(self, at: Pointer) -> Condition:
        item = self.document.get(at)
        has_test = item.get("field") and item.get("op")
        where = [one for one in item.get("where", ()) if one.get("attribute") and one.get("op")]
        return Condition(
            test=Comparison(self.name((*at, "field")), item["op"], _values(item.get("value"))) if has_test else None,
            activity=self.name((*at, "activity")) if item.get("activity") else "",
            where=tuple(Comparison(one["attribute"], one["op"], _values(one.get("value"))) for one in where),
            statuses=self._names((*at, "statuses")),
            channels=self._names((*at, "channels")),
            success=bool(item.get("success")),
            count=int(item.get("count", 1)),
            within_days=_whole(item.get("within_days")),
            stages=self._names((*at, "stages")),
            segments=self._names((*at, "segments")),
            negated=bool(item.get("not")),
        )

    def _act(self, at: Pointer) -> Act | None:
        item = self.document.get(at)
        if not item.get("activity"):
            return None
        target = self.shelf.target_at(self.document, (*at, "status"))
        status = (target.document.get(target.part) or {}) if target else {}
        return Act(
            activity=self.name((*at, "activity")),
            days_ago=int(item.get("days_ago", 0)),
            times=int(item.get("times", 1)),
            attributes=item.get("attributes", {}),
            status=self.name((*at, "status")) if item.get("status") else "",
            channel=target.document.id if target else "",
            success=bool(status.get("success")),
        )

    def _names(self, at: Pointer) -> frozenset[str]:
        names = self.document.get(at) or ()
        return frozenset(self.name((*at, n)) for n, name in enumerate(names) if name)

    def _items(self, key: str, *wanted: str) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
        for index, item in enumerate(self.document.data.get(key, ())):
            if all(item.get(name) is not None for name in wanted):
                yield (key, index), item


def _limits(item: Mapping[str, Any]) -> Limits:
    return Limits(_whole(item.get("cap")), int(item.get("floor", 0)))


def _decay(item: Mapping[str, Any]) -> Decay:
    return Decay(
        item["id"], item["title"], item["part"], int(item["inactive_days"]), _whole(item.get("every_days")),
        int(item.get("points", 0)), int(item.get("percent", 0)),
    )  # fmt: skip


def _frequency(words: str) -> Frequency | None:
    if words == "once":
        return Frequency(1, None, words)
    most, _, period = words.partition(" per ")
    if not period:
        return None
    number, _, _ = period.partition(" ")
    return Frequency(_number(most), _DAYS.get(period) or _number(number), words)


def _number(digits: str) -> int:
    return int(digits) if len(digits) <= _LONGEST else 10**_LONGEST


def _whole(value: Any) -> int | None:
    # YAML and JSON Schema take 5.0 for a whole number.
    return None if value is None else int(value)


def _values(value: Any) -> tuple[Value, ...]:
    """Return what is compared with or held, as a list of values, whether one was written, several or none."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def _passive(shelf: Shelf) -> Iterator[str]:
    for document in shelf.of_kind("object"):
        for activity in document.data.get("activities", ()):
            if activity.get("passive") and activity.get("id"):
                yield f"{document.id}#{activity['id']}"
