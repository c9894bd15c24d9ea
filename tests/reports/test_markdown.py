"""The note for the pull request, rendered by GitHub's own renderer: nothing in it runs, calls or links what we did not."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from found import make
from hostile import TEXTS, comparisons, findings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mopsbook.checks.comparison import Comparison, Standing
from mopsbook.checks.explain import explain
from mopsbook.checks.finding import Finding
from mopsbook.checks.reports import markdown
from mopsbook.checks.view import View

SITE, SOURCE = "https://acme.example/book/", "https://github.com/acme/book/blob/abc/"
RULES = {rule: explain("orphan") for rule in ("orphan", "incomplete", "own/our-rule")}
OURS = {
    "h3",
    "h4",
    "p",
    "strong",
    "b",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
    "sub",
    "code",
    "a",
    "details",
    "summary",
}
# What GitHub and GitLab look for in text: people, issues and pull requests, and so on.
CALLS = re.compile(r"[@#!%~$&]\w|\bGH-\d")


class Rendered(HTMLParser):
    """The elements of a note as a browser would find them, and its text outside of code."""

    def __init__(self, note: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.pieces: list[str] = []
        self.open: list[str] = []
        # As GitHub does, HTML in the note is kept, so that it would be seen here.
        self.feed(cmarkgfm.github_flavored_markdown_to_html(note, Options.CMARK_OPT_UNSAFE))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"href", "align"}
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "code" not in self.open:
            self.text += data
            self.pieces.append(data)
        if self.open and {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment hides {data!r}")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(findings(), max_size=5), st.none() | comparisons(), st.booleans())
def test_nothing_from_a_file_runs_or_calls_or_links_or_breaks_a_table(
    found: list[Finding], comparison: Comparison | None, in_ci: bool
) -> None:
    addresses = {"rules": RULES, "site": SITE, "source": SOURCE} if in_ci else {}
    shown = Rendered(markdown.render(found, View(comparison=comparison, **addresses)))
    assert shown.tags <= OURS
    assert shown.open == []
    assert all(in_ci and link.startswith((SITE, SOURCE)) for link in shown.links)
    assert not [piece for piece in shown.pieces if CALLS.search(piece)]
    titles = ("Severity", "Document")
    standings = len(comparison.standings) if comparison else 0
    mended = len(comparison.mended) if comparison else 0
    assert len([row for row in shown.rows if row[0] not in titles]) == len(found) + standings + mended
    assert {len(row) for row in shown.rows} <= {2, 5}


@pytest.mark.parametrize("text", [text for text in TEXTS if 0 < len(text) < 600])
def test_what_a_file_says_can_be_read_as_it_was_written(text: str) -> None:
    shown = Rendered(markdown.render([make(message=text, path="b.yaml")])).rows[1][1]

    def plain(words: str) -> str:
        # Blanks and what cannot be seen are not what somebody reads; backticks become the look of code.
        return re.sub(r"[\s`\u200b\u00ad\u202a-\u202e\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]", "", words)

    assert plain(text) in plain(shown)


def test_a_thousand_findings_stay_within_a_comment_and_what_is_cut_is_said() -> None:
    long = "a sentence of some length, as sentences of findings are, with a `name` in it " * 3
    many = [
        make(path=f"folder/document-{n}.yaml", message=f"{n}: {long}", hint=long, severity="warning")
        for n in range(1_000)
    ]
    note = markdown.render([*many, make(message="the one that fails")], View(site=SITE, source=SOURCE, rules=RULES))
    assert 50_000 < len(note.encode("utf-8")) <= 65_536
    shown = Rendered(note)
    assert shown.open == []
    assert "the one that fails" in shown.rows[1][1]
    rows = sum(row[0] == "warning" for row in shown.rows)
    assert (
        f"Cut here, because a comment holds 65,536 characters: {1_000 - rows} other findings. mopsbook check prints all."
        in re.sub("<[^>]+>", "", cmarkgfm.github_flavored_markdown_to_html(note))
    )


@pytest.mark.parametrize("wide", ["&" * 2_000, "\U0001f980" * 2_000, "|" * 2_000])
def test_a_note_of_the_worst_texts_stays_within_a_comment(wide: str) -> None:
    standing = Standing("system", "a", wide, wide, 1, 90, 80, 90, True, (wide, wide))
    comparison = Comparison(wide, 90, 80, (standing,) * 50, (make(message=wide, path=wide),) * 50)
    note = markdown.render([make(message=wide, hint=wide, path=wide)] * 200, View(comparison=comparison, source=SOURCE))
    assert len(note.encode("utf-8")) <= 65_536
    assert Rendered(note).open == []


def test_the_score_now_and_before_comes_first_and_what_fails_before_what_was_known() -> None:
    found = [
        make(message="known one", state="known"),
        make(message="new one", state="new"),
        make(message="waived one", state="waived", reason="Until May."),
    ]
    standings = (
        Standing("system", "b", "Better", "b.yaml", 2, 80, 95, 90, True),
        Standing("system", "w", "Worse", "w.yaml", 2, 92, 78, 90, True, ("Purpose", "Tier")),
        Standing("system", "n", "Newcomer", "n.yaml", 2, None, 40, 80, True, ("Owner",)),
    )
    note = markdown.render(found, View(comparison=Comparison("main", 83, 81, standings, (make(message="mended one"),))))
    shown = Rendered(note)
    assert "Completeness 81 % (83 % before, −2), compared with main" in shown.text
    assert "3 errors: 1 new, 1 known, 1 waived, 1 mended" in shown.text
    said = [
        row[0] if len(row) > 2 else row[1].partition("a.yaml")[0]
        for row in shown.rows
        if row[0] not in ("Severity", "Document")
    ]
    assert said == [
        "new one",
        "Worse system",
        "Newcomer system",
        "Better system",
        "known one",
        "waived oneWaived: Until May.",
        "mended one",
    ]
    assert [row[1:] for row in shown.rows if len(row) == 5][1:3] == [
        ["92 %", "78 % ↓", "90 %", "Purpose, Tier"],
        ["new", "40 %", "80 %", "Owner"],
    ]


def test_a_finding_links_to_its_line_and_to_the_page_of_its_rule_where_they_are_known() -> None:
    found = [make(path="knowledge/a b#c?.yaml", line=7)]
    shown = Rendered(markdown.render(found, View(site=SITE, source=SOURCE, rules=RULES, folder="books/")))
    assert shown.links == [f"{SOURCE}books/knowledge/a%20b%23c%3F.yaml#L7", f"{SITE}rules/orphan/"]
    here = markdown.render(found)
    assert Rendered(here).links == []
    assert "mopsbook explain RULE" in here


def test_where_nothing_was_found_nothing_is_to_be_explained() -> None:
    """A note without findings does not say how to mend them."""
    assert "mopsbook explain" not in markdown.render([], View(documents=3, files=2))


def test_a_hint_that_many_share_stands_once() -> None:
    found = [make(message=f"m{n}", hint="say what it is for", line=n + 1) for n in range(3)]
    assert markdown.render(found).count("Say what it is for") == 1
    assert (
        markdown.render([found[0], make(message="n", hint="other", line=2), found[2]]).count("Say what it is for") == 2
    )


def test_more_than_anybody_reads_at_once_is_folded() -> None:
    note = markdown.render([make(message=f"m{n}") for n in range(30)])
    assert note.index("What fails") < note.index("<details>") < note.index("More that fails (10)")


def test_a_clean_book_has_a_short_note() -> None:
    note = markdown.render([], View(documents=3, files=2, site=SITE))
    assert note == "### ✅ Nothing fails the check\n\nNo findings. 3 documents in 2 files checked.\n"
    assert "❌" in markdown.render([make()])
    assert "❌" not in markdown.render([replace(make(), state="known")])
