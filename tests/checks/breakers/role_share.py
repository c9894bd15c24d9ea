"""A role answers for more than the share to which it limits itself."""

from collections import Counter, defaultdict

from edits import Broken, Draw, change, say
from hypothesis import strategies as st

from mopsbook.checks.people import parts
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Document, int]]:
    """The roles with a part in three processes or more, each with the share of their steps that it answers for."""
    steps: dict[str, dict[str, int]] = defaultdict(dict)
    answered: Counter[str] = Counter()
    for part in parts(shelf):
        steps[part.who.id][part.process.id] = len(part.process.data["steps"])
        answered[part.who.id] += part.letter == "accountable"
    shares = [
        (role, 100 * answered[role.id] // sum(steps[role.id].values()))
        for role in shelf.of_kind("role")
        if role.id in steps
    ]
    return [(role, share) for role, share in shares if share > 1 and len(steps[role.id]) > 2]


def break_at(spot: tuple[Document, int], draw: Draw, shelf: Shelf) -> Broken:
    role, share = spot
    limit = draw(st.integers(1, share - 1))
    return change(role, say(role, ("share_limit",), str(limit)), named=("share_limit",))
