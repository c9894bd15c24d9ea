"""What a condition may speak of: the fields of some kinds, or of a part of them, and what can be asked of each."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.checks.own.probe import find_fault, find_types
from mopsbook.checks.own.terms import Path
from mopsbook.documents.document import Pointer
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.words import a, nearest

# A rule that reaches further is two rules.
MOST_HOPS = 4

Say = Callable[..., None]


class Shape(Struct, frozen=True):
    """What a field holds. `plain` are the types of its values; `leads` and `parts` say what its items can be asked."""

    many: bool
    leads: bool
    parts: bool
    group: bool
    plain: frozenset[str]

    @property
    def words(self) -> str:
        """What the field holds, as the end of "this is ..."."""
        if self.group:
            return "a group of fields"
        what = "references" if self.leads else "groups of fields" if self.parts else ""
        what = what or (" or ".join(sorted(self.plain)) if self.plain else "nothing that could be compared")
        return f"a list of {what}" if self.many else "a reference" if self.leads else what


class Scope(Struct, frozen=True):
    """Documents of some kinds, or what stands at a path within them. `hops` counts the references that led here."""

    places: tuple[tuple[Kind, Path], ...]
    hops: int = 0

    @classmethod
    def of(cls, kinds: Sequence[Kind]) -> "Scope":
        """Return the scope of whole documents."""
        return cls(tuple((kind, ()) for kind in kinds))

    @property
    def is_documents(self) -> bool:
        """Return whether whole documents are asked, and not parts of them."""
        return all(not path for _, path in self.places)

    @property
    def noun(self) -> str:
        """What is asked, with its article: "a role or a team", "a step"."""
        nouns = [a(self._part_of(kind, path) or kind.label.lower()) for kind, path in self.places]
        return " or ".join(dict.fromkeys(nouns)) if len(nouns) <= MOST_HOPS else "a document"

    def narrow(self, keep: Callable[[Kind], bool]) -> "Scope":
        """Return the scope with some of its kinds alone; the same if none is left."""
        places = tuple(place for place in self.places if keep(place[0]))
        return replace(self, places=places) if places else self

    def has(self, name: str) -> bool:
        """Return whether there is a field of that name in one of the kinds."""
        return any(kind.field((*base, name)) for kind, base in self.places)

    def find(self, path: Path, at: Pointer, say: Say) -> "Found | None":
        """Return what a path leads to in each place, or say why it leads nowhere."""
        for kind, base in self.places:
            for depth in range(1, len(path)):
                field = kind.field((*base, *path[:depth]))
                if field is not None and (field.many or field.free or field.refs):
                    what = "leads to another document" if field.refs and not field.many else "holds many"
                    head, rest = ".".join(path[:depth]), ".".join(path[depth:])
                    say(at, f"`{head}` {what}", f"Write `{head}: {{some: {{{rest}: ...}}}}`, or `every`.", on_key=True)
                    return None
        fields = [kind.field((*base, *path)) for kind, base in self.places]
        lacking = [place for place, field in zip(self.places, fields, strict=True) if field is None]
        name = ".".join(path)
        if len(lacking) == len(fields):
            known = dict(self._names())
            near = nearest(name, [*known, *known.values()])
            near = next((field for field, label in known.items() if label == near), near)
            near = near or next((field for field in known if field.endswith(f".{name}")), None)
            hint = f"did you mean `{near}`?" if near else ""
            say(at, f"`{name}` is no field of {self.noun}", hint, on_key=True)
            return None
        if lacking:
            others = " or ".join(kind.name for kind, base in self.places if (kind, base) not in lacking)
            noun = replace(self, places=tuple(lacking)).noun
            say(
                at,
                f"`{name}` is no field of {noun}",
                f"Write `kind: {others}` beside it to ask only those.",
                on_key=True,
            )
            return None
        found = Found(self, path, tuple(field for field in fields if field is not None))
        if len({found.shape_in(*place) for place in found.places}) > 1:
            hint = "Write `kind:` beside it, and one condition for each kind below `any`."
            say(at, f"`{name}` is not the same in {self.noun}", hint, on_key=True)
            return None
        return found

    def _names(self) -> Iterator[tuple[str, str]]:
        """Yield every field that may be named here, with the name that readers see."""
        for kind, base in self.places:
            within = kind.field(base) if base else None
            for field in within.children if within else kind.fields:
                for one in field.walk():
                    path = one.path[len(field.path) - 1 :]
                    yield ".".join(path), one.label
                    if one.many or one.free:
                        break

    def _part_of(self, kind: Kind, path: Path) -> str:
        field = kind.field(path) if path else None
        return (field.part or f"item of `{field.name}`") if field else ""


class Found(Struct, frozen=True, dict=True):
    """A field of a scope, as each of its kinds has it; in all of them it is the same in shape."""

    scope: Scope
    path: Path
    fields: tuple[Field, ...]
    is_item: bool = False

    @property
    def name(self) -> str:
        """The field as a rule writes it."""
        return ".".join(self.path)

    @property
    def places(self) -> tuple[tuple[Kind, Path], ...]:
        """Each kind, with the path of the field in it."""
        return tuple((kind, (*base, *self.path)) for kind, base in self.scope.places)

    @cached_property
    def shape(self) -> Shape:
        """What the field holds; of the items of a list of plain values, what each of them is."""
        shape = self.shape_in(*self.places[0])
        return replace(shape, many=False) if self.is_item else shape

    @staticmethod
    def shape_in(kind: Kind, path: Path) -> Shape:
        """Return what a field of a kind holds."""
        field = kind.field(path)
        assert field is not None
        many = field.many or field.free
        leads, parts = bool(field.refs), bool(field.children) and many
        group = not leads and not many and (bool(field.children) or "object" in field.types)
        plain = frozenset() if leads or parts or group else find_types(kind, path)
        return Shape(many, leads, parts, group, plain)

    @property
    def default(self) -> Any:
        """What it means to leave the field out, if all kinds agree."""
        defaults = {repr(field.default): field.default for field in self.fields}
        return next(iter(defaults.values())) if len(defaults) == 1 and not self.shape.many else None

    def find_fault(self, value: Any) -> tuple[str, str] | None:
        """Return what keeps the field from ever holding a value, and a hint; None if it may in one of the kinds."""
        faults = [find_fault(kind, path, value) for kind, path in self.places]
        first = faults[0]
        return None if first is None or None in faults else (first.message, first.hint)

    def inside(self, kinds: Kinds) -> Scope:
        """Return what is asked of its items: the documents or parts it refers to, or its own groups of fields."""
        if not self.shape.leads:
            free = tuple("*" for field in self.fields[:1] if field.free)
            return replace(self.scope, places=tuple((kind, (*path, *free)) for kind, path in self.places))
        refs = dict.fromkeys(ref for field in self.fields for ref in field.refs)
        return Scope(tuple(place for ref in refs for place in places_of(ref, kinds)), self.scope.hops + 1)


def places_of(ref: str, kinds: Kinds) -> Iterator[tuple[Kind, Path]]:
    """Yield what a reference such as `system`, `lifecycle.stage` or `any` leads to."""
    name, _, part = ref.partition(".")
    if name == "any":
        yield from ((kind, ()) for kind in kinds.shown)
    elif part:
        yield from ((kinds[name], field.path) for field in kinds[name].parts if field.part == part)
    else:
        yield kinds[name], ()
