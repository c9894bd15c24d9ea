"""The answer to a condition by the shortest way: plain dictionaries, no memory, no reasons. The judge must agree with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any

Data = dict[str, Any]
_LOOKS = {"every", "some", "none", "count", "where"}


class PlainAnswer:
    """Answers for the documents given, on a day. `inner` says what the fields lead to that are looked into."""

    def __init__(self, documents: list[Data], today: date, inner: Mapping[str, Mapping[str, str]]) -> None:
        self._documents = documents
        self._today = today
        self._inner = inner
        names = {name: one for one in documents for name in one.get("aliases", [])}
        self._by_name = names | {one["id"]: one for one in documents}

    def holds(self, term: Data, node: Data, kind: str) -> bool:
        return all(self._one(key, test, node, kind) for key, test in term.items())

    def _one(self, key: str, test: Any, node: Data, kind: str) -> bool:
        if key in ("any", "all", "none"):
            answers = [self.holds(term, node, kind) for term in test]
            return any(answers) if key == "any" else all(answers) if key == "all" else not any(answers)
        if key == "referred_by":
            return all(self._looks(looks, self._referrers(who, node), who.split(".")[0]) for who, looks in test.items())
        value: Any = node
        for name in key.split("."):
            value = (value or {}).get(name)
        leads = self._inner[kind].get(key)
        if leads and isinstance(test, dict) and _LOOKS & set(test):
            return self._looks(test, [self._by_name[x] if isinstance(x, str) else x for x in _listed(value)], leads)
        return self._plain(test, value)

    def _referrers(self, who: str, node: Data) -> list[Data]:
        kind, _, path = who.partition(".")
        found = []
        for one in self._documents:
            fields = [path] if path else list(self._inner[kind])
            names = [name for field in fields for name in _reach(one, field.split("."))]
            if one["kind"] == kind and one is not node and node in [self._by_name.get(name) for name in names]:
                found.append(one)
        return found

    def _looks(self, looks: Data, items: list[Data], kind: str) -> bool:
        items = [item for item in items if "where" not in looks or self.holds(looks["where"], item, kind)]
        count = looks.get("count", {})
        return (
            all(self.holds(looks["every"], item, kind) for item in items if "every" in looks)
            and ("some" not in looks or any(self.holds(looks["some"], item, kind) for item in items))
            and not any(self.holds(looks["none"], item, kind) for item in items if "none" in looks)
            and count.get("at_least", 0) <= len(items) <= count.get("at_most", len(items))
        )

    def _plain(self, test: Any, value: Any) -> bool:
        values = _listed(value)
        if not isinstance(test, dict):
            wanted = [self._same(one) for one in _listed(test)]
            return any(self._same(one) in wanted for one in values)
        return all(self._word(word, argument, value, values) for word, argument in test.items())

    def _word(self, word: str, argument: Any, value: Any, values: list[Any]) -> bool:
        if word == "present":
            return bool(values) is argument
        if word in ("every", "some", "none"):
            answers = [self._plain(argument, one) for one in values]
            return all(answers) if word == "every" else any(answers) if word == "some" else not any(answers)
        if word == "count":
            return len(values) == argument
        if word in ("at_least", "at_most"):
            return any(one >= argument if word == "at_least" else one <= argument for one in values)
        if word == "matches":
            return any(fnmatchcase(one, argument) for one in values)
        day = date.fromisoformat(value) if value else None
        if word == "within_next":
            return day is not None and self._today <= day <= self._today + timedelta(days=int(argument[:-1]))
        return day is not None and (day > self._today if word == "after" else day < self._today)

    def _same(self, value: Any) -> Any:
        # A name and an alias of one document are the same; nothing else in these books is called like a document.
        return self._by_name[value]["id"] if isinstance(value, str) and value in self._by_name else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _reach(value: Any, path: list[str]) -> list[Any]:
    if isinstance(value, list):
        return [found for one in value for found in _reach(one, path)]
    if not path:
        return [value]
    return _reach(value[path[0]], path[1:]) if isinstance(value, dict) and path[0] in value else []
