"""An API name of Salesforce has a blank, a hyphen or an umlaut in it, or begins with a digit."""

from edits import Broken, Draw, Spot, set_value
from hypothesis import strategies as st

from mopsbook.checks.flows import flows
from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    # By these names mappings would no longer find the field.
    used = {end.name for flow in flows(shelf) for end in (flow.source, flow.target)}
    return [
        (known.document, (*known.pointer, "names", index, "api_name"))
        for known in known_fields(shelf).values()
        for index, entry in enumerate(known.item.get("names", ()))
        if entry["system"] == "salesforce" and entry["api_name"] not in used
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    name = document.get(at)
    return set_value(*spot, draw(st.sampled_from([f"{name[:3]} {name[3:]}", f"{name}-x", f"1{name}", f"Ä{name}"])))
