"""Measures: what is known of an entity that nobody wrote down, and that can be shown and asked for like a field."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from mopsbook.catalog.entity import Entity


class Measure(Struct, frozen=True):
    """A number, or words; `values` are all that the words can be, empty if they may be any."""

    label: str
    of: Callable[[Entity], Any]
    is_number: bool = False
    values: tuple[str, ...] = ()


_STATES = ("fresh", "due", "changed", "suspect", "overdue", "never")

MEASURES: Mapping[str, Measure] = {
    "completeness": Measure("Completeness", lambda entity: entity.completeness.score, is_number=True),
    "freshness": Measure("Freshness", lambda entity: entity.freshness.state, values=_STATES),
    "path": Measure("File", lambda entity: f"{entity.path}:{entity.line}"),
}
