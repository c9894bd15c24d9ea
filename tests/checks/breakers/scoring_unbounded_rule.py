"""A rule gives many points every time, without an end."""

from edits import Broken, Draw, change, put
from scored import asked_to_hand_over, spot_of, unmet_rules

from mopsbook.checks.models import Sound
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import Rule

FEW = 5


def spots(shelf: Shelf) -> list[tuple[Sound, Rule]]:
    return [(sound, rule) for sound, rule in unmet_rules(shelf) if rule.frequency and rule.part == "behavioural"]


def break_at(spot: tuple[Sound, Rule], draw: Draw, shelf: Shelf) -> Broken:
    sound, rule = spot
    document, at = spot_of(*spot)
    points = max(rule.points, -(-asked_to_hand_over(sound)["score"] // FEW))
    edits = put(document, (*at, "frequency"), "every time"), put(document, (*at, "points"), str(points))
    return change(document, *edits, named=(*at, "points"))
