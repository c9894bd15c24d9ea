"""Read `--where` expressions such as `tier<=2`, `owner=role/x`, `contract.renewal_date<2027-01-01`, `runbook=`.

They become terms of the language of own rules, so that what a value may be, where a reference leads and what cannot be known is
decided in one place. A path may lead through lists and references (`steps.systems=marketo`, `owner.team=sales`): then one item
that is so is enough.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.answers.measures import MEASURES
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.checks.own.conditions import ConditionReader
from mopsbook.checks.own.judge import Judge
from mopsbook.checks.own.links import Links
from mopsbook.checks.own.scope import Found, Scope, places_of
from mopsbook.checks.own.terms import Either, Look, Node, Not, Path, Present, Term, Value
from mopsbook.documents.dates import length, parse_date
from mopsbook.documents.document import Document, Source
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.words import did_you_mean, listed

_EXPRESSION = re.compile(r"\s*([A-Za-z_][\w.-]*)\s*(!=|!~|<=|>=|=|<|>|~)\s*(.*?)\s*", re.DOTALL)
_HOW = "Write field, sign and value in one word: `tier=1`, `status!=retired`, `title~marketo`, `runbook=` (is empty)."
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}
_DURATION = re.compile(r"[1-9][0-9]{0,8}[dwmy]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Test = Callable[[Entity], bool]


class _Expression(Struct, frozen=True):
    """An expression as it was typed, taken apart."""

    typed: str
    name: str
    sign: str
    value: str

    @property
    def is_negative(self) -> bool:
        return self.sign.startswith("!")

    def refuse(self, message: str, hint: str = "") -> SetupError:
        return SetupError(f"`--where {self.typed}`: {message}", hint)


class _Wrong(Exception):
    """What a kind has to say against an expression. Only if no kind can be asked is it said."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read_conditions(typed: Sequence[str], catalog: Catalog, kinds: Sequence[Kind]) -> Test:
    """Return whether an entity of one of the kinds is as all expressions say.

    Raises SetupError for what could be true of no document. What nobody can know, because a value could not be read, counts as
    no. An entity whose kind has no such field is not as the expression says, whatever its sign.
    """
    judge = Judge(Links(_with_book(catalog.shelf)))
    tests = [_read(_take_apart(one), catalog, kinds, judge) for one in typed]
    return lambda entity: all(test(entity) for test in tests)


def names_in(typed: Sequence[str]) -> list[str]:
    """Return what the expressions ask for, each once. Raises SetupError for what is no expression."""
    return list(dict.fromkeys(_take_apart(one).name for one in typed))


def _take_apart(typed: str) -> _Expression:
    match = _EXPRESSION.fullmatch(typed)
    if not match:
        raise SetupError(f"`--where {typed}` is no condition", _HOW)
    name, sign, value = match.groups()
    if not value and sign not in ("=", "!="):
        raise SetupError(f"`--where {typed}` compares with nothing", "Write a value behind the sign.")
    return _Expression(typed, name, sign, value)


def _read(said: _Expression, catalog: Catalog, kinds: Sequence[Kind], judge: Judge) -> Test:
    path = tuple(said.name.split("."))
    able = [kind for kind in kinds if _leads(kind, path, catalog.kinds)]
    if not able and said.name in MEASURES:
        return _measure(said)
    terms: dict[str, Term] = {}
    wrong: list[_Wrong] = []
    for kind in able:
        try:
            term = _Reading(said, judge.links.shelf, catalog.today).term(Scope.of([kind]), path)
        except _Wrong as fault:
            wrong.append(fault)
        else:
            terms[kind.name] = Not(term) if said.is_negative else term
    if wrong and not terms:
        raise said.refuse(wrong[0].message, wrong[0].hint)
    if not able:
        raise said.refuse(*_unknown(said.name, kinds))

    def test(entity: Entity) -> bool:
        term = terms.get(entity.kind.name)
        document = catalog.shelf.get(*entity.key)
        return term is not None and document is not None and judge.verdict(term, Node(document)) is True

    return test


def _leads(kind: Kind, path: Path, kinds: Kinds) -> bool:
    """Return whether a path leads to a field of a kind, or along its references to one of another kind."""
    if kind.field(path):
        return True
    heads = ((kind.field(path[:depth]), path[depth:]) for depth in range(1, len(path)))
    return any(
        _leads(other, (*base, *rest), kinds)
        for field, rest in heads
        for ref in (field.refs if field else ())
        for other, base in places_of(ref, kinds)
    )


def _unknown(name: str, kinds: Sequence[Kind]) -> tuple[str, str]:
    noun = kinds[0].label.lower() if len(kinds) == 1 else "any kind"
    labels = {one.label: one.dotted for kind in kinds for top in kind.fields for one in top.walk()}
    names = {one.dotted: one.dotted for kind in kinds for top in kind.fields for one in top.walk()}
    known = {**labels, **{measure: measure for measure in MEASURES}, **names}
    within = [one for one in names if one.endswith(f".{name}")]
    near = did_you_mean(name, known)
    meant = next((known[one] for one in known if near and f"`{one}`" in near), within[0] if within else "")
    hint = f"did you mean `{meant}`?" if meant else "`mopsbook schema KIND` shows the fields of a kind."
    return f"`{name}` is no field of {noun}", hint


