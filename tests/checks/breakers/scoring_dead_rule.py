"""A rule or an exclusion asks for a value that is in no list, or for an attribute that the activity does not have."""

from edits import Broken, Draw, Spot, nonsense, set_value

from mopsbook.checks.conditions import unknown_attribute
from mopsbook.checks.known_fields import field_at
from mopsbook.checks.models import sound_models
from mopsbook.documents.shelf import Shelf
from mopsbook.documents.values import find_values


def spots(shelf: Shelf) -> list[Spot]:
    found: list[Spot] = []
    for document in (sound.document for sound in sound_models(shelf)):
        for key in ("rules", "exclusions"):
            for at, _ in find_values(document.data, (key, "when", "field"), frozenset()):
                known = field_at(shelf, document, at)
                if known and known.item.get("picklist") and document.get((*at[:-1], "op")) == "is":
                    found.append((document, (*at[:-1], "value")))
            for at, _ in find_values(document.data, (key, "when", "where", "attribute"), frozenset()):
                if unknown_attribute(shelf, document, at[:4], "none"):
                    found.append((document, at))
    return [(document, at) for document, at in found if document.get(at[:2]).get("status") != "retired"]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    return set_value(*spot, nonsense(draw))
