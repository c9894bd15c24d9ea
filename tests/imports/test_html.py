"""Exports of rich text hold HTML; a book holds Markdown, and nothing is taken for HTML that is none."""

import pytest

from mopsbook.imports.from_html import has_html, to_markdown, to_words


@pytest.mark.parametrize(
    ("html", "markdown", "words"),
    [
        ("All <a href='https://x.org/a'>good</a> ones", "All [good](https://x.org/a) ones", "All good ones"),
        ("One<br>Two<br/><br />Three", "One\n\nTwo\n\nThree", "One\n\nTwo\n\nThree"),
        ("<p>A <b>bold </b>word</p><p>B</p>", "A **bold** word\n\nB", "A bold word\n\nB"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n    - c", "a\nb\nc"),
        ("<ol><li>a<li>b</ol>", "1. a\n1. b", "a\nb"),
        ("<tr><td>a</td><td>b</td></tr>", "a | b", "a | b"),
        ("R&amp;D &lt;team&gt;", "R&D <team>", "R&D <team>"),
        ("<br>write to <email>", "write to <email>", "write to <email>"),
        ("<a href='javascript:x()'>here</a><script>x()</script>", "here", "here"),
        ("<a href='https://x.org/(a)'>[b]</a>", "[\\[b\\]](<https://x.org/(a)>)", "[b]"),
        ("<b>a<br>b</b>", "a\n\nb", "a\n\nb"),
    ],
)
def test_what_tags_mean_is_written_as_markdown_or_left_out_of_words(html: str, markdown: str, words: str) -> None:
    assert has_html(html) and to_markdown(html) == markdown and to_words(html) == words


@pytest.mark.parametrize("text", ["a < b and c > d", "utm_source=<source>", "send <b> to us", "AT&T", "a&b;", "</p>"])
def test_signs_that_only_look_like_html_stay(text: str) -> None:
    assert not has_html(text)


@pytest.mark.parametrize("text", ["<p>" * 50_000, "<a " * 50_000, "<b>" * 9_000 + "x" + "</b>" * 9_000])
def test_a_text_of_tags_alone_takes_no_time(text: str) -> None:
    assert len(to_words(text)) <= len(text)


def test_prose_becomes_markdown_a_name_becomes_words_and_the_report_says_where(run, read) -> None:
    rows = 'Tool,About,Cost\nA&amp;B,"<p>Sends <i>mail</i>.</p>","<b>95</b>"\n'
    said = run("system", rows, "fields: {title: Tool, description: About, contract.cost: Cost}\n").output
    text = read("systems/a-and-b.yaml")
    assert "title: A&B" in text and "Sends *mail*." in text and "cost: 95" in text
    assert "description: HTML in it is written as Markdown or words: row 1 (line 2)" in said


def test_what_is_meant_letter_by_letter_keeps_its_tags(run, read) -> None:
    map_ = "records: {group: O}\nfields: {title: O, fields: {from: rows, each: {id: F, title: F, formula: How}}}\n"
    run("object", "O,F,How\nLead,link,<a>{x}</a>\n", map_)
    assert 'formula: "<a>{x}</a>"' in read("objects/lead.yaml")
