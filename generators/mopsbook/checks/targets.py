"""Where the names in a document lead, one name at a time: what rules ask that look at single fields."""

from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf, Target


def names_at(document: Document, pointer: Pointer) -> list[tuple[Pointer, str]]:
    """Return the names at a pointer, which holds one or a list of them, each with its own pointer."""
    value = document.get(pointer)
    if isinstance(value, list):
        return [((*pointer, index), name) for index, name in enumerate(value) if isinstance(name, str) and name]
    return [(pointer, value)] if isinstance(value, str) and value else []


def target_at(shelf: Shelf, document: Document, pointer: Pointer) -> Target | None:
    """Return what the name at a pointer leads to; None if there is none, or if it leads nowhere."""
    return shelf.target_at(document, pointer)


def document_at(shelf: Shelf, document: Document, pointer: Pointer, kind: str) -> Document | None:
    """Return the document of a kind that the name at a pointer leads to, or None."""
    target = target_at(shelf, document, pointer)
    return target.document if target and target.document.kind.name == kind else None


def some_lead_nowhere(shelf: Shelf, kind: str) -> bool:
    """Return whether a name of a document of a kind leads nowhere: it may be meant for any of them."""
    return any(target is None and {kind, "any"} & set(reference.field.refs) for reference, target in shelf.references)


def is_retired(document: Document | None) -> bool:
    """Return whether there is a document and it is retired: of what refers to it the rule retired-reference speaks."""
    return document is not None and document.data.get("status") == "retired"


def teams_at(shelf: Shelf, document: Document, pointer: Pointer) -> frozenset[str]:
    """Return the ids of the teams that the roles and teams at a pointer belong to.

    Nothing is returned if one of them leads nowhere or has no team: then nobody can tell whose work it is.
    """
    teams: set[str] = set()
    for at, _ in names_at(document, pointer):
        target = target_at(shelf, document, at)
        owner = target.document if target else None
        team = document_at(shelf, owner, ("team",), "team") if owner and owner.kind.name == "role" else owner
        if team is None:
            return frozenset()
        teams.add(team.id)
    return frozenset(teams)
