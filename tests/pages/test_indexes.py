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


def cells(html: str, name: str) -> dict[str, tuple[str, str]]:
    """Return the cells of the row of a name: by their label what they say and what they are sorted by."""
    row = next(row for row in re.findall(r"<tr data-mb-row.*?</tr>", html, re.DOTALL) if f">{name}<" in row)
    found = re.findall(r'<td data-label="([^"]+)"[^>]*?(?: data-sort="([^"]*)")?>(.*?)</td>', row, re.DOTALL)
    return {label: (" ".join(re.sub(r"<[^>]+>", " ", text).split()), sort) for label, sort, text in found}


def names(html: str) -> list[str]:
    """Return the names in an index in their order."""
    return re.findall(r'<td><a class="mb-ref[^>]*>([^<]+)', html)


def test_a_checklist_tells_its_last_run_and_when_it_is_due_again(tmp_path: Path) -> None:
    """What failed, what is overdue and what was never run is seen in the table, on the day it is so."""
    results = [{"item": "a", "result": "pass"}, {"item": "b", "result": "fail"}, {"item": "c", "result": "na"}]
    runs = [{"date": "2026-05-01", "results": results[:1]}, {"date": "2026-06-30", "results": results}]
    one: dict[str, Any] = {"kind": "checklist", "type": "naming", "cadence": "3m"}
    book = {
        **small_documents(),
        "checklists/late.yaml": {**one, "id": "late", "title": "Late", "runs": runs},
        "checklists/soon.yaml": {**one, "id": "soon", "title": "Soon", "runs": [{"date": "2026-07-04"}]},
        "checklists/never.yaml": {**one, "id": "never", "title": "Never"},
        "checklists/free.yaml": {"kind": "checklist", "type": "email-qa", "id": "free", "title": "Free"},
    }
    html = make_page(tmp_path, book, "checklists/index").html
    late, soon, never, free = (cells(html, name) for name in ("Late", "Soon", "Never", "Free"))
    assert late["Last run"] == ("30 June 2026 1 of 2 passed", "2026-06-30")
    assert late["Due again"] == ("30 September 2026 Overdue", "2026-09-30")
    assert soon["Last run"] == ("4 July 2026", "2026-07-04") and soon["Due again"] == ("4 October 2026", "2026-10-04")
    assert never["Due again"][0] == "Never run" and free["Due again"] == ("", "")


def test_a_target_is_a_sentence_in_its_unit_and_sorted_by_its_number(tmp_path: Path) -> None:
    """Which direction is the good one decides between at least and at most; a range is neither."""

    def metric(id: str, unit: str, better: str, **target: Any) -> dict[str, Any]:
        return {"kind": "metric", "id": id, "title": id.title(), "unit": unit, "better": better, "target": target}

    book = {
        **small_documents(),
        "metrics/a.yaml": metric("share", "percent", "higher", value=97.5, period="week"),
        "metrics/b.yaml": metric("speed", "minutes", "lower", value=60, period="always"),
        "metrics/c.yaml": metric(
            "people", "count", "in-range", value=1100, upper=1350, period="month", note="By <hand>."
        ),
    }
    html = make_page(tmp_path, book, "metrics/index").html
    assert cells(html, "Share")["Target"] == ("at least 97.5 % each week", "97.5")
    assert cells(html, "Speed")["Target"] == ("at most 60 minutes at any time", "60")
    assert cells(html, "People")["Target"] == ("1,100 to 1,350 each month By &lt;hand&gt;.", "1100")


def test_an_index_is_sorted_as_its_schema_says(tmp_path: Path) -> None:
    """Decisions come with the latest first, and one without a date at the end; what says nothing of it goes by name."""
    book = small_documents()
    for id, day in (("b", "2026-01-05"), ("a", "2025-12-31"), ("c", "2026-03-01"), ("d", "")):
        said = {"kind": "decision", "id": id, "title": id.upper(), "state": "accepted"}
        book[f"decisions/{id}.yaml"] = {**said, "date": day} if day else said
    assert names(make_page(tmp_path, book, "decisions/index").html) == ["C", "B", "A", "D"]
    assert names(make_page(tmp_path, book, "teams/index").html) == ["Marketing operations", "Sales"]


def test_an_onboarding_path_tells_how_long_it_takes(tmp_path: Path) -> None:
    steps = [{"id": "a", "title": "A", "day": 2, "minutes": 45}, {"id": "b", "title": "B", "day": 15, "minutes": 200}]
    path = {"kind": "onboarding-path", "id": "p", "title": "Path", "steps": steps}
    html = make_page(tmp_path, {**small_documents(), "onboarding/p.yaml": path}, "onboarding/index").html
    assert cells(html, "Path")["Takes"] == ("15 working days, 4 hours", "15")


def test_a_long_list_in_a_cell_is_cut_and_counted(tmp_path: Path) -> None:
    """A row stays a row: of six systems four are named; of five all, since the fifth takes the room of the count."""
    six = ["marketo", "salesforce", "segment", "snowflake", "workato", "drift"]
    one = {"kind": "checklist", "type": "naming"}
    book = {
        **small_documents(),
        "checklists/a.yaml": {**one, "id": "a", "title": "Six", "scope": six},
        "checklists/b.yaml": {**one, "id": "b", "title": "Five", "scope": six[:5]},
    }
    html = make_page(tmp_path, book, "checklists/index").html
    assert cells(html, "Six")["Looks at"][0].endswith("Snowflake and 2 more")
    assert cells(html, "Five")["Looks at"][0].endswith("Workato")


def heads_of(html: str) -> list[str]:
    """Return what stands above each group of a table."""
    found = re.findall(r'<tr class="mb-table__group"><th[^>]*>(.*?) <span class="mb-count">', html)
    return [re.sub("<[^>]*>", "", head).strip() for head in found]


def without(book: Documents, *names: str) -> Documents:
    """Return the book with systems that say nothing in these fields."""
    for path, document in book.items():
        if path.startswith("systems/"):
            for name in names:
                document.pop(name, None)
    return book


def test_systems_without_a_category_are_put_together_by_who_looks_after_them(tmp_path: Path) -> None:
    """Imported stacks seldom name categories; a heading "not said" above all of them would tell nobody anything."""
    book = without(with_costs(), "category")
    for number, path in enumerate(sorted(path for path in book if path.startswith("systems/"))):
        book[path] |= {"team": "marketing-ops"} if number else {}
    html = make_page(tmp_path, book, "systems/index").html
    assert heads_of(html) == ["Marketing operations", "Owning team: not said"]
    links = set(re.findall(r'href="../systems/#([^"]+)"', html))
    assert links <= set(re.findall(r' id="([^"]+)"', html))


def test_systems_that_say_nothing_of_what_they_could_be_put_together_by_have_no_heading(tmp_path: Path) -> None:
    html = make_page(tmp_path, without(with_costs(), "category", "team", "owner", "tier"), "systems/index").html
    assert heads_of(html) == []
    assert "not said" not in html


def test_where_no_system_has_an_owner_the_team_that_looks_after_it_stands_in_its_column(tmp_path: Path) -> None:
    """Who asks which tool does what, and who owns it, finds the nearest answer that there is."""

    def labels(book: Documents) -> list[str]:
        return re.findall(r'<th scope="col" data-mb-sort>(.*?)</th>', make_page(tmp_path, book, "systems/index").html)

    book = small_documents()
    for path in book:
        if path.startswith("systems/"):
            book[path]["team"] = "marketing-ops"
    assert "Business owner" in labels(book) and "Owning team" not in labels(book)
    assert "Owning team" in labels(without(book, "owner"))
