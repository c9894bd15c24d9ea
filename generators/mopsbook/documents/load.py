"""Load a knowledge folder into a Shelf.

Every file is read, every entity is held against its schema, nothing is skipped.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec.structs import replace

from mopsbook.documents.blanks import take_out_blanks
from mopsbook.documents.compute import compute
from mopsbook.documents.document import Document, Source, Trouble, Violation, name_of
from mopsbook.documents.explain import show
from mopsbook.documents.find_files import explain_odd, find_names
from mopsbook.documents.records import Records, read_records
from mopsbook.documents.shelf import Shelf
from mopsbook.documents.validate import validate
from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.layout import Layout, find_repository
from mopsbook.reading.decoding import read_content
from mopsbook.reading.places import Pointer
from mopsbook.reading.quotes import find_swallowed
from mopsbook.reading.read import Problem, read_yaml
from mopsbook.words import a, count, did_you_mean, fold, listed, nearest

Progress = Callable[[int, int], None]
# What is made of a file. It may hold several documents, and some of them may be wrong; without a source it could not be opened.
File = tuple[Source | None, list[Document], list[Trouble]]
# Files to read, each by its name (its path relative to the root of the book, as messages say it) and its path.
Files = Sequence[tuple[str, str]]
Read = Callable[[Files, Kinds, Progress | None], Sequence[File]]

# What a file of many cannot say once for all of them, because it tells them apart.
NOT_SHARED = frozenset({"id", "title", "aliases", "purpose", "does_not_apply", "unknown"})


def load_shelf(
    layout: Layout, kinds: Kinds, progress: Progress | None = None, read: Read | None = None, left_out: Sequence[str] = ()
) -> Shelf:  # fmt: skip
    """Read every file below the knowledge folder. Never raises for what stands in a file.

    `read` is `read_documents`, or what gives the same; `left_out` are documents that git knows and that are not on the disk.
    Raises SetupError if there is no such folder.
    """
    read = read or read_documents
    if not layout.knowledge.is_dir():
        usual = "Create it, or mend `docs_dir` in mkdocs.yml: the knowledge lies there."
        hint = f"A sparse checkout left it out. {_bring_back(layout)}" if left_out else usual
        raise SetupError(f"there is no folder {layout.knowledge}", hint)
    folder = relative(layout.knowledge, layout.root)
    gathering = Gathering(kinds, folder, is_root=layout.is_root)
    gathering.records = read_records(layout.root)
    if left_out:
        gathering.leave_out(left_out, _bring_back(layout))
    # A Path for each of thousands of files would take longer than to look for them.
    begin = os.path.join(layout.knowledge, "")  # noqa: PTH118
    files = [
        (printable(inner if folder == "." else f"{folder}/{inner}"), begin + inner, what)
        for inner, what in find_names(layout)
    ]
    taken = iter(read([(name, path) for name, path, what in files if what == "document"], kinds, progress))
    for name, path, what in files:
        if what == "document":
            gathering.take(*next(taken))
        elif what == "odd":
            gathering.complain("unreadable-file", name, *explain_odd(Path(path), layout))
        elif what == "stray":
            gathering.refuse(name)
    return gathering.to_shelf()


def _bring_back(layout: Layout) -> str:
    folder = relative(Path(os.path.realpath(layout.knowledge)), find_repository(layout.knowledge))
    part = "" if folder == "." else f"`git sparse-checkout add {folder}` at the top of the repository, or "
    return f"Run {part}`git sparse-checkout disable`."


def _document_name(name: str) -> str:
    """Return the name that a file such as `crm.yaml.txt` was meant to have; "" if nothing says that it is a document."""
    found = re.match(r"(.+\.ya?ml)(?:\.(?:txt|text|doc|rtf))$", PurePosixPath(name).name, re.IGNORECASE)
    return found[1] if found else ""


class Gathering:
    """Documents, troubles and sources as file after file is read, wherever the files come from."""

    def __init__(self, kinds: Kinds, folder: str, *, is_root: bool) -> None:
        self._kinds, self._folder, self._is_root = kinds, folder, is_root
        self._documents: list[Document] = []
        self._troubles: list[Trouble] = []
        self._sources: dict[str, Source] = {}
        self.records: Records = {}
        self._left_out: Sequence[str] = ()

    def read(self, name: str, content: bytes) -> None:
        """Take in a file by its content; `name` is its path relative to the root of the book."""
        self.take(*read_document(name, content, self._kinds))

    def take(self, source: Source | None, documents: Iterable[Document], troubles: Iterable[Trouble]) -> None:
        """Take in a file that was read before."""
        if source is not None:
            self._sources[source.path] = source
        self._documents += documents
        self._troubles += troubles

    def refuse(self, name: str) -> None:
        """Say that nothing is made of a file."""
        hint = "Documents end in .yaml or .yml. Rename it, move it out of the knowledge folder, or delete it."
        meant = _document_name(name)
        if meant:
            # What an editor does that knows no YAML; systems hide the second ending from most people.
            hint = f"Rename it to `{meant}`; it may show as that already, where endings are hidden."
        elif self._is_root:
            hint = "Documents end in .yaml or .yml. Keep them in a folder `knowledge` of their own, or delete this."
        self.complain("unknown-kind", name, f"nothing is made of `{PurePosixPath(name).name}`", hint)

    def leave_out(self, names: Sequence[str], hint: str) -> None:
        """Say once that documents which git knows are not here. What leads nowhere is not complained of then."""
        self._left_out = names
        others = count(len(names) - 1, "other document")
        like, whom = (f", like {others} of the book", "them") if len(names) > 1 else ("", "it")
        message = f"a sparse checkout left this file out{like}: what refers to {whom} cannot be judged"
        self.complain("unreadable-file", names[0], message, hint)

    def complain(self, rule: str, name: str, message: str, hint: str = "", source: Source | None = None) -> None:
        """Say what is wrong with a file as a whole."""
        self._troubles.append(Trouble(rule, name, Problem(1, 1, None, message, hint), source))

    def to_shelf(self) -> Shelf:
        """Return the shelf of all that was taken in."""
        books = [document for document in self._documents if document.kind.name == "book"]
        for extra in books[1:]:
            message = f"there is a book already, in {books[0].path}"
            self.complain("duplicate-id", extra.path, message, "Keep one of them.", extra.source)
        kept = [document for document in self._documents if not document.kind.hidden]
        book = books[0] if books else None
        return Shelf(self._kinds, kept, self._troubles, self._sources, book, self._folder, self.records, self._left_out)


def read_documents(files: Files, kinds: Kinds, progress: Progress | None = None) -> Sequence[File]:
    """Return what files hold, one after the other."""
    taken: list[File] = []
    for number, (name, path) in enumerate(files, 1):
        try:
            taken.append(read_document(name, read_content(path), kinds))
        except OSError as error:
            taken.append(explain_closed(name, error))
        if progress and number % 100 == 0:
            progress(number, len(files))
    return taken


def explain_closed(name: str, error: OSError) -> File:
    """Return what is made of a file that cannot be opened."""
    problem = Problem(1, 1, None, f"the file cannot be read: {error.strerror}", "")
    return None, [], [Trouble("unreadable-file", name, problem)]


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
    swallowed = find_swallowed(reading.text, data, source.places, kind.names | ({kind.many} if kind.many else set()))
    troubles = [*unread, *(Trouble("unreadable-file", name, item.problem, source) for item in swallowed)]
    if kind.many and kind.many in data:
        return source, *_read_many(data, kind, source, troubles)
    return source, [_document(data, kind, source, ())], troubles


def _read_many(
    data: dict[str, Any], kind: Kind, source: Source, troubles: list[Trouble]
) -> tuple[list[Document], list[Trouble]]:
    items = data[kind.many]
    shareable = [name for name in kind.by_name if name not in NOT_SHARED and name != "kind"]
    # An item's own word wins.
    shared = {key: data[key] for key in shareable if key in data}
    for key in data:
        if key not in shared and key not in ("kind", kind.many):
            place = source.places.key((key,))
            if key in kind.by_name:
                message, hint = (
                    f"`{key}` cannot be said for a whole file of many",
                    f"Write it in each item of `{kind.many}`.",
                )
            else:
                message = f"`{key}` is no field of {a(kind.label.lower())}"
                hint = (
                    did_you_mean(key, [*shareable, kind.many])
                    or f"Beside the list may stand {listed(shareable, 40, 'and')}."
                )
            problem = Problem(place.line, place.column, place.end_column, message, hint)
            troubles.append(Trouble("schema-violation", source.path, problem, source))
    if not isinstance(items, list) or not items:
        place = source.places.key((kind.many,))
        message = f"`{kind.many}` is empty" if not items else f"`{kind.many}` must be a list, not {show(items)}"
        first = next(iter(items), "") if isinstance(items, dict) else ""
        hint = f"Begin each item with a hyphen{f', as in `- id: {first}`' if first else ''}."
        problem = Problem(place.line, place.column, place.end_column, message, hint)
        return [], [*troubles, Trouble("schema-violation", source.path, problem, source)]
    documents = []
    for index, item in enumerate(items):
        base: Pointer = (kind.many, index)
        if not isinstance(item, dict):
            place = source.places.value(base)
            message = f"an item of `{kind.many}` must be a group of keys, not {show(item)}"
            hint = "Write its keys below the hyphen, indented: `id`, `title` and so on."
            troubles.append(
                Trouble("schema-violation", source.path, Problem(place.line, place.column, None, message, hint), source)
            )
            continue
        inherited = frozenset(key for key in ("kind", *shared) if key not in item)
        documents.append(_document({"kind": kind.name, **shared, **item}, kind, source, base, inherited))
    return documents, troubles


def _document(
    data: dict[str, Any], kind: Kind, source: Source, base: Pointer, inherited: frozenset[str] = frozenset()
) -> Document:  # fmt: skip
    clean, blanks = take_out_blanks(data, kind)
    sound, violations = validate(clean, kind, source, base)
    sound = compute(sound, kind)
    document = Document(kind, name_of(sound, source, base), sound, source, base, violations, blanks, inherited)
    loose = _loose_paths(document)
    return replace(document, violations=(*violations, *loose)) if loose else document


def _loose_paths(document: Document) -> list[Violation]:
    """Return what is wrong in `does_not_apply` and `unknown`: their keys are paths of fields of this kind."""
    wrong: list[Violation] = []
    for key in ("does_not_apply", "unknown"):
        for path in document.data.get(key, {}):
            pointer: Pointer = (key, path)
            if document.kind.field(path) is None:
                known = [".".join(field.path) for top in document.kind.fields for field in top.walk()]
                within = [name for name in known if name.endswith(f".{path}")]
                within = within or [name for name in known if fold(path) in fold(name).split("-")]
                hint = f"did you mean `{within[0]}`?" if within else did_you_mean(path, known)
                hint = hint or "Write the name of a field; for a nested one its path, as in `contract.renewal_date`."
                wrong.append(
                    Violation(pointer, f"`{path}` is no field of {a(document.kind.label.lower())}", hint, on_key=True)
                )
            elif document.get(tuple(path.split("."))) is not None:
                hint = f"Delete the line here, or the value of `{path}`."
                said = "is said to have none" if key == "does_not_apply" else "is said to be unknown"
                wrong.append(Violation(pointer, f"`{path}` has a value and {said}", hint, on_key=True))
    return wrong


def _unknown_kind(name: str, data: dict[str, Any], source: Source, kinds: Kinds) -> Trouble:
    said = data.get("kind")
    if "kind" not in data:
        near = next((key for key in data if fold(key) == "kind"), nearest("kind", data))
        place = source.places.key((near,)) if near else None
        line, column, end = (place.line, place.column, place.end_column) if place else (1, 1, None)
        hint = (
            f"Write `kind` instead of `{near}`."
            if near
            else f"Begin it with `kind:` and one of {listed(list(kinds), 40)}."
        )
        problem = Problem(line, column, end, "the document does not say what it is: `kind` is missing", hint)
    elif said is None or said == "":
        place = source.places.key(("kind",))
        problem = Problem(
            place.line, place.column, place.end_column, "`kind` is empty", f"It is one of {listed(list(kinds), 40)}."
        )
    else:
        place = source.places.value(("kind",))
        near = did_you_mean(said, kinds) if isinstance(said, str) else ""
        end = place.end_column if place.end_line == place.line else None
        hint = near or f"Kinds are {listed(list(kinds), 40, 'and')}."
        message = (
            f"there is no kind {show(said)}" if isinstance(said, str) else f"`kind` must be one word, not {show(said)}"
        )
        problem = Problem(place.line, place.column, end, message, hint)
    return Trouble("unknown-kind", name, problem, source)


def relative(path: Path, root: Path) -> str:
    """Return a path as messages say it: relative to the root of the book, with forward slashes."""
    return printable(os.path.relpath(path, root).replace(os.sep, "/"))


def printable(name: str) -> str:
    """Return a path of the system as text: a name that is not UTF-8 could be neither printed nor written as JSON."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")
