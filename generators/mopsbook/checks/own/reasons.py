"""Why does a term hold, or not? The facts, each at its place in the document that was asked."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from mopsbook.checks.own.judge import Judge, is_something, read
from mopsbook.checks.own.links import Item
from mopsbook.checks.own.terms import (
    Both,
    Count,
    Either,
    Look,
    Names,
    Node,
    Not,
    Path,
    Present,
    Referrers,
    Source,
    Term,
    Value,
)  # fmt: skip
from mopsbook.checks.subject import name_subject
from mopsbook.documents.document import Pointer
from mopsbook.documents.explain import show
from mopsbook.kinds.kind import Kinds
from mopsbook.words import count, joined

_SHOWN = 3


class Reason(NamedTuple):
    """A fact, and where it stands in the document that was asked; `on_key` points at the key and not at its value."""

    pointer: Pointer
    text: str
    on_key: bool = False


class Reasons:
    """Puts verdicts into words."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._kinds: Kinds = judge.links.shelf.kinds
        self._told: dict[tuple[Term, int, Pointer, bool], str] = {}

    def of(self, term: Term, node: Node, holds: bool) -> list[Reason]:
        """Return why a term holds or does not: at least one fact if that is its verdict."""
        match term:
            case Not(inner):
                return self.of(inner, node, not holds)
            case Both(terms) | Either(terms):
                return self._several(terms, node, holds, alone=isinstance(term, Both) is not holds)
            case Value() | Names():
                return [_value(term, node, holds)]
            case Present(path):
                return [_present(node, path) if holds else _missing(node, path)]
            case Look():
                return self._look(term, node, holds)
            case Count():
                return [self._count(term, node, holds)]
        return []

    def _several(self, terms: Sequence[Term], node: Node, holds: bool, *, alone: bool) -> list[Reason]:
        """Return the facts of those that decide: each of them for itself if one alone decides, else all as one."""
        deciding = [term for term in terms if self._judge.verdict(term, node) is holds]
        if not holds:
            # Of a document of another kind, nothing else needs to be said; what is asked of other kinds, not at all.
            apart = [term for term in deciding if self._is_apart(term, node)]
            deciding = (apart if alone else [term for term in deciding if term not in apart]) or deciding
        found = [self.of(term, node, holds) for term in deciding]
        if not alone:
            return _as_one([reason for reasons in found for reason in reasons])
        return found[0] if holds and found else [reason for reasons in found for reason in reasons]

    def _is_apart(self, term: Term, node: Node) -> bool:
        """Return whether a term is about documents of another kind."""
        terms = term.terms if isinstance(term, Both) else (term,)
        kinds = [one for one in terms if isinstance(one, Value) and one.path == ("kind",)]
        return any(self._judge.verdict(one, node) is False for one in kinds)

    def _look(self, term: Look, node: Node, holds: bool) -> list[Reason]:
        items = [item for item, passed in self._judge.considered(term, node)[0] if passed]
        # One item that is as it should not be decides `every` and `none`; one that is as it should be decides `some`.
        decides = {"every": False, "some": True, "none": True}[term.how]
        if holds is (term.how == "some"):
            chosen = [item for item in items if self._judge.of_item(term.term, item) is decides]
            if holds or isinstance(term.source, Referrers):
                # Those who refer all stand at one place, and nobody reads a hundred findings there.
                return self._item(chosen[0], term.term, node, decides, 1 if holds else len(chosen)) if chosen else []
            return [reason for item in chosen for reason in self._item(item, term.term, node, decides)]
        if not items:
            return [self._nothing(term.source, node, narrowed=term.where is not None)]
        (first, *_) = told = self._item(items[0], term.term, node, not decides)
        if len(items) == 1:
            return told
        place = _place(node, term.source)
        return [Reason(place, f"{self._all_of(term, len(items), decides)}; for one, {first.text}")]

    def _all_of(self, term: Look, number: int, none: bool) -> str:
        where = f" in `{'.'.join(term.source)}`" if isinstance(term.source, tuple) and term.source else ""
        return f"{'none' if none else 'each'} of the {number}{where} is so"

    def _item(self, item: Item, term: Term, node: Node, holds: bool, among: int = 1) -> list[Reason]:
        if item.node is None:
            return []
        if not item.is_document:
            return self.of(term, item.node, holds)
        # Kept, because many roads may lead to one document, and each step multiplies them.
        key = (term, id(item.node.document), item.node.pointer, holds)
        if key not in self._told:
            self._told[key] = " and ".join(reason.text for reason in _as_one(self.of(term, item.node, holds)))
        name = name_subject(item.node.document, item.node.pointer)
        one_of = f", one of {among}" if among > 1 else ""
        place = node.pointer if item.pointer is None else item.pointer
        return [Reason(place, f"{name}{one_of}: {self._told[key]}")]

    def _nothing(self, source: Source, node: Node, *, narrowed: bool) -> Reason:
        if isinstance(source, Referrers):
            noun = self._kinds[source.kind].label.lower() if source.kind else "document"
            field = f" in `{source.field}`" if source.field else ""
            return Reason(node.pointer, f"no {noun}{' that counts' if narrowed else ''} refers to it{field}")
        if not is_something(read(node, source)):
            return _missing(node, source)
        return Reason((*node.pointer, *source), f"`{_name(node, source)}` has none that counts")

    def _count(self, term: Count, node: Node, holds: bool) -> Reason:
        number = sum(1 for _, passed in self._judge.considered(term, node)[0] if passed)
        if number == 0:
            return self._nothing(term.source, node, narrowed=term.where is not None)
        but = "" if holds else f", not {term.wanted}"
        counts = "" if term.where is None else " that counts" if number == 1 else " that count"
        if isinstance(term.source, Referrers):
            kind = self._kinds[term.source.kind] if term.source.kind else None
            nouns = count(number, *((kind.label.lower(), kind.plural.lower()) if kind else ("document",)))
            verb = "refers" if number == 1 else "refer"
            field = f" in `{term.source.field}`" if term.source.field else ""
            return Reason(node.pointer, f"{nouns}{counts} {verb} to it{field}{but}")
        text = f"`{_name(node, term.source)}` has {number}{counts}{but}"
        return Reason((*node.pointer, *term.source), text)


