"""Where each part of a value stands in its file."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from mopsbook.reading.lines import as_typed
from mopsbook.reading.nodes import compose

Pointer = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text: 1-based, the end exclusive, columns counted in characters."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Place(1, 1, 1, 1)

# A line that begins with a letter in the first column; only keys of the top level do.
_NEXT_ENTRY = re.compile(r"^[A-Za-z_]", re.MULTILINE)


def place_of(node: yaml.Node) -> Place:
    """The stretch of one node."""
    start, end = node.start_mark, node.end_mark
    return Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


class Places:
    """Answers 'where?' for any pointer.

    The first question is often the only one, and then the text is composed only as far as the answer needs it; a second
    question composes the whole.
    """

    __slots__ = ("_asked", "_composed", "_found", "_root", "_text")

    def __init__(self, text: str) -> None:
        # An index counts characters behind a byte-order mark, so the mark must not be there.
        self._text = text.removeprefix("\ufeff")
        self._asked = self._composed = False
        self._root: yaml.Node | None = None
        # Children by node: a mapping of 10,000 keys must not be searched anew for each of them.
        self._found: dict[int, dict[str | int, tuple[yaml.Node, yaml.Node]]] = {}

    def key(self, pointer: Pointer) -> Place:
        """The key of a mapping entry, or the item of a sequence."""
        return self._locate(pointer)[0]

    def value(self, pointer: Pointer) -> Place:
        """The value behind a key, or the item of a sequence."""
        return self._locate(pointer)[1]

    def raw(self, pointer: Pointer) -> str | None:
        """The source of a scalar as typed, quotes included; None for anything else."""
        node = self._scalar(pointer)
        return None if node is None else self._text[node.start_mark.index : node.end_mark.index]

    def style(self, pointer: Pointer) -> str | None:
        """How a scalar is written: None for plain, else one of ' \" | >."""
        node = self._scalar(pointer)
        # The C loader says '' where the other one says None.
        return (node.style or None) if node is not None else None

    def _scalar(self, pointer: Pointer) -> yaml.ScalarNode | None:
        node = self.root
        for step in pointer:
            pair = self._children(node).get(step) if node is not None else None
            if pair is None:
                return None
            node = pair[1]
        return node if isinstance(node, yaml.ScalarNode) else None

    def _locate(self, pointer: Pointer) -> tuple[Place, Place]:
        head = self._head(pointer)
        node = head or self.root
        if node is None:
            return TOP, TOP
        key = node
        for step in pointer:
            pair = self._children(node).get(step)
            if pair is None:
                break
            key, node = pair
        if head is not None:
            # These nodes are thrown away, and others may get their numbers.
            self._found.clear()
        return place_of(key), place_of(node)

    def _head(self, pointer: Pointer) -> yaml.Node | None:
        """The tree of the text up to the end of the entry a pointer begins with; None where that is not certain.

        A YAML parser reads from left to right, so what it makes of whole lines does not depend on the lines below, as long
        as it gets to the end of them without a complaint.
        """
        if self._asked or self._composed or not pointer or not isinstance(pointer[0], str):
            return None
        self._asked = True
        begins = list(re.finditer(rf"^{re.escape(pointer[0])}[ \t]*:", self._text, re.MULTILINE))
        after = _NEXT_ENTRY.search(self._text, begins[0].end()) if len(begins) == 1 else None
        if after is None:
            return None
        head = compose(self._text[: after.start()], typed=False)[0]
        return head if head is not None and pointer[0] in self._children(head) else None

    @property
    def root(self) -> yaml.Node | None:
        """The composed tree, or None where the text cannot be composed."""
        if not self._composed:
            self._composed = True
            self._root = compose(self._text, typed=False)[0]
        return self._root

    def _children(self, node: yaml.Node) -> dict[str | int, tuple[yaml.Node, yaml.Node]]:
        known = self._found.get(id(node))
        if known is None:
            if isinstance(node, yaml.MappingNode):
                # The last of equal keys wins, as in the value.
                known = {
                    as_typed(key.value): (key, child) for key, child in node.value if isinstance(key, yaml.ScalarNode)
                }
            elif isinstance(node, yaml.SequenceNode):
                known = {index: (child, child) for index, child in enumerate(node.value)}
            else:
                known = {}
            self._found[id(node)] = known
        return known
