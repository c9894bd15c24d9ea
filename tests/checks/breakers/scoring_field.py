"""A score is kept in a field that holds no number."""

from edits import Broken, Draw, Spot, set_value

from mopsbook.checks.known_fields import field_at, known_fields
from mopsbook.checks.models import sound_models
from mopsbook.documents.shelf import Shelf

NUMBERS = ("number", "integer", "score", "formula", "rollup")


def spots(shelf: Shelf) -> list[tuple[Spot, str]]:
    return [
        ((sound.document, at), known.name)
        for sound in sound_models(shelf)
        for at in (("field",), ("demographic", "field"), ("behavioural", "field"))
        for mine in [field_at(shelf, sound.document, at)]
        for known in known_fields(shelf).values()
        if mine and known.document is mine.document and known.item.get("type", "number") not in NUMBERS
    ]


def break_at(spot: tuple[Spot, str], draw: Draw, shelf: Shelf) -> Broken:
    (document, at), field = spot
    return set_value(document, at, f'"{field}"')
