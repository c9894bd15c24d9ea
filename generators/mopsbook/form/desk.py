"""Desk: the book as it lies on the disk, the documents that were opened, and what becomes of what is typed."""

import hashlib
import os
import re
import threading
from codecs import BOM_UTF8
from collections import Counter, OrderedDict
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct, field

from mopsbook.documents.document import Document
from mopsbook.documents.find_files import find_files
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.edits import make_edits
from mopsbook.editing.write_files import write_files
from mopsbook.editing.write_yaml import write_document
from mopsbook.errors import SetupError
from mopsbook.form.control import Control, make_controls
from mopsbook.form.judge import Judge, Remark
from mopsbook.form.posted import Posted
from mopsbook.form.read_posted import read_posted
from mopsbook.history.left_out import find_left_out
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.layout import Layout
from mopsbook.reading.decoding import decode, read_content
from mopsbook.reading.places import Pointer
from mopsbook.reading.read import read_yaml
from mopsbook.today import today

Pairs = Sequence[tuple[str, str]]

_ID = re.compile(r"[a-z0-9]+([-_.][a-z0-9]+)*")
_MOST_OPENED = 500


class Refused(Exception):
    """What was asked for may not be had, or is not there. The text is for the person who asked."""


class Sheet(Struct, frozen=True):
    """A document as it was opened: its file's bytes, what it says, and the controls made of that.

    `version` is the digest of the bytes; of a new document, which has no file yet, it is "".
    """

    kind: Kind
    id: str
    path: str
    version: str
    content: bytes
    base: Pointer
    data: dict[str, Any]
    controls: tuple[Control, ...]

    @property
    def text(self) -> str:
        """The text of the file."""
        return decode(self.content)[0]


class Outcome(Struct, frozen=True):
    """What is typed would do: the lines that change, what the checks say, what cannot be written.

    `elsewhere` are findings in other documents that only this brings about. `stale` says that the file was changed by
    others since it was opened; `theirs` are their lines then.
    """

    diff: list[str]
    remarks: list[Remark] = field(default_factory=list)
    elsewhere: list[Remark] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    stale: bool = False
    theirs: list[str] = field(default_factory=list)
    saved: str = ""


