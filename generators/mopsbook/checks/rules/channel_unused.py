"""Nothing uses a channel.

What: No campaign type responds through it, and no score, segment, naming convention, process, metric or policy counts its
programs or statuses. Channels that are planned or retired are left alone.

Why: Whoever builds a program chooses from the list of channels. Each one too many is chosen by somebody, and its programs
are in no report.

Mend: Describe the campaign type that responds through it. If there is none, hide the channel in the system and retire it
here; old programs keep it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import some_lead_nowhere
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "info"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Channels are asked."""
    return kind.name == "channel"


# To be decided about, learnt or asked about is not to be used.
_ONLY_TALK = frozenset(
    {
        "book",
        "channel",
        "checklist",
        "decision",
        "initiative",
        "onboarding-path",
        "role",
        "team",
        "term",
        "vendor-update",
    }
)


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each channel that nothing in use refers to."""
    channels = [
        channel for channel in shelf.of_kind("channel") if channel.data.get("status") not in ("retired", "planned")
    ]
    # What could not be read may be what uses it, and so may be a name that leads nowhere.
    if not channels or shelf.is_partial or some_lead_nowhere(shelf, "channel"):
        return
    used = {
        target.document.key
        for reference, target in shelf.references
        if target
        and target.document.kind.name == "channel"
        and reference.document.kind.name not in _ONLY_TALK
        and reference.document.data.get("status") != "retired"
    }
    for channel in channels:
        if channel.key not in used:
            hint = "Describe the campaign type that responds through it, or retire it."
            yield Complaint(channel, (), "no campaign type, score or segment uses it", hint)
