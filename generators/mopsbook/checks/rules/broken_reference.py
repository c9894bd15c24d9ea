"""A document refers to something that is not there.

What: The name is neither the id nor an alias of a document of the kinds that may stand here, nor, where a part is
meant (a stage, a step, a value), the id of a part. In prose, what stands in double brackets is a reference:
`[[marketo-engage]]`.

Why: A reference that leads nowhere is an owner who left, a system that was renamed, a step that was deleted: the
reader is sent to nobody. In GitLab's team file 451 of 1,336 managers led to nobody.

Mend: Take the nearest name, which the message offers, or create the document. A reference names the id or an alias,
not the title: `marketo-engage`, and not "Adobe Marketo Engage". A former name may stay in use: add it to the
`aliases` of the document that bears the new one.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.words import a, fold, listed, nearest

SEVERITY = "error"
DIMENSION = "cohesive"
_MOST_NEAR = 200


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each reference that leads nowhere."""
    looked: set[str] = set()
    for reference, target in shelf.references:
        if target is not None or shelf.is_unread(reference):
            continue
        if any(violation.pointer == reference.pointer for violation in reference.document.violations):
            # What is no name at all is said to be none already.
            continue
        wanted = [_noun(shelf, name) for name in reference.field.refs]
        nouns = " or ".join(dict.fromkeys(wanted))
        # A book with hundreds of names that lead nowhere has another trouble than slips of the pen, and looking for the
        # nearest of thousands of names for each of them would take minutes.
        looked.add(reference.name)
        few = len(looked) <= _MOST_NEAR
        elsewhere = [kind for kind in shelf.kinds if shelf.get(kind, reference.name) is not None]
        hint = _nearest(reference, shelf) if few else ""
        if "," in reference.name:
            several = ", ".join(name.strip() for name in reference.name.split(","))
            hint = f"Write several names as a list: [{several}]." if reference.field.many else "Name just one."
        if not hint and elsewhere:
            label = shelf.kinds[elsewhere[0]].label.lower()
            hint = f"`{reference.name}` is {a(label)}; here {_article(nouns)} is wanted."
        elif not hint:
            ids = sorted(set(shelf.names_for(reference, aliases=False)))
            hint = f"Known are {listed(ids, last='and')}." if ids else f"There is no {nouns} yet."
        yield Complaint(
            reference.document,
            reference.pointer,
            f"no {nouns} is called `{reference.name}`",
            hint,
            within=reference.typed,
        )


def _nearest(reference: Reference, shelf: Shelf) -> str:
    """Return the name that was probably meant; of a title, the id that stands for it."""
    name = reference.name
    names = shelf.names_for(reference)
    titles = shelf.titles_for(reference)
    near = nearest(name, [*names, *titles])
    if near is None:
        return ""
    if near in names:
        return f"did you mean `{near}`?"
    if fold(near) == fold(name):
        return f"Write `{titles[near]}`, the id of {near}."
    return f"did you mean `{titles[near]}`, the id of {near}?"


def _noun(shelf: Shelf, name: str) -> str:
    kind, _, part = name.partition(".")
    return part or ("document" if kind == "any" else shelf.kinds[kind].label.lower())


def _article(nouns: str) -> str:
    return " or ".join(a(noun) for noun in nouns.split(" or "))
