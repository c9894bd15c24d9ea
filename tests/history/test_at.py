"""A book as it was at a commit, beside the same commit checked out by git."""

from pathlib import Path
from typing import Any

import pytest

from git_book import Repo, system
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.history.at import find_revision, load_shelf_at
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

KIND = """allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {}
properties:
  kind: {const: runbook}
  steps: {type: %s}
"""


def tell(shelf: Shelf) -> dict[str, Any]:
    """Return all that a shelf says, in plain values."""
    every = (*shelf.documents, *filter(None, [shelf.book]))
    return {
        "documents": [(*d.key, d.path, d.base, dict(d.data), d.violations, dict(d.blanks)) for d in every],
        "troubles": [(t.rule, t.path, t.problem) for t in shelf.troubles],
        "sources": {path: source.text for path, source in shelf.sources.items()},
        "folder": shelf.folder,
    }


def at(root: Path, name: str, **options: str) -> Shelf:
    """Return the book of a working tree as it was at a revision."""
    layout = Layout(root, root / "knowledge")
    now = load_shelf(layout, load_kinds([layout.schemas]))
    return load_shelf_at(layout, find_revision(layout, name, **options), now)


def checked_out(repo: Repo, commit: str, folder: str = "knowledge") -> Shelf:
    """Return the book of a commit as git checks it out."""
    tree = repo.root.parent / f"tree-{commit[:8]}"
    repo.git("worktree", "add", "-q", "--detach", str(tree), commit)
    return load_shelf(Layout(tree, tree / folder), load_kinds([tree / "schemas"]))


def test_a_book_at_a_commit_is_what_git_checks_out(repo: Repo) -> None:
    """Files of every sort: good, broken, stray, hidden, linked, of many, with another line end."""
    repo.write("book.yaml", "kind: book\ntitle: Before\n")
    repo.write("terms.yaml", "kind: term\nterms:\n  - {id: mql, title: MQL}\n  - {id: sal, title: SAL}\n")
    repo.write("broken.yaml", 'title: "never closed\n')
    repo.write("notes.txt", "nothing is made of this")
    repo.write(".hidden.yaml", "kind: system\nid: hidden\ntitle: Hidden\n")
    repo.write("page.md", "# A page")
    repo.write("dos.yaml", "kind: role\r\nid: dos\r\ntitle: Dos\r\n")
    (repo.root / "knowledge" / "link.yaml").symlink_to("terms.yaml")
    first = repo.commit(a=system("a", owner="nobody"), b=system("b", tier="high"))
    repo.write("book.yaml", "kind: book\ntitle: After\n")
    repo.write("broken.yaml", None)
    repo.commit(a=system("a"), b=None, c=system("c"))
    assert tell(at(repo.root, first)) == tell(checked_out(repo, first))


def test_what_did_not_change_is_not_read_again(repo: Repo) -> None:
    """The documents of files that are the same are the very same objects, so that a check of both costs little more than one."""
    first = repo.commit(a=system("a"), b=system("b"))
    repo.commit(a=system("a", tier=1))
    layout = Layout(repo.root, repo.root / "knowledge")
    now = load_shelf(layout, load_kinds())
    then = load_shelf_at(layout, find_revision(layout, first), now)
    same = {one.id: one is now.get("system", one.id) for one in then.documents}
    assert same == {"a": False, "b": True}


def test_schemas_of_the_team_are_read_as_they_were(repo: Repo) -> None:
    """A document that was right by the schema of its time is right at that time."""
    folder = repo.root / "schemas"
    folder.mkdir()
    (folder / "runbook.schema.yaml").write_text(KIND % "string")
    repo.write("r.yaml", "kind: runbook\nid: r\ntitle: R\nsteps: call somebody\n")
    repo.git("add", "schemas")
    first = repo.commit()
    (folder / "runbook.schema.yaml").write_text(KIND % "integer")
    repo.git("add", "schemas")
    repo.commit()
    assert not at(repo.root, first).documents[0].violations
    assert at(repo.root, "HEAD").documents[0].violations


def test_knowledge_that_lay_elsewhere_is_found_by_its_book(repo: Repo) -> None:
    """Its files are told as if they had always lain where they lie now."""
    repo.write("book.yaml", "kind: book\ntitle: Book\n")
    first = repo.commit(a=system("a"))
    repo.git("mv", "knowledge", "docs")
    repo.git("commit", "-q", "-m", "Move")
    layout = Layout(repo.root, repo.root / "docs")
    now = load_shelf(layout, load_kinds())
    then = load_shelf_at(layout, find_revision(layout, first), now)
    assert [one.path for one in then.documents] == ["docs/systems/a.yaml"]
    assert then.documents[0] is now.documents[0]


def test_before_the_book_began_there_was_nothing(repo: Repo) -> None:
    """A commit without the folder gives an empty book."""
    first = repo.commit()
    repo.commit(a=system("a"))
    assert not at(repo.root, first).documents


def test_a_branch_is_compared_from_where_it_left(repo: Repo) -> None:
    """What others did to main meanwhile is not the doing of the branch."""
    repo.commit(a=system("a"))
    repo.git("checkout", "-q", "-b", "work")
    repo.commit(b=system("b"))
    repo.git("checkout", "-q", "main")
    repo.commit(c=system("c"))
    repo.git("checkout", "-q", "work")
    assert [one.id for one in at(repo.root, "main").documents] == ["a", "c"]
    assert [one.id for one in at(repo.root, "main", fork_of="HEAD").documents] == ["a"]


@pytest.mark.parametrize("name", ["nothing-like-it", "--output=x", "", "HEAD:knowledge"])
def test_a_revision_that_is_none_is_named_with_the_way_out(repo: Repo, name: str) -> None:
    """Nothing that somebody types there is an option of git."""
    repo.commit(a=system("a"))
    with pytest.raises(SetupError) as caught:
        at(repo.root, name)
    assert f"`{name}`" in caught.value.message and "git fetch" in caught.value.hint


def test_a_shallow_clone_says_how_much_it_needs(repo: Repo) -> None:
    """The words are those that one writes into the settings of GitHub and GitLab."""
    first = repo.commit(a=system("a"))
    repo.commit(a=system("a", tier=1))
    target = repo.root.parent / "shallow"
    repo.git("clone", "-q", "--depth", "1", repo.root.as_uri(), str(target))
    with pytest.raises(SetupError) as caught:
        at(target, first)
    assert "`fetch-depth: 0`" in caught.value.hint and "`GIT_DEPTH: 0`" in caught.value.hint
