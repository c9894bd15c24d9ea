"""How good a book is in each dimension of SCORE: a number from 0 to 100 that can be checked by hand.

The score is the share of the documents asked that are without a finding. A document counts as asked in a dimension if a
rule of that dimension looks at documents like it; whoever is asked nothing has no score, and not a perfect one. A document
with findings counts for what its worst one leaves of it: nothing after an error, half after a warning, nine tenths after a
remark, which is a question and not a fault.

    score = 100 x (asked - sum of what the worst findings take) / asked, rounded down

Only the worst finding of a document counts: nine misspelt words in one file are one file to mend, and a step of a process
must not weigh more than a system because processes have many. Rounded down, 100 says that nothing at all was found.
Retired documents are not asked, since most rules leave them alone and every one would make the score better; where
something is found in one of them nevertheless, it counts.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from msgspec import Struct

from mopsbook.checks.dimensions import DIMENSIONS
from mopsbook.checks.finding import Finding
from mopsbook.checks.own.find import find_asked as find_asked_by_own
from mopsbook.checks.run import find_rules
from mopsbook.documents.shelf import Shelf

Key = tuple[str, str]

# What the worst finding takes from a document, in tenths: whole numbers, so that the same book has the same score anywhere.
_TAKES = {"error": 10, "warning": 5, "info": 1}


class Score(Struct, frozen=True):
    """The score of some documents in one dimension. `value` is None if none of them is `asked`; `found` have findings."""

    value: int | None
    asked: int
    found: int


def find_asked(shelf: Shelf, today: date) -> Mapping[str, frozenset[Key]]:
    """Return the documents that are asked something, by dimension. Rules that are switched off ask nothing."""
    severities = shelf.policy("severities", default={})
    asked: dict[str, set[Key]] = {dimension: set() for dimension in DIMENSIONS}
    for kind in shelf.kinds.shown:
        keys = {one.key for one in shelf.of_kind(kind.name) if one.data.get("status") != "retired"}
        for name, rule in find_rules().items():
            if severities.get(name) != "off" and (not hasattr(rule, "asks") or rule.asks(kind)):
                asked[rule.DIMENSION] |= keys
    for own, documents in find_asked_by_own(shelf, today):
        if own.dimension and severities.get(own.name) != "off":
            asked[own.dimension] |= {one.key for one in documents if one.data.get("status") != "retired"}
    return {dimension: frozenset(keys) for dimension, keys in asked.items()}


def measure(asked: Collection[Key], findings: Iterable[Finding]) -> Score:
    """Return the score of the documents asked, by findings of one dimension.

    A finding in something else, such as a file that could not be read, makes one more that was asked.
    """
    worst: dict[Key, int] = {}
    for finding in findings:
        key = (finding.kind, finding.id or finding.path)
        worst[key] = max(worst.get(key, 0), _TAKES[finding.severity])
    total = len(set(asked) | set(worst))
    value = (10 * total - sum(worst.values())) * 10 // total if total else None
    return Score(value, total, len(worst))
