"""`mopsbook list`: conditions hold exactly where they are true, and what could never be true is told before anything is shown."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from mopsbook.answers.listing import make_listing
from mopsbook.catalog.catalog import Catalog
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from small_book import at

Ask = Callable[..., Result]
SYSTEMS = ["drift", "marketo", "salesforce", "segment", "snowflake", "workato"]


def ids(catalog: Catalog, kind: str, *where: str) -> list[str]:
    return [entity.id for entity in make_listing(catalog, kind, where).entities]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ([], SYSTEMS),
        (["tier=1"], ["marketo", "salesforce"]),
        (["tier=1,3"], ["drift", "marketo", "salesforce"]),
        (["tier!=1"], ["drift", "segment", "snowflake", "workato"]),
        (["tier<2"], ["marketo", "salesforce"]),
        (["tier>=2", "status!=retired"], ["segment", "snowflake", "workato"]),
        (["status=Retired"], ["drift"]),
        (["category=Integration platform"], ["workato"]),
        (["owner=mops-lead"], SYSTEMS),
        (["owner=role/mops-lead"], SYSTEMS),
        (["owner.team=marketing-ops", "tier=1"], ["marketo", "salesforce"]),
        (["owner~head of"], SYSTEMS),
        (["users=sales"], ["marketo"]),
        (["title~SALES"], ["salesforce"]),
        (["title!~sales", "tier=1"], ["marketo"]),
        (["vendor="], ["drift", "salesforce", "segment", "snowflake", "workato"]),
        (["vendor!="], ["marketo"]),
        (["last_reviewed<2026-09-02"], SYSTEMS),
        (["last_reviewed>today"], []),
        (["completeness>=0"], SYSTEMS),
        (["freshness=never"], []),
        (["path~marketo"], ["marketo"]),
        (["tags=core"], ["marketo"]),
        (["contract.renewal_date="], SYSTEMS),
        (["does_not_apply!="], ["marketo"]),
    ],
)
def test_a_condition_holds_where_it_is_true(catalog: Catalog, where: list[str], found: list[str]) -> None:
    assert ids(catalog, "system", *where) == found


def test_what_is_so_and_what_is_not_so_are_all_there_is(catalog: Catalog) -> None:
    """Of every value that a system has, = and != part the systems in two, and nobody is in both or in neither."""
    asked = 0
    for field in load_kinds()["system"].fields:
        values = {
            entity.data.get(field.name)
            for entity in catalog.of_kind("system")
            if isinstance(entity.data.get(field.name), (str, int))
        }
        for value in values if field.values or field.refs or field.types == ("integer",) else ():
            there, others = (ids(catalog, "system", f"{field.name}{sign}{value}") for sign in ("=", "!="))
            asked += 1
            assert there
            assert sorted(there + others) == SYSTEMS, (field.name, value)
    assert asked > 8


def test_a_path_through_a_list_asks_for_one_item_that_is_so(catalog: Catalog) -> None:
    assert ids(catalog, "process", "steps.systems=marketo") == ["send-email"]
    assert ids(catalog, "process", "steps.systems!=marketo") == []
    assert ids(catalog, "lifecycle", "stages.sla.value<=4", "stages.owner.team=sales") == ["lead-lifecycle"]


def test_all_kinds_are_asked_and_those_without_the_field_are_not_meant(catalog: Catalog) -> None:
    assert ids(catalog, "", "tier!=1", "status!=retired") == ["segment", "snowflake", "workato"]
    assert ids(catalog, "", "kind=team") == ["marketing-ops", "sales"]


@pytest.mark.parametrize(
    ("where", "message", "hint"),
    [
        ("teir=1", "`--where teir=1`: `teir` is no field of system", "did you mean `tier`?"),
        ("renewal_date=2027-01-01", "`--where renewal_date=2027-01-01`: `renewal_date` is no field of system", "did you mean `contract.renewal_date`?"),
        ("tier", "`--where tier` is no condition", "Write field, sign and value"),
        ("tier<", "`--where tier<` compares with nothing", ""),
        ("tier<high", "`--where tier<high`: `tier` is compared with a number, not with `high`", ""),
        ("tier=high", "`--where tier=high`: ", ""),
        ("owner<x", "`--where owner<x`: `owner` is a reference, of which none is more than another", "Ask for it with"),
        ("owner=mops-leed", "`--where owner=mops-leed`: no role or team is called `mops-leed`", "did you mean `mops-lead`?"),
        ("status=activ", "`--where status=activ`: ", "did you mean `active`?"),
        ("status=live", "`--where status=live`: ", "Allowed are `planned`, `draft`, `active`, `deprecated` and `retired`."),
        ("last_reviewed<01.02.2026", "`--where last_reviewed<01.02.2026`: `last_reviewed` is compared with a date", ""),
        ("completeness~8", "`--where completeness~8`: `completeness` is a number", ""),
        ("freshness=stale", "`--where freshness=stale`: `freshness` is `fresh`, `due`, `changed`, `suspect`, `overdue` or `never`", ""),
        ("contract~x", "`--where contract~x`: `contract` is a group of fields", "Name a field within it"),
    ],
)  # fmt: skip
def test_what_could_never_be_true_is_told(catalog: Catalog, where: str, message: str, hint: str) -> None:
    with pytest.raises(SetupError) as failed:
        ids(catalog, "system", where)
    assert failed.value.message.startswith(message)
    assert failed.value.hint.startswith(hint)


@pytest.mark.parametrize("words", [["--columns", "teir"], ["--sort", "-teir"]])
def test_an_unknown_column_is_told(ask: Ask, words: list[str]) -> None:
    failed = ask("list", "system", *words)
    assert isinstance(failed.exception, SetupError)
    assert failed.exception.hint == "did you mean `tier`?"


def test_a_column_may_lie_within_and_what_says_nothing_is_last_in_both_directions(ask: Ask) -> None:
    forwards = ask("list", "system", "--columns", "id,vendor", "--sort", "vendor").output.splitlines()
    backwards = ask("list", "system", "--columns", "id,vendor", "--sort", "-vendor").output.splitlines()
    assert forwards[0] == backwards[0] == "marketo\tAdobe"
    titles = ask("list", "lifecycle", "--columns", "stages.title").output
    assert titles == "New, Qualified, Customer, Lost\n"


def test_what_is_asked_for_has_a_column_before_all_that_may_give_way(ask: Ask) -> None:
    shown = ask("list", "system", "--where", "vendor!=", "--sort", "-completeness").output
    columns = shown.splitlines()[0].split("\t")
    assert columns[:3] == ["marketo", "Marketo", "Adobe"]
    assert columns[3].isdigit()


def test_numbers_are_sorted_as_numbers(ask: Ask) -> None:
    shown = ask("list", "system", "--columns", "tier,id", "--sort", "-tier").output.splitlines()
    assert [line[0] for line in shown] == ["3", "2", "2", "2", "1", "1"]


def test_a_program_gets_values_as_they_are_written(ask: Ask) -> None:
    told = json.loads(ask("list", "system", "--where", "tier=1", "--columns", "owner,tier,vendor", "--json").output)
    assert (told["version"], told["count"]) == (1, 2)
    assert told["items"][0] == {
        "kind": "system",
        "id": "marketo",
        "title": "Marketo",
        "path": "knowledge/systems/marketo.yaml",
        "line": 1,
        "columns": {"owner": "mops-lead", "tier": 1, "vendor": "Adobe"},
    }


def test_a_book_without_a_name_can_be_asked(book: Callable[..., object]) -> None:
    from mopsbook.catalog.make import make_catalog
    from mopsbook.today import today

    shelf = book({"a.yaml": "kind: team\nid: ops\ntitle: Ops\n", "b.yaml": "kind: role\nid: r\ntitle: R\nteam: ops\n"})
    with at():
        assert ids(make_catalog(shelf, (), today()), "role", "team=ops") == ["r"]
