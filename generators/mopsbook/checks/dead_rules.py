"""What of a scoring model can never hold: rules that nobody satisfies, and exclusions that take out nobody."""

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.checks.conditions import unknown_attribute, unlisted
from mopsbook.checks.models import Sound, sound_models
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import Condition, Rule
from mopsbook.scoring.sense import clash_of_acts, clash_of_stages, contradiction, taken_out
from mopsbook.words import listed


class Dead(Struct, frozen=True, eq=False):
    """A rule or an exclusion that can never hold: at which place of the model (`("rules", 3)`), where and why, and what to do."""

    document: Document
    at: Pointer
    pointer: Pointer
    reason: str
    hint: str


def find_dead(shelf: Shelf) -> Sequence[Dead]:
    """Return what can never hold, of all models that can be run; of what follows from it no other rule speaks."""
    if shelf not in _found:
        _found[shelf] = [dead for sound in sound_models(shelf) for dead in _dead_of(sound)]
    return _found[shelf]


_found: WeakKeyDictionary[Shelf, Sequence[Dead]] = WeakKeyDictionary()


def _dead_of(sound: Sound) -> Iterator[Dead]:
    for rule in sound.model.rules:
        at: Pointer = ("rules", rule.index)
        found = _reason(sound, at, rule.when) or _reason_of_rule(sound, rule)
        if found:
            yield Dead(sound.document, at, *found)
    for index, item in enumerate(sound.document.data.get("exclusions", ())):
        exclusion = next((one for one in sound.model.exclusions if one.id == item.get("id")), None)
        found = _reason(sound, ("exclusions", index), exclusion.when) if exclusion else None
        if found:
            yield Dead(sound.document, ("exclusions", index), *found)


def _reason(sound: Sound, at: Pointer, when: tuple[Condition, ...]) -> tuple[Pointer, str, str] | None:
    """Return where and why conditions cannot hold, and what to do; None if they can."""
    document, shelf = sound.document, sound.reader.shelf
    for index, one in enumerate(when):
        here = (*at, "when", index)
        absent = [] if one.negated or not one.test else unlisted(shelf, document, here)
        if one.test and absent and len(absent) == len(one.test.values):
            names = listed([each.value for each in absent], 4, "and")
            said = "retired in" if all(each.retired for each in absent) else "not in use in"
            verb = "is" if len(absent) == 1 else "are"
            return (*here, "value"), f"{names} {verb} {said} the list `{absent[0].list}`", absent[0].hint
        for place, test in enumerate(one.where):
            known = [] if one.negated else unknown_attribute(shelf, document, here, test.name)
            if known:
                hint = f"Its attributes are {listed(known, last='and')}."
                return (*here, "where", place, "attribute"), f"the activity has no attribute `{test.name}`", hint
        channels = {status.partition("#")[0] for status in one.statuses}
        if one.statuses and one.channels and not channels & one.channels and not one.negated:
            return (*here, "channels"), "none of the statuses is one of these channels", "Take out the channels."
        if one.success and one.statuses and not one.negated and not _successes(sound, here, len(one.statuses)):
            return (
                (*here, "success"),
                "none of the statuses is a success",
                "Take out `success`, or name another status.",
            )
    field = contradiction(when, sound.several)
    if field:
        return (
            (*at, "when"),
            f"no value of `{field}` satisfies all conditions",
            "Loosen one of them, or make two rules of it.",
        )
    if clash_of_stages(when):
        return (
            (*at, "when"),
            "nobody is in the stages that it asks for",
            "Name all stages in one condition: one is enough.",
        )
    return None


def _reason_of_rule(sound: Sound, rule: Rule) -> tuple[Pointer, str, str] | None:
    at = ("rules", rule.index, "when")
    if clash_of_acts(rule):
        return at, "it counts an activity that must never have happened", "Take out the condition with `not`."
    exclusion = taken_out(rule, sound.model.exclusions)
    if exclusion:
        return (
            at,
            f"the exclusion `{exclusion.id}` takes out everybody whom it fits",
            "Retire the rule, or narrow the exclusion.",
        )
    return None


def _successes(sound: Sound, at: Pointer, many: int) -> list[bool]:
    targets = [sound.reader.shelf.target_at(sound.document, (*at, "statuses", n)) for n in range(many)]
    return [True for one in targets if one and (one.document.get(one.part) or {}).get("success")]
