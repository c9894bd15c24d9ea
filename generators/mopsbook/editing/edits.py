"""Edits of one document, in lists and maps too, each proved: the file then says exactly what was meant, and no comment is lost."""

import copy
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml
from msgspec import Struct

from mopsbook.editing.arrange_items import Item, arrange_items
from mopsbook.editing.comments import find_comments
from mopsbook.editing.edit_yaml import GONE, CannotEdit, edit
from mopsbook.editing.replace_scalar import replace_scalar
from mopsbook.editing.write_yaml import write_scalar
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.reading.lines import as_typed
from mopsbook.reading.nodes import compose
from mopsbook.reading.places import Pointer
from mopsbook.reading.read import read_yaml


class SetValue(Struct, frozen=True):
    """What stands at a pointer of the document is to be this; GONE if nothing is to stand there any more."""

    pointer: Pointer
    value: Any


class Arrange(Struct, frozen=True):
    """The list at a pointer is to have these items, in this order: old ones by their number, new ones by their value."""

    pointer: Pointer
    items: tuple[Item, ...]


class RenameKey(Struct, frozen=True):
    """The key that a pointer ends with is to be called otherwise."""

    pointer: Pointer
    name: str


Edit = SetValue | Arrange | RenameKey


class Refusal(Struct, frozen=True):
    """An edit that could not be made, and why: the end of the sentence "it cannot be changed here, because ..."."""

    edit: Edit
    reason: str


def make_edits(text: str, base: Pointer, kind: Kind, edits: Sequence[Edit]) -> tuple[str, list[Refusal]]:
    """Return the text after the edits, one after the other, and those that were left out.

    `base` is where the document begins in its file. Numbers in pointers are those of the items before any `Arrange` of
    their list, so what is inside of a list comes before it.
    """
    original, refused = text, list[Refusal]()
    text = plain_breaks(text)
    data: Any = read_yaml(text.encode()).value
    for each in edits:
        try:
            wanted = _meant(data, base, each)
            edited = _make(text, data, base, kind, each)
            prove(text, edited, wanted)
        except CannotEdit as why:
            refused.append(Refusal(each, str(why)))
            continue
        text, data = edited, wanted
    return with_line_ends_of(original, text), refused


_BREAK = re.compile(r"\r\n|\r")


def plain_breaks(text: str) -> str:
    """Return a text with every line ended by LF alone."""
    return _BREAK.sub("\n", text)


def prove(before: str, after: str, wanted: Any) -> None:
    """Raise CannotEdit unless a text says exactly what is wanted, and has lost no comment."""
    reading = read_yaml(after.encode())
    if reading.problems or not _same(reading.value, wanted):
        raise CannotEdit("it is written in a way that would change something else as well")
    try:
        # To look for comments takes longer than all the rest, and most files of lists have none.
        if "#" in before and find_comments(before) != find_comments(after):
            raise CannotEdit("a comment stands in it")
    except yaml.YAMLError as error:
        raise CannotEdit("the file cannot be read") from error


