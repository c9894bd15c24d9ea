"""Flows as a table: what a picture of flows says, in words."""

from mopsbook.diagrams.flows import SystemFlow, by_which_way, how_often
from mopsbook.diagrams.picture import Cell, cell

COLUMNS = ("From", "", "To", "How often", "By", "Through", "Integration")


def row(flow: SystemFlow) -> tuple[Cell, ...]:
    """Return a flow as a row of the table."""
    return (
        cell(flow.source),
        ("and back" if flow.both else "to", ""),
        cell(flow.target),
        (how_often(flow), ""),
        (by_which_way(flow), ""),
        cell(flow.via),
        cell(flow.entity),
    )
