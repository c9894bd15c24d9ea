"""The examples that reach a threshold are taken out."""

from edits import Broken, Draw, change, take_out
from scored import results, thresholds

from mopsbook.checks.models import Sound
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import Threshold


def spots(shelf: Shelf) -> list[tuple[Sound, Threshold]]:
    return thresholds(shelf)


def break_at(spot: tuple[Sound, Threshold], draw: Draw, shelf: Shelf) -> Broken:
    sound, threshold = spot
    reaching = [index for index, result in enumerate(results(sound)) if result.threshold == threshold]
    edits = [take_out(sound.document, ("examples", index)) for index in reaching]
    return change(sound.document, *edits, named=sound.at(threshold))
