"""Hrefs: links from one page to others. Always relative, so that the site works in any folder and from a file share."""

from markupsafe import Markup, escape
from msgspec import Struct

from mopsbook.catalog.addresses import anchor_of, page_of
from mopsbook.catalog.entity import Entity

LONG_STATUS = {"deprecated": "on its way out", "retired": "retired", "planned": "planned", "draft": "draft"}


def folder_of(path: str) -> str:
    """Return the folder that a page is served from: "systems" for "systems/index", "" for Home."""
    return path.removesuffix("index").rstrip("/") if path == "index" or path.endswith("/index") else path


class Hrefs(Struct, frozen=True, eq=False):
    """Links as they are written on one page. `root` leads from it to the root of the site: "../../"."""

    root: str
    # A page names the same entities again and again.
    _chips: dict[Entity, Markup] = {}

    @classmethod
    def on(cls, path: str) -> "Hrefs":
        """Return the links of the page at a path."""
        folder = folder_of(path)
        return cls("../" * (folder.count("/") + 1) if folder else "./")

    def page(self, path: str, anchor: str = "") -> str:
        """Return the address of a page; Home is "index"."""
        folder = folder_of(path)
        return f"{self.root}{folder}/" * bool(folder) + self.root * (not folder) + (f"#{anchor}" if anchor else "")

    def entity(self, entity: Entity, anchor: str = "") -> str:
        """Return the address of an entity's page, or of a part of it."""
        return self.page(page_of(entity), anchor_of(anchor))

    def chip(self, entity: Entity, anchor: str = "", part: str = "", text: str = "") -> Markup:
        """Return an entity as its name (or another text) with its icon, linked, and the name of a part behind it if one is meant.

        What is not simply active says so in a word.
        """
        if anchor or part or text:
            return self._chip(entity, anchor, part, text)
        if entity not in self._chips:
            self._chips[entity] = self._chip(entity, "", "", "")
        return self._chips[entity]

    def _chip(self, entity: Entity, anchor: str, part: str, text: str) -> Markup:
        word = LONG_STATUS.get(entity.status, "")
        state = f" mb-ref--{entity.status}" if word else ""
        note = f' <span class="mb-ref__note">{word}</span>' if word else ""
        # Written without Markup.format, which takes ten times as long, and a book has hundreds of thousands of chips.
        href = escape(self.entity(entity, anchor))
        title = text or (f"{entity.title} · {part}" if part else entity.title)
        return Markup(f'<a class="mb-ref mb-kind-{entity.kind.name}{state}" href="{href}">{escape(title)}{note}</a>')

    def picture(self, svg: str) -> Markup:
        """Return a picture's markup with its links as they are on this page."""
        return Markup(svg.replace('="{root}', f'="{escape(self.root)}'))
