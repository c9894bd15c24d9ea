"""Kind and Kinds: a schema file as plain values, from which everything else is derived."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.kinds.apart import find_required
from mopsbook.kinds.field import Field
from mopsbook.kinds.impact import Impact


class Kind(Struct, frozen=True, dict=True):
    """A kind of document: what its schema says of it. Two kinds of one name cannot exist."""

    name: str
    label: str
    plural: str
    folder: str
    icon: str
    hue: int
    section: str
    order: int
    help: str
    schema: Mapping[str, Any]
    path: Path
    fields: tuple[Field, ...]
    group_by: tuple[str, ...] = ()
    columns: tuple[tuple[str, ...], ...] = ()
    sort_by: str = ""
    many: str = ""
    orphan: bool = False
    hidden: bool = False
    impacts: tuple[Impact, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The top-level fields by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def turns(self) -> Mapping[str, int]:
        """By the names of the top-level fields, which of them it is in the order of the schema."""
        return {name: turn for turn, name in enumerate(self.by_name)}

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of all fields, at whatever depth."""
        return frozenset(field.label for top in self.fields for field in top.walk())

    def field(self, path: tuple[str | int, ...] | str) -> Field | None:
        """Return the field at a pointer or dotted path (list positions are skipped), or None."""
        names = tuple(path.split(".") if isinstance(path, str) else [name for name in path if isinstance(name, str)])
        if names not in self._found:
            self._found[names] = self._find(names)
        return self._found[names]

    @cached_property
    def _found(self) -> dict[tuple[str, ...], Field | None]:
        # A large book asks hundreds of thousands of times, and always for the same few paths.
        return {}

    def trail(self, field: Field) -> str:
        """Return the labels of a field and of those around it: "Contract · Renewal"."""
        around = (self.field(field.path[: length + 1]) for length in range(len(field.path)))
        return " · ".join(each.label if each else name for each, name in zip(around, field.path, strict=True))

    def _find(self, names: tuple[str, ...]) -> Field | None:
        found = self.by_name.get(names[0]) if names else None
        key = False
        for name in names[1:]:
            key = bool(found and found.free and not key)
            found = found if key else found.child(name) if found else None
        return found

    @cached_property
    def asked(self) -> tuple[Field, ...]:
        """The top-level fields that completeness asks for, or asks within."""
        return tuple(field for field in self.fields if field.is_asked)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all fields, at any depth."""
        return frozenset(field.name for top in self.fields for field in top.walk())

    @cached_property
    def free(self) -> frozenset[tuple[str, ...]]:
        """The paths of the fields whose keys are free."""
        return frozenset(field.path for top in self.fields for field in top.walk() if field.free)

    @cached_property
    def parts(self) -> tuple[Field, ...]:
        """The fields whose items can be referred to (`x-part`)."""
        return tuple(field for top in self.fields for field in top.walk() if field.part)

    @cached_property
    def part_keys(self) -> Mapping[str, str]:
        """The lists at the top of a document whose items can be referred to, each with the key that names its items."""
        return {field.name: field.part_key for field in self.parts if len(field.path) == 1}

    @cached_property
    def computed(self) -> tuple[Field, ...]:
        """The top-level fields that follow from others (`x-computed`)."""
        return tuple(field for field in self.fields if field.computed)

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """The fields that refer to other documents (`x-ref`), at any depth."""
        return tuple(field for top in self.fields for field in top.walk() if field.refs)

    @cached_property
    def prose(self) -> tuple[Field, ...]:
        """The fields of Markdown, at any depth, each as one that may mention any document."""
        fields = (field for top in self.fields for field in top.walk() if field.prose)
        return tuple(replace(field, refs=("any",), link="mentions", backlink="is mentioned in") for field in fields)

    @cached_property
    def required(self) -> frozenset[str] | None:
        """The fields without which no document is valid, if each other may be valid by itself; None if they decide about each other."""
        return find_required(self.schema)

    @cached_property
    def validator(self) -> Any:
        """The compiled validator of this kind's schema."""
        import jsonschema_rs

        return jsonschema_rs.Draft202012Validator(dict(self.schema), validate_formats=True)


class Kinds(Mapping[str, Kind]):
    """All kinds by name, in the order of their menu."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = dict(sorted(kinds.items(), key=lambda item: (item[1].order, item[0])))

    def __getitem__(self, name: str) -> Kind:
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    @property
    def shown(self) -> tuple[Kind, ...]:
        """The kinds that have pages."""
        return tuple(kind for kind in self._kinds.values() if not kind.hidden)
