"""The bars of a scoring model show what its examples come to, and the lines what its thresholds ask for."""

from __future__ import annotations

from collections.abc import Callable

from stacks import Documents
from test_plots import roots, said, shapes

from data_book import data_book, scored
from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import draw_for
from mopsbook.diagrams.picture import Picture

Make = Callable[[Documents], Catalog]


def bars(book: Catalog) -> Picture:
    (picture,) = draw_for(book.of_kind("scoring-model")[0], book)
    return picture


def with_model(**more: object) -> Documents:
    return [*(one for one in data_book() if one["kind"] not in ("scoring-model", "lifecycle")), *scored(**more)]


def test_both_parts_add_up_to_the_score_and_the_stage_is_said(catalog: Make) -> None:
    picture = bars(catalog(data_book()))
    assert picture.columns == ("Example", "Behavioural", "Demographic", "Together", "Leads to")
    assert [tuple(text for text, _ in row) for row in picture.rows] == [
        ("A head who visits thrice", "40", "20", "60", "→ MQL"),
        ("Somebody who looked once", "15", "0", "15", ""),
        ("A competitor", "0", "0", "0", "not scored"),
    ]
    assert [href for (_, href), *_ in picture.rows] == [
        f"{{root}}scoring/lead-score/#{id}" for id in ("warm", "cold", "out")
    ]


def test_a_line_stands_at_each_number_that_a_threshold_asks_for(catalog: Make) -> None:
    """The longest bar just reaches the score of 60, so its end is where that line is."""
    for root in roots(bars(catalog(data_book()))):
        assert {"MQL: behavioural 30 or more", "MQL: score 60 or more"} <= said(root)
        lines = {one.attrib["d"].split("L")[0].split()[0] for one in root.iter() if "is-level" in one.get("class", "")}
        (x, _, width, _), (x2, _, width2, _) = shapes(root, "part-0")[0], shapes(root, "part-1")[0]
        assert lines == {f"M{x + width * 3 / 4:.1f}".removesuffix(".0"), f"M{x2 + width2:.1f}".removesuffix(".0")}


def test_the_part_that_a_threshold_asks_for_begins_at_nought(catalog: Make) -> None:
    asked = [{"id": "mql", "stage": "lead#mql", "demographic": 20}]
    assert bars(catalog(with_model(thresholds=asked))).columns[1] == "Demographic"


def test_parts_below_nought_stand_side_by_side(catalog: Make) -> None:
    book = catalog(with_model(behavioural={"floor": -50}, demographic={"floor": -5, "cap": 10}, resets=[
        {"id": "back", "title": "Back", "part": "behavioural", "to": -30, "activities": ["lead#visits"]},
    ]))  # fmt: skip
    picture = bars(book)
    assert picture.columns == ("Example", "Behavioural", "Demographic", "Leads to")
    assert "is-level" not in picture.wide
    assert picture.rows[0][1][0] == "-30"


def test_nothing_is_drawn_of_a_model_of_which_nobody_can_tell_what_comes_out(catalog: Make) -> None:
    """A rule that looks at a field that is not there could be met or not."""
    lost = [
        {
            "id": "lost",
            "title": "Lost",
            "part": "demographic",
            "points": 5,
            "when": [{"field": "lead#lost", "op": "empty"}],
        }
    ]
    book = catalog(with_model(rules=lost))
    assert draw_for(book.of_kind("scoring-model")[0], book) == ()
