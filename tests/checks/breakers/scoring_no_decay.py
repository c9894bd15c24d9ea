"""What somebody does counts for who they are, and those points are never lost."""

from edits import Broken, Draw, change, put
from scored import spot_of, unmet_rules

from mopsbook.checks.models import Sound
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import Rule


def spots(shelf: Shelf) -> list[tuple[Sound, Rule]]:
    return [(sound, rule) for sound, rule in unmet_rules(shelf) if rule.part == "behavioural" and sound.model.decay]


def break_at(spot: tuple[Sound, Rule], draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot_of(*spot)
    return change(document, put(document, (*at, "part"), "demographic"), named=("decay",), on_key=True)
