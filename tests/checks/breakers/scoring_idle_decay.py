"""A model gets a decay that takes nothing, or a reset that nothing sets off."""

from edits import Broken, Draw, Spot, change, items, nonsense, put_item
from hypothesis import strategies as st

from mopsbook.checks.models import sound_models
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    models = [sound.document for sound in sound_models(shelf)]
    return items(models, "decay") + items(models, "resets")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    part = draw(st.sampled_from(["demographic", "behavioural"]))
    days = f", inactive_days: {draw(st.integers(1, 100))}" if at[0] == "decay" else ""
    item = f"{{id: {nonsense(draw)}, title: New, part: {part}{days}}}"
    return change(document, put_item(document, at, item), named=at)
