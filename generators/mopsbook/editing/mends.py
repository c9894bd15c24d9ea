"""Find what is written in a wrong way and can have been meant in one way only. Where two things could be meant, nothing is found.

A key, a value or a name that differs from a right one in capitals, spaces, hyphens and dots alone; a title where its id belongs; a
number or a yes in the wrong form; one allowed value where a list of them belongs; a date without its zeros; a file that is not called
as the document in it.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from mopsbook.documents.document import Document, Violation
from mopsbook.documents.mentions import CODE, MENTION
from mopsbook.documents.mentions import fold as on_one_line
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.editing.change_words import Words
from mopsbook.editing.tree import Written, read_tree
from mopsbook.kinds.field import Field
from mopsbook.layout import Layout
from mopsbook.reading.places import Pointer
from mopsbook.reading.scalars import resolve
from mopsbook.words import fold

_MENTION = re.compile(MENTION)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
# What YAML 1.1 took for true and false, and many people still do.
_YES, _NO = frozenset({"yes", "y", "on", "true"}), frozenset({"no", "n", "off", "false"})


class Mend(Struct, frozen=True):
    """What is to be written otherwise: the value at a pointer of a file or, `on_key`, the key there; or the file's own name.

    `new` is the value as it is meant, a tuple where that is a list. `words` are the words within a text that change, and empty if all of it does.
    """

    path: str
    line: int
    pointer: Pointer
    old: str
    new: Any
    on_key: bool = False
    words: tuple[Words, ...] = ()
    moves: bool = False


def find_mends(shelf: Shelf, layout: Layout) -> list[Mend]:
    """Return what can be mended, sorted by file and line. Files that cannot be read are left."""
    unread = {trouble.path for trouble in shelf.troubles}
    documents = [each for each in (*shelf.documents, *filter(None, [shelf.book])) if each.path not in unread]
    found: list[Mend] = []
    trees: dict[str, Written] = {}
    ids = Counter((each.kind.name, each.id.casefold()) for each in shelf.documents)

    def tree_of(document: Document) -> Written:
        if document.path not in trees:
            trees[document.path] = read_tree(document.source.text)
        return trees[document.path]

    for document in documents:
        for violation in document.violations:
            found += _of_violation(document, violation, tree_of(document))
        if ids[document.kind.name, document.id.casefold()] == 1:
            found += _of_name(document, layout)
    for reference, target in shelf.references:
        if target is None and reference.document.path not in unread and not shelf.is_unread(reference):
            found += _of_reference(shelf, reference, tree_of(reference.document))
    # What a file says once for many documents is found with each of them.
    return sorted(dict.fromkeys(found), key=lambda mend: (mend.path, mend.moves, mend.line, str(mend.pointer)))


def _only(word: str, known: Iterable[str]) -> str | None:
    """Return the one name that differs from a word in capitals, spaces, hyphens and dots alone; None if there are two."""
    near = {name for name in known if fold(name) == fold(word)}
    return near.pop() if len(near) == 1 else None


def _of_violation(document: Document, violation: Violation, tree: Written) -> Iterator[Mend]:
    pointer = document.in_file(violation.pointer)
    if not violation.pointer or violation.pointer[-1] == "id":
        # Whatever refers to a document would have to follow its id.
        return
    parent, node = tree.at(pointer[:-1]), tree.at(pointer)
    if parent is None or node is None or parent.meant is not None:
        return
    if violation.on_key:
        key = str(violation.pointer[-1])
        field = document.kind.field(violation.pointer[:-1]) if len(violation.pointer) > 1 else None
        fields: Sequence[Field] = (
            field.children if field else document.kind.fields if len(violation.pointer) == 1 else ()
        )
        meant = _only(key, (each.name for each in fields))
        taken = {each.itself.value for each, _ in parent.pairs}
        if meant and meant not in taken and (field is None or not field.free):
            line = next(each.line for each, _ in parent.pairs if each.itself.value == key) + 1
            yield Mend(document.path, line, pointer, key, meant, on_key=True)
            # Behind a key that nobody knew, nobody has looked at the value.
            right = next(each for each in fields if each.name == meant)
            judge = _meant_list if right.types == ("array",) else _meant
            value = judge(right, node) if _is_plain(node) else None
            if value is not None and value != node.value:
                yield Mend(document.path, node.line + 1, pointer, node.value, value)
        return
    known = document.kind.field(violation.pointer)
    is_list = known is not None and known.types == ("array",) and isinstance(violation.pointer[-1], str)
    judge = _meant_list if is_list else _meant
    new = judge(known, node) if known is not None and _is_plain(node) else None
    if new is not None:
        yield Mend(document.path, node.line + 1, pointer, node.value, new)


def _is_plain(node: Written) -> bool:
    return node.what == "scalar" and not node.anchor and node.style not in ("|", ">")


def _meant(field: Field, node: Written) -> Any:
    """Return the value that was meant by what no schema allows, or None."""
    typed = node.value.strip()
    number = resolve(typed)
    if field.values:
        numbers = [value for value in field.values if type(value) is type(number) is int and value == number]
        return numbers[0] if numbers else _only(typed, (value for value in field.values if isinstance(value, str)))
    if field.types == ("boolean",):
        word = typed.casefold()
        return True if word in _YES else False if word in _NO else None
    if field.types and set(field.types) <= {"integer", "number"}:
        right = type(number) is int or (type(number) is float and "number" in field.types)
        return number if right and node.style else None
    date_ = _ISO.fullmatch(typed) if field.format == "date" else None
    if date_:
        try:
            return date(*map(int, date_.groups())).isoformat()
        except ValueError:
            return None
    return None


def _meant_list(field: Field, node: Written) -> tuple[str, ...] | None:
    """Return the list of allowed values that was meant by one of them, or by several with commas between; None if one is none."""
    meant = [_only(word, field.values) for word in re.split("[,;]", node.value)]
    return tuple(value for value in meant if value) if all(meant) and len(set(meant)) == len(meant) else None


def _of_reference(shelf: Shelf, reference: Reference, tree: Written) -> Iterator[Mend]:
    document = reference.document
    if any(violation.pointer == reference.pointer for violation in document.violations):
        return
    titles = shelf.titles_for(reference)
    near = {name for name in shelf.names_for(reference) if fold(name) == fold(reference.name)}
    near |= {name for title, name in titles.items() if fold(title) == fold(reference.name)}
    goals: dict[object, str] = {}
    for name in sorted(near):
        target = shelf.resolve(Reference(document, reference.pointer, reference.field, name))
        if target is None:
            return
        # Of several names for one thing, its id.
        best = name if target.part else target.document.id
        goals[target.document.key, target.part] = best
    if len(goals) != 1:
        return
    meant = next(iter(goals.values()))
    if shelf.resolve(Reference(document, reference.pointer, reference.field, meant)) is None:
        return
    pointer = document.in_file(reference.pointer)
    node = tree.at(pointer)
    if node is None or node.itself.what != "scalar":
        return
    if not reference.typed:
        whole = (Words(0, node.itself.value, meant),)
        yield Mend(document.path, node.line + 1, pointer, reference.name, meant, words=whole)
        return
    value = node.itself.value
    shown = CODE.sub(lambda code: "\0" * len(code[0]), value)
    words = tuple(
        Words(match.start(1), match[1], meant)
        for match in _MENTION.finditer(shown)
        if on_one_line(match[1]) == reference.name
    )
    place = document.source.places.value(pointer)
    yield Mend(document.path, place.line, pointer, reference.name, meant, words=words)


def _of_name(document: Document, layout: Layout) -> Iterator[Mend]:
    """Yield the name that a file should have, if no other has it."""
    path = PurePosixPath(document.path)
    if document.base or document.kind.hidden or "id" not in document.data or path.stem == document.id:
        return
    suffix = path.suffix or ".yaml"
    new = path.with_name(f"{document.id}{suffix}")
    if not os.path.lexists(layout.root / new) and not (layout.root / path).is_symlink():
        yield Mend(document.path, 0, (), path.name, str(new), moves=True)
