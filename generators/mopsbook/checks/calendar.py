"""Days that follow from what is written: the last one to give notice, and the next run of a checklist."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mopsbook.checks.freshness import later, length, parse_date


@dataclass(frozen=True, slots=True)
class Term:
    """When a contract ends or renews, the last day to give notice (None if nobody said), and whether it renews by itself."""

    ends: date
    notice: date | None
    renews: bool | None


def term_of(contract: Mapping[str, Any] | None) -> Term | None:
    """Return the days of the contract of a system; None for one without a renewal date."""
    ends = parse_date((contract or {}).get("renewal_date"))
    if contract is None or ends is None:
        return None
    period = contract.get("notice_period")
    notice = parse_date(contract.get("notice_by")) or (_earlier(ends, period) if period else None)
    return Term(ends, notice, contract.get("auto_renew"))


@dataclass(frozen=True, slots=True)
class Round:
    """The last run of a checklist, and the day on which the next one is due; each None if it cannot be said."""

    last: Mapping[str, Any] | None
    due: date | None


def round_of(checklist: Mapping[str, Any]) -> Round:
    """Return where a checklist stands. Runs count by their dates, in whatever order they are written."""
    runs = [run for run in checklist.get("runs") or () if parse_date(run.get("date"))]
    last = max(runs, key=lambda run: str(run["date"]), default=None)
    day, cadence = parse_date(last["date"]) if last else None, checklist.get("cadence")
    return Round(last, later(day, length(cadence)) if day and cadence else None)


def _earlier(day: date, period: str) -> date:
    span = length(period)
    return day - span if span <= day - date.min else date.min
