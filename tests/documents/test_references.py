"""What a name leads to: ids, aliases, kinds in front, parts behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mopsbook.documents.shelf import Shelf, Target

Book = Callable[..., Shelf]
FILES = {
    "systems/marketo.yaml": "kind: system\nid: marketo\ntitle: Marketo\naliases: [Adobe Marketo Engage, MKTO]\n",
    "teams/marketo.yaml": "kind: team\nid: marketo\ntitle: The Marketo people\n",
    "lifecycles/lead.yaml": "kind: lifecycle\nid: lead\ntitle: Lead\nstages:\n  - {id: open, title: Open, type: initial}\n",
    "lifecycles/deal.yaml": "kind: lifecycle\nid: deal\ntitle: Deal\nstages:\n  - {id: open, title: Open, type: initial}\n",
}


def resolve(shelf: Shelf, id: str) -> list[Target | None]:
    return [target for reference, target in shelf.references if reference.document.id == id]


@pytest.mark.parametrize(
    "name", ["marketo", "Marketo", "MARKETO", "mkto", "adobe marketo engage", "system/marketo", "system/MKTO"]
)
def test_a_system_is_found_by_id_alias_and_kind_without_regard_to_case(book: Book, name: str) -> None:
    shelf = book({**FILES, "p.yaml": f"kind: process\nid: p\ntitle: P\nsystems: [{name}]\n"})
    (target,) = resolve(shelf, "p")
    assert target is not None
    assert target.document.key == ("system", "marketo")
    assert target.by_alias == ("mkto" in name.casefold() or "adobe" in name)


@pytest.mark.parametrize(
    "name", ["team/marketo", "marketo/system", "marke", "Adobe", "#", "/", "system/", "open", "lead#open"]
)
def test_a_name_of_something_else_leads_nowhere(book: Book, name: str) -> None:
    shelf = book({**FILES, "p.yaml": f'kind: process\nid: p\ntitle: P\nsystems: ["{name}"]\n'})
    assert resolve(shelf, "p") == [None]


def test_the_kinds_that_may_stand_somewhere_are_tried_in_order(book: Book) -> None:
    shelf = book(
        {
            "r.yaml": "kind: role\nid: ops\ntitle: R\n",
            "t.yaml": "kind: team\nid: ops\ntitle: T\n",
            "p.yaml": "kind: process\nid: p\ntitle: P\nowner: ops\n",
        }
    )
    (target,) = resolve(shelf, "p")
    assert target is not None
    assert target.document.kind.name == "role"


@pytest.mark.parametrize(
    ("to", "owner"),
    [("open", "x"), ("lead#open", "lead"), ("Lead#open", "lead"), ("lifecycle/deal#open", "deal"), ("x#open", "x")],
)
def test_a_stage_is_looked_for_at_home_and_elsewhere_with_a_hash(book: Book, to: str, owner: str) -> None:
    stages = f'stages:\n  - {{id: open, title: Open, type: initial, transitions: [{{to: "{to}"}}]}}\n'
    shelf = book({**FILES, "x.yaml": f"kind: lifecycle\nid: x\ntitle: X\n{stages}"})
    (target,) = resolve(shelf, "x")
    assert target is not None
    assert (target.document.id, target.part) == (owner, ("stages", 0))


def test_references_stand_in_maps_with_free_keys_too(book: Book) -> None:
    shelf = book(
        {**FILES, "p.yaml": "kind: process\nid: p\ntitle: P\nunknown: {scope: {ask: marketo}, sla: {ask: nobody}}\n"}
    )
    assert [target is not None for target in resolve(shelf, "p")] == [True, False]


def test_items_of_a_file_of_many_take_over_what_it_says_once(book: Book) -> None:
    shelf = book(
        {
            "terms.yaml": "kind: term\nowner: marketo\narea: Leads\ntags: [a]\nterms:\n"
            "  - {id: mql, title: MQL}\n  - {id: sql, title: SQL, area: Sales, tags: [b]}\n",
            **FILES,
        }
    )
    mql, sql = shelf.of_kind("term")
    assert (mql.data["owner"], mql.data["area"], mql.data["tags"]) == ("marketo", "Leads", ["a"])
    assert (sql.data["owner"], sql.data["area"], sql.data["tags"]) == ("marketo", "Sales", ["b"])
    assert (mql.in_file(("area",)), sql.in_file(("area",))) == (("area",), ("terms", 1, "area"))
