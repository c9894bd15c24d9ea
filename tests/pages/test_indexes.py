"""Index pages: plots above the table, links that lead to its groups, columns that say what a reader asks first."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from small_book import Documents, make_page, small_documents


def with_costs() -> Documents:
    """Return the small book with what its systems cost."""
    book = small_documents()
    for name, document in book.items():
        if name.startswith("systems/"):
            document["contract"] = {"renewal_date": "2027-03-31", "cost": 1000, "currency": "EUR"}
            document.pop("does_not_apply", None)
    return book


def boxes(html: str) -> list[tuple[bool, str]]:
    """Return the folded boxes above a table: whether each is open, and its heading."""
    found = re.findall(r'<details class="mb-rulebox"( open)?><summary>(.*?)</summary>', html)
    return [(bool(state), title) for state, title in found]


def test_bars_of_categories_lead_to_their_group_in_the_table(tmp_path: Path) -> None:
    """Every link of the plot that stays on the page leads to an id that is there."""
    html = make_page(tmp_path, with_costs(), "systems/index").html
    wanted = set(re.findall(r'href="../systems/#(group-[^"]+)"', html))
    assert len(wanted) >= 3
    assert wanted <= set(re.findall(r' id="([^"]+)"', html))


def test_several_plots_wait_to_be_chosen_and_a_single_one_is_open(tmp_path: Path) -> None:
    """The table stays in the first screen where there is much to look at."""
    assert [state for state, _ in boxes(make_page(tmp_path, with_costs(), "systems/index").html)] == [
        False,
        False,
        False,
    ]
    book = small_documents()
    for number in range(3):
        one: dict[str, Any] = {
            "kind": "initiative",
            "id": f"i{number}",
            "title": f"I {number}",
            "effort": 1 + number,
            "impact": 3,
            "state": "idea",
        }
        book[f"initiatives/i{number}.yaml"] = one
    assert boxes(make_page(tmp_path, book, "initiatives/index").html) == [
        (True, "Open initiatives by effort and impact")
    ]


def test_an_index_without_enough_to_draw_has_no_box(tmp_path: Path) -> None:
    assert boxes(make_page(tmp_path, small_documents(), "vendor-updates/index").html) == []
