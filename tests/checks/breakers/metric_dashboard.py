"""A metric sends its readers to a dashboard that does not show it."""

from edits import Broken, Draw, in_use, set_value

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Document, str]]:
    return [
        (metric, dashboard.id)
        for metric in in_use(shelf, "metric")
        for dashboard in in_use(shelf, "dashboard")
        if "dashboard" in metric.data and metric.id not in dashboard.data["metrics"]
    ]


def break_at(spot: tuple[Document, str], draw: Draw, shelf: Shelf) -> Broken:
    metric, dashboard = spot
    return set_value(metric, ("dashboard",), dashboard)
