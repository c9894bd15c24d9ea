"""Prose: Markdown that is sanitised, and a shortcut for plain text that changes nothing."""

from __future__ import annotations

import re
import string
import time
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from mopsbook.documents.mentions import find_mentions
from mopsbook.pages.prose import _clean, _is_plain, _markdown, plain, render_block, render_inline

_PIECES = st.sampled_from(
    [
        "word", "Word", " ", "  ", "    ", "\t", ".", ". ", ",", ":", ": ", "::", "'", '"', "' ", '" ', "-", "- ", "--", "---", "+", "+ ", "1. ", "1) ",
        "12.", "(", ")", "%", "?", ";", "/", "http", "//", "é", "–", "“", "\u00a0", "\u2028", "\x0b", "\x0c", "\r", "\x02", "\x03", "\x1f", "\u200b", "😀",
        "*", "_", "`", "<", ">", "&", "#", "|", "[", "]", "\\", "\n", "=", "~", "!",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=30)


def _words(html: str) -> str:
    return re.sub(r"\s+(?=</p>)|(?<=<p>)\s+", "", " ".join(unescape(str(html)).split()))


@settings(max_examples=600, deadline=None)
@given(_TEXTS)
@example("a: b 'c' \"d\"")
@example("\tcode")
@example("x\r\ry")
@example("Text: - no list")
def test_the_shortcut_for_plain_text_gives_what_the_parser_gives(text: str) -> None:
    """Where the parser is left out, its answer would have been the same but for how characters are written."""
    if _is_plain(text) and text.strip():
        assert _words(render_block(text)) == _words(_clean(_markdown(text)))
        assert _words(plain(text)) == _words(re.sub(r"</?p>", "", _clean(_markdown(text))))


@settings(max_examples=400, deadline=None)
@given(_TEXTS | st.text(alphabet="<>&\"'/=!-[]() abcdefghijklmnop:#{}\\\n\t", max_size=60))
def test_no_prose_brings_an_element_or_attribute_that_is_not_on_the_list(text: str) -> None:
    """Whatever is written, the result holds no script, no handler, no style and no address but those allowed."""
    for html in (render_block(text), render_inline(text)):
        tags = re.findall(r"<(/?[a-zA-Z][^\s>/]*)((?:\s[^>]*)?)>", html)
        assert not {name.strip("/") for name, _ in tags} & {
            "script",
            "style",
            "iframe",
            "svg",
            "math",
            "form",
            "input",
            "object",
            "base",
            "link",
            "meta",
        }
        assert not [rest for _, rest in tags if re.search(r"\s(?:on\w+|style|srcset|formaction|id|class)\s*=", rest)]
        for address in re.findall(r'(?:href|src)="([^"]*)"', html):
            assert not re.match(r"(?i)[\s\x00-\x1f]*(?:javascript|vbscript|data):", unescape(address))


@pytest.mark.parametrize("text", [
    "![a](https://evil.example/a.png)", "![a](//evil.example/a.png)", "![a](/\\evil.example/a.png)", "![a](\\\\evil.example/a.png)",
    "![a](</\t/evil.example/a.png>)", "![a](<\x01//evil.example/a.png>)", "![a](HTTPS://evil.example/a.png)", "![a](<ht\ttps://evil.example/a>)",
    "![a][b]\n\n[b]: //evil.example/a.png", "![a](data:image/png;base64,AAAA)",
])  # fmt: skip
def test_no_picture_comes_from_another_host(text: str) -> None:
    """An image of another host is never asked for, however its address is written."""
    for address in re.findall(r'src="([^"]*)"', render_block(text)):
        seen = re.sub(r"[\t\r\n]", "", unescape(address).strip()).replace("\\", "/")
        assert not re.match(r"//|[a-zA-Z][\w+.-]*:", seen)


@pytest.mark.parametrize("path", ["pictures/a.png", "../a.png", "/a.png", "a%20b.png"])
def test_a_picture_of_the_site_is_shown(path: str) -> None:
    """An image that lies beside the pages stays."""
    assert f'src="{path}"' in render_block(f"![a]({path})")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<email>", "a <b>bold</b> word", "x < y & z > 1", "&lt;b&gt;", "{{ 7*7 }}"]
)
def test_html_in_prose_is_seen_as_it_was_typed(text: str) -> None:
    """Who writes HTML sees HTML, in a block, in a line and in a summary. An entity is read as Markdown reads it."""
    shown = unescape(text) if text.startswith("&") else text
    for html in (render_block(text), render_inline(text)):
        assert unescape(re.sub(r"</?p>", "", html)).strip() == shown
    assert plain(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "a: " * 200 + "<",
        "'x' " * 200 + "|",
        '" ' * 500 + "*",
        "(" * 3000,
        "*" * 3000,
        "[" * 1000,
        "a" * 100_000,
    ],
)
def test_no_text_takes_for_ever(text: str) -> None:
    """A long text with many colons, quotes or brackets is read at once."""
    start = time.process_time()
    render_block(text)
    plain(text)
    assert time.process_time() - start < 3


@pytest.mark.parametrize("text", ["[[", "[[a", "[[a]]", "[[a|", "`", "` `` ", "~~~\n", "`a\n", "[[ "])
def test_mentions_are_looked_for_in_no_time(text: str) -> None:
    """However a text is made, looking through it takes a time that grows with its length."""
    start = time.process_time()
    list(find_mentions(text * 20_000 + "[[a]]"))
    assert time.process_time() - start < 1


