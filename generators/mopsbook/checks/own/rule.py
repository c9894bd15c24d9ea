"""OwnRule: one rule of a team's own, read and held against the kinds."""

from collections.abc import Mapping

from msgspec import Struct

from mopsbook.checks.finding import Complaint
from mopsbook.checks.own.terms import Term
from mopsbook.documents.document import Pointer
from mopsbook.documents.shelf import Reference

# What a team calls a rule can never clash with what mopsbook will call one some day.
PREFIX = "own/"


class OwnRule(Struct, frozen=True):
    """A rule as it stands in book.yaml, at `at`. `require` is None if it cannot be used: then something is said of it.

    `dimension` is one of SCORE, or "" if the rule serves none of them. `named` are the documents that its conditions name.
    """

    id: str
    at: Pointer
    kinds: tuple[str, ...]
    severity: str
    message: str
    hint: str
    why: str
    dimension: str
    written: str
    where: Term | None = None
    require: Term | None = None
    named: tuple[Reference, ...] = ()

    @property
    def name(self) -> str:
        """What findings call it."""
        return PREFIX + self.id


class OwnRules(Struct, frozen=True):
    """All rules of a book by name, and what is wrong with how they are written."""

    by_name: Mapping[str, OwnRule]
    faults: tuple[Complaint, ...]
