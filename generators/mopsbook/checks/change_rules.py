"""Change rules of a book: what its team asks of changes, read from book.yaml and held against the kinds.

Whether a change meets them is for `diff/`, which knows both states; here they are read, and what cannot be right is found.
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import a, did_you_mean, listed

_KEY = "change_rules"


class ChangeRule(Struct, frozen=True):
    """A change rule, at `at` in book.yaml. What `when` leaves out is empty, and fits every change."""

    id: str
    at: Pointer
    message: str
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    classes: tuple[str, ...]
    whats: tuple[str, ...]
    change_note: bool
    review_by: tuple[str, ...]
    date_in_future: str


class ChangeRules(Struct, frozen=True):
    """The rules that can be used, and what is wrong with the others."""

    rules: tuple[ChangeRule, ...]
    faults: tuple[Complaint, ...]


def read_change_rules(shelf: Shelf) -> ChangeRules:
    """Return the change rules of a book. What its schema refuses is said already, and such a rule is not used."""
    book = shelf.book
    rules: dict[str, ChangeRule] = {}
    faults: list[Complaint] = []
    for index, data in enumerate(book.data.get(_KEY, ()) if book else ()):
        at: Pointer = (_KEY, index)
        if book is None or not isinstance(data, Mapping) or book.is_spoilt(at) or not data.get("require"):
            continue
        rule = _read(data, at)
        wrong = list(_faults(rule, shelf, book))
        if rule.id in rules:
            hint = "Give one of them another name."
            wrong.append(Complaint(book, (*at, "id"), f"there is a change rule `{rule.id}` already", hint))
        faults += wrong
        if not wrong:
            rules[rule.id] = rule
    return ChangeRules(tuple(rules.values()), tuple(faults))


def fits(field: str, patterns: Sequence[str]) -> bool:
    """Return whether the path of a field is one of those, or lies within one; `*` stands for any text."""
    return any(fnmatchcase(field, pattern) or fnmatchcase(field, f"{pattern}.*") for pattern in patterns)


def _read(data: Mapping[str, Any], at: Pointer) -> ChangeRule:
    when, require = data.get("when") or {}, data["require"]
    return ChangeRule(
        id=str(data.get("id", "")),
        at=at,
        message=str(data.get("message", "")),
        kinds=_texts(when.get("kind")),
        fields=_texts(when.get("field")),
        classes=_texts(when.get("class")),
        whats=_texts(when.get("what")),
        change_note=require.get("change_note") is True,
        review_by=_texts(require.get("review_by")),
        date_in_future=str(require.get("date_in_future") or ""),
    )


def _faults(rule: ChangeRule, shelf: Shelf, book: Document) -> Iterator[Complaint]:
    shown = {kind.name: kind for kind in shelf.kinds.shown}
    for place, name in _places(book, (*rule.at, "when", "kind")):
        if name not in shown:
            hint = did_you_mean(name, shown) or f"Kinds are {listed(list(shown), 40, 'and')}."
            yield Complaint(book, place, f"there is no kind `{name}`", hint)
    for key in ("class", "what"):
        # One word alone is not seen by the schema, which knows the words of a list.
        field, said = book.kind.field(f"{_KEY}.when.{key}"), book.get((*rule.at, "when", key))
        if field and isinstance(said, str) and said not in field.values:
            hint = did_you_mean(said, field.values) or f"Allowed are {listed(field.values, last='and')}."
            yield Complaint(book, (*rule.at, "when", key), f"`{said}` is no value of `{key}`", hint)
    kinds = [shown[name] for name in rule.kinds or shown if name in shown]
    if not kinds:
        return
    paths = _paths(kinds)
    for place, pattern in _places(book, (*rule.at, "when", "field")):
        if not any(fits(path, [pattern]) for path in paths):
            yield Complaint(book, place, f"`{pattern}` is no field of {_name(kinds)}", did_you_mean(pattern, paths))
    if rule.date_in_future:
        dates = [path for kind in kinds for path in _paths([kind]) if _is_date(kind, path)]
        if rule.date_in_future not in dates:
            hint = did_you_mean(rule.date_in_future, dates) or (
                f"Dates are {listed(dates, 12, 'and')}." if dates else ""
            )
            said = f"`{rule.date_in_future}` is no date of {_name(kinds)}"
            yield Complaint(book, (*rule.at, "require", "date_in_future"), said, hint)


def _is_date(kind: Kind, path: str) -> bool:
    field = kind.field(path)
    return field is not None and field.format == "date"


def _name(kinds: Sequence[Kind]) -> str:
    return a(kinds[0].label.lower()) if len(kinds) == 1 else "any of these kinds"


def _paths(kinds: Sequence[Kind]) -> list[str]:
    return list(dict.fromkeys(field.dotted for kind in kinds for top in kind.fields for field in top.walk()))


def _places(book: Document, at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Yield one value or many with their places."""
    said = book.get(at)
    if isinstance(said, str):
        yield at, said
    for index, one in enumerate(said if isinstance(said, list) else ()):
        if isinstance(one, str):
            yield (*at, index), one


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(one for one in value or () if isinstance(one, str))
