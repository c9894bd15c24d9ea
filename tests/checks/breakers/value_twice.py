"""A value that is there already comes to a list once more, in other letters."""

from edits import Broken, Draw, Spot, change, in_use, put_item
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    of_links = {
        segment.get("values")
        for naming in shelf.of_kind("naming-convention")
        if naming.id.startswith("utm-")
        for segment in naming.data["segments"]
    }
    of_stages = {
        held["value"]
        for lifecycle in shelf.of_kind("lifecycle")
        for stage in lifecycle.data["stages"]
        for held in stage.get("values", ())
    }
    return [
        (document, ("values", index))
        for document in in_use(shelf, "value-list")
        # Of UTM values the rule utm-case speaks; a value more is a second mistake in a list of stages.
        if not document.id.startswith("utm-") and document.id not in of_links
        if of_stages.isdisjoint(item["value"] for item in document.data["values"])
        for index, item in enumerate(document.data["values"])
        if item.get("status") != "retired" and item["value"].swapcase() != item["value"]
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, pointer = spot
    value = document.get((*pointer, "value"))
    other = draw(st.sampled_from(sorted({value.swapcase(), f" {value}", f"{value.upper()} "} - {value})))
    return change(
        document,
        put_item(document, pointer, f'{{value: "{other}", label: The same}}'),
        named=("values", pointer[1] + 1),
    )
