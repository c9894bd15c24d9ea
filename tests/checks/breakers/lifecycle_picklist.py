"""A stage is written into a system by a value that its list does not have, or has retired."""

from edits import Broken, Draw, nonsense, set_value
from hypothesis import strategies as st

from mopsbook.checks.stage_values import StageField, stage_fields
from mopsbook.documents.document import Pointer
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[StageField, Pointer]]:
    return [(field, at) for field in stage_fields(shelf) for at, _ in field.given.values()]


def break_at(spot: tuple[StageField, Pointer], draw: Draw, shelf: Shelf) -> Broken:
    field, at = spot
    return set_value(field.lifecycle, at, draw(st.sampled_from([nonsense(draw), *field.retired])))
