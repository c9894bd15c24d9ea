"""A place where people tell us what they want writes a field that says nothing about consent."""

from edits import Broken, Draw, Spot, in_use, items, set_value
from hypothesis import strategies as st

from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    policies = [policy for policy in in_use(shelf, "policy") if policy.data["area"] in ("consent", "preference-centre")]
    return [(document, (*at, "writes")) for document, at in items(policies, "capture_points")]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    fields = known_fields(shelf).values()
    others = [known.name for known in fields if not known.item.get("consent") and not known.is_gone]
    return set_value(*spot, f'["{draw(st.sampled_from(others))}"]')
