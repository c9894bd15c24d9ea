"""Ask a book of a few documents its questions, and read what the pages say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

from mopsbook.pages.page import Page

Ask = Callable[[Mapping[str, Any]], Mapping[str, Page]]


def section(page: Page, anchor: str) -> str:
    """Return the words of the section of a page that begins with a heading."""
    found = re.search(rf'<h2 id="{re.escape(anchor)}".*?(?=<h2 |</article>)', page.html, re.DOTALL)
    assert found, f"no section {anchor}"
    return words(found[0])


def words(html: str) -> str:
    """Return HTML as its words, one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
