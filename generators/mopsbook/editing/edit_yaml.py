"""Change one value in a document that people have written in: all the rest stays as it is, to the byte.

The text is cut at the marks of the node and nowhere else. A library that reads and writes the whole document would keep
comments, too, but join lines that were broken and move what was aligned, and the change would drown in that.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from mopsbook.editing.write_yaml import write_entry, write_flow, write_mapping, write_scalar
from mopsbook.kinds.field import Field
from mopsbook.reading.lines import as_typed
from mopsbook.reading.nodes import compose
from mopsbook.reading.places import Pointer

GONE = object()


class CannotEdit(Exception):
    """The place cannot be changed without touching what a person wrote."""


def edit(
    text: str, base: Pointer, path: tuple[str, ...], value: Any, *, fields: Sequence[Field], data: Mapping[str, Any]
) -> str:
    """Return the text with one field set, or taken out (GONE).

    `base` is where the document begins in its file, `fields` are those of its kind, `data` is what it says now.
    """
    root, _ = compose(text)
    if root is None:
        raise CannotEdit("the file cannot be read")
    node: yaml.Node = root
    for step in base:
        node = _step(node, step)
    depth, inner = 0, data
    while depth < len(path) - 1 and isinstance(inner.get(path[depth]), Mapping):
        pair = _pair(node, path[depth])
        if pair is None or not isinstance(pair[1], yaml.MappingNode):
            break
        node, inner, fields = pair[1], inner[path[depth]], _children(fields, path[depth])
        depth += 1
    name, rest = path[depth], path[depth + 1 :]
    pair = _pair(node, name)
    if value is GONE:
        if pair is None or rest:
            return text
        if len(inner) == 1 and depth:
            return edit(text, base, path[:depth], GONE, fields=fields, data=data)
    for step in reversed(rest):
        value = {step: value}
    if not isinstance(node, yaml.MappingNode):
        raise CannotEdit("a single value stands where its fields should")
    if node.flow_style:
        return _edit_flow(text, node, name, value, fields)
    if pair is not None:
        field = next((field for field in fields if field.name == name), None)
        return _replace(text, pair, name, value, _children(fields, name), bool(field and field.format == "date"))
    return _insert(text, node, name, value, fields)


def _children(fields: Sequence[Field], name: str) -> Sequence[Field]:
    found = next((field for field in fields if field.name == name), None)
    return found.children if found else fields


def _step(node: yaml.Node, step: str | int) -> yaml.Node:
    if isinstance(step, int) and isinstance(node, yaml.SequenceNode) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    pair = _pair(node, step) if isinstance(step, str) else None
    if pair is None:
        raise CannotEdit("the document is no longer where it was")
    return pair[1]


def _pair(node: yaml.Node, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and as_typed(key.value) == name:
                return key, value
    return None


def _replace(
    text: str, pair: tuple[yaml.Node, yaml.Node], name: str, value: Any, children: Sequence[Field], is_date: bool
) -> str:
    key, old = pair
    indent = key.start_mark.column
    end = end_of(text, old, indent)
    if value is GONE:
        _refuse_comments(text[key.start_mark.index : end], old)
        start = text.rfind("\n", 0, key.start_mark.index) + 1
        if text[start : key.start_mark.index].strip():
            raise CannotEdit("the field begins an item of a list")
        return text[:start] + text[end:]
    lines = write_entry(name, value, children, indent, is_date)
    inline = (
        isinstance(old, yaml.ScalarNode) and old.style not in ("|", ">") and old.start_mark.line == old.end_mark.line
    )
    if inline and len(lines) == 1 and old.start_mark.index < old.end_mark.index:
        is_plain = not isinstance(value, (list, Mapping))
        written = write_scalar(value, is_date=is_date) if is_plain else write_flow(value)
        return _replace_span(text, old.start_mark.index, old.end_mark.index, written)
    _refuse_comments(text[key.start_mark.index : end], old)
    return text[: key.start_mark.index] + "\n".join(lines).lstrip() + "\n" + text[end:]


def _replace_span(text: str, start: int, end: int, written: str) -> str:
    if "#" in "".join(line.partition(" #")[1] for line in text[start:end].splitlines()):
        raise CannotEdit("a comment stands in it")
    return text[:start] + written + text[end:]


def _edit_flow(text: str, node: yaml.MappingNode, name: str, value: Any, fields: Sequence[Field]) -> str:
    """Set or take out one key between braces; how the other ones are written stays as it is."""
    pairs = node.value
    at = next((at for at, pair in enumerate(pairs) if as_typed(pair[0].value) == name), -1)
    if value is GONE:
        # The comma that goes along is the one behind the first key, or the one before any other.
        start = pairs[at - 1][1].end_mark.index if at > 0 else pairs[at][0].start_mark.index
        end = pairs[at][1].end_mark.index if at > 0 else pairs[at + 1][0].start_mark.index if len(pairs) > 1 else None
        return _replace_span(text, start, pairs[at][1].end_mark.index if end is None else end, "")
    field = next((field for field in fields if field.name == name), None)
    is_plain = not isinstance(value, (list, Mapping))
    is_date = bool(field and field.format == "date")
    written = write_scalar(value, flow=True, is_date=is_date) if is_plain else write_flow(value)
    if at >= 0:
        old = pairs[at][1]
        gap = "" if text[old.start_mark.index - 1].isspace() else " "
        return _replace_span(text, old.start_mark.index, old.end_mark.index, gap + written)
    entry = f"{write_scalar(name, flow=True)}: {written}"
    if not pairs:
        return _replace_span(text, node.start_mark.index, node.end_mark.index, "{" + entry + "}")
    _, old = _earlier(pairs, name, fields)
    return _replace_span(text, old.end_mark.index, old.end_mark.index, f", {entry}")


def _earlier(
    pairs: Sequence[tuple[yaml.Node, yaml.Node]], name: str, fields: Sequence[Field]
) -> tuple[yaml.Node, yaml.Node]:  # fmt: skip
    """Return the last pair that comes before a field in the schema, or the last one of all."""
    order = [field.name for field in fields]
    before = set(order[: order.index(name)]) if name in order else set(order)
    earlier = [pair for pair in pairs if as_typed(pair[0].value) in before]
    return max(earlier or pairs, key=lambda pair: pair[0].start_mark.index)


def _insert(text: str, node: yaml.MappingNode, name: str, value: Any, fields: Sequence[Field]) -> str:
    """Put a new field behind the one that comes before it in the schema, or behind the last one."""
    pairs = [pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode)]
    if not pairs:
        raise CannotEdit("there is no field beside which it could stand")
    key, old = _earlier(pairs, name, fields)
    indent = pairs[0][0].start_mark.column
    end = end_of(text, old, key.start_mark.column)
    field = next((field for field in fields if field.name == name), None)
    # The order of a nested value is that of its own fields.
    lines = write_mapping({name: value}, [field] if field else (), indent)
    return text[:end] + ("" if text[:end].endswith("\n") else "\n") + "\n".join(lines) + "\n" + text[end:]


def end_of(text: str, node: yaml.Node, indent: int) -> int:
    """Return where the lines of a value end; comments and blank lines that belong to what follows stay out."""
    is_block = (isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")) or (
        isinstance(node, yaml.CollectionNode) and not node.flow_style
    )
    if not is_block:
        line_end = text.find("\n", node.end_mark.index)
        return len(text) if line_end < 0 else line_end + 1
    end: int = node.end_mark.index
    # The mark stands before the next token, which may be indented.
    start_of_line = text.rfind("\n", 0, end) + 1
    if not text[start_of_line:end].strip():
        end = start_of_line
    elif end == len(text):
        return end
    while end > node.start_mark.index:
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start:end]
        outside = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= indent
        if line.strip() and not outside:
            break
        end = start
    return end


def _refuse_comments(region: str, old: yaml.Node) -> None:
    """Refuse to write over a comment. In block text # is an ordinary letter; only its first line may hold a comment."""
    is_text = isinstance(old, yaml.ScalarNode) and old.style in ("|", ">")
    for line in region.splitlines()[: 1 if is_text else None]:
        if line.lstrip().startswith("#") or " #" in line:
            raise CannotEdit("a comment stands in it")
