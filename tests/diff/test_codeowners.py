"""CODEOWNERS: the review goes to the owner of what changed, and what people wrote by hand stays."""

import re
from collections.abc import Callable

import pytest
from click.testing import Result
from compared_repo import Repo
from two_books import BOOK, Files, catalog_of, edited

from mopsbook.diff.codeowners import BEGIN, END, escape, place_block, write_owners
from mopsbook.errors import SetupError

Run = Callable[..., Result]


def _pattern(written: str) -> re.Pattern[str]:
    """Return what a pattern fits, by the rules of GitHub: as gitignore, `*` within a folder, `**` across them, a slash for a folder."""
    parts = re.findall(r"\\.|\*\*|\*|\?|[^\\*?]", written.removeprefix("/"))
    signs = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    inner = "".join(signs.get(part) or re.escape(part[-1] if part.startswith("\\") else part) for part in parts)
    head = "" if written.startswith("/") else "(.*/)?"
    return re.compile(f"{head}{inner}" + (".*" if written.endswith("/") else "(/.*)?"))


def owners_of(text: str, path: str) -> list[str]:
    """Return who owns a file: the last line that fits wins."""
    found: list[str] = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            words = re.findall(r"(?:\\.|\S)+", line)
            if _pattern(words[0]).fullmatch(path):
                found = words[1:]
    return found


def _block(files: Files, fallback: str = "", prefix: str = "") -> str:
    return write_owners(catalog_of(files), prefix, fallback).block


def test_the_team_of_the_owner_reviews_a_file() -> None:
    files = edited("teams/sales.yaml", ("title: Sales", 'title: Sales\nhandle: "@acme/sales"'))
    block = _block(files)
    assert owners_of(block, "knowledge/systems/marketo.yaml") == ["@acme/mops"]
    assert owners_of(block, "knowledge/lifecycles/life.yaml") == ["@acme/sales"]
    assert owners_of(block, "knowledge/lifecycles/another.yaml") == ["@acme/sales"]
    assert owners_of(block, "knowledge/new/thing.yaml") == ["@acme/mops"]
    assert owners_of(block, "README.md") == []


def test_a_file_of_many_belongs_to_all_their_owners() -> None:
    many = "kind: term\nterms:\n- {id: a, title: A, owner: mops}\n- {id: b, title: B, owner: sales}\n- {id: c, title: C, owner: lead}\n"
    files = edited("teams/sales.yaml", ("title: Sales", 'title: Sales\nhandle: "@acme/sales"'))
    block = _block({**files, "glossary/words.yaml": many})
    assert owners_of(block, "knowledge/glossary/words.yaml") == ["@acme/mops", "@acme/sales"]


def test_where_there_is_no_handle_the_fallback_is_asked_and_it_is_said() -> None:
    found = write_owners(catalog_of(BOOK), "", "@acme/admins")
    assert owners_of(found.block, "knowledge/teams/sales.yaml") == ["@acme/mops"], "whoever owns most of the folder"
    assert owners_of(found.block, "knowledge/dashboards/funnel.yaml") == ["@acme/admins"]
    assert any(
        warning.startswith("Sales has no handle, so @acme/admins is asked instead: ") for warning in found.warnings
    )


@pytest.mark.parametrize("name", ["with blank", "a#b", "star*", "what?", "[x]", "back\\slash", "!not", "tab\tin"])
def test_odd_names_are_meant_as_they_are(name: str) -> None:
    block = _block({**BOOK, f"systems/{name}.yaml": "kind: system\nid: odd\ntitle: Odd\nowner: lead\n"})
    assert owners_of(block, f"knowledge/systems/{name}.yaml") == ["@acme/mops"]
    line = next(line for line in block.splitlines() if line.startswith(escape(f"/knowledge/systems/{name}.yaml")))
    assert not _pattern(re.findall(r"(?:\\.|\S)+", line)[0]).fullmatch("knowledge/systems/other.yaml")


def test_the_order_of_the_files_changes_nothing() -> None:
    assert _block(dict(reversed(BOOK.items()))) == _block(BOOK)


def test_a_book_in_a_folder_of_its_repository_is_named_from_the_top() -> None:
    assert owners_of(_block(BOOK, prefix="docs/book/"), "docs/book/knowledge/systems/marketo.yaml") == ["@acme/mops"]


def test_what_stands_outside_the_marks_stays_to_the_byte() -> None:
    before = "*.js @acme/web\r\n\n"
    once = place_block(before, f"{BEGIN}\n/a @b\n{END}\n")
    assert once.startswith(before)
    assert place_block(once + "/z @c", f"{BEGIN}\n/other @b\n{END}\n") == f"{before}\n{BEGIN}\n/other @b\n{END}\n/z @c"
    assert place_block(once, f"{BEGIN}\n/a @b\n{END}\n") == once


def test_the_command_writes_where_the_host_looks_and_checks_it(repo: Repo, run: Run) -> None:
    assert run("codeowners", "--check").return_value == 1
    assert not (repo.root / ".github").exists()
    assert run("codeowners").return_value == 0
    assert run("codeowners", "--check").return_value == 0
    path = repo.root / ".github/CODEOWNERS"
    assert owners_of(path.read_text("utf-8"), "knowledge/systems/marketo.yaml") == ["@acme/mops"]
    repo.write(edited("systems/marketo.yaml", ("owner: lead", "owner: sales")))
    shown = run("codeowners", "--check")
    assert shown.return_value == 1
    assert "-/knowledge/systems/marketo.yaml @acme/mops" in shown.output


def test_lines_by_hand_keep_their_line_ends(repo: Repo, run: Run) -> None:
    (repo.root / "CODEOWNERS").write_bytes(b"*.md @acme/writers\r\n")
    run("codeowners")
    assert (repo.root / "CODEOWNERS").read_bytes().startswith(b"*.md @acme/writers\r\n\n# >>> mopsbook")
    (repo.root / "CODEOWNERS").write_bytes(b"\xff")
    assert isinstance(run("codeowners").exception, SetupError)


def test_a_file_that_is_there_is_used(repo: Repo, run: Run) -> None:
    (repo.root / "docs").mkdir()
    (repo.root / "docs/CODEOWNERS").write_text("*.md @acme/writers\n", encoding="utf-8")
    run("codeowners")
    text = (repo.root / "docs/CODEOWNERS").read_text("utf-8")
    assert text.startswith("*.md @acme/writers\n\n# >>> mopsbook")
    assert owners_of(text, "knowledge/systems/marketo.yaml") == ["@acme/mops"]
