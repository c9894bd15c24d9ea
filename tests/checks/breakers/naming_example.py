"""A good example breaks the rule, or a bad one follows it."""

from edits import Broken, Draw, Spot, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, (field, index, "name"))
        for document in shelf.of_kind("naming-convention")
        for field in ("examples", "counter_examples")
        for index in range(len(document.data[field]))
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, pointer = spot
    if pointer[0] == "counter_examples":
        return set_value(*spot, draw(st.sampled_from([each["name"] for each in document.data["examples"]])))
    name, separator = document.get(pointer), document.data.get("separator", "_")
    more = separator.join(["x"] * (len(document.data["segments"]) + 1))
    return set_value(*spot, draw(st.sampled_from([f'"{name} "', f'"  {name}"', f'"{name}{separator}{more}"', '"#"'])))
