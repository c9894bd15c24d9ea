"""`mopsbook gaps` says what to write next, where, and how much is left; never a wall of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from mopsbook.answers.gaps import find_gaps
from mopsbook.catalog.catalog import Catalog
from mopsbook.errors import SetupError
from mopsbook.terminal.lines import measure
from mopsbook.terminal.screen import Screen

Ask = Callable[..., Result]


def test_ten_are_shown_unless_somebody_asks_for_more(catalog: Catalog) -> None:
    """Whoever sees all of them at once begins with none."""
    few, all_ = find_gaps(catalog), find_gaps(catalog, most=1000)
    assert len(few.tasks) == 10
    assert len(all_.tasks) == few.number > 10
    assert list(few.tasks) == list(all_.tasks)[:10]
    assert few.summary == f"{few.number} documents lack something in the book; the first 10 are shown."
    assert all_.summary == f"{few.number} documents lack something in the book."


def test_a_team_is_found_by_whatever_it_is_called(catalog: Catalog) -> None:
    """And sees what its roles own, and nothing else."""
    found = [find_gaps(catalog, team, most=1000) for team in ("sales", "Sales", "team/sales")]
    assert found[0] == found[1] == found[2]
    assert {str(team.id) for task in found[0].tasks if (team := catalog.team_of(task.entity))} == {"sales"}
    assert found[0].summary.endswith("in what Sales owns.")


def test_a_kind_narrows_it_further(catalog: Catalog) -> None:
    """Its name may be written as on the site."""
    gaps = find_gaps(catalog, "marketing-ops", "Systems", 1000)
    assert {task.entity.kind.name for task in gaps.tasks} == {"system"}
    assert gaps.summary.endswith("in the systems of Marketing operations.")


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (["--team", "marketing-opps"], "nothing is called `team/marketing-opps`", "did you mean `team/marketing-ops`"),
        (["--kind", "sytem"], "there is no kind `sytem`", "did you mean `system`?"),
    ],
)
def test_who_does_not_exist_is_told_with_the_nearest_name(
    ask: Ask, options: list[str], message: str, hint: str
) -> None:
    """A typing mistake must not look like a team that has nothing left to write."""
    error = ask("gaps", *options).exception
    assert isinstance(error, SetupError)
    assert error.message == message
    assert hint in error.hint


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_it_fits_the_terminal_and_cuts_no_address(catalog: Catalog, width: int) -> None:
    """What to write, and the file with its line, stand whole below each document."""
    gaps = find_gaps(catalog)
    shown = gaps.show(catalog, Screen(width=width))
    words = shown.split()
    for row in gaps.rows(catalog):
        assert row[-1] in words
        assert all(word in words for word in row[-2].split())
    assert all(measure(line) <= width or len(line.split()) == 1 for line in shown.splitlines())


def test_in_a_pipe_there_is_a_line_for_each_and_nothing_else(ask: Ask, catalog: Catalog) -> None:
    """`mopsbook gaps | cut -f7` is a list of places."""
    lines = ask("gaps", "--most", "3").stdout.splitlines()
    assert [line.split("\t") for line in lines] == find_gaps(catalog, most=3).rows(catalog)


def test_json_says_what_each_gap_adds(ask: Ask) -> None:
    """The points of all parts are what is missing to 100, rounded down."""
    said = json.loads(ask("gaps", "--json", "--most", "1000").stdout)
    assert said["version"] == 1
    assert said["count"] == len(said["items"])
    for item in said["items"]:
        points = sum(part["points"] for part in item["parts"])
        assert item["score"] <= 100 - points + 0.05 * len(item["parts"])
        assert item["parts"] == sorted(item["parts"], key=lambda part: -part["points"])
        assert item["line"] == item["parts"][0]["line"]
        assert all(part["advice"] and part["label"] for part in item["parts"])


def test_where_nothing_is_left_that_is_said(catalog: Catalog) -> None:
    """An empty answer would leave one in doubt."""
    full = [kind.name for kind in catalog.kinds.shown if not find_gaps(catalog, kind=kind.name).number]
    assert full
    assert find_gaps(catalog, kind=full[0]).summary.startswith("Nothing is left to write in ")


def test_less_than_one_cannot_be_asked_for(ask: Ask) -> None:
    """It would show nothing and look like all is well."""
    assert "--most" in str(ask("gaps", "--most", "0").output)
