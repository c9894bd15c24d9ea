"""What a report knows of its surroundings: the rules that ran, where the book lies, its site, the files at the host."""

from __future__ import annotations

from pathlib import Path

import pytest

from mopsbook.checks.run import find_rules, run_checks
from mopsbook.cli.surroundings import folder_in_repository, rules_of, site_address, source_address
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, find_layout
from mopsbook.today import today
from small_book import git, small_documents, write_book

OWN_RULE = {"id": "ours", "select": "system", "require": {"vendor": "exists"}, "message": "It has no vendor"}


def layout(root: Path, config: str = "site_name: Ours\ndocs_dir: knowledge\n") -> Layout:
    (root / "knowledge").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(config, "utf-8")
    return find_layout(root)


def test_a_book_is_named_from_the_root_of_its_repository_also_in_a_worktree_and_a_submodule(tmp_path: Path) -> None:
    outside = layout(tmp_path / "outside")
    assert folder_in_repository(outside) == ""
    git(tmp_path / "outside", "init", "-q")
    assert folder_in_repository(outside) == ""
    inner = layout(tmp_path / "outside" / "books" / "our mops")
    assert folder_in_repository(inner) == "books/our mops/"
    (tmp_path / "outside" / "books" / ".git").write_text("gitdir: ../.git/modules/books\n", "utf-8")
    assert folder_in_repository(inner) == "our mops/"


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("site_url: https://acme.example/book", "https://acme.example/book/"),
        ("site_url: https://acme.example/", "https://acme.example/"),
        ("", ""),
        ("site_url: ''", ""),
        ("site_url: javascript:alert(1)", ""),
        ("site_url: [1, 2]", ""),
        ("site_url: !ENV [NOT_SET_ANYWHERE, 'https://acme.example/env']", "https://acme.example/env/"),
    ],
)
def test_the_site_is_where_mkdocs_says_and_what_is_no_address_is_none(tmp_path: Path, line: str, address: str) -> None:
    assert site_address(layout(tmp_path / "book", f"site_name: Ours\ndocs_dir: knowledge\n{line}\n")) == address


def test_the_files_are_where_the_host_shows_the_commit_that_is_checked() -> None:
    github = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/book", "GITHUB_SHA": "abc"}
    gitlab = {"CI_PROJECT_URL": "https://gitlab.com/acme/book", "CI_COMMIT_SHA": "abc"}
    assert source_address(github) == "https://github.com/acme/book/blob/abc/"
    assert source_address(gitlab) == "https://gitlab.com/acme/book/-/blob/abc/"
    assert source_address({"GITHUB_SHA": "abc"}) == source_address({}) == ""


def test_the_rules_are_ours_and_the_teams_without_those_that_are_off(tmp_path: Path) -> None:
    documents = small_documents()
    name = next(name for name in documents if name.endswith("book.yaml"))
    documents[name]["rules"] = [OWN_RULE]
    documents[name].setdefault("policy", {})["severities"] = {"orphan": "off"}
    shelf = load_shelf(find_layout(write_book(tmp_path, documents)), load_kinds())
    rules = rules_of(shelf)
    assert set(rules) == {*find_rules(), "own/ours"} - {"orphan"}
    assert {finding.rule for finding in run_checks(shelf, today())} <= set(rules)