def test_headings_of_prose_stand_below_those_of_the_page() -> None:
    """The highest heading in prose is one of level 3, the others follow it, and none is deeper than 6."""
    for text in ("# One", "### One", "###### One"):
        assert "<h3>One</h3>" in render_block(text)
    assert "<h3>One</h3>\n<h4>Two</h4>" in render_block("### One\n\n#### Two")
    assert "<h6>Six</h6>" in render_block("# One\n\n###### Six")


def test_the_heads_of_a_table_in_prose_say_of_what() -> None:
    """A screen reader can read a cell with the head of its column."""
    assert '<th scope="col">a</th>' in render_block("| a |\n|---|\n| b |")


def _named(name: str, text: str) -> Markup:
    return escape(f"<{name}|{text}>")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Read [[lead-routing]].", "Read <lead-routing|>."),
        ("[[system/x|the mailer]], [[lead#mql]]", "<system/x|the mailer>, <lead#mql|>"),
        ("Read [[Access to\n a system]] first", "Read <Access to a system|> first"),
        ("| a |\n|---|\n| [[x\\|y]] |", "a <x|y>"),
        ("`[[x]]`, \\[[y]] and [[ ]] [[]] [[a|]]", "[[x]], [[y]] and [[ ]] [[]] [[a|]]"),
        ("```\n[[x]]\n```\n", "[[x]]"),
        ("*[[x]]* and [[<script>|<b>]]", "<x|> and <<script>|<b>>"),
    ],
)
def test_a_mention_becomes_what_the_page_makes_of_it(text: str, shown: str) -> None:
    """What stands in double brackets is handed over by its name and its words, in blocks, lines and plain text alike."""
    for html in (render_block(text, _named), render_inline(text, _named)):
        if "\n|" not in text and "```" not in text:
            assert " ".join(unescape(re.sub(r"</?(?:p|em|code)>", "", html)).split()) == shown
    assert plain(text, _named) == shown
    assert "mention:" not in render_block(text) + render_inline(text) + plain(text)


_MENTIONS = st.sampled_from(
    [
        "[[",
        "]]",
        "[[a]]",
        "[[a|b c]]",
        "|",
        "a",
        "b c",
        " `[[a]]` ",
        " ``[[`a]]`` ",
        "\n```\n[[a]]\n```\n",
        "\n",
        " ",
        "\\",
        "*",
        "#",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_MENTIONS, max_size=14))
@example(["*", " `[[a]]` ", "\\", "\\", "[[a]]", "*"])
def test_the_check_follows_the_mentions_that_pages_show(pieces: list[str]) -> None:
    """Every mention that becomes a link was followed by the check: none leads nowhere without a word."""
    text = "".join(pieces)
    shown: list[str] = []

    def note(name: str, words: str) -> Markup:
        shown.append(" ".join(name.split()))
        return Markup("")

    render_block(text, note)
    assert set(shown) <= {name for name, _ in find_mentions(text)}


@pytest.mark.parametrize("sign", ["[", "![", "[a](", "[[", "[\n"])
def test_brackets_that_nobody_closes_are_shown_as_they_are_and_soon(sign: str) -> None:
    """The parser would look for the end of each of fifty thousand brackets in all the rest: that took an hour."""
    text = sign * 50_000
    begin = time.process_time()
    html = render_block(text)
    assert time.process_time() - begin < 5
    assert unescape(Markup(html).striptags()).split() == text.split()


def test_many_links_in_one_paragraph_are_links() -> None:
    """A thousand links that are closed, among words in brackets, are no tangle."""
    text = " ".join(f"[a{number}](https://example.org/{number}) [and so on]" for number in range(1_000))
    assert render_block(text).count("<a href") == 1_000


@pytest.mark.parametrize("text", [
    *(sign * 300_000 for sign in string.punctuation), *(pair * 150_000 for pair in ("[(", "*_", "<!--", "`~", "![", "|-", "+ ", "> ", "1. ", "*a")),
    "\\" * 49_000, "#a\n" * 16_000, "a\n=\n" * 12_000, "+ " * 24_000, "a|b\n-|-\n" * 6_000, "\n".join("    " * depth + "- a" for depth in range(400)),
])  # fmt: skip
def test_a_text_of_nothing_but_signs_is_rendered_at_once(text: str) -> None:
    """However much of whatever sign is written, it takes a second at most, and nothing in it makes the parser give up."""
    begin = time.process_time()
    shown = [render_block(text), render_inline(text), plain(text)]
    assert time.process_time() - begin < 3
    assert all(shown) or not text.strip("-+=*_#>`~\n ")


def test_long_and_deep_texts_that_people_write_are_rendered() -> None:
    """A list of five levels, a table of 400 rows, a rule of 80 hyphens and an essay are what they were meant for."""
    assert "<table>" in render_block("| a | b |\n|---|---|\n" + "| some words | and some more |\n" * 400)
    assert render_block("\n".join("    " * depth + "- a" for depth in range(5))).count("<ul>") == 5
    assert "<hr>" in render_block("a\n\n" + "-" * 80 + "\n\nb")
    assert (
        render_block("A **word** and others. " * 30 + "\n\n" + ("A **word** and others.\n\n" * 3_000)).count("<p>")
        == 3_001
    )
