"""What class a change is of, and why: read from the annotations of the schema (`x-impact`)."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from mopsbook.kinds.field import Field
from mopsbook.kinds.impact import Impact
from mopsbook.kinds.kind import Kind


class Verdict(NamedTuple):
    """The class of a change, the reason, and whether those feel it who depend on the document."""

    level: str
    why: str
    spreads: bool = True


# Behind the words of a link, or by itself.
_ADDRESS = re.compile(r"(?<=\])\(<[^<>\n]*>\)|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|https?://[^\s<>()]+")
_INFORMATIVE = Verdict("informative", "")
# Nobody works with it yet, or any more.
_IDLE = {"planned": "It is not in use yet.", "draft": "It is not in use yet.", "retired": "It was retired before."}


def judge_document(kind: Kind, what: str, status: Any) -> Verdict:
    """Return the class of a document that came, went or got another id, and the reason. `status` is what it said before of its own."""
    return _soften(_first(kind.impacts, what, None), status)


def judge_value(kind: Kind, field: Field | None, what: str, *, old: Any, new: Any, status: Any) -> Verdict:
    """Return the class of a change of one value, and the reason. `status` is that of the document before.

    What is said of the field itself comes first; else what is said of a group or list around it, which was changed by this.
    """
    if field and field.prose and isinstance(old, str) and isinstance(new, str) and _reads_alike(old, new):
        return Verdict("informative", "It reads as before: only where a link in it leads has changed.", spreads=False)
    verdict = _first(field.impacts, what, new) if field and field.impacts else None
    if field and verdict is None and not field.impacts:
        around = (kind.field(field.path[:length]) for length in range(len(field.path) - 1, 0, -1))
        nearest = next((one for one in around if one and one.impacts), None)
        verdict = _first(nearest.impacts, "changed", None) if nearest else None
    is_status = field is not None and field.path == ("status",)
    return verdict or _INFORMATIVE if is_status else _soften(verdict, status)


def _reads_alike(one: str, other: str) -> bool:
    """Return whether two texts of Markdown are the same but for the addresses in them."""
    return _ADDRESS.sub("", one).split() == _ADDRESS.sub("", other).split()


def _first(impacts: Iterable[Impact], what: str, new: Any) -> Verdict | None:
    return next((_verdict(one) for one in impacts if what in one.when and (not one.to or new in one.to)), None)


def _verdict(impact: Impact) -> Verdict:
    return Verdict(impact.level, impact.why, impact.spreads)


def _soften(verdict: Verdict | None, status: Any) -> Verdict:
    """Return the verdict, or a mild one for what nobody works with."""
    idle = _IDLE.get(str(status))
    return _INFORMATIVE if verdict is None else Verdict("informative", idle) if idle else verdict
