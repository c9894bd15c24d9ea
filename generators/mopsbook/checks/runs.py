"""Runs of a checklist: when it was last gone through, and when that is due again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from mopsbook.documents.dates import later, parse_date

# Nobody goes through what is not in use.
_IDLE = ("retired", "planned", "draft")


class Runs(Struct, frozen=True):
    """The last run of a checklist, and the day on which the next one is due; each None if it cannot be said, or none is."""

    last: Mapping[str, Any] | None
    due: date | None


def comes_again(checklist: Mapping[str, Any]) -> bool:
    """Return whether a checklist is to be gone through again and again."""
    return bool(checklist.get("cadence")) and checklist.get("status") not in _IDLE


def runs_of(checklist: Mapping[str, Any]) -> Runs:
    """Return where a checklist stands."""
    dated = newest_first(checklist)
    if not dated:
        return Runs(None, None)
    index, day = dated[0]
    return Runs(checklist["runs"][index], later(day, checklist["cadence"]) if comes_again(checklist) else None)


def newest_first(checklist: Mapping[str, Any]) -> list[tuple[int, date]]:
    """Return the places and days of the runs that have a day, the newest first, in whatever order they are written.

    Of two on one day the first is the newer one, as they are to stand.
    """
    days = [(index, parse_date(run.get("date"))) for index, run in enumerate(checklist.get("runs") or ())]
    return sorted(((index, day) for index, day in days if day), key=lambda run: run[1], reverse=True)


def item_of(result: Mapping[str, Any]) -> str:
    """Return the id of the item that a result answers, "" if it names none; `audit#x` is `x`."""
    return str(result.get("item", "")).rpartition("#")[2]
