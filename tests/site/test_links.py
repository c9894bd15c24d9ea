"""Every link of the reference site is alive, and every page is sound HTML."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from reference_site import ReferenceSite

pytestmark = pytest.mark.xdist_group("reference site")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# A paragraph may not hold these; a browser would close it before them.
_BLOCKS = frozenset(
    "address article aside blockquote details div dl figure footer h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split()
)


class Page(HTMLParser):
    """What a page says about itself: its ids, links, headings and pictures, and what is wrong with its nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.h1 = 0
        self.moved = False
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.faults += [f"<{tag}> is not closed" for tag in self._open]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._meet(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._meet(tag, attrs)
        if tag in _BLOCKS and "p" in self._open:
            self.faults.append(f"<{tag}> within <p> at {self.getpos()}")
        if tag == "a" and "a" in self._open:
            self.faults.append(f"<a> within <a> at {self.getpos()}")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> closes <{self._open[-1] if self._open else ''}> at {self.getpos()}")
            if tag in self._open:
                del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def _meet(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if len(named) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice at {self.getpos()}")
        if named.get("id") is not None:
            self.ids.append(str(named["id"]))
            if not named["id"] or any(ch.isspace() for ch in str(named["id"])):
                self.faults.append(f"id {named['id']!r} is empty or has a blank")
        self.links += [str(named[name]) for name in ("href", "xlink:href", "src") if named.get(name) is not None]
        self.h1 += tag == "h1"
        self.moved |= tag == "meta" and named.get("http-equiv") == "refresh"
        if tag == "img" and "alt" not in named:
            self.faults.append(f"a picture without alt at {self.getpos()}")


@pytest.fixture(scope="module")
def pages(reference_site: ReferenceSite) -> dict[str, Page]:
    """The pages of the reference site by their address, and the other files as empty pages."""
    site = reference_site.folder
    found: dict[str, Page] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file():
            text = path.read_text(encoding="utf-8") if path.suffix == ".html" else ""
            found[name.removesuffix("index.html") if path.name == "index.html" else name] = Page(text)
    return found


def _html(pages: dict[str, Page]) -> dict[str, Page]:
    return {name: page for name, page in pages.items() if name.endswith("/") or name in ("", "404.html")}


def test_every_link_and_anchor_leads_somewhere(pages: dict[str, Page]) -> None:
    """Each address within the site, in text, pictures and menus, leads to a file, and its anchor to an id there."""
    dead: Counter[str] = Counter()
    for name, page in _html(pages).items():
        for link in page.links:
            address, anchor = urldefrag(urljoin(f"https://site.test/{name}", link))
            parts = urlsplit(address)
            if parts.netloc != "site.test" or name == "404.html":
                continue
            target = pages.get(unquote(parts.path).lstrip("/"))
            if target is None:
                dead[f"{name}: {link} leads nowhere"] += 1
            elif anchor and unquote(anchor) not in {*target.ids, "__toc", "__search"}:
                dead[f"{name}: {link} names no id of the page"] += 1
    assert list(dead)[:20] == []


def test_every_page_has_one_head_and_each_id_once(pages: dict[str, Page]) -> None:
    """One h1 a page, no id twice, and every tag closed where it was opened."""
    faults = []
    for name, page in _html(pages).items():
        twice = [id for id, number in Counter(page.ids).items() if number > 1]
        faults += [f"{name}: {page.h1} h1"] * (page.h1 != 1) + [f"{name}: id {id} twice" for id in twice]
        faults += [f"{name}: {fault}" for fault in page.faults]
    assert faults[:20] == []


def test_every_page_can_be_reached_from_home(pages: dict[str, Page]) -> None:
    """Whoever starts at Home and follows links gets to each page, but for old addresses that lead on to one."""
    html = {name: page for name, page in _html(pages).items() if not page.moved}
    reached, waiting = {""}, [""]
    while waiting:
        name = waiting.pop()
        for link in html[name].links:
            path = urlsplit(urldefrag(urljoin(f"https://site.test/{name}", link))[0])
            target = unquote(path.path).lstrip("/")
            if path.netloc == "site.test" and target in html and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert sorted(set(html) - reached - {"404.html"}) == []


def test_every_page_of_the_book_lights_a_tab(reference_site: ReferenceSite) -> None:
    """Whoever comes from a search sees in which part of the book a page lies, that of a field as well, two folders down."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(reference_site.folder.glob("**/index.html"))}
    entities = {path: html for path, html in pages.items() if '<article class="mb-entity' in html}
    assert any(
        path.relative_to(reference_site.folder).as_posix() == "objects/lead/email/index.html" for path in entities
    )
    assert [path for path, html in entities.items() if html.count("md-tabs__item--active") != 1] == []


def test_no_menu_stands_beside_a_page_that_is_alone_in_its_part(reference_site: ReferenceSite) -> None:
    """Beside a page whose part of the menu has no other page the menu would be one line that takes a fifth of the width."""
    menu = '<div class="md-sidebar md-sidebar--primary" data-md-component="sidebar" data-md-type="navigation" '
    for path, hidden in {
        "systems": False,
        "questions": True,
        "questions/system-down": True,
        "glossary": True,
        "glossary/mql": True,
    }.items():
        html = (reference_site.folder / path / "index.html").read_text(encoding="utf-8")
        assert (menu + "hidden" in html) is hidden, path
