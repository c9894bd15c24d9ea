"""Load a knowledge folder into a Shelf: every file is read, every entity is held against its schema, nothing is skipped."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from mopsbook.documents.blanks import take_out_blanks
from mopsbook.documents.document import Document, Source, Trouble, Violation
from mopsbook.documents.find_files import find_files
from mopsbook.documents.shelf import Shelf
from mopsbook.documents.validate import validate
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.layout import Layout
from mopsbook.reading.places import Pointer
from mopsbook.reading.quotes import find_swallowed
from mopsbook.reading.read import Problem, read_yaml
from mopsbook.words import a, did_you_mean, listed

Progress = Callable[[int, int], None]

# What a file of many says once for all of them; an item's own word wins.
_SHARED = ("owner", "status", "last_reviewed", "review_every", "reviewed_by", "tags")


def load_shelf(layout: Layout, kinds: Kinds, progress: Progress | None = None) -> Shelf:
    """Read every file below the knowledge folder. Never raises for what stands in a file."""
    documents: list[Document] = []
    troubles: list[Trouble] = []
    sources: dict[str, Source] = {}
    files = list(find_files(layout.knowledge))
    for number, (path, what) in enumerate(files, 1):
        name = _relative(path, layout.root)
        if what == "document":
            try:
                content = path.read_bytes()
            except OSError as error:
                troubles.append(_trouble("unreadable-file", name, f"the file cannot be read: {error.strerror}"))
                continue
            source, found, wrong = read_document(name, content, kinds)
            sources[name] = source
            documents += found
            troubles += wrong
        elif what == "stray":
            hint = "Documents end in .yaml or .yml. Rename it, move it out of the knowledge folder, or delete it."
            troubles.append(_trouble("unknown-kind", name, f"nothing is made of `{path.name}`", hint))
        if progress and number % 100 == 0:
            progress(number, len(files))
    books = [document for document in documents if document.kind.name == "book"]
    for extra in books[1:]:
        message = f"there is a book already, in {books[0].path}"
        troubles.append(_trouble("duplicate-id", extra.path, message, "Keep one of them.", extra.source))
    kept = [document for document in documents if not document.kind.hidden]
    return Shelf(kinds, kept, troubles, sources, books[0] if books else None, _relative(layout.knowledge, layout.root))


def read_document(name: str, content: bytes, kinds: Kinds) -> tuple[Source, list[Document], list[Trouble]]:
    """Return what one file holds: its documents, and what kept others from being read."""
    reading = read_yaml(content)
    source = Source(name, reading.text)
    unread = [Trouble("unreadable-file", name, problem, source) for problem in reading.problems]
    if reading.value is None:
        return source, [], unread
    data: Any = reading.value
    kind = kinds.get(data.get("kind")) if isinstance(data.get("kind"), str) else None
    if kind is None:
        return source, [], [*unread, _unknown_kind(name, data, source, kinds)]
    known = frozenset(field.name for top in kind.fields for field in top.walk())
    swallowed = find_swallowed(reading.text, data, source.places, known | ({kind.many} if kind.many else set()))
    troubles = [*unread, *(Trouble("unreadable-file", name, item.problem, source) for item in swallowed)]
    if kind.many and kind.many in data:
        return source, *_read_many(data, kind, source, troubles)
    return source, [_document(data, kind, source, ())], troubles


def _read_many(data: dict[str, Any], kind: Kind, source: Source, troubles: list[Trouble]) -> tuple[list[Document], list[Trouble]]:
    items = data[kind.many]
    shared = {key: data[key] for key in _SHARED if key in data}
    for key in data:
        if key not in shared and key not in ("kind", kind.many):
            place = source.places.key((key,))
            hint = did_you_mean(key, [*_SHARED, kind.many]) or f"Beside the list may stand {listed(_SHARED, last='and')}."
            message = f"`{key}` cannot be said for a whole file of many"
            troubles.append(Trouble("schema-violation", source.path, Problem(place.line, place.column, None, message, hint), source))
    if not isinstance(items, list) or not items:
        place = source.places.key((kind.many,))
        problem = Problem(place.line, place.column, None, f"`{kind.many}` must be a list", "Begin each item with a hyphen.")
        return [], [*troubles, Trouble("schema-violation", source.path, problem, source)]
    documents = []
    for index, item in enumerate(items):
        base: Pointer = (kind.many, index)
        if not isinstance(item, dict):
            place = source.places.value(base)
            message = f"an item of `{kind.many}` must be a group of keys, not {item!r}"
            troubles.append(Trouble("schema-violation", source.path, Problem(place.line, place.column, None, message, ""), source))
            continue
        inherited = frozenset(key for key in shared if key not in item) | {"kind"}
        documents.append(_document({"kind": kind.name, **shared, **item}, kind, source, base, inherited))
    return documents, troubles


def _document(
    data: dict[str, Any], kind: Kind, source: Source, base: Pointer, inherited: frozenset[str] = frozenset()
) -> Document:  # fmt: skip
    clean, blanks = take_out_blanks(data, kind)
    sound, violations = validate(clean, kind, source, base)
    id = sound.get("id") if isinstance(sound.get("id"), str) else ""
    document = Document(kind, id or (Path(source.path).stem if not base else f"{base[-1]}"), sound, source, base, violations, blanks, inherited)
    return replace(document, violations=(*violations, *_loose_paths(document)))


def _loose_paths(document: Document) -> list[Violation]:
    """Return what is wrong in `does_not_apply` and `unknown`: their keys are paths of fields of this kind."""
    wrong: list[Violation] = []
    paths = [field.path for top in document.kind.fields for field in top.walk()]
    for key in ("does_not_apply", "unknown"):
        for path in document.data.get(key, {}):
            pointer: Pointer = (key, path)
            if document.kind.field(path) is None:
                hint = did_you_mean(path, [".".join(names) for names in paths])
                wrong.append(Violation(pointer, f"`{path}` is no field of {a(document.kind.label.lower())}", hint, on_key=True))
            elif document.get(tuple(path.split("."))) is not None:
                hint = f"Delete the line here, or the value of `{path}`."
                wrong.append(Violation(pointer, f"`{path}` has a value and is said to have none", hint, on_key=True))
    return wrong


def _unknown_kind(name: str, data: dict[str, Any], source: Source, kinds: Kinds) -> Trouble:
    said = data.get("kind")
    if "kind" not in data:
        problem = Problem(1, 1, None, "the document does not say what it is: `kind` is missing", f"Begin it with `kind:` and one of {listed(list(kinds), 40)}.")
    else:
        place = source.places.value(("kind",))
        hint = f"{did_you_mean(str(said), kinds)} Kinds are {listed(list(kinds), 40, 'and')}.".strip()
        problem = Problem(place.line, place.column, place.end_column, f"there is no kind `{said}`", hint)
    return Trouble("unknown-kind", name, problem, source)


def _trouble(rule: str, path: str, message: str, hint: str = "", source: Source | None = None) -> Trouble:
    return Trouble(rule, path, Problem(1, 1, None, message, hint), source)


def _relative(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
