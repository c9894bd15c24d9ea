"""ImportMap and Rule: an import map as plain values, once it is known to be right."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from mopsbook.imports.normalise import Table

Path = tuple[str, ...]


def as_many(value: Any) -> tuple[str, ...]:
    """Return what a map says as one text or as a list of them."""
    return (value,) if isinstance(value, str) else tuple(value)


def split_path(dotted: str) -> tuple[str, ...]:
    """Return the path of a field. Below `unknown` and `does_not_apply`, the path of another field is one step."""
    first, _, rest = dotted.partition(".")
    if first == "does_not_apply" and rest:
        return (first, rest)
    if first == "unknown" and "." in rest:
        return (first, *rest.rsplit(".", 1))
    return tuple(dotted.split("."))


class Template(Struct, frozen=True):
    """Text with columns in braces. `parts` alternates: text, (column, may be empty), text, ..."""

    parts: tuple[str | tuple[str, bool], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it names."""
        return tuple(part[0] for part in self.parts if isinstance(part, tuple))


class Condition(Struct, frozen=True):
    """Columns, each with the values it must have one of; no values: it must say something."""

    wanted: tuple[tuple[str, tuple[Any, ...]], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it looks at."""
        return tuple(column for column, _ in self.wanted)


class Rule(Struct, frozen=True):
    """How one field is made. The order of the attributes is the order in which they work."""

    columns: tuple[str, ...] = ()
    texts: tuple[Template, ...] = ()
    always: Any = None
    same: str = ""
    when: Condition | None = None
    missing: frozenset[str] | None = None
    replace: tuple[tuple[re.Pattern[str], str], ...] = ()
    split: re.Pattern[str] | None = None
    find: re.Pattern[str] | None = None
    values: Table | None = None
    near: bool = True
    each: "Rules | None" = None
    refs: tuple[str, ...] = ()
    create: "Rules | None" = None
    otherwise: str = "report"
    take: str = ""
    dates: tuple[str, ...] = ()
    decimal: str = ""
    slug: bool = False


Rules = Mapping[Path, tuple[Rule, ...]]


class Where(Struct, frozen=True):
    """Where in a file the records are, and which of them count."""

    path: str = ""
    sheet: str = ""
    format: str = ""
    encoding: str = ""
    separator: str = ""
    header: tuple[str, ...] = ()
    skip_lines: int = 0
    fill_down: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    together: bool = False
    only: Condition | None = None
    skip: Condition | None = None


class ImportMap(Struct, frozen=True):
    """A whole map. `file` is its path as it was given, for messages."""

    name: str
    file: str
    records: Where
    key: tuple[str, ...]
    missing: frozenset[str]
    ignore: Mapping[str, str]
    rules: Rules = field(default_factory=dict)

    @property
    def keyed(self) -> str:
        """By what a record is known again: columns, or else the id that the map gives it, or else its title."""
        return " / ".join(self.key) or ("the id" if ("id",) in self.rules else "the title")
