"""Text of others in a pull request: it reads as it was written and does nothing, and a note stays within its size."""

import html
import re
import string

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mopsbook.markdown_text import MOST, code, escape, fold, keep_within, link

HOSTILE = [
    "@acme/everyone and @somebody", "somebody@example.com", "see #12, !34, ~bug, %9.1, &5 and GH-77", "a | b || c",
    "<script>alert(1)</script>", "</details><h1>x", "<!-- -->", "**bold** _it_ `code` ~~gone~~", "[a](javascript:alert(1))",
    "![x](https://example.com/x.png)", "https://example.com/?a=1&b=2 www.example.com", "# Heading", "- item", "1. item", "/close",
    "\\*not\\*", "$x$ and $5", "&lt;b&gt; &amp; &#64;", "a\u202egnp.exe", "two\n\n# lines", "```", "    code", "[^1] [[_TOC_]]",
]  # fmt: skip
_REFERENCE = re.compile(r"(?:(?<=[@#!~%&$])|(?<=GH-))[\w]")


def _read(rendered: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", rendered)).replace("\u200b", "")


def _told(text: str) -> str:
    return " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_reads_as_it_was_written_and_does_nothing(text: str) -> None:
    rendered = markdown.markdown(escape(text), extensions=["tables", "fenced_code"])
    assert set(re.findall(r"<(\w+)", rendered)) <= {"p"}
    assert _read(rendered) == _told(text).replace("\u202e", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_was_written_names_a_person_or_an_issue(text: str) -> None:
    # Hosts look for them in what was rendered.
    rendered = html.unescape(re.sub(r"<[^>]+>", "", markdown.markdown(escape(text))))
    assert not _REFERENCE.search(rendered)
    assert not re.match(r"\s*/", escape(text))


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from(string.punctuation + " ab1\n"), max_size=30))
@example("a.\nb")
def test_any_signs_at_all_read_as_they_were_written(text: str) -> None:
    assert _read(markdown.markdown(f"x {escape(text)}")).strip() == " ".join(f"x {text}".split())


@pytest.mark.parametrize("text", ["plain", "a`b", "``", "`x", "a|b`c", "<b>@acme"])
def test_code_reads_as_it_was_written(text: str) -> None:
    rendered = markdown.markdown(code(text)).replace("&amp;#", "&#")
    assert _read(rendered).strip() == text
    assert "<code>" in rendered


def test_code_holds_no_bar_that_would_end_the_cell_of_a_table() -> None:
    assert "|" not in code("a|b")


def test_only_addresses_of_the_web_become_links() -> None:
    assert link("a", "javascript:alert(1)") == "a"
    assert link("a]b", "https://x.org/a b") == "a&#93;b"
    assert link("a", "https://x.org/?q=<b>)") == "[a](<https://x.org/?q=%3Cb%3E%29>)"


def test_a_folded_section_is_read_as_markdown() -> None:
    assert fold("More", "- a\n") == "<details>\n<summary>More</summary>\n\n- a\n\n</details>\n"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 60_000), max_size=6), st.sampled_from("aé€"))
def test_a_note_stays_within_its_size_and_names_what_it_cut(sizes: list[int], letter: str) -> None:
    parts = [(letter * size, f"part {at}") for at, size in enumerate(sizes)]
    note = keep_within(parts)
    assert len(note.encode()) <= MOST
    for at, (part, name) in enumerate(parts):
        assert (part in note) or name in note, at


def test_the_first_part_is_always_there_and_cut_at_a_line_if_it_must_be() -> None:
    long = fold("All", "\n".join(f"- line {number}" for number in range(20_000)))
    note = keep_within([(long, "the changes"), ("Last words", "the end")])
    assert note.startswith("<details>")
    assert note.count("<details>") == note.count("</details>")
    assert "the end of the changes" in note and "Last words" in note
