"""Prose: Markdown to HTML, sanitised. Nothing that stands in YAML can run in the reader's browser."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

import nh3
from markupsafe import Markup

from mopsbook.documents.mentions import MENTION, fold

if TYPE_CHECKING:
    import markdown

# What a mention becomes: from the name that was written, and the words to show ("" for the document's own name).
Link = Callable[[str, str], Markup]

# Text in which nothing is Markdown, which is most of it, needs no parser. The test compares both ways.
# Each character is taken once and never given back: a text with many colons must not take for ever.
_PLAIN = re.compile(r"(?:[^\\`*_{}\[\]<>&#\x00-\x1f\x7f-\x9f\"'|~:!$^=@/]++|[:'\"](?=\s|$|[a-z.,;)]))*+")
_PLAIN_START = re.compile(r"\s*(?:[-+]\s|\d+[.)]\s|={2,}|-{2,}|\s{4})")

_TAGS = {
    "p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h2", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td", "img", "sup", "sub", "abbr", "dl", "dt", "dd",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "abbr": {"title"},
    "th": {"align"},
    "td": {"align"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto", "mention"}
_MENTIONED = re.compile(r'<a\b[^>]*?href="mention:([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ELSEWHERE = re.compile(r"[\x00-\x1f\x7f\\]|^\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


def render_block(text: str, link: Link | None = None) -> Markup:
    """Return Markdown as HTML blocks. Headings begin at level 3, below those of the page."""
    return _link(_block(text), link)


def render_inline(text: str, link: Link | None = None) -> Markup:
    """Return a paragraph of Markdown as HTML without the paragraph around it."""
    return _link(_inline(text), link)


def plain(text: str, link: Link | None = None) -> str:
    """Return Markdown as plain text, for search and summaries."""
    if _is_plain(text):
        return text.strip()
    if _is_tangled(text):
        return " ".join(text.split())
    words = nh3.clean(_link(_markdown(text), link), tags=set(), clean_content_tags={"script", "style"})
    return " ".join(unescape(words).split())


@lru_cache(maxsize=4096)
def _block(text: str) -> Markup:
    if _is_plain(text):
        return Markup(f"<p>{escape(text.strip(), quote=False)}</p>")
    return Markup(_clean(_markdown(text)))


@lru_cache(maxsize=8192)
def _inline(text: str) -> Markup:
    if _is_plain(text):
        return Markup(escape(text.strip(), quote=False))
    html = _clean(_markdown(" ".join(text.split())))
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return Markup(inner if html.startswith("<p>") and "<p>" not in inner else html)


def _link(html: str, link: Link | None) -> Markup:
    """Put in place of each mention what `link` makes of it; without one, its words."""
    if '"mention:' not in html:
        return Markup(html)

    def replace(match: re.Match[str]) -> str:
        name, text = unescape(match[1]), Markup(match[2]).striptags()
        return str(link(name, "" if fold(text) == fold(name) else text)) if link else match[2]

    return Markup(_MENTIONED.sub(replace, html))


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and _PLAIN_START.match(text) is None


# A text is rendered for its page and once more for the search: as many as a large book has.
@lru_cache(maxsize=32768)
def _markdown(text: str) -> str:
    # What nobody can read as Markdown is shown as it was written.
    return f"<pre>{escape(text)}</pre>" if _is_tangled(text) else _converter().reset().convert(text)


# Longer than anything that somebody reads, in characters: the whole, and what stands between two empty lines.
_LONGEST, _LONGEST_BLOCK = 100_000, 50_000
# After each heading and each rule, the parser looks at all the rest of the block; in each list it calls itself.
_MOST_RULES = 300
_RULE = re.compile(r"^ {0,3}(?:#|[-=*_])", re.MULTILINE)
_DEEP = re.compile(r"^[ \t]*+(?:(?:[-+*][ \t]|\d{1,9}\.[ \t]|>[ \t]?)[ \t]*+){50}|^(?: {4}|\t){50}", re.MULTILINE)
_BETWEEN = re.compile(r"\n\s*\n")
# From each bracket that opens, the parser looks for the one that closes it, up to the end of the paragraph.
_MOST_OPEN = 200
_BRACKET = re.compile(r"\[|\]\(|\]|\)|\n\s*\n")


def _is_tangled(text: str) -> bool:
    """Return whether a text is longer or more entangled than anybody writes; the time of the parser grows with the square."""
    return len(text) > _LONGEST or _is_deep(text) or _has_open_brackets(text)


def _is_deep(text: str) -> bool:
    """Return whether a block is too long, holds too many rules and headings, or lists too deep within each other."""
    if _DEEP.search(text):
        return True
    if len(text) <= _LONGEST_BLOCK and text.count("\n") <= _MOST_RULES:
        return False
    blocks = _BETWEEN.split(text)
    return any(len(block) > _LONGEST_BLOCK or len(_RULE.findall(block)) > _MOST_RULES for block in blocks)


def _has_open_brackets(text: str) -> bool:
    if text.count("[") <= _MOST_OPEN:
        return False
    square = round_ = 0
    for found in _BRACKET.finditer(text):
        match found[0]:
            case "[":
                square += 1
            case "](":
                square, round_ = max(0, square - 1), round_ + 1
            case "]":
                square = max(0, square - 1)
            case ")":
                round_ = max(0, round_ - 1)
            case _:
                square = round_ = 0
        if max(square, round_) > _MOST_OPEN:
            return True
    return False


@lru_cache(maxsize=1)
def _converter() -> "markdown.Markdown":
    import markdown
    from markdown.inlinepatterns import InlineProcessor
    from markdown.util import AtomicString

    class Mention(InlineProcessor):
        """A mention as a link that still says which name was written; the page knows where that leads."""

        def handleMatch(  # type: ignore[override]  # its own base has another signature as well
            self, m: re.Match[str], data: str
        ) -> tuple[etree.Element, int, int]:
            """Return the link, and from where to where it stands for what was written."""
            element = etree.Element("a", href=f"mention:{m[1]}")
            element.text = AtomicString(m[2] or m[1])
            return element, m.start(0), m.end(0)

    converter = markdown.Markdown(extensions=["tables", "sane_lists", "fenced_code"], output_format="html")
    # Raw HTML stays visible as text: who writes <email> in prose means a placeholder, and who writes <script> is seen.
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    # After code, before every other sort of link.
    # Within `*...*` a text is looked at twice, and a backslash that was escaped comes by as its number, 92, the second time.
    converter.inlinePatterns.register(Mention(rf"(?<!\x0292\x03){MENTION}", converter), "mention", 185)
    return converter


def _clean(html: str) -> str:
    # Whether a text begins with # or ###, its highest heading stands right below those of the page.
    highest = min(map(int, re.findall(r"<h([1-6])\b", html)), default=1)
    html = re.sub(r"<(/?)h([1-6])\b", lambda m: f"<{m[1]}h{min(6, int(m[2]) - highest + 3)}", html)
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener noreferrer", strip_comments=True,
        clean_content_tags={"script", "style"}, attribute_filter=_keep,
    )  # fmt: skip
    return re.sub(r"<th(?=[\s>])", '<th scope="col"', clean)


def _keep(tag: str, name: str, value: str) -> str | None:
    # A picture from another host would tell that host who reads the page, and the site makes no request that leaves it.
    # A browser drops control characters from an address and reads a backslash as a slash; an honest one has neither.
    return None if tag == "img" and name == "src" and _ELSEWHERE.search(value) else value
