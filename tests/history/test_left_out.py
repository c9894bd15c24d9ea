"""What a sparse checkout leaves out of a book is said once, and nothing is made of it that is wrong."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from git_book import Repo
from mopsbook.cli.commands import cli
from mopsbook.history.left_out import find_left_out
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout
from small_book import small_documents, write, write_book

KINDS = load_kinds()


@pytest.fixture
def sparse(tmp_path: Path) -> Repo:
    """A monorepo with the small book in `books/ours`, all of it committed."""
    repo = Repo(tmp_path, KINDS)
    (tmp_path / "knowledge").rmdir()
    write_book(tmp_path / "books/ours", small_documents())
    write(tmp_path / "code/main.c", "")
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "All")
    return repo


def check(repo: Repo, *words: str) -> str:
    return CliRunner().invoke(cli, ["check", str(repo.root / "books/ours/knowledge"), *words]).output


def test_documents_that_were_left_out_are_one_finding_and_no_broken_references(sparse: Repo) -> None:
    before = check(sparse)
    sparse.git(
        "sparse-checkout", "set", "--no-cone", "/*", "!/books/ours/knowledge/systems/", "!/books/ours/knowledge/*.md"
    )
    layout = find_layout(sparse.root / "books/ours")
    names = find_left_out(layout)
    assert names and all(name.startswith("knowledge/systems/") and name.endswith(".yaml") for name in names)
    said = check(sparse)
    assert said.count("a sparse checkout left this file out") == 1
    assert f"like {len(names) - 1} other documents of the book" in said
    assert "`git sparse-checkout add books/ours/knowledge`" in said
    assert "broken-reference" not in said
    sparse.git("sparse-checkout", "disable")
    assert check(sparse) == before


def test_a_book_of_which_nothing_is_on_the_disk_is_not_to_be_created_again(sparse: Repo) -> None:
    sparse.git("sparse-checkout", "set", "--no-cone", "/*", "!/books/ours/knowledge/")
    said = CliRunner().invoke(cli, ["check", str(sparse.root / "books/ours")])
    assert "there is no folder" in str(said.exception)
    hint = getattr(said.exception, "hint", "")
    assert "A sparse checkout left it out" in hint and "Create it" not in hint


def test_nobody_imports_into_a_book_that_is_not_all_there(sparse: Repo, tmp_path: Path) -> None:
    """What is left out would be made a second time."""
    sparse.git("sparse-checkout", "set", "--no-cone", "/*", "!/books/ours/knowledge/systems/")
    write(tmp_path / "list.csv", "Tool\nMarketo\n")
    write(tmp_path / "list.map.yaml", "fields: {title: Tool}\n")
    book = str(sparse.root / "books/ours")
    words = ["import", "system", str(tmp_path / "list.csv"), "--map", str(tmp_path / "list.map.yaml"), "--into", book]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code != 0 and "sparse checkout" in str(done.exception)
    assert not (sparse.root / "books/ours/knowledge/systems").exists()


def test_what_lies_there_is_not_left_out_whatever_git_was_told(sparse: Repo) -> None:
    """`git update-index --skip-worktree` keeps a change of one's own out of commits; the file is there."""
    path = "books/ours/knowledge/systems/marketo.yaml"
    sparse.git("sparse-checkout", "set", "--no-cone", "/*", "!/code/")
    sparse.git("update-index", "--skip-worktree", path)
    layout = find_layout(sparse.root / "books/ours")
    assert find_left_out(layout) == ()
    (sparse.root / path).unlink()
    assert find_left_out(layout) == ("knowledge/systems/marketo.yaml",)


def test_without_git_nothing_is_left_out(tmp_path: Path) -> None:
    write_book(tmp_path, small_documents())
    assert find_left_out(find_layout(tmp_path)) == ()
