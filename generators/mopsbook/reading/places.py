"""Where each part of a value stands in its file."""

from __future__ import annotations

import re

import yaml
from msgspec import Struct

from mopsbook.reading.lines import as_typed
from mopsbook.reading.nodes import compose

Pointer = tuple[str | int, ...]


class Place(Struct, frozen=True):
    """A stretch of text: 1-based, the end exclusive, columns counted in characters."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Place(1, 1, 1, 1)

# More questions are answered faster by the whole.
_FEW = 3
# A line that begins with a letter in the first column: a key at the top, or part of what a quote or a bracket holds.
_NEXT_ENTRY = re.compile(r"\n[A-Za-z_]")
# The first line that says something begins with a letter, so whatever is at the top begins in the first column.
_CALM = re.compile(r"(?:#[^\n]*\n|[ \t]*\n)*[A-Za-z_]")
# A line that begins with anything but a letter, a comment, a blank or an item; two hyphens may be the mark of a document.
_NOT_CALM = re.compile(r"\n(?:[^A-Za-z_# \t\n-]|--)")


def place_of(node: yaml.Node, above: int = 0) -> Place:
    """The stretch of one node; `above` is the number of lines above the text it was composed from."""
    start, end = node.start_mark, node.end_mark
    return Place(start.line + 1 + above, start.column + 1, end.line + 1 + above, end.column + 1)


class Places:
    """Answers 'where?' for any pointer.

    The first question is often the only one, and then no more is composed than the entry it asks for; several compose the whole.
    """

    __slots__ = ("_asked", "_composed", "_found", "_root", "_text")

    def __init__(self, text: str) -> None:
        # An index counts characters behind a byte-order mark, so the mark must not be there.
        self._text = text.removeprefix("\ufeff")
        self._asked = 0
        self._composed = False
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
        entry, above = self._entry(pointer)
        node = entry or self.root
        if node is None:
            return TOP, TOP
        key = node
        for step in pointer:
            pair = self._children(node).get(step)
            if pair is None:
                break
            key, node = pair
        if entry is not None:
            # These nodes are thrown away, and others may get their numbers.
            self._found.clear()
        return place_of(key, above), place_of(node, above)

    def _entry(self, pointer: Pointer) -> tuple[yaml.Node | None, int]:
        """The tree of the one entry at the top that a pointer leads into, and the lines above it; None where that is not certain.

        In a text that is calm, the mapping at the top has all its keys at the begin of lines and without quotes. So if one line
        alone begins with a key, it is the key; and what follows it up to the next line that begins with a letter is its value,
        or the half of a quote or a bracket, which composes to nothing.
        """
        if self._composed or self._asked == _FEW or not pointer or not isinstance(pointer[0], str):
            return None, 0
        self._asked += 1
        text = f"\n{self._text}"
        begins = list(re.finditer(rf"\n{re.escape(pointer[0])}[ \t]*:", text))
        if len(begins) != 1 or "\r" in text or not _CALM.match(self._text) or _NOT_CALM.search(text):
            return None, 0
        begin = begins[0].start() + 1
        after = _NEXT_ENTRY.search(text, begin)
        entry = text[begin : after.start() + 1 if after else len(text)]
        node = compose(entry, typed=False)[0]
        is_whole = node is not None and pointer[0] in self._children(node)
        return (node, text.count("\n", 1, begin)) if is_whole else (None, 0)

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
