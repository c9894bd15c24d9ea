"""The tree of a text of YAML as it is written: aliases stay aliases, and each node knows which characters are its own."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct, field

from mopsbook.reading.lines import as_typed
from mopsbook.reading.nodes import events
from mopsbook.reading.places import Pointer

# An anchor stands before what it names, on the same line or on one before it.
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*")


class Written(Struct, eq=False):
    """A node of the text: `text[start:end]` is all of it, `text[inner:end]` without the anchor before it.

    `what` is "scalar", "mapping", "sequence" or "alias"; an alias has what it stands for in `meant`. `style` is that of a
    scalar ("" for plain) and "flow" or "block" for the others.
    """

    what: str
    start: int
    inner: int
    end: int
    line: int
    column: int
    style: str = ""
    value: str = ""
    anchor: str = ""
    pairs: list[tuple["Written", "Written"]] = field(default_factory=list)
    items: list["Written"] = field(default_factory=list)
    meant: "Written | None" = None

    @property
    def itself(self) -> "Written":
        """What it is, or what it stands for."""
        return self.meant or self

    def get(self, step: str | int) -> "Written | None":
        """Return the value behind a key, or an item; the last of equal keys counts."""
        node = self.itself
        if isinstance(step, int):
            return node.items[step] if step < len(node.items) else None
        return next((value for key, value in reversed(node.pairs) if key.itself.value == step), None)

    def at(self, pointer: Pointer) -> "Written | None":
        """Return the node at a pointer, or None."""
        node: Written | None = self
        for step in pointer:
            node = node.get(step) if node is not None else None
        return node

    def scalars(self, at: Pointer = (), through: bool = False) -> Iterator[tuple[Pointer, "Written", bool]]:
        """Yield every single value with its pointer, aliases followed, and whether the way led through an alias of a group."""
        node = self.itself
        shared = through or (self.meant is not None and node.what != "scalar")
        if node.what == "scalar":
            yield at, self, through
        for key, value in node.pairs:
            yield from value.scalars((*at, key.itself.value), shared)
        for index, item in enumerate(node.items):
            yield from item.scalars((*at, index), shared)


def read_tree(text: str) -> Written:
    """Return the tree of a text that `read_yaml` has read without a problem. A byte-order mark is no part of the text."""
    # What is open, each with the key whose value comes next.
    stack: list[tuple[Written, Written | None]] = []
    anchors: dict[str, Written] = {}
    root: Written | None = None
    for event in events(text):
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done, _ = stack.pop()
            done.end = _marks(event)[1].index
        elif isinstance(event, yaml.NodeEvent):
            done = _node(event, text, anchors)
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                stack.append((done, None))
                continue
        else:
            continue
        if not stack:
            root = done
            continue
        parent, key = stack[-1]
        if parent.what == "sequence":
            parent.items.append(done)
        elif key is None:
            stack[-1] = (parent, done)
        else:
            parent.pairs.append((key, done))
            stack[-1] = (parent, None)
    assert root is not None
    return root


def _node(event: yaml.NodeEvent, text: str, anchors: dict[str, Written]) -> Written:
    start, end = _marks(event)
    what = "alias"
    style = value = ""
    if isinstance(event, yaml.ScalarEvent):
        what, style, value = "scalar", event.style or "", as_typed(event.value)
    elif isinstance(event, yaml.CollectionStartEvent):
        what = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        style = "flow" if event.flow_style else "block"
    name = event.anchor or ""
    inner = start.index
    if what != "alias" and name:
        found = _ANCHOR.match(text, inner)
        inner = min(found.end(), end.index) if found and what == "scalar" else found.end() if found else inner
    node = Written(what, start.index, inner, end.index, start.line, start.column, style, value, name)
    if what == "alias":
        node.meant = anchors[name]
    elif name:
        anchors[name] = node
    return node


def _marks(event: yaml.Event) -> tuple[Any, Any]:
    # Its stubs say that there may be none; of an event that was parsed there are always two.
    return event.start_mark, event.end_mark
