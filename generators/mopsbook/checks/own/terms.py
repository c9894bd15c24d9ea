"""What a rule asks, as a tree of terms. Reading makes it, judging decides it, reasons put it into words.

A term is asked of a Node. Two terms are equal only if they are the same one, so that verdicts can be kept by term.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec import Struct

from mopsbook.documents.document import Document, Pointer

Path = tuple[str, ...]


class Node(NamedTuple):
    """What is asked: a document, an item within it, or a plain value of a list; `pointer` leads to it."""

    document: Document
    pointer: Pointer = ()


class Referrers(Struct, frozen=True):
    """The documents that refer to a document: those of a kind, and only in one field; "" is any kind, any field."""

    kind: str = ""
    field: str = ""

    @property
    def words(self) -> str:
        """What refers, as a rule writes it."""
        return f"{self.kind}.{self.field}" if self.field else self.kind or "any"


Source = Path | Referrers


class Both(Struct, frozen=True, eq=False):
    """All of the terms hold."""

    terms: tuple["Term", ...]


class Either(Struct, frozen=True, eq=False):
    """At least one of the terms holds."""

    terms: tuple["Term", ...]


class Not(Struct, frozen=True, eq=False):
    """The term does not hold."""

    term: "Term"


class Present(Struct, frozen=True, eq=False):
    """Something stands at the path; if `answer` is set, `does_not_apply` is as good."""

    path: Path
    answer: bool = False


class Value(Struct, frozen=True, eq=False):
    """The value at the path, or one of the list there, is as wanted. `default` stands for one that was left out."""

    path: Path
    accepts: Callable[[Any], bool]
    wanted: str
    default: Any = None


class Names(Struct, frozen=True, eq=False):
    """The reference at the path, or one of them, leads to one of the documents."""

    path: Path
    keys: frozenset[tuple[str, str]]
    wanted: str


class Look(Struct, frozen=True, eq=False):
    """`how` many items of the source (every, some, none) are as the term says; only those count for which `where` holds."""

    source: Source
    how: str
    term: "Term"
    where: "Term | None" = None


class Count(Struct, frozen=True, eq=False):
    """The source has at least `low` and at most `high` items for which `where` holds; `high` None is no limit."""

    source: Source
    low: int
    high: int | None
    wanted: str
    where: "Term | None" = None


class Unsure(Struct, frozen=True, eq=False):
    """Nobody can say, because what is named could not be read."""


Term = Both | Either | Not | Present | Value | Names | Look | Count | Unsure
