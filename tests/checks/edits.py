"""How a sound book is changed by the places that its values have in it, and which line is to be named then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from mopsbook.checks.stages import may_be
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Field

TODAY = date(2026, 11, 22)
Draw = Callable[[Any], Any]
Spot = tuple[Document, Pointer]


@dataclass(frozen=True)
class Broken:
    """What changed (the text of files by their path; None for one that is gone), and the line that must be named."""

    files: Mapping[str, str | None]
    path: str
    line: int


# Questions.


def lines_of(document: Document) -> list[str]:
    return document.source.text.split("\n")


def line_of(document: Document, pointer: Pointer) -> int:
    """The line of a key or an item; of a document, that of its id."""
    places = document.source.places
    return (places.key(document.in_file(pointer)) if pointer else places.value((*document.base, "id"))).line


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


def in_use(shelf: Shelf) -> list[Document]:
    return [document for document in shelf.documents if document.data.get("status") != "retired"]


def files(shelf: Shelf) -> list[Document]:
    """The first document of each file."""
    firsts = {document.path: document for document in reversed(shelf.documents)}
    return [firsts[path] for path in sorted(firsts)]


def stages(shelf: Shelf, *types: str) -> list[Spot]:
    return [
        (document, ("stages", index))
        for document in shelf.of_kind("lifecycle")
        for index, stage in enumerate(document.data["stages"])
        if may_be(stage, *types)
    ]


def end_of_list(document: Document, name: str) -> int:
    """The last line of a list in block style at the top of its file."""
    lines, number = lines_of(document), line_of(document, (name,))
    while number < len(lines) and lines[number].startswith((" ", "-")):
        number += 1
    return number


# Changes.


def with_lines(document: Document, lines: list[str], named: int) -> Broken:
    return Broken({document.path: "\n".join(lines)}, document.path, named)


def set_value(document: Document, pointer: Pointer, new: str) -> Broken:
    """Write another value in place of one that stands on one line."""
    return _replace(document, document.source.places.value(document.in_file(pointer)), new)


def set_key(document: Document, pointer: Pointer, new: str) -> Broken:
    return _replace(document, document.source.places.key(document.in_file(pointer)), new)


def _replace(document: Document, place: Any, new: str) -> Broken:
    lines = lines_of(document)
    line = lines[place.line - 1]
    lines[place.line - 1] = line[: place.column - 1] + new + line[place.end_column - 1 :]
    return with_lines(document, lines, place.line)


def drop(document: Document, pointer: Pointer, named: Pointer) -> Broken:
    """Take out a key that has its line for itself; `named` is what has to be named then."""
    lines, number, line = lines_of(document), line_of(document, pointer), line_of(document, named)
    del lines[number - 1]
    return with_lines(document, lines, line - (line > number))


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


def new_stage(document: Document, id: str, *more: str) -> list[str]:
    owner = document.data["owner"]
    return [
        f"  - id: {id}", f"    title: {id}", "    type: main", "    definition: A stage.",
        "    entry_criteria: [Something happens]", f"    owner: {owner}", *more,
    ]  # fmt: skip


def nonsense(draw: Draw) -> str:
    """A name that nothing in a book bears, and that is near to none."""
    return "qx" + draw(st.text("qxzj", min_size=6, max_size=20))
