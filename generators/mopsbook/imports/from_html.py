"""HTML in a cell to Markdown, or to plain text: exports of rich text hold tags and entities, and a book holds neither.

Only what is surely HTML is taken for it: `<br>`, a known tag that is closed again, `&amp;`. `<email>` and `a < b` stay.
"""

import re
from html import unescape
from html.parser import HTMLParser

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_BLOCKS = {"blockquote", "center", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"}
_UNSEEN = {"script", "style"}
_ALONE = {"br", "hr", "img"}
_OTHERS = {
    "a", "abbr", "big", "del", "font", "ins", "li", "mark", "s", "small", "span", "strike", "sub", "sup", "tbody", "td", "th",
    "thead", "tr", "u",
}  # fmt: skip
_TAG = re.compile(
    rf"<(/?)({'|'.join(sorted(_MARKS.keys() | _BLOCKS | _UNSEEN | _ALONE | _OTHERS, key=len, reverse=True))})(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[rl][sd]quo|[nm]dash|hellip|bull|copy|reg|trade|euro|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
_ITEM = ("- ", "1. ")


def has_html(text: str) -> bool:
    """Return whether there are tags or entities of HTML in a text."""
    return ("<" in text and _has_tags(text)) or ("&" in text and _ENTITY.search(text) is not None)


def to_markdown(text: str) -> str:
    """Return a text with what its tags mean written as Markdown."""
    return _write(text, marked=True)


def to_words(text: str) -> str:
    """Return a text without its tags; the address of a link goes with them."""
    return _write(text, marked=False)


def _has_tags(text: str) -> bool:
    opened = set()
    for tag in _TAG.finditer(text):
        name = tag[2].casefold()
        if name in _ALONE or (tag[1] and name in opened):
            return True
        opened.add(name)
    return False


def _write(text: str, marked: bool) -> str:
    if not _has_tags(text):
        return unescape(text)
    writer = _Writer(marked)
    at = 0
    # What is no tag of HTML is text, whatever a parser of HTML would make of it.
    for tag in _TAG.finditer(text):
        writer.say(unescape(text[at : tag.start()]))
        writer.feed(tag.group())
        at = tag.end()
    writer.say(unescape(text[at:]))
    return writer.finish()


class _Writer(HTMLParser):
    """Takes tags one by one. Each that is open holds its address and what has been said in it so far."""

    def __init__(self, marked: bool) -> None:
        super().__init__()
        self._marked = marked
        self._open: list[tuple[str, str, list[str]]] = [("", "", [])]

    def say(self, text: str) -> None:
        self._open[-1][2].append(text)

    def finish(self) -> str:
        while len(self._open) > 1:
            self._close()
        lines = "".join(self._open[0][2]).split("\n")
        kept = [line.rstrip() if line.lstrip().startswith(_ITEM) else line.strip() for line in lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in _ALONE:
            # In Markdown a single line break joins the lines.
            self.say((said.get("alt") or "") if tag == "img" else "\n\n")
            return
        if tag == "li" and self._open[-1][0] == "li":
            self._close()
        self._open.append((tag, said.get("href") or "", []))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _, _ in self._open[1:]):
            while self._close() != tag:
                pass

    def _close(self) -> str:
        tag, address, parts = self._open.pop()
        self.say(self._render(tag, address, "".join(parts)))
        return tag

    def _render(self, tag: str, address: str, inner: str) -> str:
        words = inner.strip()
        if tag in _UNSEEN or not words:
            return "" if tag in _UNSEEN else inner
        if tag in _BLOCKS:
            return f"\n\n{inner}\n\n"
        if tag == "li":
            return f"\n{self._item(inner)}"
        if tag == "tr":
            return f"\n{inner.removesuffix(' | ')}"
        if tag in ("td", "th"):
            return f"{' '.join(inner.split())} | "
        if not self._marked:
            return inner
        before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        if tag == "a" and re.match(r"https?://|mailto:|/", address):
            return f"{before}{_link(words, address)}{after}"
        # Around several lines the marks would stand there as they are.
        mark = _MARKS.get(tag, "") if "\n" not in words else ""
        return f"{before}{mark}{words}{mark}{after}"

    def _item(self, inner: str) -> str:
        lines = [line for line in inner.split("\n") if line.strip()]
        if not self._marked:
            return "\n".join(lines)
        around = next((name for name, _, _ in reversed(self._open) if name in ("ul", "ol")), "")
        own = " ".join(line.strip() for line in lines if not line.lstrip().startswith(_ITEM))
        below = [f"    {line}" for line in lines if line.lstrip().startswith(_ITEM)]
        return "\n".join([f"{_ITEM[around == 'ol']}{own}", *below])


def _link(words: str, address: str) -> str:
    if words == address:
        return f"<{address}>"
    target = f"<{address}>" if re.search(r"[\s()]", address) else address
    text = re.sub(r"([][])", r"\\\1", words)
    return f"[{text}]({target})"
