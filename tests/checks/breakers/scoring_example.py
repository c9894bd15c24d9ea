"""An example must come to another number or to another stage than it comes to."""

from edits import Broken, Draw, Spot, set_value
from hypothesis import strategies as st

from mopsbook.checks.models import sound_models
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (sound.document, ("examples", index, "expect", key))
        for sound in sound_models(shelf)
        for index, example in enumerate(sound.document.data["examples"])
        for key in example["expect"]
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    value = document.get(at)
    if at[-1] == "stage":
        stages = [f"{each.id}#{stage['id']}" for each in shelf.of_kind("lifecycle") for stage in each.data["stages"]]
        return set_value(document, at, f'"{draw(st.sampled_from([stage for stage in stages if stage != value]))}"')
    return set_value(document, at, str(value + draw(st.integers(1, 30))))
