"""Another value of a field gets the same points by a rule of its own."""

from collections import Counter

from edits import Broken, Draw, Spot, change, copy_of, nonsense, put_item

from mopsbook.checks.known_fields import field_at
from mopsbook.checks.models import Sound, sound_models
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import Rule


def spots(shelf: Shelf) -> list[tuple[Spot, str]]:
    found: list[tuple[Spot, str]] = []
    for sound in sound_models(shelf):
        levels = [rule for rule in sound.model.rules if is_level(rule)]
        often = Counter(place(rule) for rule in levels)
        for rule in levels:
            at = ("rules", rule.index)
            known = field_at(shelf, sound.document, (*at, "when", 0, "field"))
            values = shelf.get("value-list", known.item.get("picklist", "")) if known else None
            if values and often[place(rule)] == 1:
                free = {one["value"] for one in values.data["values"] if one.get("status") != "retired"}
                found += [((sound.document, at), value) for value in sorted(free - taken(sound, rule))]
    return found


def is_level(rule: Rule) -> bool:
    one = rule.when[0]
    return len(rule.when) == 1 and one.test is not None and one.test.op == "is" and not rule.cap


def place(rule: Rule) -> tuple[str, str, int]:
    test = rule.when[0].test
    return rule.part, test.name if test else "", rule.points


def taken(sound: Sound, rule: Rule) -> set[object]:
    """The values of a rule, those of people in the examples, who would get the points as well, and of people left out."""
    out = [one for exclusion in sound.model.exclusions for one in exclusion.when]
    tests = [one.test for one in (*rule.when, *out) if one.test]
    people = [sound.reader.person(index) for index in range(len(sound.document.data["examples"]))]
    known = [value for one in people for values in one.values.values() for value in values]
    return {*known, *(value for test in tests for value in test.values)}


def break_at(spot: tuple[Spot, str], draw: Draw, shelf: Shelf) -> Broken:
    (document, at), value = spot
    twin = copy_of(document, at, {("id",): nonsense(draw), ("when", 0, "value"): f'"{value}"'})
    # The later of the two is the one too many.
    return change(document, put_item(document, at, twin), named=("rules", at[1] + 1, "points"))
