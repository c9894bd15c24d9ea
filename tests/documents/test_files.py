"""Nothing below the knowledge folder is skipped in silence, and nothing there stops the reading."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mopsbook.checks.run import run_checks
from mopsbook.documents.find_files import find_files
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, find_layout
from small_book import write

Book = Callable[..., Shelf]
SYSTEM = "kind: system\nid: {0}\ntitle: {0}\n"
FIRST_KIND = "allOf: [{$ref: _envelope.schema.yaml}]\nx-kind: {}\nproperties: {kind: {const: runbook}}\n"


def troubles(shelf: Shelf) -> dict[str, str]:
    return {trouble.path.removeprefix("knowledge/"): trouble.rule for trouble in shelf.troubles}


def test_every_file_is_a_document_a_page_a_file_of_a_tool_or_a_finding(book: Book) -> None:
    shelf = book(
        {
            "systems/a.yaml": SYSTEM.format("a"),
            "systems/b.yml": SYSTEM.format("b"),
            "systems/c.YAML": SYSTEM.format("c"),
            "systems/.d.yaml": SYSTEM.format("d"),
            "x.yaml/e.yaml": SYSTEM.format("e"),
            ".drafts/f.yaml": SYSTEM.format("f"),
            "index.md": "# Hello",
            "logo.PNG": "",
            ".gitkeep": "",
            "notes.txt": "",
            "export.json": "{}",
            ".secret": "",
            ".hidden.md": "",
            "README": "",
            "a.yaml.swp": "",
        }
    )
    assert {document.id for document in shelf.documents} == set("abcdef")
    strays = ("notes.txt", "export.json", ".secret", ".hidden.md", "README")
    assert troubles(shelf) == dict.fromkeys(strays, "unknown-kind")


def test_what_belongs_to_a_program_by_its_name_is_let_pass_with_all_that_is_in_it(book: Book) -> None:
    inside = {
        f"{folder}/{name}": "{"
        for folder in (".git", ".obsidian", "systems/.vscode", ".idea/deep", ".history", "node_modules/x", ".github")
        for name in ("a.yaml", "config", "workspace.json")
    }
    beside = (".DS_Store", "._a.yaml", ".#a.yaml", "#a.yaml#", "a.yaml~", ".a.yaml.swp", "~$a.docx", "Thumbs.db",
              ".gitlab-ci.yml", ".pages", ".meta.yml", ".prettierrc.json", "desktop.ini", ".git/HEAD")  # fmt: skip
    shelf = book({"systems/a.yaml": SYSTEM.format("a"), **inside, **dict.fromkeys(beside, "{")})
    assert (len(shelf.documents), troubles(shelf)) == (1, {})


def test_what_only_resembles_a_file_of_a_program_is_looked_at(book: Book) -> None:
    names = (".env", ".obsidian.yaml", ".gitx/a.yaml", "git/a.yaml", ".idea.yml", "a.yaml.bak", "a.yaml.orig", ".draft")
    found = troubles(book(dict.fromkeys(names, "no: kind\n")))
    assert found == dict.fromkeys(names, "unknown-kind")


def test_a_book_at_the_root_of_its_repository_leaves_the_repository_alone(tmp_path: Path) -> None:
    files = {
        "book.yaml": "kind: book\ntitle: Ours\n",
        "systems/a.yaml": SYSTEM.format("a"),
        "LICENSE": "", "Makefile": "", "README.md": "", "package.json": "{}", "CODEOWNERS": "",
        ".github/workflows/check.yml": "on: push\n", "site/sitemap.xml": "", "site/x.yaml": "", ".cache/mopsbook/x": "",
        "schemas/runbook.schema.yaml": FIRST_KIND, "schemas/README.md": "", ".mopsbook/imports/x.yaml": "",
        "scripts/x.py": "", "notes.yaml": "a: b\n", ".env": "",
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    layout = find_layout(tmp_path)
    shelf = load_shelf(layout, load_kinds([layout.schemas]))
    assert layout.is_root
    assert ([document.id for document in shelf.documents], shelf.book is not None) == (["a"], True)
    assert "runbook" in shelf.kinds
    assert troubles(shelf) == dict.fromkeys(("notes.yaml", "scripts/x.py"), "unknown-kind")


def test_links_to_folders_are_findings_even_where_they_lead_round_in_a_circle(book: Book, layout: Layout) -> None:
    (layout.knowledge / "systems").mkdir()
    (layout.knowledge / "systems" / "again").symlink_to(layout.knowledge, target_is_directory=True)
    (layout.knowledge / "gone.yaml").symlink_to(layout.knowledge / "nowhere.yaml")
    (layout.knowledge / "loop.yaml").symlink_to("loop.yaml")
    shelf = book({"systems/a.yaml": SYSTEM.format("a")})
    assert troubles(shelf) == dict.fromkeys(("systems/again", "gone.yaml", "loop.yaml"), "unreadable-file")


def test_a_link_is_read_where_it_leads_to_what_belongs_to_the_book(tmp_path: Path) -> None:
    """Links inside of a repository work, also into other folders of it; out of it, or into `.git`, they are findings."""
    repository, outside = tmp_path / "repository", tmp_path / "elsewhere"
    for folder in (outside, repository / ".git", repository / "shared"):
        write(folder / "x.yaml", SYSTEM.format(folder.name.strip(".")))
        write(folder / "x.md", "TOKEN")
    write(repository / "books/ours/mkdocs.yml", "docs_dir: knowledge\n")
    write(repository / "books/ours/knowledge/a.yaml", SYSTEM.format("a"))
    layout = find_layout(repository / "books/ours")
    for name, to in (("shared", repository / "shared"), ("git", repository / ".git"), ("out", outside)):
        (layout.knowledge / f"{name}.yaml").symlink_to(to / "x.yaml")
        (layout.knowledge / f"{name}.md").symlink_to(to / "x.md")
    (layout.knowledge / "twice.yaml").symlink_to("out.yaml")
    shelf = load_shelf(layout, load_kinds())
    assert {document.id for document in shelf.documents} == {"a", "shared"}
    led_out = ("git.md", "git.yaml", "out.md", "out.yaml", "twice.yaml")
    assert troubles(shelf) == dict.fromkeys(led_out, "unreadable-file")
    assert {trouble.problem.message.partition(",")[0] for trouble in shelf.troubles} == {
        "the link leads out of the repository of this book"
    }
    assert {path.name for path, what in find_files(layout) if what == "site"} == {"shared.md"}


def test_without_git_a_link_may_lead_to_the_folder_of_mkdocs_yml_and_no_further(tmp_path: Path) -> None:
    for name in ("above", "ours/beside"):
        write(tmp_path / f"{name}.yaml", SYSTEM.format(name.rpartition("/")[2]))
    write(tmp_path / "ours/mkdocs.yml", "docs_dir: knowledge\n")
    layout = find_layout(tmp_path / "ours")
    layout.knowledge.mkdir()
    (layout.knowledge / "beside.yaml").symlink_to("../beside.yaml")
    (layout.knowledge / "above.yaml").symlink_to("../../above.yaml")
    shelf = load_shelf(layout, load_kinds())
    assert [document.id for document in shelf.documents] == ["beside"]
    assert troubles(shelf) == {"above.yaml": "unreadable-file"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes on this system")
def test_a_pipe_is_a_finding_and_is_not_waited_for(book: Book, layout: Layout) -> None:
    os.mkfifo(layout.knowledge / "pipe.yaml")
    (layout.knowledge / "link.yaml").symlink_to("pipe.yaml")
    assert troubles(book({})) == dict.fromkeys(("pipe.yaml", "link.yaml"), "unreadable-file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_that_may_not_be_read_are_findings(book: Book, layout: Layout) -> None:
    closed = layout.knowledge / "closed"
    closed.mkdir(mode=0o000)
    try:
        secret = layout.knowledge / "secret.yaml"
        secret.touch(mode=0o000)
        assert troubles(book({})) == dict.fromkeys(("closed", "secret.yaml"), "unreadable-file")
    finally:
        closed.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not let such folders be made")
def test_what_is_too_big_or_too_deep_to_be_looked_at_is_a_finding(book: Book, layout: Layout) -> None:
    with (layout.knowledge / "big.yaml").open("wb") as file:
        file.truncate(20_000_000_000)
    before = Path.cwd()
    os.chdir(layout.knowledge)
    try:
        for _ in range(40):
            Path("d" * 150).mkdir()
            os.chdir("d" * 150)
    finally:
        os.chdir(before)
    found = book({"systems/a.yaml": SYSTEM.format("a")}).troubles
    assert [trouble.rule for trouble in found] == ["unreadable-file"] * 2
    assert "too big" in found[0].problem.message


def test_a_name_that_is_not_utf8_can_still_be_printed(book: Book, layout: Layout) -> None:
    try:
        Path(os.fsdecode(os.fsencode(layout.knowledge) + b"/gr\xfcn.yaml")).write_text("kind: nothing\n")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (finding,) = run_checks(book({}), date(2026, 11, 22))
    assert finding.path.encode() == "knowledge/gr\ufffdn.yaml".encode()


def test_a_knowledge_folder_that_is_not_there_is_a_wrong_setup(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="there is no folder"):
        load_shelf(Layout(tmp_path, tmp_path / "knowledge"), load_kinds())
