"""Read a condition: hold its fields, values and references against the kinds, and make terms of it.

What cannot be right is said at its place in book.yaml, all of it and not only the first; the term is then of no use.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from mopsbook.checks.own.scope import MOST_HOPS, Found, Say, Scope, places_of
from mopsbook.checks.own.terms import (
    Both,
    Count,
    Either,
    Look,
    Not,
    Path,
    Present,
    Referrers,
    Source,
    Term,
    Unsure,
)  # fmt: skip
from mopsbook.checks.own.values import PLAIN, ValueReader
from mopsbook.documents.document import Pointer
from mopsbook.documents.explain import show
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import a, did_you_mean, listed, nearest

_LISTS = ("any", "all", "none")
_HOW = ("every", "some", "none")
_OF_ITEMS = ("where", *_HOW, "count")
_WORDS = ("present", "answered", "not", *PLAIN, *_OF_ITEMS)


class ConditionReader:
    """Reads the conditions of one book; `say` hears of what cannot be right."""

    def __init__(self, shelf: Shelf, today: date, say: Say) -> None:
        self._shelf = shelf
        self._say = say
        self._values = ValueReader(shelf, today, say)

    @property
    def named(self) -> tuple[Reference, ...]:
        """The documents that the conditions read so far name, each at its place in book.yaml."""
        return tuple(self._values.named)

    def read(self, value: Any, at: Pointer, scope: Scope) -> Term:
        """Return the term of a condition."""
        if not isinstance(value, Mapping) or not value:
            said = "is empty" if value in (None, {}, "") else f"must be a group of fields, not {show(value)}"
            self._say(at, f"the condition {said}", "Write fields below it, as in `status: active`.")
            return Unsure()
        scope = _narrowed(value, scope)
        terms = [self._entry(str(key), one, (*at, key), scope) for key, one in value.items()]
        return terms[0] if len(terms) == 1 else Both(tuple(terms))

    def _entry(self, key: str, value: Any, at: Pointer, scope: Scope) -> Term:
        if key in _LISTS:
            return self._list(key, value, at, scope)
        if key == "referred_by":
            return self._referred_by(value, at, scope)
        if key in _WORDS and not scope.has(key):
            hint = f"Write the field first, as in `owner: {{{key}: ...}}`."
            self._say(at, f"`{key}` stands below a field, and there is none above it", hint, on_key=True)
            return Unsure()
        found = scope.find(tuple(key.split(".")), at, self._say)
        return self._test(value, at, found) if found else Unsure()

    def _list(self, key: str, value: Any, at: Pointer, scope: Scope) -> Term:
        if not isinstance(value, list) or not value:
            hint = f"Write it as in `{key}: [{{status: draft}}, {{status: planned}}]`."
            self._say(at, f"beside fields, `{key}` is a list of conditions", hint, on_key=True)
            return Unsure()
        terms = tuple(self.read(one, (*at, index), scope) for index, one in enumerate(value))
        if key == "none":
            return Both(tuple(Not(term) for term in terms))
        return Either(terms) if key == "any" else Both(terms)

    def _test(self, value: Any, at: Pointer, found: Found) -> Term:
        """Return the term of what stands behind a field: a value, a list of values, or words."""
        if not isinstance(value, Mapping):
            return self._values.equal(value, at, found)
        known = _words_for(found)
        terms: list[Term] = []
        for word, argument in value.items():
            here = (*at, word)
            if word not in known:
                self._refuse(str(word), here, found, known)
                terms.append(Unsure())
            elif word in ("present", "answered"):
                terms.append(self._present(word, argument, here, found))
            elif word == "not":
                terms.append(Not(self._test(argument, here, found)))
            elif word in PLAIN:
                terms.append(self._values.read(word, argument, here, found))
        self._values.refuse_gap(value, at)
        terms += self._items(value, at, found.path, lambda one, place: self._inner(one, place, found))
        return terms[0] if len(terms) == 1 else Both(tuple(terms))

    def _refuse(self, word: str, at: Pointer, found: Found, known: tuple[str, ...]) -> None:
        if word in _WORDS:
            hint = f"Of it can be asked {listed(known, 20)}."
            self._say(
                at, f"`{word}` cannot be asked of `{found.name}`, which is {found.shape.words}", hint, on_key=True
            )
            return
        # Whoever leaves out the step into a group, a list or another document writes the field right away.
        within = {name for kind, path in found.inside(self._shelf.kinds).places for name in _fields(kind, path)}
        child = word if word in within else nearest(word, within) if not nearest(word, known) else None
        if child is None:
            hint = did_you_mean(word, known) or f"Of it can be asked {listed(known, 20)}."
        elif found.shape.group:
            hint = f"Write `{found.name}.{child}` in one word."
        else:
            hint = f"Write `{found.name}: {{every: {{{child}: ...}}}}`, or `some`."
        self._say(at, f"`{word}` is nothing that can be asked of `{found.name}`", hint, on_key=True)

    def _present(self, word: str, value: Any, at: Pointer, found: Found) -> Term:
        if not isinstance(value, bool):
            self._say(at, f"`{word}` must be true or false, not {show(value)}", "")
            return Unsure()
        term = Present(found.path, word == "answered")
        return term if value else Not(term)

    def _items(
        self, value: Mapping[Any, Any], at: Pointer, source: Source, inner: Callable[[Any, Pointer], Term]
    ) -> list[Term]:
        """Return the terms of the words that look at items: every, some, none and count, narrowed by where."""
        words = [word for word in (*_HOW, "count") if word in value]
        narrow = inner(value["where"], (*at, "where")) if "where" in value else None
        if narrow is not None and not words:
            hint = "Add `every`, `some`, `none` or `count`, which say what is to be true of them."
            self._say((*at, "where"), "`where` says which items count, and nothing is asked of them", hint, on_key=True)
        terms: list[Term] = [
            Look(source, word, inner(value[word], (*at, word)), narrow) for word in words if word != "count"
        ]
        if "count" in value:
            terms.append(self._count(value["count"], (*at, "count"), source, narrow))
        return terms

    def _count(self, value: Any, at: Pointer, source: Source, where: Term | None) -> Term:
        if _is_number(value):
            return Count(source, value, value, f"exactly {value}", where)
        wrong = not isinstance(value, Mapping) or not value or set(value) - {"at_least", "at_most"}
        if wrong or not all(map(_is_number, value.values())):
            self._say(
                at, "`count` must be a whole number, or at_least and at_most with one", "Write `count: {at_least: 1}`."
            )
            return Unsure()
        low, high = value.get("at_least", 0), value.get("at_most")
        if (low == 0 and high is None) or (high is not None and low > high):
            always = "always" if high is None else "never"
            self._say(at, f"this is {always} true", "Write the fewest and the most that there may be.")
        words = [f"{word.replace('_', ' ')} {number}" for word, number in value.items()]
        return Count(source, low, high, " and ".join(words), where)

    def _inner(self, value: Any, at: Pointer, found: Found) -> Term:
        """Return the term of what is asked of each item of a field."""
        if found.shape.leads or found.shape.parts:
            return self._asked(value, at, found.inside(self._shelf.kinds))
        return self._test(value, at, replace(found, is_item=True))

    def _asked(self, value: Any, at: Pointer, scope: Scope) -> Term:
        if scope.hops > MOST_HOPS:
            said = (
                f"this is the {_ORDINALS.get(scope.hops, 'next')} step along references, and {MOST_HOPS} are the most"
            )
            self._say(at, said, "Make two rules of it: one for this kind, one for what it refers to.", on_key=True)
            return Unsure()
        return self.read(value, at, scope)

    def _referred_by(self, value: Any, at: Pointer, scope: Scope) -> Term:
        if not scope.is_documents:
            self._say(at, f"`referred_by` is asked of a document, not of {scope.noun}", "", on_key=True)
            return Unsure()
        if not isinstance(value, Mapping) or not value:
            hint = "Write who refers, as in `referred_by: {integration.source: {some: {status: active}}}`."
            self._say(at, "`referred_by` names no kind", hint, on_key=True)
            return Unsure()
        terms = [term for key, one in value.items() for term in self._referrers(str(key), one, (*at, key), scope)]
        return terms[0] if len(terms) == 1 else Both(tuple(terms))

    def _referrers(self, key: str, value: Any, at: Pointer, scope: Scope) -> list[Term]:
        name, _, field = key.partition(".")
        source = Referrers("" if name == "any" else name, field)
        if not self._is_referrer(key, at, scope):
            return [Unsure()]
        if not isinstance(value, Mapping) or not value or set(value) - {"present", *_OF_ITEMS}:
            unknown = (
                next((str(word) for word in value if word not in _OF_ITEMS), "")
                if value and isinstance(value, Mapping)
                else ""
            )
            near = did_you_mean(unknown, ("present", *_OF_ITEMS)) if unknown else ""
            said = (
                f"`{unknown}` is nothing that can be asked of who refers" if unknown else f"nothing is asked of `{key}`"
            )
            hint = near or f"Of it can be asked {listed(('present', *_OF_ITEMS))}."
            self._say((*at, unknown) if unknown else at, said, hint, on_key=True)
            return [Unsure()]
        kinds = self._shelf.kinds.shown if name == "any" else (self._shelf.kinds[name],)
        inner = Scope(tuple((kind, ()) for kind in kinds), scope.hops + 1)
        terms = self._items(value, at, source, lambda one, place: self._asked(one, place, inner))
        if isinstance(value.get("present"), bool):
            some = Count(source, 1, None, "at least 1")
            terms.append(some if value["present"] else Not(some))
        elif "present" in value:
            self._say((*at, "present"), f"`present` must be true or false, not {show(value['present'])}", "")
        return terms

    def _is_referrer(self, key: str, at: Pointer, scope: Scope) -> bool:
        """Return whether documents of a kind, in a field, can refer to what is asked; if not, say why."""
        wanted = {kind.name for kind, _ in scope.places}
        kinds = self._shelf.kinds
        able = [
            (kind.name, ".".join(field.path))
            for kind in kinds.shown
            for field in kind.references
            if any(place.name in wanted for ref in field.refs for place, _ in places_of(ref, kinds))
        ]
        names = ["any", *dict.fromkeys(kind for kind, _ in able), *(f"{kind}.{field}" for kind, field in able)]
        if key in names:
            return True
        backlinks = [
            f"{kind}.{path}"
            for kind, path in able
            if (one := kinds[kind].field(path)) and key in (one.backlink, one.link)
        ]
        near = f"did you mean `{backlinks[0]}`?" if backlinks else did_you_mean(key, names)
        name, _, field = key.partition(".")
        if name not in kinds:
            said = f"no kind is called `{name}`"
        elif not field or kinds[name].field(field):
            said = f"`{key}` never refers to {scope.noun}"
        else:
            said = f"`{field}` is no field of {a(kinds[name].label.lower())}"
        own = [one for one in names if one.startswith(f"{name}.")]
        self._say(
            at,
            said,
            near or f"{scope.noun.capitalize()} is referred to by {listed(own or names[1:], 20, 'and')}.",
            on_key=True,
        )
        return False


_ORDINALS = {MOST_HOPS + 1: "fifth", MOST_HOPS + 2: "sixth"}


def _fields(kind: Kind, path: Path) -> list[str]:
    within = kind.field(path) if path else None
    return [field.name for field in (within.children if within else kind.fields if not path else ())]


def _narrowed(value: Mapping[Any, Any], scope: Scope) -> Scope:
    """Return the scope without the kinds that a condition rules out by its `kind`."""
    said = value.get("kind")
    without = isinstance(said, Mapping) and set(said) == {"not"}
    names = said["not"] if without and isinstance(said, Mapping) else said
    names = [names] if isinstance(names, str) else names
    if not scope.is_documents or not isinstance(names, list):
        return scope
    return scope.narrow(lambda kind: (kind.name in names) is not without)


def _words_for(found: Found) -> tuple[str, ...]:
    """Return the words that make sense for a field."""
    shape = found.shape
    words = [] if found.is_item else ["present", "answered"]
    words += [] if shape.group else ["not"]
    words += [word for word, types in PLAIN.items() if types & shape.plain]
    return (*words, *(_OF_ITEMS if shape.many or shape.leads else ()))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
