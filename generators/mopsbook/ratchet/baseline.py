"""The baseline: what was wrong on the day somebody drew the line, one finding a line, so that git merges it.

It holds no numbers of lines and nothing that changes overnight, so that it changes only when something is mended. A rename
of a document keeps its entries: by the old id among its aliases, or by what stood where the file was last committed.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from mopsbook import __version__
from mopsbook.checks.finding import Finding
from mopsbook.checks.known import Key, Mark, mark
from mopsbook.checks.waivers import OF_WAIVERS
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.write_files import write_files
from mopsbook.errors import SetupError
from mopsbook.layout import Layout

NAME = ".mopsbook/baseline.jsonl"

_HEAD = {"mopsbook": "baseline", "version": 1}
_TEXTS = frozenset({"kind", "id", "file", "rule", "part", "message"})
_WAY_OUT = "Take the change back with git, or record anew what is wrong today: `mopsbook check --write-baseline`."


class Baseline(Struct, frozen=True):
    """How often each finding stands in a baseline, and the version of mopsbook whose words they are in."""

    marks: Counter[Mark]
    by: str = __version__


def read_baseline(root: Path) -> Baseline | None:
    """Return the baseline of a book, or None if there is none.

    Raises SetupError with the line of what is no entry: a baseline that is half understood would hide what is new.
    """
    path = root / NAME
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SetupError(f"{NAME} cannot be read: {reason}", _WAY_OUT) from error
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    head = _parse(*lines[0]) if lines else None
    by = head.pop("by", "") if isinstance(head, dict) else ""
    if head != _HEAD or not isinstance(by, str):
        raise SetupError(f"{NAME}:1: this is no baseline that this mopsbook can read", _WAY_OUT)
    found: Counter[Mark] = Counter()
    for number, line in lines[1:]:
        one, times = _read_entry(number, _parse(number, line))
        if one in found:
            raise SetupError(f"{NAME}:{number}: the same finding stands further up", _WAY_OUT)
        found[one] = times
    return Baseline(found, by)


def _parse(number: int, line: str) -> Any:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        hint = "Keep the lines of both sides that are still true, or record anew: `mopsbook check --write-baseline`."
        raise SetupError(f"{NAME}:{number}: a merge was not finished here", hint)
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise SetupError(f"{NAME}:{number}: this line is no JSON", _WAY_OUT) from None


def _read_entry(number: int, entry: Any) -> tuple[Mark, int]:
    if not isinstance(entry, dict) or not entry.keys() <= _TEXTS | {"count"}:
        raise SetupError(f"{NAME}:{number}: this is no finding", _WAY_OUT)
    texts = {name: entry.get(name, "") for name in _TEXTS}
    wrong = [name for name, value in texts.items() if not isinstance(value, str)]
    name = texts["file"] if "file" in entry else texts["id"]
    if wrong or not name or not texts["rule"] or not texts["message"] or ("file" in entry) == ("id" in entry):
        raise SetupError(f"{NAME}:{number}: this finding does not say what it is or where", _WAY_OUT)
    times = entry.get("count", 1)
    if type(times) is not int or times < 1:
        raise SetupError(f"{NAME}:{number}: `count` is how many there are, from 1 on", _WAY_OUT)
    return Mark(texts["kind"], name, texts["rule"], texts["part"], texts["message"]), times


def marks_of(findings: Iterable[Finding]) -> Counter[Mark]:
    """Return what a baseline records: all that is wrong, but for what is waived, and for waivers that are no good.

    Otherwise a waiver that ran out could be written off by a second one that never does.
    """
    return Counter(mark(one) for one in findings if one.state != "waived" and one.rule not in OF_WAIVERS)


def write_baseline(root: Path, marks: Mapping[Mark, int]) -> None:
    """Write a baseline; one that has no entry left is deleted. Raises SetupError if it cannot be written."""
    if any(marks.values()):
        write_files(root, {NAME: "".join(f"{line}\n" for line in _lines(marks)).encode("utf-8", "backslashreplace")})
        return
    try:
        (root / NAME).unlink(missing_ok=True)
    except OSError as error:
        raise SetupError(f"{NAME} cannot be deleted: {error.strerror}", "Nothing stands in it any more.") from error


def _lines(marks: Mapping[Mark, int]) -> Iterator[str]:
    yield json.dumps({**_HEAD, "by": __version__})
    for one in sorted(one for one, times in marks.items() if times):
        entry: dict[str, object] = {"kind": one.kind, "id": one.id} if one.kind else {"file": one.id}
        entry["rule"] = one.rule
        if one.part:
            entry["part"] = one.part
        entry["message"] = one.message
        if marks[one] > 1:
            entry["count"] = marks[one]
        yield json.dumps(entry, ensure_ascii=False)


def find_new_names(layout: Layout, marks: Iterable[Mark], shelf: Shelf) -> dict[Key, Key]:
    """Return what is called otherwise now of all that the entries of a baseline are about."""
    there = {document.key for document in shelf.documents} | {("", path) for path in shelf.sources}
    if shelf.book:
        there.add(shelf.book.key)
    gone = {one.key for one in marks} - there
    if not gone:
        return {}
    # What compares with git is read by those alone who ask for it: each check begins with what is imported above.
    from mopsbook.ratchet.renamed import find_by_alias, find_renamed

    renamed = find_by_alias(gone, shelf)
    if gone - renamed.keys():
        then = _shelf_then(layout, shelf)
        found = find_renamed(then, shelf) if then else {}
        renamed |= {old: new for old, new in found.items() if old in gone and old not in renamed}
    return renamed


def _shelf_then(layout: Layout, shelf: Shelf) -> Shelf | None:
    """Return the book where the baseline was last committed, or the last commit; None if git cannot tell."""
    from mopsbook.history.at import Revision, load_shelf_at
    from mopsbook.history.git import GitError, find_last_commit, open_repository

    try:
        repository = open_repository(layout.knowledge)
        commit = find_last_commit(repository, layout.root / NAME) or repository.head
        return load_shelf_at(layout, Revision(repository, commit, "HEAD"), shelf)
    except (GitError, SetupError):
        return None
