"""A metric is not shown where people are sent to read it, or a key number is shown nowhere.

What: The dashboard that a metric names under `dashboard` lists the metric under `metrics`. A metric with `is_key: true` is
shown on at least one dashboard. That a dashboard shows any metrics at all is asked for by the rule `incomplete`.

Why: Somebody looks for the number, finds another one with a similar name, and quotes that.

Mend: Add the metric to the dashboard's `metrics` if it is there; if it is not, name the dashboard that has it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import excuse_at
from mopsbook.checks.targets import document_at, names_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Metrics and dashboards are asked."""
    return kind.name in ("metric", "dashboard")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each metric that its dashboard does not show, and each key number that none shows."""
    shown: dict[tuple[str, str], set[str]] = {}
    unsure: set[str] = set()
    for dashboard in shelf.of_kind("dashboard"):
        for at, _ in names_at(dashboard, ("metrics",)):
            metric = document_at(shelf, dashboard, at, "metric")
            # A name that leads nowhere may be that of any metric.
            unsure |= set() if metric else {dashboard.id}
            if metric and dashboard.data.get("status") != "retired":
                shown.setdefault(metric.key, set()).add(dashboard.id)
    for document in shelf.of_kind("metric"):
        data = document.data
        if data.get("status") in ("retired", "planned"):
            continue
        if data.get("dashboard"):
            place = document_at(shelf, document, ("dashboard",), "dashboard")
            known = place and place.data.get("metrics") and not place.is_spoilt(("metrics",)) and place.id not in unsure
            # That the dashboard is retired, or shows nothing at all, is for other rules to say.
            if (
                place
                and known
                and place.data.get("status") != "retired"
                and place.id not in shown.get(document.key, ())
            ):
                hint = f"Add `{document.id}` to its `metrics`, or name the dashboard that shows it."
                yield Complaint(document, ("dashboard",), f"the dashboard `{place.id}` does not show it", hint)
        elif data.get("is_key") and document.key not in shown and not excuse_at(document, "dashboard"):
            hint = "Name the dashboard in `dashboard`, and list the metric there."
            yield Complaint(document, ("is_key",), "it is a key number, and no dashboard shows it", hint)
