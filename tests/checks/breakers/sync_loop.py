"""A value is also brought back to where it comes from, by another integration."""

from edits import Broken, Draw, change, in_use, put_item, value_line

from mopsbook.checks.flows import ValueFlow, flows, runs
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

SETTLED = ("write-once", "only-if-empty")


def spots(shelf: Shelf) -> list[tuple[ValueFlow, Document]]:
    carried = {(each.document.id, end.key) for each in flows(shelf) for end in (each.source, each.target)}
    return [
        (flow, other)
        for flow in flows(shelf)
        if runs(flow.document) and can_go_round(flow)
        for other in in_use(shelf, "integration")
        if runs(other) and other.data.get("field_mappings") and other.data.get("personal_data")
        if (other.data["source"], other.data["target"]) == (flow.target.system, flow.source.system)
        if (other.id, flow.source.key) not in carried
    ]


def can_go_round(flow: ValueFlow) -> bool:
    """Whether nothing says what ends a round, and the field can be written where it comes from."""
    one, other = flow.source.known, flow.target.known
    if one is None or other is None or one.fact != other.fact or "conflict_rule" in flow.mapping:
        return False
    rules = [
        rule
        for known in (one, other)
        for rule in (known.item.get("conflict_rule"), known.item.get("update_rule") in SETTLED)
    ]
    return not any(rules) and not any(entry.get("read_only") for entry in one.names.get(flow.source.system, ()))


def break_at(spot: tuple[ValueFlow, Document], draw: Draw, shelf: Shelf) -> Broken:
    flow, other = spot
    at = ("field_mappings", 0)
    ends = f'source_field: "{flow.target.name}", target_field: "{flow.source.name}"'
    back = put_item(
        other, at, f"{{{ends}, sync_rule: prefer-source-unless-blank, direction: one-way, transform: None.}}"
    )
    broken = change(other, back, named=(*at, "target_field"))
    # The first of the two mappings is named.
    line = value_line(flow.document, flow.into)
    return broken if other.path < flow.document.path else broken.and_named(flow.document.path, line)