def _measure(said: _Expression) -> Test:
    """Return the test of something that is measured and not written: completeness, freshness, findings."""
    measure, sign = MEASURES[said.name], said.sign
    if measure.is_number:
        if not _NUMBER.fullmatch(said.value) or sign.endswith("~"):
            raise said.refuse(f"`{said.name}` is a number", "Compare it with =, !=, <, <=, > or >= and a number.")
        number = float(said.value)
        if sign in _ORDERS:
            return lambda entity: _ORDERS[sign](measure.of(entity), number)
        return lambda entity: (measure.of(entity) == number) is not said.is_negative
    if sign in _ORDERS or (measure.values and not sign.endswith("~") and said.value not in measure.values):
        raise said.refuse(f"`{said.name}` is {listed(measure.values) or 'text'}", _SIGNS)
    word = said.value.casefold()
    if sign.endswith("~"):
        return lambda entity: (word in measure.of(entity).casefold()) is not said.is_negative
    return lambda entity: (measure.of(entity).casefold() == word) is not said.is_negative


class _Reading:
    """Makes the term of one expression for one kind, without the no of `!=` and `!~`, which belongs to the whole."""

    def __init__(self, said: _Expression, shelf: Shelf, today: date) -> None:
        self._said = said
        self._shelf = shelf
        self._reader = ConditionReader(shelf, today, self._object)
        self._today = today

    def term(self, scope: Scope, path: Path) -> Term:
        for depth in range(1, len(path)):
            fields = [kind.field((*base, *path[:depth])) for kind, base in scope.places]
            if any(field and (field.many or field.free or field.refs) for field in fields):
                inner = self._find(scope, path[:depth]).inside(self._shelf.kinds)
                rest = path[depth:]
                leading = [at for at in inner.places if _leads(at[0], (*at[1], *rest), self._shelf.kinds)]
                inner = replace(inner, places=tuple(leading))
                return Look(path[:depth], "some", self.term(inner, rest))
        found = self._find(scope, path)
        if not self._said.value:
            return Not(Present(path))
        if self._said.sign in _ORDERS:
            return self._order(found)
        return self._contains(found) if self._said.sign.endswith("~") else self._equal(found)

    def _find(self, scope: Scope, path: Path) -> Found:
        found = scope.find(path, (), self._object)
        if found is None:
            raise _Wrong(f"`{'.'.join(path)}` cannot be asked")
        return found

    def _equal(self, found: Found) -> Term:
        plain = found.shape.plain
        values = [one for field in found.fields for one in field.values]
        # A comma in a text is a comma; everywhere else it stands between values of which one is enough.
        several = bool(values) or found.shape.leads or plain != {"text"}
        typed = [one.strip() for one in self._said.value.split(",")] if several else [self._said.value]
        wanted = [_value(one, found, plain) for one in typed if one]
        return self._reader.read({found.name: wanted if len(wanted) != 1 else wanted[0]}, (), found.scope)

    def _order(self, found: Found) -> Term:
        order, value, plain = _ORDERS[self._said.sign], self._said.value, found.shape.plain
        wanted: Any
        if plain == {"date"}:
            wanted = self._today if value == "today" else parse_date(value)
            parse: Callable[[Any], Any] = parse_date
            what = "a date such as 2026-03-31, or today"
        elif plain == {"length of time"}:
            wanted = length(value) if _DURATION.fullmatch(value) else None
            parse, what = length, "a length of time such as 30d, 12w, 6m or 1y"
        elif "number" in plain:
            wanted = float(value) if _NUMBER.fullmatch(value) else None
            parse, what = _number, "a number"
        else:
            raise _Wrong(f"`{found.name}` is {found.shape.words}, of which none is more than another", _SIGNS)
        if wanted is None:
            raise _Wrong(f"`{found.name}` is compared with {what}, not with `{value}`")
        return Value(found.path, lambda one: (known := parse(one)) is not None and order(known, wanted), value)

    def _contains(self, found: Found) -> Term:
        word = self._said.value.casefold()
        if found.shape.leads:
            # Readers see titles where ids are written, and text where that is allowed as well: either may be meant.
            title = Value(("title",), lambda one: word in str(one).casefold(), word)
            written = Value(found.path, lambda one: word in str(one).casefold(), word)
            return Either((written, Look(found.path, "some", title)))
        if found.shape.parts or found.shape.group:
            raise _Wrong(f"`{found.name}` is {found.shape.words}", "Name a field within it, with a dot between.")
        labels = {str(one): field.value_label(one) for field in found.fields for one in field.values}
        return Value(
            found.path, lambda one: any(word in name.casefold() for name in (str(one), labels.get(str(one), ""))), word
        )

    def _object(self, at: object, message: str, hint: str = "", *, on_key: bool = False) -> None:
        # Its hints are written for rules in YAML; only those that name what was meant help here.
        raise _Wrong(message, hint if hint.startswith(("did you mean", "Allowed are", "Known are")) else "")


_SIGNS = "Ask for it with =, !=, ~ (holds) or !~."


def _value(typed: str, found: Found, plain: frozenset[str]) -> Any:
    """Return what was typed as the field would hold it: an allowed value by its name or label, a number, yes or no."""
    folded = typed.casefold()
    for field in found.fields:
        for one in field.values:
            if folded in (str(one).casefold(), field.value_label(one).casefold()):
                return one
    if "true or false" in plain and folded in ("true", "false", "yes", "no"):
        return folded in ("true", "yes")
    if "number" in plain and _NUMBER.fullmatch(typed):
        return float(typed) if "." in typed else int(typed)
    return typed


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _with_book(shelf: Shelf) -> Shelf:
    """Return the shelf with a book, in whose name values are resolved: one without is as good to ask."""
    if shelf.book is not None:
        return shelf
    kind = shelf.kinds["book"]
    book = Document(kind, kind.name, {}, Source("", ""))
    return Shelf(shelf.kinds, shelf.documents, shelf.troubles, shelf.sources, book, shelf.folder, shelf.records)
