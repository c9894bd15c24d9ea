"""`mopsbook year` tells of any period in four formats, and what cannot be a period is refused in words."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from counted import make_year

from git_book import Repo
from mopsbook.cli.commands import cli
from mopsbook.errors import SetupError

# 15 June 2026.
EPOCH = "1781481600"


@pytest.fixture
def book(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_year(repo)
    repo.write("teams/evil.yaml", {"kind": "team", "id": "evil", "title": "<img src=x onerror=alert(1)> | `x` [y](z)"})
    repo.commit("Evil")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.chdir(repo.root)
    return repo.root


def year(*words: str) -> Result:
    return CliRunner().invoke(cli, ["year", *words])


def test_left_alone_it_tells_of_the_present_year(book: Path) -> None:
    said = year().output
    assert said.startswith("In 2026 so far the team documented 3 systems and 3 teams, and made 4 changes.\n")
    assert "\nJan 2026\t5\t0\t0\t0\t" in said
    assert said.endswith("It is told until 15 Jun 2026. The history begins on 5 Jan 2026.\n")


def test_any_days_can_be_named(book: Path) -> None:
    assert "made 3 changes" in year("--from", "2026-03-01", "--to", "2026-03-31").output
    assert "made 3 changes" in year("2026-03").output
    assert "In 2026-Q2 so far" in year("2026-Q2").output
    assert year("2025").output.startswith("In 2025 nothing was written, changed or decided.")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("last",), "`last` is no period"),
        (("2027",), "2027 has not begun yet"),
        (("2026", "--from", "2026-01-01"), "`2026` and `--from` or `--to` name two periods"),
        (("--from", "2026-05-01", "--to", "2026-04-01"), "2026-05-01 comes after 2026-04-01"),
        (("FY26",), "nobody knows when FY26 begins"),
    ],
)
def test_what_is_no_period_is_refused(book: Path, words: tuple[str, ...], message: str) -> None:
    done = year(*words)
    assert isinstance(done.exception, SetupError) and str(done.exception) == message
    assert done.exception.hint


def test_json_has_the_numbers_that_the_text_has(book: Path) -> None:
    said = json.loads(year("--format", "json").output)
    assert said["version"] == 1
    assert said["period"] == {"name": "2026", "from": "2026-01-01", "to": "2026-12-31", "until": "2026-06-15"}
    assert said["total"] == {
        "added": 6, "changed": 4, "read_again": 1, "removed": 1, "documents": 6, "commits": 8, "people": 1,
    }  # fmt: skip
    assert [(month["from"], month["added"]) for month in said["months"][:2]] == [("2026-01-01", 5), ("2026-02-01", 0)]
    assert said["after"]["documents"] == 5
    assert said["renamed"] == [
        {"day": str(date(2026, 6, 1)), "title": "Bee", "entity": "system/bee", "note": "was called B", "bad": False}
    ]


@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_what_people_wrote_does_nothing_where_it_is_shown(book: Path, format_: str) -> None:
    said = year("--format", format_).output
    assert "<img" not in said and "onerror=alert(1)" in said
    if format_ == "markdown":
        assert "[y](z)" not in said and "`x`" not in said
        (row,) = [line for line in said.splitlines() if "onerror" in line]
        assert row.count("|") == 6


def test_the_page_of_its_own_has_plots_and_links_only_to_a_site_that_is_known(book: Path) -> None:
    page = book / "2026.html"
    assert year("--format", "html", "--output", str(page)).output == ""
    html = page.read_text("utf-8")
    assert html.count("<svg") == 6 and "{root}" not in html and "href" not in html.partition("<body")[2]
    (book / "mkdocs.yml").write_text("site_name: B\ndocs_dir: knowledge\nsite_url: https://example.org/book/\n")
    assert 'href="https://example.org/book/teams/ops/"' in year("--format", "html").output


def test_a_file_that_cannot_be_written_is_said(book: Path) -> None:
    (book / "file").write_text("")
    done = year("--output", str(book / "file" / "below"))
    assert isinstance(done.exception, SetupError) and "cannot be written" in str(done.exception)
