"""Whatever people edit, the log names exactly what each commit changed."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from git_book import Repo
from mopsbook.history.compare import compare
from mopsbook.kinds.kind import Kinds

IDS = ["ada", "bob", "cyd"]
EDITS = st.tuples(
    st.sampled_from(IDS),
    st.sampled_from(["put", "drop", "tier", "tags", "links", "break", "split"]),
    st.integers(1, 4),
)


def first(id: str) -> dict[str, Any]:
    return {"id": id, "title": id, "purpose": " ".join(f"{id}{number}" for number in range(12))}


def apply(book: dict[str, dict[str, Any]], id: str, verb: str, number: int) -> dict[str, dict[str, Any]]:
    book = dict(book)
    if verb == "drop":
        book.pop(id, None)
    elif verb == "put":
        book[id] = {**first(id), "tier": number}
    elif id in book and verb == "tier":
        book[id] = {**book[id], "tier": number}
    elif id in book and verb == "tags":
        book[id] = {**book[id], "tags": [f"t{each}" for each in range(number)]}
    elif id in book and verb == "links":
        book[id] = {**book[id], "links": [{"url": f"/{each}", "title": str(number)} for each in range(number)]}
    return book


# Two files that are broken in the same way are two gaps.
@example([[("ada", "split", 1), ("bob", "put", 2), ("ada", "put", 1)], [("ada", "break", 1)], [("bob", "put", 1)]])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=5))
def test_each_commit_names_exactly_what_it_changed(kinds: Kinds, commits: list[list[tuple[str, str, int]]]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        repo = Repo(folder / "repo", kinds)
        shown: dict[str, dict[str, Any]] = {}
        expected: dict[str, set[tuple[str, str]]] = {}
        for edits in commits:
            book, split, broken = shown, False, False
            for id, verb, number in edits:
                book = apply(book, id, verb, number)
                split, broken = split or verb == "split", broken or verb == "break"
            items = list(book.values())
            half = len(items) // 2 if split else 0
            for name, part in (("a", items[:half]), ("b", items[half:])):
                if broken:
                    repo.write(f"{name}.yaml", "{")
                elif part:
                    repo.write(f"{name}.yaml", {"kind": "system", "systems": part})
                elif (repo.root / f"knowledge/{name}.yaml").exists():
                    repo.write(f"{name}.yaml", None)
            commit = repo.commit()
            if broken:
                continue
            expected[commit] = {
                (id, "changed" if id in shown and id in book else "added" if id in book else "removed")
                for id in IDS
                if shown.get(id) != book.get(id)
            }
            shown = book
        told: dict[str, set[tuple[str, str]]] = {commit: set() for commit in expected}
        for change in repo.log().changes:
            told.setdefault(change.commit.id, set()).add((change.id, change.what))
        assert told == expected
    finally:
        shutil.rmtree(folder)


VALUES = st.recursive(
    st.one_of(st.integers(0, 3), st.booleans(), st.sampled_from(["a", "b", "two words", ""]), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(["id", "name", "x", "ask"]), inner, max_size=3)
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(["tags", "links", "tier", "contract", "limits", "unknown", "purpose", "strange"])
MODELS = st.dictionaries(NAMES, VALUES, max_size=4)


@settings(max_examples=300, deadline=None)
@given(old=MODELS, new=MODELS)
def test_comparing_never_fails_and_is_the_same_both_ways(kinds: Kinds, old: Any, new: Any) -> None:
    there, back = compare(kinds["system"], old, new), compare(kinds["system"], new, old)
    assert compare(kinds["system"], old, old) == ()
    assert bool(there) == bool(back)
