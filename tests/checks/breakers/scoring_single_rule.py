"""One rule alone gives as many points as are asked for at a hand-over."""

from edits import Broken, Draw, set_value
from hypothesis import strategies as st
from msgspec.structs import replace
from scored import asked_to_hand_over, spot_of, unmet_rules

from mopsbook.checks.models import Sound
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.bounds import alone
from mopsbook.scoring.model import Rule


def spots(shelf: Shelf) -> list[tuple[Sound, Rule]]:
    return [(sound, rule) for sound, rule in unmet_rules(shelf) if is_enough(sound, rule)]


def is_enough(sound: Sound, rule: Rule) -> bool:
    """Whether the rule could lead to a hand-over by itself, if it gave as many points as are asked for."""
    many = max(asked_to_hand_over(sound).values(), default=0)
    parts = alone(replace(rule, points=many), sound.model)
    return any(threshold.is_reached_by(parts) for threshold in sound.handing_over)


def break_at(spot: tuple[Sound, Rule], draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot_of(*spot)
    many = max(asked_to_hand_over(spot[0]).values())
    return set_value(document, (*at, "points"), str(many + draw(st.integers(0, 40))))
