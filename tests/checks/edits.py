"""How a sound book is changed by the places that its values have in it, and which line is to be named then.

An edit says what is written where in the text of a document; `change` makes one or more of them at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from hypothesis import strategies as st

from mopsbook.checks.stages import may_be
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.records import Records
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.field import Field
from mopsbook.reading.places import Place, Places

TODAY = date(2026, 11, 22)
Draw = Callable[[Any], Any]
Spot = tuple[Document, Pointer]


@dataclass(frozen=True)
class Broken:
    """What changed (the text of files by their path; None for one that is gone), and the line that must be named.

    `records` are those of reviews, if the mistake is in what was reviewed.
    """

    files: Mapping[str, str | None]
    path: str
    line: int
    records: Records = field(default_factory=dict)

    def and_changed(self, others: Mapping[str, str | None]) -> Broken:
        """The same, with other files besides."""
        return replace(self, files={**self.files, **others})

    def and_named(self, path: str, line: int) -> Broken:
        """The same, where what must be named is not what was changed."""
        return replace(self, path=path, line=line)


@dataclass(frozen=True)
class Edit:
    """A stretch of a text, and what is written in its place."""

    start: int
    end: int
    new: str


# Questions.


def lines_of(document: Document) -> list[str]:
    return document.source.text.split("\n")


def line_of(document: Document, pointer: Pointer) -> int:
    """The line of a key or an item; of a document, that of its id."""
    places = document.source.places
    return (places.key(document.in_file(pointer)) if pointer else places.value((*document.base, "id"))).line


def value_line(document: Document, pointer: Pointer) -> int:
    return document.source.places.value(document.in_file(pointer)).line


def is_on_one_line(document: Document, pointer: Pointer) -> bool:
    place = document.source.places.value(document.in_file(pointer))
    return place.line == place.end_line


def has_own_line(document: Document, pointer: Pointer) -> bool:
    """Whether a key and its value stand on one line, alone."""
    places, at = document.source.places, document.in_file(pointer)
    key, value = places.key(at), places.value(at)
    line = lines_of(document)[key.line - 1]
    alone = not line[: key.column - 1].strip() and not line[value.end_column - 1 :].strip()
    return alone and key.line == value.line == value.end_line


def keys_of(document: Document) -> Iterator[tuple[Pointer, Field]]:
    """Yield each key that is written in a document itself, with its field."""
    waiting: list[tuple[Pointer, Any]] = [((), document.data)]
    while waiting:
        at, node = waiting.pop()
        for step, value in node.items() if isinstance(node, dict) else enumerate(node):
            field = document.kind.field((*at, step))
            inherited = not at and step in document.inherited
            if isinstance(step, str) and field and not inherited:
                yield (*at, step), field
            if isinstance(value, (dict, list)) and not inherited:
                waiting.append(((*at, step), value))


def in_use(shelf: Shelf, *kinds: str) -> list[Document]:
    """The documents that are not retired; those of some kinds, if any are named."""
    documents = [document for document in shelf.documents if document.data.get("status") != "retired"]
    return [document for document in documents if not kinds or document.kind.name in kinds]


def items(documents: Iterable[Document], name: str) -> list[Spot]:
    """Each item of a list that documents have under a name."""
    return [(document, (name, index)) for document in documents for index in range(len(document.data.get(name) or ()))]


def files(shelf: Shelf) -> list[Document]:
    """The first document of each file."""
    firsts = {document.path: document for document in reversed(shelf.documents)}
    return [firsts[path] for path in sorted(firsts)]


def stages(shelf: Shelf, *types: str) -> list[Spot]:
    found = items(shelf.of_kind("lifecycle"), "stages")
    return [(document, at) for document, at in found if may_be(document.get(at), *types)]


def end_of_list(document: Document, name: str) -> int:
    """The last line of a list in block style at the top of its file."""
    lines, number = lines_of(document), line_of(document, (name,))
    while number < len(lines) and lines[number].startswith((" ", "-")):
        number += 1
    return number


# Edits. A collection is in flow style if it stands in brackets, else in block style.


def put(document: Document, pointer: Pointer, new: str) -> Edit:
    """Another value in place of one, however many lines it has."""
    return _stretch(document, document.source.places.value(document.in_file(pointer)), new)


def rename(document: Document, pointer: Pointer, new: str) -> Edit:
    """Another key in place of one."""
    return _stretch(document, document.source.places.key(document.in_file(pointer)), new)


def put_into(document: Document, pointer: Pointer, entry: str) -> Edit:
    """One more entry (`key: value`) in a group of keys, before the others."""
    group = document.get(pointer)
    first = _offset(document, document.source.places.key(document.in_file((*pointer, next(iter(group))))))
    text = document.source.text
    column = first - text.rfind("\n", 0, first) - 1
    return Edit(first, first, f"{entry}, " if _is_flow(document, pointer) else f"{entry}\n{' ' * column}")


def say(document: Document, pointer: Pointer, new: str) -> Edit:
    """A value at a key, whether it stands there already or not."""
    there = document.get(pointer) is not None
    return put(document, pointer, new) if there else put_into(document, pointer[:-1], f"{pointer[-1]}: {new}")


def put_item(document: Document, pointer: Pointer, item: str) -> Edit:
    """One more item in a list, before the one at the pointer."""
    start = _item_start(document, pointer)
    if _is_flow(document, pointer[:-1]):
        return Edit(start, start, f"{item}, ")
    indent = " " * (start - document.source.text.rfind("\n", 0, start) - 1)
    return Edit(start, start, f"- {item}\n{indent}")


def take_out(document: Document, pointer: Pointer) -> Edit:
    """No key and value there, or no item: with the comma in flow style, with the lines in block style."""
    text, places = document.source.text, document.source.places
    holder, last = document.get(pointer[:-1]), pointer[-1]
    steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    after = steps[steps.index(last) + 1 :]
    is_item = isinstance(holder, list)
    start = _item_start(document, pointer) if is_item else _offset(document, places.key(document.in_file(pointer)))
    if after:
        next_one = (*pointer[:-1], after[0])
        end = _item_start(document, next_one) if is_item else _offset(document, places.key(document.in_file(next_one)))
        return Edit(start, end, "")
    end = _stretch(document, places.value(document.in_file(pointer)), "").end
    if _is_flow(document, pointer[:-1]):
        # The comma before it goes with the last one.
        start = len(text[:start].rstrip(" ,\n"))
    return Edit(start, end, "")


def copy_of(document: Document, pointer: Pointer, changes: Mapping[Pointer, str]) -> str:
    """The text of an item with other values in it, by their pointers within the item."""
    edits = [put(document, (*pointer, *at), new) for at, new in changes.items()]
    whole = _stretch(document, document.source.places.value(document.in_file(pointer)), "")
    grown = sum(len(edit.new) - (edit.end - edit.start) for edit in edits)
    return _written(document.source.text, edits)[whole.start : whole.end + grown]


def change(document: Document, *edits: Edit, named: Pointer, on_key: bool = False) -> Broken:
    """Make edits in a file. `named` is a pointer in what comes out; that of a document is its id."""
    text = _written(document.source.text, edits)
    places, at = Places(text), document.in_file(named)
    place = places.key(at) if on_key else places.value(at if named else (*document.base, "id"))
    return Broken({document.path: text}, document.path, place.line)


def edited(document: Document, *edits: Edit) -> str:
    return _written(document.source.text, edits)


def _written(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _offset(document: Document, place: Place) -> int:
    return sum(len(line) + 1 for line in lines_of(document)[: place.line - 1]) + place.column - 1


def _stretch(document: Document, place: Place, new: str) -> Edit:
    start = _offset(document, place)
    end = _offset(document, Place(place.end_line, place.end_column, 0, 0))
    # What is in block style ends where the next thing begins.
    return Edit(start, start + len(document.source.text[start:end].rstrip()), new)


def _is_flow(document: Document, pointer: Pointer) -> bool:
    at = document.in_file(pointer)
    return bool(at) and document.source.text[_offset(document, document.source.places.value(at))] in "{["


def _item_start(document: Document, pointer: Pointer) -> int:
    start = _offset(document, document.source.places.value(document.in_file(pointer)))
    return start if _is_flow(document, pointer[:-1]) else document.source.text.rindex("-", 0, start)


# Whole changes.


def set_value(document: Document, pointer: Pointer, new: str) -> Broken:
    """Write another value in place of one, which is to be named."""
    return change(document, put(document, pointer, new), named=pointer)


def set_key(document: Document, pointer: Pointer, new: str) -> Broken:
    text = edited(document, rename(document, pointer, new))
    return Broken({document.path: text}, document.path, line_of(document, pointer))


def drop(document: Document, pointer: Pointer, named: Pointer) -> Broken:
    """Take out a key; `named` is what has to be named then."""
    return change(document, take_out(document, pointer), named=named, on_key=bool(named))


def cut(document: Document, pointer: Pointer, named: Pointer) -> Broken:
    """Take out a key wherever it stands on one line, in a flow of others too; `named` is what has to be named then."""
    if has_own_line(document, pointer):
        return drop(document, pointer, named)
    places, at, lines = document.source.places, document.in_file(pointer), lines_of(document)
    key, end = places.key(at), places.value(at).end_column - 1
    before, after = lines[key.line - 1][: key.column - 1], lines[key.line - 1][end:]
    lines[key.line - 1] = before + after[2:] if after.startswith(", ") else before.removesuffix(", ") + after
    return with_lines(document, lines, line_of(document, named))


def insert(document: Document, below: int, *new: str) -> Broken:
    """Put lines below a line; the first of them is to be named."""
    lines = lines_of(document)
    lines[below:below] = new
    return with_lines(document, lines, below + 1)


def with_lines(document: Document, lines: list[str], named: int) -> Broken:
    return Broken({document.path: "\n".join(lines)}, document.path, named)


def new_document(like: Document, id: str, *edits: Edit, named: Pointer = ("id",)) -> Broken:
    """A new file beside that of a document, with the same words but for its id, its title and some edits."""
    other_names = [take_out(like, ("aliases",))] if "aliases" in like.data else []
    text = edited(like, put(like, ("id",), id), put(like, ("title",), id), *other_names, *edits)
    path = f"{PurePosixPath(like.path).parent}/{id}.yaml"
    return Broken({path: text}, path, Places(text).value(named).line)


def nonsense(draw: Draw) -> str:
    """A name that nothing in a book bears, and that is near to none."""
    return "qx" + draw(st.text("qxzj", min_size=6, max_size=20))
