"""`mopsbook impact`: what depends on a thing, by hops, with the way that leads to it."""

from __future__ import annotations

import json
from collections.abc import Callable

from click.testing import Result

from mopsbook.answers.find import find_subject
from mopsbook.answers.impact import find_impact, show_impact
from mopsbook.catalog.catalog import Catalog
from mopsbook.terminal.lines import measure
from mopsbook.terminal.screen import Screen

Ask = Callable[..., Result]


def test_each_thing_that_depends_is_told_once_with_its_reason(ask: Ask) -> None:
    lines = [line.split("\t") for line in ask("impact", "salesforce").output.splitlines()]
    found = {f"{kind}/{id}": (hops, why) for hops, kind, id, _, why in lines}
    assert len(found) == len(lines)
    assert found["integration/marketo-salesforce"][0] == "1"
    assert all(why for _, why in found.values())
    assert [hops for hops, *_ in lines] == sorted(hops for hops, *_ in lines)


def test_the_hops_are_a_limit(ask: Ask) -> None:
    near = ask("impact", "salesforce", "--hops", "1").output.splitlines()
    assert near
    assert all(line.startswith("1\t") for line in near)


def test_a_terminal_sees_a_summary_first_and_lines_that_fit(catalog: Catalog) -> None:
    shown = show_impact(find_impact(find_subject(catalog, "salesforce"), catalog, 3), catalog, Screen(width=70))
    assert "on Salesforce:" in shown.split("\n\n")[0]
    assert "\n\nRight away\n  " in shown
    assert all(measure(line) <= 70 for line in shown.splitlines())


def test_of_a_part_only_what_depends_on_it_is_told(ask: Ask) -> None:
    told = json.loads(ask("impact", "regions#latam", "--json").output)
    whole = json.loads(ask("impact", "regions", "--json").output)
    assert (told["version"], told["part"], told["count"]) == (1, "latam", len(told["reached"]))
    assert told["count"] <= whole["count"]
    assert all(list(one) == ["kind", "id", "title", "hops", "parts", "why", "way"] for one in whole["reached"])


def test_what_nothing_depends_on_says_so(catalog: Catalog) -> None:
    shown = show_impact(find_impact(find_subject(catalog, "drift"), catalog, 3), catalog, Screen(width=70))
    assert shown == "Nothing depends on Drift.\n"
