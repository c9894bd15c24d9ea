"""Two naming conventions claim the same things.

What: The same object in the same system is named by one convention in use. Two may share it if each says under `only`
which sort it names, or one does and the other names the rest, or if all variants of both are for campaign types of their
own.

Why: Two people each follow a rule, and the names differ. Which report breaks is found out by whoever reads it.

Mend: Decide which convention holds, and take the object out of the other one or retire that. If they are for different
sorts of the same thing, say so under `only`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import document_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import fold

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Naming conventions are asked."""
    return kind.name == "naming-convention"


_NOT_YET = frozenset({"planned", "retired"})
_Claim = tuple[Document, int, str]


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each claim that an earlier convention makes already."""
    claims: dict[tuple[str, str], list[_Claim]] = {}
    for document in shelf.of_kind("naming-convention"):
        if document.data.get("status") in _NOT_YET or document.data.get("replaced_by"):
            continue
        for index, item in enumerate(document.data.get("applies_to", ())):
            at = ("applies_to", index)
            spoilt = any(document.is_spoilt((*at, key)) for key in ("only", "system"))
            if not item.get("object") or spoilt:
                continue
            system = document_at(shelf, document, (*at, "system"), "system")
            key = (system.id if system else item.get("system", ""), fold(item["object"]))
            only = fold(item.get("only", ""))
            earlier = claims.setdefault(key, [])
            others = (claim for claim in earlier if claim[2] == only and claim[0] is not document)
            first = next((claim for claim in others if not _apart(claim[0], document)), None)
            if first:
                where = f" in `{key[0]}`" if key[0] else ""
                message = f"`{first[0].id}` names `{item['object']}`{where} as well"
                hint = "Take it out of one of them, or say in `only` which sort each of them names."
                yield Complaint(document, (*at, "object"), message, hint)
            earlier.append((document, index, only))


def _apart(one: Document, other: Document) -> bool:
    """Return whether the variants of both are for campaign types of their own, so that each type has one convention."""
    types = []
    for document in (one, other):
        variants = document.data.get("variants", ())
        if not variants or not all(variant.get("campaign_types") for variant in variants):
            return False
        types.append({name for variant in variants for name in variant["campaign_types"]})
    return types[0].isdisjoint(types[1])