class Desk:
    """One book and one person who edits it. Whatever reads or writes the book holds the lock."""

    def __init__(self, layout: Layout, kinds: Kinds) -> None:
        self.layout = layout
        self.kinds = kinds
        self._lock = threading.RLock()
        self._opened: OrderedDict[str, bytes] = OrderedDict()
        self._seen: dict[str, tuple[int, int]] = {}
        self._shelf: Shelf | None = None
        self._judge: Judge | None = None

    @property
    def shelf(self) -> Shelf:
        """The book, read again if a file has changed since."""
        with self._lock:
            seen = self._look()
            if self._shelf is None or seen != self._seen:
                self._shelf, self._seen = load_shelf(self.layout, self.kinds, left_out=find_left_out(self.layout)), seen
                self._judge = Judge(self._shelf, today())
            return self._shelf

    @property
    def judge(self) -> Judge:
        """The checks of the book as it is on the disk."""
        with self._lock:
            shelf = self.shelf
            assert self._judge is not None and self._judge.shelf is shelf
            return self._judge

    def _look(self) -> dict[str, tuple[int, int]]:
        seen = {}
        for path, _ in find_files(self.layout):
            try:
                stat = path.stat()
                seen[str(path)] = (stat.st_mtime_ns, stat.st_size)
            except OSError:
                seen[str(path)] = (0, 0)
        return seen

    def open(self, kind: str, id: str) -> Sheet:
        """Return a document as its file is now. Raises Refused."""
        with self._lock:
            document = self._find(kind, id)
            content = self._read(document.path)
            version = hashlib.sha256(content).hexdigest()
            self._opened[version] = content
            self._opened.move_to_end(version)
            while len(self._opened) > _MOST_OPENED:
                self._opened.popitem(last=False)
            return _sheet(document, content, version)

    def open_new(self, kind: str) -> Sheet:
        """Return the sheet of a document that is not there yet. Raises Refused."""
        found = self.kinds.get(kind)
        if found is None or found.hidden:
            raise Refused(f"There is no kind {kind!r}.")
        data: dict[str, Any] = {"kind": found.name}
        if "last_reviewed" in found.by_name:
            data["last_reviewed"] = today().isoformat()
        return Sheet(found, "", "", "", b"", (), data, make_controls(found, data))

    def try_out(self, kind: str, id: str, version: str, pairs: Pairs) -> Outcome:
        """Return what would become of what was typed. Nothing is written. Raises Refused."""
        with self._lock:
            return self._outcome(*self._prepare(kind, id, version, pairs))

    def save(self, kind: str, id: str, version: str, pairs: Pairs) -> Outcome:
        """Write what was typed, all or nothing: not if something cannot be written, or others were faster. Raises Refused."""
        with self._lock:
            sheet, posted, content, refused = self._prepare(kind, id, version, pairs)
            if sheet.id and self._read(sheet.path) != sheet.content:
                return self._outcome(sheet, posted, content, refused)
            if not refused and content != sheet.content:
                if not sheet.id and self._exists(sheet.path):
                    raise Refused(f"{sheet.path} is there already.")
                try:
                    write_files(self.layout.root, {sheet.path: content})
                except SetupError as error:
                    raise Refused(f"{error.message}. {error.hint}") from error
            if refused:
                return self._outcome(sheet, posted, content, refused)
            return Outcome([], saved=sheet.id or str(posted.data["id"]))

    def _prepare(self, kind: str, id: str, version: str, pairs: Pairs) -> tuple[Sheet, Posted, bytes, dict[str, str]]:
        """Return the document as it was opened, what was typed, the file as it would be, and what cannot be in it."""
        if not id:
            return self._prepare_new(self.open_new(kind), pairs)
        document = self._find(kind, id)
        self._read(document.path)
        content = self._opened.get(version)
        if content is None:
            raise Refused("This page is too old. Open the document again; what you typed stays in this window.")
        sheet = _sheet(document, content, version)
        posted = read_posted(sheet.controls, sheet.data, [pair for pair in pairs if pair[0] != "id"])
        text, refusals = make_edits(sheet.text, sheet.base, sheet.kind, posted.edits)
        refused = {name: f"{problem} Fill it in, or remove it." for name, problem in posted.problems.items()}
        for refusal in refusals:
            name = next(name for edit, name in posted.notes if edit is refusal.edit)
            line = document.source.places.key((*sheet.base, *refusal.edit.pointer)).line
            refused[name] = (
                f"This cannot be written from here: {refusal.reason}. Change it by hand in {sheet.path}, line {line}, "
                "and put back here what stood there."
            )
        if not refused and _at(read_yaml(text.encode()).value, sheet.base) != posted.data:
            raise AssertionError(f"{sheet.path} would not say what was typed: {posted.edits}")
        changed = text != sheet.text
        mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
        return sheet, posted, mark + text.encode() if changed else content, refused

    def _prepare_new(self, sheet: Sheet, pairs: Pairs) -> tuple[Sheet, Posted, bytes, dict[str, str]]:
        posted = read_posted(sheet.controls, sheet.data, pairs)
        refused = {name: f"{problem} Fill it in, or remove it." for name, problem in posted.problems.items()}
        id = posted.data.get("id")
        if not isinstance(id, str) or not _ID.fullmatch(id) or len(id) > 63:
            refused["id"] = "It needs an id: lower-case letters and digits, joined by hyphens, as in marketo-engage."
            id = ""
        path = f"{self._habit(sheet.kind)}/{id or 'new'}.yaml"
        if id and (self.shelf.get(sheet.kind.name, id) or self._exists(path)):
            refused["id"] = f"There is one of that id already, or a file {path}. Choose another id."
        text = write_document(posted.data, sheet.kind.fields, self._first_line(sheet.kind, path))
        reading = read_yaml(text.encode())
        if reading.problems or reading.value != posted.data:
            raise AssertionError(f"what is written for {id!r} does not read back: {reading.problems}")
        named = Sheet(sheet.kind, "", path, "", b"", (), sheet.data, sheet.controls)
        return named, posted, text.encode(), refused

    def _outcome(self, sheet: Sheet, posted: Posted, content: bytes, refused: dict[str, str]) -> Outcome:
        diff = _diff(sheet.content, content)
        remarks, elsewhere = self.judge.judge(sheet.path, content, sheet.base, posted)
        # Of what cannot be written enough is said.
        remarks = [each for each in remarks if not each.names or not refused.keys() >= set(each.names)]
        current = self._read(sheet.path) if sheet.id else b""
        stale = bool(sheet.id) and current != sheet.content
        theirs = _diff(sheet.content, current) if stale else []
        return Outcome(diff, remarks, elsewhere, refused, stale, theirs)

    def _find(self, kind: str, id: str) -> Document:
        document = self.shelf.get(kind, id) if kind in self.kinds else None
        if document is None:
            raise Refused("There is no such document. It may have been renamed or deleted.")
        return document

    def _read(self, path: str) -> bytes:
        """Return the bytes of a file of the book. Raises Refused for one that a link leads out of the knowledge folder."""
        place = self._place(path)
        try:
            return read_content(place)
        except OSError as error:
            raise Refused(f"{path} cannot be read: {error.strerror}.") from error

    def _place(self, path: str) -> Path:
        place = (self.layout.root / path).resolve()
        if not place.is_relative_to(self.layout.knowledge.resolve()):
            raise Refused(f"{path} is a link that leads out of the knowledge folder. It is not opened here.")
        return place

    def _exists(self, path: str) -> bool:
        self._place(path)
        return os.path.lexists(self.layout.root / path)

    def _habit(self, kind: Kind) -> str:
        """Return the folder in which most documents of a kind lie."""
        folders = Counter(
            PurePosixPath(each.path).parent.as_posix() for each in self.shelf.of_kind(kind.name) if not each.base
        )
        usual = PurePosixPath(os.path.relpath(self.layout.knowledge, self.layout.root).replace(os.sep, "/"))
        return folders.most_common(1)[0][0] if folders else (usual / kind.folder).as_posix()

    def _first_line(self, kind: Kind, path: str) -> str:
        """Return the line by which editors know the schema, if the documents beside it begin with one."""
        folder = PurePosixPath(path).parent
        lines = Counter(
            each.source.lines[0] for each in self.shelf.of_kind(kind.name) if PurePosixPath(each.path).parent == folder
        )
        usual = lines.most_common(1)[0][0] if lines else ""
        return usual if usual.startswith("# yaml-language-server:") else ""


def _sheet(document: Document, content: bytes, version: str) -> Sheet:
    data = _at(read_yaml(content).value, document.base)
    if not isinstance(data, dict):
        raise Refused("The document is no longer where it was in its file. Open it again.")
    kind = document.kind
    return Sheet(kind, document.id, document.path, version, content, document.base, data, make_controls(kind, data))


def _at(data: Any, base: Pointer) -> Any:
    """Return the document that begins there in its file, or None."""
    try:
        for step in base:
            data = data[step]
    except (KeyError, IndexError, TypeError):
        return None
    return data


def _diff(before: bytes, after: bytes) -> list[str]:
    """Return the lines that change with three around them, without a head."""
    old, new = (decode(content)[0].splitlines() for content in (before, after))
    return list(unified_diff(old, new, lineterm="", n=3))[2:]
