"""Whatever happened to a book, its log is the whole of it: done again from the first change to the last, it gives the book of today.

HISTORIES=200 tries two hundred histories.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from git_book import Repo
from mopsbook.history import beside, read
from mopsbook.history.change import ChangeLog
from mopsbook.history.since import Since
from mopsbook.kinds.kind import Kinds

Book = dict[str, dict[str, Any]]
Said = dict[str, str | frozenset[str]]
EDITS = ["access", "tags", "title", "vendor", "drop", "rename", "move", "put"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*EDITS, "revert", "break", "switch", "switch", "merge", "merge", "read", "read"]),
        st.integers(0, 7), st.integers(0, 3),
    ),
    min_size=3,
    max_size=12,
)  # fmt: skip


class History:
    """A book by file names, on three lines of commits, and everything that people do to it.

    It stands in a file for each document, or in one for all. What is broken in a file is in `book` as it was.
    """

    def __init__(self, repo: Repo, together: bool) -> None:
        self.repo, self.together = repo, together
        self.line = "main"
        self.past: list[Book] = []
        self.made = 0
        book: Book = {}
        for number in range(3):
            book = edit(book, "put", number, self._next())
        self.lines = {self.line: book}
        self.commit()

    @property
    def book(self) -> Book:
        return self.lines[self.line]

    def _next(self) -> int:
        self.made += 1
        return self.made

    def step(self, verb: str, one: int, other: int) -> None:
        if verb == "switch":
            self.switch(("main", "left", "right")[other % 3])
            return
        if verb == "merge":
            self.merge(one, other)
        elif verb == "revert":
            self.lines[self.line] = self.past[other % len(self.past)]
        elif verb == "break" and self.book:
            self.commit(broken=sorted(self.book)[one % len(self.book)])
            self.lines[self.line] = edit(self.book, EDITS[other], one, self._next())
        else:
            self.lines[self.line] = edit(self.book, verb, one, self._next())
        self.commit()

    def switch(self, line: str) -> None:
        """Go on elsewhere; a line that there is not yet begins here."""
        new = line not in self.lines
        self.lines.setdefault(line, self.book)
        self.repo.git("checkout", "-q", *(["-b"] if new else []), line)
        self.line = line

    def merge(self, choice: int, other: int) -> None:
        """Merge another line, taking of each file what was here, or there, as somebody decides."""
        others = [line for line in self.lines if line != self.line]
        if not others:
            return
        line = others[other % len(others)]
        self.repo.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", line)
        mine, theirs = self.book, self.lines[line]
        picked = {}
        for number, stem in enumerate(sorted({**mine, **theirs})):
            side = theirs if choice == 7 or (choice >> number % 3) & 1 else mine
            if stem in side:
                picked[stem] = side[stem]
        if len({data["id"] for data in picked.values()}) < len(picked):
            picked = theirs
        self.lines[self.line] = picked

    def commit(self, broken: str = "") -> None:
        folder = self.repo.root / "knowledge"
        for path in folder.glob("*.yaml"):
            path.unlink()
        if self.together:
            items = [{name: value for name, value in data.items() if name != "kind"} for data in self.book.values()]
            if items:
                self.repo.write("all.yaml", "{" if broken else {"kind": "system", "systems": items})
        else:
            for stem, data in self.book.items():
                self.repo.write(f"{stem}.yaml", "{" if stem == broken else data)
        self.repo.commit(f"Step {len(self.past)}", author=f"Author {len(self.past) % 3}")
        self.past.append(self.book)


def edit(book: Book, verb: str, index: int, number: int) -> Book:
    """Return the book after one edit; `number` is one that was never used."""
    book = dict(book)
    stem = sorted(book)[index % len(book)] if book else ""
    if verb == "put" or not stem:
        words = " ".join(f"word{number}x{each}" for each in range(15))
        book[f"file-{number}"] = {"kind": "system", "id": f"id-{number}", "title": f"T{number}", "purpose": words}
        return book
    data = book.pop(stem)
    if verb == "drop":
        return book
    if verb == "rename":
        return {**book, f"file-{number}": {**data, "id": f"id-{number}"}}
    if verb == "move":
        return {**book, f"file-{number}": data}
    if verb == "tags":
        tags = [*data.get("tags", []), f"t{number}"]
        return {**book, stem: {**data, "tags": tags[-2:]}}
    value = {"access": f"A{number}", "title": f"T{number}", "vendor": f"V{number}"}
    return {**book, stem: {**data, verb: value[verb]}}


def say(data: dict[str, Any]) -> Said:
    """Return what a document says, by path."""
    told = {name: value for name, value in data.items() if name not in ("kind", "id")}
    return {name: frozenset(value) if isinstance(value, list) else str(value) for name, value in told.items()}


def do_again(history: History, log: ChangeLog) -> dict[str, Said]:
    """Return the book that follows from the changes. Only what came is looked up: the log says no more of it."""
    book: dict[str, Said] = {}
    for change in reversed(log.changes):
        if change.what == "added":
            assert change.id not in book
            file = json.loads(history.repo.git("show", f"{change.commit.id}:{change.path}"))
            book[change.id] = say(next(one for one in file.get("systems", [file]) if one["id"] == change.id))
            continue
        said = book.pop(change.old_id or change.id)
        if change.what == "removed":
            continue
        for field in change.fields:
            if field.path == "tags":
                said["tags"] = (frozenset(said.get("tags", ())) - {field.old}) | ({field.new} - {""})
            else:
                said[field.path] = field.new
        book[change.id] = said
    return {id: {path: value for path, value in said.items() if value} for id, said in book.items()}


@pytest.mark.parametrize(("together", "helpers"), [(False, 0), (True, 0), (False, 2)])
@pytest.mark.parametrize("first_parent", [False, True])
@settings(max_examples=int(os.environ.get("HISTORIES", "4")), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_the_log_done_again_gives_the_book_of_today(
    kinds: Kinds, monkeypatch: pytest.MonkeyPatch, first_parent: bool, together: bool, helpers: int, steps: list[tuple[str, int, int]]
) -> None:  # fmt: skip
    # So near to the newest commit is what a run leaves to the next, that these short histories have some before it.
    monkeypatch.setattr(read, "_FEW", 2)
    monkeypatch.setattr(beside, "count_helpers", lambda _: helpers)
    folder = Path(tempfile.mkdtemp())
    try:
        repo = Repo(folder / "repo", kinds)
        history = History(repo, together)
        for step in steps:
            if step[0] == "read":
                repo.log(first_parent=first_parent)
            else:
                history.step(*step)
        log = repo.log(first_parent=first_parent)
        today = {data["id"]: say(data) for data in history.book.values()}
        assert do_again(history, log) == today
        for id, said in today.items():
            assert log.of("system", id)[-1].what == "added"
            assert_since(Since(log.of("system", id), kinds["system"]), said)
        shutil.rmtree(repo.root / ".cache")
        assert repo.log(first_parent=first_parent) == log
    finally:
        shutil.rmtree(folder)


def assert_since(since: Since, said: Said) -> None:
    """The change since which a field is as it is made it so, and the field alone is told of it."""
    found = since.all()
    for path, text in said.items():
        made = found.get(path) or found[""]
        assert made.change.what == "added" or path == "tags" or [field.new for field in made.fields] == [text]
