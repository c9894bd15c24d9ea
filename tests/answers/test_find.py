"""A thing is found by whatever people call it; where that could be several things, all of them are named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mopsbook.answers.find import find_subject
from mopsbook.catalog.catalog import Catalog
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError


@pytest.mark.parametrize(
    ("name", "key", "part"),
    [
        ("system/marketo", "system/marketo", None),
        ("marketo", "system/marketo", None),
        ("Marketo", "system/marketo", None),
        ("MKTO-classic", "system/marketo", None),
        ("marketing  operations", "team/marketing-ops", None),
        ("role/Head of Operations", "role/mops-lead", None),
        ("lead-lifecycle#mql", "lifecycle/lead-lifecycle", "mql"),
        ("process/send-email#read", "process/send-email", "read"),
        ("Regions#emea", "value-list/regions", "emea"),
    ],
)
def test_any_name_leads_to_the_thing(catalog: Catalog, name: str, key: str, part: str | None) -> None:
    found = find_subject(catalog, name)
    assert ("/".join(found.entity.key), found.part.id if found.part else None) == (key, part)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("marketto", "nothing is called `marketto`", "did you mean `system/marketo`"),
        ("system/sales", "nothing is called `system/sales`", "It is in the name of `system/salesforce`."),
        (
            "system/salesfroce",
            "nothing is called `system/salesfroce`",
            "did you mean `system/salesforce`?",
        ),
        ("sytem/marketo", "nothing is called `sytem/marketo`", "`sytem` is no kind; did you mean `system`?"),
        ("snow", "nothing is called `snow`", "It is in the name of"),
        ("zzzz", "nothing is called `zzzz`", "`mopsbook list` shows what there is."),
        ("lead-lifecycle#mqll", "lifecycle `lead-lifecycle` has no part `mqll`", "did you mean `mql`?"),
        ("marketo#x", "system `marketo` has no part `x`", "It has no parts."),
    ],
)
def test_what_leads_nowhere_is_told_with_the_nearest_name(catalog: Catalog, name: str, message: str, hint: str) -> None:
    with pytest.raises(SetupError) as failed:
        find_subject(catalog, name)
    assert failed.value.message == message
    assert failed.value.hint.startswith(hint)


def test_a_name_of_several_things_lists_them_and_a_part_may_decide(book: Callable[..., Shelf]) -> None:
    from mopsbook.catalog.make import make_catalog
    from mopsbook.today import today

    shelf = book(
        {
            "a.yaml": "kind: system\nid: lead\ntitle: Lead\n",
            "b.yaml": "kind: lifecycle\nid: lead\ntitle: Lead\nstages: [{id: mql, title: MQL}]\n",
        }
    )
    catalog = make_catalog(shelf, (), today())
    with pytest.raises(SetupError) as failed:
        find_subject(catalog, "lead")
    assert failed.value.message == "`lead` may mean `system/lead` or `lifecycle/lead`"
    assert find_subject(catalog, "lead#mql").entity.kind.name == "lifecycle"