def _same(one: Any, other: Any) -> bool:
    """Return whether two values are equal in their types, too, and in the order of their items."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(part, other[key]) for key, part in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)


def _meant(data: Any, base: Pointer, each: Edit) -> Any:
    """Return what the whole file is to say after an edit."""
    data = copy.deepcopy(data)
    *above, last = (*base, *each.pointer)
    holder = data
    try:
        for step in above:
            holder = holder[step]
        if isinstance(each, RenameKey):
            entries = [(each.name if key == last else key, part) for key, part in holder.items()]
            holder.clear()
            holder.update(entries)
        elif isinstance(each, Arrange):
            old = holder[last]
            holder[last] = [value if origin is None else old[origin] for origin, value in each.items]
        elif each.value is GONE:
            del holder[last]
        else:
            holder[last] = each.value
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise CannotEdit("the document is no longer where it was") from error
    return data


def _make(text: str, data: Any, base: Pointer, kind: Kind, each: Edit) -> str:
    root, _ = compose(text)
    if root is None:
        raise CannotEdit("the file cannot be read")
    holder, key, node = find_node(root, (*base, *each.pointer))
    if isinstance(each, RenameKey):
        if key is None:
            raise CannotEdit("the document is no longer where it was")
        return text[: key.start_mark.index] + write_scalar(each.name) + text[key.end_mark.index :]
    field = kind.field(each.pointer)
    if isinstance(each, Arrange):
        value = [item if origin is None else _at(data, (*base, *each.pointer))[origin] for origin, item in each.items]
        if isinstance(node, yaml.SequenceNode):
            try:
                return arrange_items(text, node, each.items, field.children if field else ())
            except CannotEdit:
                if not node.flow_style:
                    raise
        return _set_entry(text, data, base, kind, each.pointer, value)
    if isinstance(node, yaml.ScalarNode) and not isinstance(each.value, (list, Mapping)) and each.value is not GONE:
        in_flow = isinstance(holder, yaml.CollectionNode) and bool(holder.flow_style)
        indent = key.start_mark.column if key else holder.start_mark.column if holder else 0
        is_date = bool(field and field.format == "date")
        try:
            return replace_scalar(text, node, each.value, indent, is_date=is_date, in_flow=in_flow)
        except CannotEdit:
            if isinstance(holder, yaml.SequenceNode):
                # An item that needs other lines is written as a new one.
                number = int(each.pointer[-1])
                items = [(None, each.value) if one == number else (one, None) for one in range(len(holder.value))]
                return arrange_items(text, holder, items, ())
    if each.value is GONE and key is not None and isinstance(holder, yaml.MappingNode) and not holder.flow_style:
        later = [pair[0] for pair in holder.value if pair[0].start_mark.index > key.start_mark.index]
        begins_item = text[text.rfind("\n", 0, key.start_mark.index) + 1 : key.start_mark.index].strip()
        if begins_item and later:
            return text[: key.start_mark.index] + text[later[0].start_mark.index :]
    return _set_entry(text, data, base, kind, each.pointer, each.value)


def _set_entry(text: str, data: Any, base: Pointer, kind: Kind, pointer: Pointer, value: Any) -> str:
    """Write the whole entry of a key anew, a new one behind the key that comes before it in the schema."""
    inside = max((number + 1 for number, step in enumerate(pointer) if isinstance(step, int)), default=0)
    names = tuple(str(step) for step in pointer[inside:])
    if not names:
        raise CannotEdit("it is no plain value")
    fields: Sequence[Field] = kind.fields
    if inside:
        field = kind.field(pointer[:inside])
        fields = field.children if field else ()
    above = (*base, *pointer[:inside])
    return edit(text, above, names, value, fields=fields, data=_at(data, above))


def _at(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        data = data[step]
    return data


def find_node(root: yaml.Node, pointer: Pointer) -> tuple[yaml.Node | None, yaml.Node | None, yaml.Node | None]:
    """Return the node around a pointer, its key if it has one, and the node itself; None for what is not there."""
    holder: yaml.Node | None = None
    key: yaml.Node | None = None
    node: yaml.Node | None = root
    for step in pointer:
        holder, key, found = node, None, None
        if isinstance(holder, yaml.MappingNode):
            for one, value in holder.value:
                if isinstance(one, yaml.ScalarNode) and as_typed(one.value) == step:
                    key, found = one, value
        elif isinstance(holder, yaml.SequenceNode) and isinstance(step, int) and step < len(holder.value):
            found = holder.value[step]
        node = found
    return holder, key, node


def with_line_ends_of(original: str, edited: str) -> str:
    """Return the edited text with each line ended as it was; new lines end as most do."""
    ends = re.findall(r"\r\n|\r|\n", original)
    if not ends or set(ends) == {"\n"}:
        return edited
    usual = max(dict.fromkeys(ends), key=ends.count)
    if len(set(ends)) == 1:
        return edited.replace("\n", usual)
    old, new = plain_breaks(original).split("\n"), edited.split("\n")
    kept = [usual] * len(new)
    for begins in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for number in range(begins.size):
            if begins.a + number < len(ends):
                kept[begins.b + number] = ends[begins.a + number]
    return "".join(line + end for line, end in zip(new[:-1], kept, strict=False)) + new[-1]
