"""Runs of a checklist: when it was last gone through, and when that is due again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mopsbook.checks.freshness import later, length, parse_date


@dataclass(frozen=True, slots=True)
class Runs:
    """The last run of a checklist, and the day on which the next one is due; each None if it cannot be said."""

    last: Mapping[str, Any] | None
    due: date | None


def runs_of(checklist: Mapping[str, Any]) -> Runs:
    """Return where a checklist stands. Runs count by their dates, in whatever order they are written."""
    runs = [run for run in checklist.get("runs") or () if parse_date(run.get("date"))]
    last = max(runs, key=lambda run: str(run["date"]), default=None)
    day, cadence = parse_date(last["date"]) if last else None, checklist.get("cadence")
    return Runs(last, later(day, length(cadence)) if day and cadence else None)
