"""Is it still true? When a document was last reviewed, and when it must be again."""

from collections.abc import Mapping
from datetime import date
from weakref import WeakKeyDictionary

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.checks.attested import attested
from mopsbook.checks.cause import Cause
from mopsbook.documents.dates import later, parse_date
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

_USUAL = "6m"
_DUE_SOON = "14d"


class Freshness(Struct, frozen=True):
    """`state` is fresh, due (soon), changed (since its review), suspect (because of `causes`), overdue, or never (nobody reviewed it).

    `due` is the date of the next review. `changed` and `causes` are told of what was reviewed with `mopsbook review`, overdue or not;
    `recorded` says that it was.
    """

    state: str
    reviewed: date | None = None
    due: date | None = None
    every: str = ""
    recorded: bool = False
    changed: bool = False
    causes: tuple[Cause, ...] = ()


# A rule asks, and so do the score of every document and its page.
_judged: WeakKeyDictionary[Shelf, dict[date, tuple[Freshness, ...]]] = WeakKeyDictionary()


def judge_all(shelf: Shelf, today: date) -> tuple[Freshness, ...]:
    """Return how fresh each document of a shelf is, in their order."""
    days = _judged.setdefault(shelf, {})
    if today not in days:
        warned = later(today, shelf.policy("review", "due_soon", default=_DUE_SOON))
        days[today] = tuple(
            _with_record(_judge(document, shelf, today, warned), document, shelf) for document in shelf.documents
        )
    return days[today]


def _judge(document: Document, shelf: Shelf, today: date, warned: date) -> Freshness:
    """Return how fresh a document is. Retired documents, and kinds whose documents need no review, are always fresh."""
    reviewed = parse_date(document.data.get("last_reviewed"))
    if document.data.get("status") == "retired":
        return Freshness("fresh", reviewed)
    if reviewed is None:
        field = document.kind.by_name.get("last_reviewed")
        return Freshness("never" if field is not None and field.expect == "required" else "fresh")
    every = cadence(document, shelf)
    due = later(reviewed, every)
    return Freshness("overdue" if due < today else "due" if due <= warned else "fresh", reviewed, due, every)


def _with_record(freshness: Freshness, document: Document, shelf: Shelf) -> Freshness:
    """Return the same in the light of what was recorded of the review. Worst is what nobody has read for too long."""
    held = attested(document, shelf)
    if held is None or held.record is None:
        return freshness
    state = "suspect" if held.causes else "changed" if held.changed else freshness.state
    state = "overdue" if freshness.state == "overdue" else state
    return replace(freshness, state=state, recorded=True, changed=held.changed, causes=held.causes)


def cadence(document: Document, shelf: Shelf) -> str:
    """Return how often a document is reviewed: its own word, the policy for its kind, the policy, six months."""
    own: str | None = document.data.get("review_every")
    if own:
        return own
    kinds: Mapping[str, str] = shelf.policy("review", "kinds", default={})
    return kinds.get(document.kind.name) or shelf.policy("review", "default", default=_USUAL)