def _value(term: Value | Names, node: Node, holds: bool) -> Reason:
    value = read(node, term.path)
    name = _name(node, term.path)
    if value is None:
        default = term.default if isinstance(term, Value) else None
        if default is None:
            return _missing(node, term.path)
        said = f"`{name}` is left out, which means {show(default)}"
        return _missing(node, term.path)._replace(text=said if holds else f"{said}, not {term.wanted}")
    at = (*node.pointer, *term.path)
    is_item = not term.path
    if isinstance(value, list):
        shown = [one for one in value if term.accepts(one)] if holds and isinstance(term, Value) else value
        verb, said = "holds", _listed(shown)
    else:
        verb, said = "holds" if is_item else "is", show(value)
    return Reason(at, f"`{name}` {verb} {said}" if holds else f"`{name}` {verb} {said}, not {term.wanted}")


def _listed(values: Sequence[Any]) -> str:
    shown = [show(value) for value in values[:_SHOWN]]
    rest = len(values) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return joined(shown)


def _name(node: Node, path: Path) -> str:
    """Return a field as a rule writes it; of a plain value in a list, the name of the list."""
    names = path or tuple(step for step in node.pointer if isinstance(step, str))[-1:]
    return ".".join(names)


def _present(node: Node, path: Path) -> Reason:
    if is_something(read(node, path)):
        return Reason((*node.pointer, *path), f"`{_name(node, path)}` is filled in")
    return Reason(node.pointer, f"`does_not_apply` says why `{_name(node, path)}` is left out")


def _missing(node: Node, path: Path) -> Reason:
    """Return the fact that nothing stands at a path, at the nearest place that there is."""
    at: Pointer = (*node.pointer, *path)
    said = node.document.blanks.get(at)
    text = f"`{_name(node, path)}` is missing"
    if said is not None:
        return Reason(at, text, on_key=said == "null")
    while len(at) > len(node.pointer):
        at = at[:-1]
        if len(at) > len(node.pointer) and node.document.get(at) is not None:
            return Reason(at, text, on_key=True)
    return Reason(node.pointer, text, on_key=True)


def _place(node: Node, source: Source) -> Pointer:
    return node.pointer if isinstance(source, Referrers) else (*node.pointer, *source)


def _as_one(reasons: Sequence[Reason]) -> list[Reason]:
    """Return the facts as one, at the place of the first."""
    texts = list(dict.fromkeys(reason.text for reason in reasons))
    if len(texts) > _SHOWN:
        texts = [*texts[:_SHOWN], f"{len(texts) - _SHOWN} more"]
    return [reasons[0]._replace(text=" and ".join(texts))] if reasons else []
