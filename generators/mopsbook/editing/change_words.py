"""Put other words in the place of some within single values, however these are written; not another character changes."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.editing.edit_yaml import CannotEdit
from mopsbook.editing.tree import Written, read_tree
from mopsbook.editing.write_yaml import write_scalar
from mopsbook.reading.places import Pointer
from mopsbook.reading.read import read_yaml

_BREAK = re.compile(r"[\r\n]")


class Words(Struct, frozen=True):
    """Words of a value and what is to stand for them; `begin` is the character of the value with which they begin."""

    begin: int
    old: str
    new: str


Wanted = Mapping[Pointer, tuple[Words, ...]]


class Cut(Struct, frozen=True):
    """What is to stand in the place of `text[start:end]`."""

    start: int
    end: int
    written: str


def apply_cuts(text: str, cuts: Sequence[Cut]) -> str:
    """Return the text with all cuts made; no two of them overlap."""
    parts: list[str] = []
    at = 0
    for cut in sorted(cuts, key=lambda each: each.start):
        parts += [text[at : cut.start], cut.written]
        at = cut.end
    return "".join([*parts, text[at:]])


def change_words(text: str, wanted: Wanted) -> str:
    """Return the text of a file with the words changed at each pointer, proved by reading it again.

    Raises CannotEdit where that cannot be done without changing what somebody else means.
    """
    if not wanted:
        return text
    before = read_yaml(text.encode())
    if before.problems:
        raise CannotEdit("the file cannot be read")
    tree = read_tree(text)
    expected = _written_out(before.value)
    values: dict[Pointer, str] = {}
    for pointer, words in wanted.items():
        node = tree.at(pointer)
        if node is None or node.itself.what != "scalar":
            raise CannotEdit("no single value stands there")
        # The two parsers agree but for the line break at the end of a block that ends the file.
        read = _get(expected, pointer)
        node.itself.value = read if isinstance(read, str) else node.itself.value
        values[pointer] = replace_words(node.itself.value, words)
    for pointer, value in values.items():
        _get(expected, pointer[:-1])[pointer[-1]] = value
    for whole in (False, True):
        changed = apply_cuts(text, _cuts(text, tree, wanted, whole))
        after = read_yaml(changed.encode())
        if not after.problems and after.value == expected:
            return changed
    raise CannotEdit("the value is written in a way that cannot be changed")


def replace_words(value: str, words: Sequence[Words]) -> str:
    """Return a value with its words changed."""
    return apply_cuts(value, [Cut(each.begin, each.begin + len(each.old), each.new) for each in words])


def _cuts(text: str, tree: Written, wanted: Wanted, whole: bool) -> list[Cut]:
    """Return the cuts. A value that aliases repeat is changed once, and written out where it is to stay as it was."""
    meant = {id(node.itself) for pointer in wanted if (node := tree.at(pointer)) is not None}
    places: dict[int, list[tuple[Written, tuple[Words, ...], bool]]] = defaultdict(list)
    for pointer, node, through in tree.scalars():
        if id(node.itself) in meant:
            places[id(node.itself)].append((node, wanted.get(pointer, ()), through))
    cuts: list[Cut] = []
    for group in places.values():
        itself, words = next((node, words) for node, words, through in group if node.meant is None and not through)
        if words:
            cuts.append(_respell(text, itself, words, whole))
        said: dict[int, tuple[Words, ...]] = {}
        for node, other, _ in group:
            if said.setdefault(id(node), other) != other or (node is itself and other != words):
                raise CannotEdit("aliases repeat it where it means something else; write the values out")
            if node is not itself and other != words:
                cut = Cut(node.start, node.end, write_scalar(replace_words(itself.value, other), flow=True))
                cuts += [cut] if cut not in cuts else []
    return cuts


def _respell(text: str, node: Written, words: Sequence[Words], whole: bool) -> Cut:
    """Return the cut that changes words in a scalar, quoted and broken into lines as it was if that can be."""
    source = text[node.inner : node.end]
    value = replace_words(node.value, words)
    is_block = node.style in ("|", ">")
    if not node.style and any(each.old == node.value for each in words):
        return Cut(node.inner, node.end, write_scalar(value, flow=True))
    # The head of a block may have a comment, and is no part of the text.
    head = len(_BREAK.split(source, maxsplit=1)[0]) if is_block else 0
    cuts: list[Cut] = []
    for each in words:
        pattern = re.compile(re.escape(each.old))
        number = sum(match.start() < each.begin for match in pattern.finditer(node.value))
        spots = list(pattern.finditer(source, head))
        whole = whole or len(spots) != len(pattern.findall(node.value))
        if not whole:
            cuts.append(Cut(spots[number].start(), spots[number].end(), each.new))
    if not whole:
        return Cut(node.inner, node.end, apply_cuts(source, cuts))
    rest = source[len(source.rstrip()) :] if is_block else ""
    return Cut(node.inner, node.end, json.dumps(value, ensure_ascii=False) + rest)


def _get(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        data = data[step]
    return data


def _written_out(value: Any) -> Any:
    """Return a value in which nothing is shared, as aliases may share it."""
    if isinstance(value, dict):
        return {key: _written_out(part) for key, part in value.items()}
    return [_written_out(part) for part in value] if isinstance(value, list) else value
