"""What a field means is said by its label, and by nothing else."""

from edits import Broken, Draw, Spot, set_value
from hypothesis import strategies as st

from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [(known.document, known.pointer) for known in known_fields(shelf).values() if known.item.get("definition")]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    title = document.get((*at, "title"))
    forms = [title, f"The {title}.", f"{title} of this field", document.get((*at, "id")).replace("-", " ")]
    return set_value(document, (*at, "definition"), draw(st.sampled_from(forms)))
