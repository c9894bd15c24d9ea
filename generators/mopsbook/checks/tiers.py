"""Tiers: how much hangs on a document, from 1 (much) to 4, so that as much is expected of it.

What is written wins: `tier`, or what follows from the criticality scores of a system. For everything else the tier is worked
out as GitLab does it for its technology (Marketing Technology Tiering System, GitLab handbook): three questions, 1 to 3
points each, of which 8 or 9 make tier 1, 5 to 7 tier 2, and 3 or 4 tier 3. There people answer how critical it is, how much
is integrated with it and how great the risk is; here the book answers what comes nearest to that:

    serves      3 if something of tier 1 depends on it, or it on that; 2 for tier 2 (written ones), else 1
    direct      how many documents depend on it: 10 or more are 3 points, 3 or more are 2, fewer are 1
    reach       how many depend on it over up to three references: 30 or more are 3 points, 10 or more are 2, fewer are 1

Tier 4 says that nobody has scored it, so it is only ever written.

Which end of a reference depends on the other, the schema says (`x-dependence`). Retired documents and mentions in prose count
for nothing, and no way goes on through those who own documents: what a role answers for does not depend on all that this
role has access to. If one more document depends on something, that can only make it more important.
"""

from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

LEVELS = (1, 2, 3, 4)
MOST_COUNTED = 30
_HOPS = 3
# From how many on there are so many points.
_DIRECT = ((10, 3), (3, 2), (0, 1))
_REACH = ((MOST_COUNTED, 3), (10, 2), (0, 1))
_SERVES = {1: 3, 2: 2}
_STEPS = ((8, 1), (5, 2), (3, 3))


class Tier(Struct, frozen=True):
    """How much hangs on a document: `level` is 1 to 4.

    `direct` is how many documents depend on it, `reach` how many do so over up to three references (counted up to
    MOST_COUNTED), `serves` the most important tier that is written beside it, 0 for none. `written` says that the document
    says its own tier.
    """

    level: int
    written: bool = False
    serves: int = 0
    direct: int = 0
    reach: int = 0


_found: WeakKeyDictionary[Shelf, Mapping[int, Tier]] = WeakKeyDictionary()


def tier_of(document: Document, shelf: Shelf) -> Tier:
    """Return the tier of a document of a shelf."""
    if shelf not in _found:
        _found[shelf] = _work_out(shelf)
    return _found[shelf][id(document)]


def written_tier(document: Document) -> int:
    """Return the tier that a document says itself, or that follows from its scores; 0 for none."""
    tier = document.data.get("tier")
    # A kind of a team's own may call something else so.
    return tier if isinstance(tier, int) and not isinstance(tier, bool) and tier in LEVELS else 0


def _work_out(shelf: Shelf) -> Mapping[int, Tier]:
    documents = shelf.documents
    written = [written_tier(document) for document in documents]
    beside = [0] * len(documents)
    on: list[dict[int, bool]] = [{} for _ in documents]
    for one, other, carries in _dependences(shelf):
        if carries or other not in on[one]:
            on[one][other] = carries
        if written[other] and not 0 < beside[one] <= written[other]:
            beside[one] = written[other]
        if written[one] and not 0 < beside[other] <= written[one]:
            beside[other] = written[one]
    found: dict[int, Tier] = {}
    # Of thousands of documents hardly a hundred differ in this.
    tiers: dict[tuple[int, int, int, int], Tier] = {}
    for number, document in enumerate(documents):
        reach = _count_reach(number, on) if on[number] else 0
        says = (written[number], beside[number], len(on[number]), reach)
        if says not in tiers:
            tiers[says] = _tier(*says)
        found[id(document)] = tiers[says]
    return found


def _tier(written: int, serves: int, direct: int, reach: int) -> Tier:
    points = _SERVES.get(serves, 1) + _step(_DIRECT, direct) + _step(_REACH, reach)
    return Tier(written or _step(_STEPS, points), bool(written), serves, direct, reach)


def _dependences(shelf: Shelf) -> Iterator[tuple[int, int, bool]]:
    """Yield, by their numbers, a document, one that depends on it, and whether what depends on that one does so in turn."""
    numbers = {id(document): number for number, document in enumerate(shelf.documents)}
    gone = [document.data.get("status") == "retired" for document in shelf.documents]
    owners = _owners(shelf)
    owns = [document.kind.name in owners for document in shelf.documents]
    # Tens of thousands come by here, and most documents name the same few.
    for (document, _, field, _, typed), target in shelf.references:
        says = field.dependence
        if target is None or typed or says == "none":
            continue
        source, to = numbers.get(id(document), -1), numbers[id(target.document)]
        if source < 0 or to == source:
            continue
        if says != "there" and not gone[source]:
            yield to, source, says != "here-only" and not owns[to]
        if says in ("there", "both") and not gone[to]:
            yield source, to, not owns[to]


def _owners(shelf: Shelf) -> frozenset[str]:
    """Return the kinds that own documents: what the field `owner` may name."""
    fields = (kind.by_name.get("owner") for kind in shelf.kinds.values())
    return frozenset(ref for field in fields if field for ref in field.refs)


def _count_reach(start: int, on: Sequence[Mapping[int, bool]]) -> int:
    """Return how many documents depend on one over a few references. More than make a difference are not counted."""
    seen, carrying, row = {start}, {start}, [start]
    for _ in range(_HOPS):
        following: list[int] = []
        for each in row:
            for one, carries in on[each].items():
                seen.add(one)
                if carries and one not in carrying:
                    carrying.add(one)
                    following.append(one)
            if len(seen) > MOST_COUNTED:
                return MOST_COUNTED
        row = following
    return len(seen) - 1


def _step(steps: Sequence[tuple[int, int]], number: int) -> int:
    return next(points for least, points in steps if number >= least)
