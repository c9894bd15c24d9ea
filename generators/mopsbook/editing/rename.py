"""Give a document, or a part of one, another id: the file moves, what refers to it follows, the old name leads on."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from mopsbook.documents.explain import explain
from mopsbook.documents.find_files import find_files
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.documents.values import find_parts
from mopsbook.editing.add_alias import add_alias
from mopsbook.editing.change_words import change_words, replace_words
from mopsbook.editing.edit_yaml import CannotEdit
from mopsbook.editing.foresee import Files, foresee
from mopsbook.editing.named_where import find_named
from mopsbook.editing.new_place import refuse_id
from mopsbook.editing.prove import prove
from mopsbook.editing.renaming import Renaming
from mopsbook.editing.write_files import edited
from mopsbook.errors import SetupError
from mopsbook.layout import Layout
from mopsbook.words import count

_UNREAD = ("unreadable-file", "unknown-kind")


class Plan(Struct, frozen=True):
    """What a renaming does: the files as they are to be (None: it goes), how many places change in each, what to know."""

    files: Files
    places: Mapping[str, int]
    moved: tuple[str, str] | None = None
    notes: tuple[str, ...] = field(default=())


def plan_renaming(shelf: Shelf, layout: Layout, renaming: Renaming, others: Iterable[Reference] = ()) -> Plan:
    """Return what there is to do. Raises SetupError if the new name cannot be had, or what refers to the old cannot be read.

    The result is proved: every reference of the book leads where it led before.
    """
    document, old, new = renaming.document, renaming.old, renaming.new
    _refuse_name(shelf, renaming)
    _refuse_unread(shelf, layout, renaming)
    others = tuple(others)
    qualify = not renaming.part and any(
        each.key != document.key and (each.id.casefold() == new.casefold()) for each in shelf.documents
    )
    texts: dict[str, str] = {}
    places: dict[str, int] = {}
    for path, wanted in find_named(shelf, renaming, others, qualify).items():
        try:
            texts[path] = change_words(shelf.sources[path].text, wanted)
        except CannotEdit as error:
            raise SetupError(f"{path}: {error}", f"Change `{old}` there by hand first; nothing was written.") from error
        places[path] = sum(map(len, wanted.values()))
    notes: list[str] = []
    if not renaming.part:
        texts[document.path], note = _with_alias(shelf, renaming, texts[document.path])
        notes += [note] if note else []
    files: dict[str, bytes | None] = {
        path: edited(layout.root, path, shelf.sources[path].text, text) for path, text in texts.items()
    }
    for path, content, number in _pages(layout, renaming):
        files[path], places[path] = content, number
    moved = _move(layout, renaming, files)
    # Pages written by hand are no documents.
    read = {path: content for path, content in files.items() if path in shelf.sources or path in (moved or ())}
    notes += prove(shelf, renaming, foresee(shelf, read))
    notes += _left(shelf, renaming, files)
    return Plan(files, places, moved, tuple(notes))


def _refuse_name(shelf: Shelf, renaming: Renaming) -> None:
    document, new = renaming.document, renaming.new
    if new == renaming.old:
        raise SetupError(f"it is called `{new}` already")
    if not renaming.part:
        refuse_id(shelf, document.kind, new, document)
        return
    at = (*renaming.part, renaming.part_key)
    data = _with_value(document.data, at, new)
    for error in document.kind.validator.iter_errors(data):
        if tuple(map(str, error.instance_path)) == tuple(map(str, at)):
            wrong = next(explain(error, at, document.kind, data))
            raise SetupError(f"`{new}` can be no id: {wrong.message}", wrong.hint)
    if any(part.name == new for part in find_parts(document.kind, document.data)):
        raise SetupError(
            f"{document.kind.label.lower()} `{document.id}` has a part `{new}` already", "Choose another id."
        )


def _with_value(data: object, at: tuple[str | int, ...], value: str) -> object:
    if not at:
        return value
    if isinstance(data, list):
        return [_with_value(item, at[1:], value) if index == at[0] else item for index, item in enumerate(data)]
    assert isinstance(data, Mapping)
    return {**data, at[0]: _with_value(data.get(at[0]), at[1:], value)}


def _refuse_unread(shelf: Shelf, layout: Layout, renaming: Renaming) -> None:
    """Refuse while a file that speaks of the old name cannot be read: what refers to it there would lead nowhere."""
    word = _word(renaming.old)
    for trouble in shelf.troubles:
        if trouble.rule not in _UNREAD:
            continue
        text = trouble.source.text if trouble.source else _read_anyhow(layout.root / trouble.path)
        if trouble.path == renaming.document.path or word.search(text):
            place = f"{trouble.path}:{trouble.problem.line}"
            message = f"{place} cannot be read, and `{renaming.old}` stands in it: {trouble.problem.message}"
            raise SetupError(message, trouble.problem.hint or "Mend that file first.")


def _read_anyhow(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _with_alias(shelf: Shelf, renaming: Renaming, text: str) -> tuple[str, str]:
    """Return the text with the old id as an alias, or why it could not be made one."""
    document, old, new = renaming.document, renaming.old, renaming.new
    other = next((each for each in shelf.aliases.get(old.casefold(), ()) if each is not document), None)
    if other is not None:
        return text, f"`{old}` did not become an alias: it is one of {other.kind.name}/{other.id} already."
    if any(name.casefold() == old.casefold() for name in document.data.get("aliases", ())):
        return text, ""
    if document.kind.field(("aliases",)) is None:
        return text, ""
    try:
        return add_alias(text, document, old, instead=new), ""
    except CannotEdit as error:
        return (
            text,
            f"`{old}` did not become an alias ({error}): add it to `aliases` by hand if links to it should go on working.",
        )


def _pages(layout: Layout, renaming: Renaming) -> Iterator[tuple[str, bytes, int]]:
    """Yield each page written by hand that links to it, with the links mended, and how many there are."""
    for path, what in find_files(layout):
        if what != "site" or path.suffix.casefold() not in (".md", ".markdown"):
            continue
        content = path.read_bytes()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
        file = path.relative_to(layout.knowledge).as_posix()
        page = file.removesuffix(path.suffix)
        page = page.rpartition("/")[0] if path.stem.casefold() in ("index", "readme") else page
        words = list(renaming.moved.find(text, page, file))
        if words:
            yield Path(os.path.relpath(path, layout.root)).as_posix(), replace_words(text, words).encode(), len(words)


def _move(layout: Layout, renaming: Renaming, files: dict[str, bytes | None]) -> tuple[str, str] | None:
    """Let a file that is called like its document go on being so."""
    document = renaming.document
    path = PurePosixPath(document.path)
    if renaming.part or document.base or path.stem != renaming.old:
        return None
    new = path.with_name(f"{renaming.new}{path.suffix}")
    if (layout.root / path).is_symlink():
        raise SetupError(f"{path} is a link to another file", "Rename the link by hand, or put the file in its place.")
    if os.path.lexists(layout.root / new):
        raise SetupError(f"there is a file {new} already", "Choose another id, or move that file out of the way.")
    files[str(new)] = files[str(path)]
    files[str(path)] = None
    return str(path), str(new)


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.#-]){re.escape(name)}(?![\w-]|\.\w)", re.IGNORECASE)


def _left(shelf: Shelf, renaming: Renaming, files: Files) -> Iterator[str]:
    """Yield where the old name still stands in words, unless it is a common word or the name of something else as well."""
    twin = any(each.id == renaming.old and each is not renaming.document for each in shelf.documents)
    if renaming.part or twin or not re.search(r"[-_.0-9]", renaming.old):
        return
    word = _word(renaming.old)
    left: list[str] = []
    then = {path: source.text for path, source in shelf.sources.items() if path not in files}
    then |= {path: content.decode() for path, content in files.items() if content is not None}
    for path, text in sorted(then.items()):
        if renaming.old not in text:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if word.search(line) and not re.match(r"\s*aliases:|\s*- ", line):
                left.append(f"{path}:{number}")
    if left:
        most = 10
        more = f" and {count(len(left) - most, 'other place')}" if len(left) > most else ""
        yield f"`{renaming.old}` still stands in words that are no reference: {', '.join(left[:most])}{more}."
