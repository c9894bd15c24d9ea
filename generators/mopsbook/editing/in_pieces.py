"""Edits within the items of a long list: each costs what its item costs, and the whole file is proved once, at the end."""

import copy
from itertools import pairwise
from typing import Any, Self

import yaml
from msgspec.structs import replace

from mopsbook.documents.explain import value_at
from mopsbook.editing.arrange_items import cut_items
from mopsbook.editing.edit_yaml import CannotEdit
from mopsbook.editing.edits import Arrange, SetValue, find_node, make_edits, plain_breaks, prove, with_line_ends_of
from mopsbook.kinds.kind import Kind
from mopsbook.reading.nodes import compose
from mopsbook.reading.places import Pointer
from mopsbook.reading.read import read_yaml


class Pieces:
    """A list at the top of a document, cut into its items with the comments above them."""

    def __init__(self, text: str, base: Pointer, kind: Kind, name: str) -> None:
        """Cut the list. Raises CannotEdit where that cannot be done: it is written in brackets, or its items on one line."""
        self._original, self._kind, self._name = text, kind, name
        self._before = plain_breaks(text)
        if self._before[-1:] != "\n":
            self._before += "\n"
        root, _ = compose(self._before)
        node = find_node(root, (*base, name))[2] if root else None
        if not isinstance(node, yaml.SequenceNode) or node.flow_style:
            raise CannotEdit("it is no list of items with lines of their own")
        self._cuts = cut_items(self._before, node, node.start_mark.column)
        self._pieces = [self._before[start:end] for start, end in pairwise(self._cuts)]
        self._wanted = copy.deepcopy(read_yaml(self._before.encode()).value)
        self._items: Any = value_at(self._wanted, (*base, name))
        if not isinstance(self._items, list) or len(self._items) != len(self._pieces):
            raise CannotEdit("its items cannot be told apart")

    @classmethod
    def of(cls, text: str, base: Pointer, kind: Kind, name: str) -> Self | None:
        """Return the pieces of a list, or None where it cannot be cut."""
        try:
            return cls(text, base, kind, name)
        except CannotEdit:
            return None

    def make(self, number: int, edit: SetValue | Arrange) -> bool:
        """Make an edit, whose pointer begins within an item, and return whether that could be done.

        Raises CannotEdit where an item cannot be read without the others.
        """
        alone = f"{self._name}:\n{self._pieces[number]}"
        if read_yaml(alone.encode()).problems:
            raise CannotEdit("an alias in it leads to something outside of it")
        placed = replace(edit, pointer=(self._name, 0, *edit.pointer))
        changed, refused = make_edits(alone, (), self._kind, [placed])
        if refused:
            return False
        self._pieces[number] = changed.removeprefix(f"{self._name}:\n")
        items: Any = read_yaml(changed.encode()).value
        self._items[number] = items[self._name][0]
        return True

    def join(self) -> str:
        """Return the text of the file with the edits in it. Raises CannotEdit if that would change something else as well."""
        joined = self._before[: self._cuts[0]] + "".join(self._pieces) + self._before[self._cuts[-1] :]
        prove(self._before, joined, self._wanted)
        return with_line_ends_of(self._original, joined)
