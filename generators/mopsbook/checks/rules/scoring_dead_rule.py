"""A scoring rule that nobody can ever satisfy.

What: Its conditions contradict each other; an exclusion takes out everybody who satisfies them; it compares a field with
values of which none is in the field's list, or none is in use any more; it names an attribute that the activity does not
have; or statuses that are of other channels than it names, or none of which is a success though it asks for one. The same
holds for exclusions. Fields that may hold several values are given the benefit of the doubt.

Why: People read the rule and believe that it counts. Most often a value was renamed in the list and not in the model, and
a whole group of people has lost points since.

Mend: Write the value as the list has it, mend the condition, or retire the rule.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.conditions import unknown_attribute, unlisted
from mopsbook.checks.finding import Complaint
from mopsbook.checks.models import Sound, sound_models
from mopsbook.documents.document import Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.scoring.model import Condition, Rule
from mopsbook.scoring.sense import clash_of_acts, clash_of_stages, contradiction, taken_out
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each rule and each exclusion that can never hold, with the reason."""
    for sound in sound_models(shelf):
        for rule in sound.model.rules:
            found = _reason(sound, ("rules", rule.index), rule.when) or _reason_of_rule(sound, rule)
            if found:
                yield Complaint(sound.document, found[0], f"the rule can never fire: {found[1]}", found[2])
        for index, item in enumerate(sound.document.data.get("exclusions", ())):
            exclusion = next((one for one in sound.model.exclusions if one.id == item.get("id")), None)
            found = _reason(sound, ("exclusions", index), exclusion.when) if exclusion else None
            if found:
                yield Complaint(sound.document, found[0], f"it takes out nobody: {found[1]}", found[2])


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
