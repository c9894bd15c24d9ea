"""Systems that no integration names yet: a few stand below the map, hundreds do not bury the home page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from small_book import make_page


def stack(loose: int) -> dict[str, Any]:
    """Return two systems that are joined, and as many as asked for that are not."""
    names = ["a", "b", *(f"loose-{number}" for number in range(loose))]
    documents: dict[str, Any] = {
        f"systems/{name}.yaml": {"kind": "system", "id": name, "title": name} for name in names
    }
    joined = {"kind": "integration", "id": "i", "title": "I", "source": "a", "target": "b"}
    return {**documents, "integrations/i.yaml": joined}


def test_the_home_page_names_a_few_of_very_many_and_leads_to_all(tmp_path: Path) -> None:
    """A list of two hundred tools is imported on the first day, and their integrations are written in the months after."""
    html = make_page(tmp_path, stack(1300), "index").html
    assert '<a href="./systems/">and 1,260 more</a>' in html
    assert html.count(">loose-") < 60


def test_the_index_has_them_all_and_folds_what_is_too_much(tmp_path: Path) -> None:
    html = make_page(tmp_path, stack(100), "systems/index").html
    picture = html.partition("Not in the picture:")[2].partition("</figcaption>")[0]
    assert "<summary>and 60 more</summary>" in picture and picture.count(">loose-") == 100


def test_a_few_stand_there_without_a_fold(tmp_path: Path) -> None:
    html = make_page(tmp_path, stack(50), "index").html
    assert (
        html.count(">loose-") == 50 and " more</" not in html.partition("Not in the picture:")[2].partition("</ul>")[0]
    )
