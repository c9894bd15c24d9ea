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

import re
from collections.abc import Iterator, Mapping
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.words import a, fold, listed, nearest, offer

SEVERITY = "error"
DIMENSION = "cohesive"
_MOST_NEAR = 200


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each reference that leads nowhere."""
    looked: set[str] = set()
    for reference, target in shelf.references:
        if target is not None or shelf.is_unread(reference):
            continue
        if _is_told(reference):
            continue
        wanted = [_noun(shelf, name) for name in reference.field.refs]
        nouns = " or ".join(dict.fromkeys(wanted))
        holder = _holder(reference, shelf)
        # A book with hundreds of names that lead nowhere has another trouble than slips of the pen, and looking for the
        # nearest of thousands of names for each of them would take minutes.
        looked.add(reference.name)
        few = len(looked) <= _MOST_NEAR
        elsewhere = [kind for kind in shelf.kinds if shelf.get(kind, reference.name) is not None]
        hint = _slip(reference, shelf) or (_nearest(reference, holder, shelf) if few else "")
        if "," in reference.name:
            several = ", ".join(name.strip() for name in reference.name.split(","))
            hint = f"Write several names as a list: [{several}]." if reference.field.many else "Name just one."
        if not hint and elsewhere:
            label = shelf.kinds[elsewhere[0]].label.lower()
            hint = f"`{reference.name}` is {a(label)}; here {_article(nouns)} is wanted."
        elif not hint:
            ids = sorted(set(_names(reference, holder, shelf, aliases=False)))
            hint = f"Known are {listed(ids, last='and')}." if ids else f"There is no {nouns} yet."
        message = _say(reference, holder, nouns)
        yield Complaint(reference.document, reference.pointer, message, hint, within=reference.typed)


def _is_told(reference: Reference) -> bool:
    """Return whether the schema has said already that this is no name, or that it is a list with hyphens that make none."""
    spoilt = {violation.pointer for violation in reference.document.violations}
    glued = len(reference.pointer) > 1 and _HYPHEN.search(reference.name) is not None
    return reference.pointer in spoilt or (glued and reference.pointer[:-1] in spoilt)


def _say(reference: Reference, holder: Document | None, nouns: str) -> str:
    if holder is None:
        return f"no {nouns} is called `{reference.name}`"
    kind = holder.kind
    asked = [name.partition(".")[2] for name in reference.field.refs if name.partition(".")[0] in (kind.name, "any")]
    parts = [part for part in asked if part] or [field.part for field in kind.parts if field.part]
    sorts = " or ".join(dict.fromkeys(parts)) or "part"
    part = reference.name.rpartition("#")[2]
    return f"no {sorts} of {kind.label.lower()} `{holder.id}` is called `{part}`"


def _holder(reference: Reference, shelf: Shelf) -> Document | None:
    """Return the document that a reference to a part names and that is there, so that only the part is wrong."""
    owner, mark, _ = reference.name.rpartition("#")
    head, _, id = owner.rpartition("/")
    kinds = [name.partition(".")[0] for name in reference.field.refs]
    every = list(shelf.kinds) if "any" in kinds else kinds
    found = (shelf.get(kind, id) for kind in every if head in ("", kind)) if mark else ()
    return next((document for document in found if document), None)


def _slip(reference: Reference, shelf: Shelf) -> str:
    """Return what to do about a name that is none for a reason that we know: another sign before a part, a person, nobody."""
    name = reference.name
    if len(name) > _LONGEST:
        return ""
    if any("." in kind for kind in reference.field.refs) and "#" not in name:
        for sign in re.finditer(r"[./:]|\s*[>\u2192-]+>?\s*", name):
            meant = f"{name[: sign.start()].strip()}#{name[sign.end() :].strip()}"
            if shelf.resolve(reference._replace(name=meant)):
                return f"did you mean `{meant}`?"
    glued = _HYPHEN.search(name) if not reference.typed else None
    if glued:
        meant = name[glued.end() :]
        write = f"`- {meant}`, on a line of its own" if reference.field.many else f"`{meant}`, without the hyphen"
        return f"A space is missing behind the hyphen: write {write}." if reference.field.many else f"Write {write}."
    people = {"role", "team"} & set(reference.field.refs)
    if people and re.fullmatch(r"\S+@\S+[.]\S+", name):
        return "Name a role or a team, and no person: people change, and the roles stay."
    if name.casefold() in _NOBODY and not reference.typed:
        return "If there is none, leave it out, and say why under `does_not_apply`."
    return ""


# A longer text is no name, and not worth the look.
_LONGEST = 200
# A hyphen that was to begin an item of a list.
_HYPHEN = re.compile(r"(?:^|\s)-(?=[^\s-])")
_NOBODY = frozenset(("none", "nobody", "no one", "no-one", "nothing"))


def _names(reference: Reference, holder: Document | None, shelf: Shelf, *, aliases: bool = True) -> list[str]:
    names = shelf.names_for(reference, aliases)
    owner = reference.name.rpartition("#")[0]
    # Where the document is right, only its own parts can be meant.
    within = [
        f"{owner}#{name.partition('#')[2]}" for name in names if holder and name.partition("#")[0] in (holder.id, owner)
    ]
    return within if holder else names


def _titles(reference: Reference, holder: Document | None, names: list[str], shelf: Shelf) -> Mapping[str, str]:
    if holder is None:
        return shelf.titles_for(reference)
    titles: dict[str, str] = {}
    for name in names:
        target = shelf.resolve(reference._replace(name=name))
        item = target.document.get(target.part) if target else None
        title = item.get("title") or item.get("label") if isinstance(item, Mapping) else ""
        if title:
            titles.setdefault(str(title), name)
    return titles


def _nearest(reference: Reference, holder: Document | None, shelf: Shelf) -> str:
    """Return the name that was probably meant; of a title, the id that stands for it."""
    name = reference.name
    names = _names(reference, holder, shelf)
    titles = _titles(reference, holder, names, shelf)
    if holder:
        # The name of the document, which is right, would make every part of it look like the wrong one.
        owner, _, part = name.rpartition("#")
        near = nearest(part, [*(each.rpartition("#")[2] for each in names), *titles])
        goal = titles.get(near, f"{owner}#{near}") if near else ""
        return (
            "" if near is None else f"did you mean `{goal}`, the id of {near}?" if near in titles else offer(name, goal)
        )
    near = nearest(name, [*names, *titles])
    if near is None:
        return ""
    if near in names:
        return offer(name, near)
    if fold(near) == fold(name):
        return f"Write `{titles[near]}`, the id of {near}."
    return f"did you mean `{titles[near]}`, the id of {near}?"


def _noun(shelf: Shelf, name: str) -> str:
    kind, _, part = name.partition(".")
    return part or ("document" if kind == "any" else shelf.kinds[kind].label.lower())


def _article(nouns: str) -> str:
    return " or ".join(a(noun) for noun in nouns.split(" or "))
