"""An integration says that it carries no personal data, or a system that it holds none, and their fields say otherwise."""

from edits import Broken, Draw, Spot, in_use, set_value

from mopsbook.checks.flows import flows
from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf

PERSONAL = ("personal", "special")


def spots(shelf: Shelf) -> list[Spot]:
    personal = [known for known in known_fields(shelf).values() if known.item.get("personal_data") in PERSONAL]
    keeping = {("system", system) for known in personal if not known.is_gone for system in known.names}
    carrying = {flow.document.key for flow in flows(shelf) if {flow.source.known, flow.target.known} & set(personal)}
    keys = {"system": ("holds_personal_data",), "integration": ("personal_data",)}
    found = [each for each in in_use(shelf, *keys) if each.key in keeping | carrying]
    return [(document, keys[document.kind.name]) for document in found]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    return set_value(*spot, "false")
