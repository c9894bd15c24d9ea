"""A typed name means the same to every command: one document, or a refusal that says which could be meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mopsbook.documents.meant import find_meant, find_one, find_to_write
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError

Book = Callable[..., Shelf]


def _system(id: str, more: str = "") -> str:
    return f"kind: system\nid: {id}\ntitle: {id.title()}\n{more}"


def test_an_id_decides_before_another_name_or_a_title(book: Book) -> None:
    shelf = book({"systems/a.yaml": _system("a", "aliases: [B]\n"), "systems/b.yaml": _system("b")})
    assert [one.id for one in find_meant(shelf, "b")] == ["b"]
    assert [one.id for one in find_meant(shelf, "system/B")] == ["b"]


def test_a_name_of_two_is_refused_with_both_in_full(book: Book) -> None:
    shelf = book({"systems/a.yaml": _system("a"), "teams/a.yaml": "kind: team\nid: a\ntitle: A\n"})
    with pytest.raises(SetupError, match="`a` may mean `system/a` or `team/a`"):
        find_one(shelf, "a")
    assert find_one(shelf, "team/a").kind.name == "team"


def test_nothing_is_written_into_one_of_two_documents_with_one_id(book: Book) -> None:
    shelf = book({"systems/a.yaml": _system("a"), "systems/b.yaml": _system("a")})
    assert find_one(shelf, "a").path == "knowledge/systems/a.yaml"
    with pytest.raises(SetupError, match=r"called `a`, in knowledge/systems/b\.yaml and knowledge/systems/a\.yaml"):
        find_to_write(shelf, "a")


def test_nothing_is_written_into_a_document_without_an_id(book: Book) -> None:
    shelf = book({"systems/a.yaml": "kind: system\ntitle: A\n"})
    assert find_one(shelf, "a").path == "knowledge/systems/a.yaml"
    with pytest.raises(SetupError, match=r"systems/a\.yaml has no `id`"):
        find_to_write(shelf, "a")
