"""A threshold lifts people from a stage from which the lifecycle has no way."""

from edits import Broken, Draw, Spot, change, put_item
from scored import thresholds

from mopsbook.checks.stages import ways
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Spot, str]]:
    found: list[tuple[Spot, str]] = []
    for sound, threshold in thresholds(shelf):
        owner, _, stage = threshold.stage.partition("#")
        lifecycle = shelf.get("lifecycle", owner)
        assert lifecycle
        # People of an example would be lifted as well.
        taken = {str(example.get("stage")) for example in sound.document.data["examples"]}
        froms = [name for name, to in ways(lifecycle).items() if stage not in to and name != stage]
        free = [name for name in froms if f"{owner}#{name}" not in taken]
        found += [((sound.document, sound.at(threshold, "from")), f"{owner}#{name}") for name in free]
    return found


def break_at(spot: tuple[Spot, str], draw: Draw, shelf: Shelf) -> Broken:
    (document, at), name = spot
    return change(document, put_item(document, (*at, 0), f'"{name}"'), named=(*at, 0))
