"""A metric counts a field that is kept in none of the systems from which it is read."""

from edits import Broken, Draw, Spot, in_use, set_value

from mopsbook.checks.known_fields import known_fields
from mopsbook.checks.targets import names_at
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Spot, str]]:
    return [
        ((metric, at), known.name)
        for metric in in_use(shelf, "metric")
        for key in ("source_fields", "date_basis")
        for at, _ in names_at(metric, (key,))
        for known in known_fields(shelf).values()
        if known.names and known.names.keys().isdisjoint(metric.data.get("systems", known.names)) and not known.is_gone
        if not known.has_loose_names
    ]


def break_at(spot: tuple[Spot, str], draw: Draw, shelf: Shelf) -> Broken:
    (metric, at), field = spot
    return set_value(metric, at, f'"{field}"')
