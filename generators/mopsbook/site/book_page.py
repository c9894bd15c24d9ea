"""BookPage and BookFile: our pages in MkDocs' clothes. The content is ready, so nothing is parsed twice."""

from collections.abc import Callable, Sequence
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from msgspec import Struct

from mopsbook.pages.page import Draft, Heading, SearchEntry


class BookFile(File):
    """A file that lives in memory, and knows from the ledger whether its page on the disk is still right."""

    fresh = False
    fingerprint = ""

    def is_modified(self) -> bool:
        """Return whether the page must be built again in a `--dirty` build."""
        return not self.fresh


class AssetFile(BookFile):
    """A file beside the pages, whose content is made when it is written."""

    def __init__(self, path: str, config: MkDocsConfig, make: Callable[[], bytes], fingerprint: str = "") -> None:
        super().__init__(path, None, config.site_dir, config.use_directory_urls)
        self.generated_by = "mopsbook"
        self.abs_src_path = None
        self.fingerprint = fingerprint
        self._make = make

    @property
    def _content(self) -> bytes:  # type: ignore[override]  # MkDocs has an attribute, and nobody sets ours
        return self._make()


class Made(Struct, frozen=True):
    """What is to be known of a page that was made: its search entries, the anchors in it, how many pictures it shows."""

    path: str
    entries: Sequence[SearchEntry]
    anchors: frozenset[str]
    diagrams: int


class BookPage(MkDocsPage):
    """A page whose HTML comes from a draft. It is made when MkDocs asks for it, or put off until its template is filled in.

    `label` is what the menu calls it, as HTML; "" for its title. `seen` is told what it is when it was made. `give` renders the
    draft, or gives what somebody has rendered.
    """

    is_put_off = False

    def __init__(
        self, draft: Draft, file: File, config: MkDocsConfig, label: str, edit_url: str,
        seen: Callable[[Made], None],
    ) -> None:  # fmt: skip
        # MkDocs and its themes take titles, descriptions and addresses for HTML, and write them as they are.
        self._html: bytes | None = None
        super().__init__(label or escape(draft.title), file, config)
        self._draft = draft
        self.give = draft.render
        self._seen = seen
        self.edit_url = escape(edit_url) or None

    # MkDocs has the HTML of all pages in memory before it writes the first. As text, one arrow in it doubles what that takes.
    @property
    def content(self) -> str | None:
        """The HTML of the page; None before it is made."""
        return None if self._html is None else self._html.decode(errors="surrogatepass")

    @content.setter
    def content(self, html: str | None) -> None:
        self._html = None if html is None else html.encode(errors="surrogatepass")

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the facts about the page from its draft; there is no source to read."""
        self.markdown = ""
        # Our entries in the search index come from the data (site/search.py), not from parsing our HTML back.
        self.meta = {"title": escape(self._draft.title), "search": {"exclude": True}}
        hide = self.meta["hide"] = []
        if self._draft.source or self.parent is None or not self.parent.is_section:
            # Beside single entities, and pages that are alone in their section or have none, the menu would only take room.
            hide.append("navigation")

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the HTML and the table of contents as they are, now or later."""
        if self.is_put_off:
            self.content, self.toc = "", TableOfContents([])
        else:
            self.put_on(self.make())

    def make(self) -> Made:
        """Take the HTML and the table of contents from the draft, and return the rest. Raises what rendering it raises."""
        page = self.give()
        self.content = page.html
        if page.wide:
            self.meta["hide"] = [*self.meta.get("hide", ()), "toc"]
        self.toc = _toc(page.headings)
        if page.description:
            self.meta["description"] = escape(page.description)
        anchors = frozenset(heading.id for heading in page.headings) | {"top", "_top"}
        return Made(page.path, page.entries, anchors, page.html.count('<figure class="mb-picture'))

    def put_on(self, made: Made) -> None:
        """Take over what is to be known of the page, wherever it was made."""
        self.present_anchor_ids = set(made.anchors)
        self._seen(made)

    def let_go(self) -> None:
        """Forget the HTML, which nobody asks for again."""
        self._html = None


def dest_of(path: str) -> str:
    """Return the file of the site that a page becomes."""
    return f"{path}.html" if path == "index" or path.endswith("/index") else f"{path}/index.html"


def make_file(path: str, config: MkDocsConfig, in_menu: bool) -> BookFile:
    """Return the file that MkDocs takes a page for."""
    inclusion = InclusionLevel.INCLUDED if in_menu else InclusionLevel.NOT_IN_NAV
    file = BookFile(f"{path}.md", None, config.site_dir, config.use_directory_urls, inclusion=inclusion)
    file.generated_by = "mopsbook"
    file.abs_src_path = None
    file._content = ""
    return file


def _toc(headings: tuple[Heading, ...]) -> TableOfContents:
    items: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(escape(heading.text), escape(heading.id), heading.level)
        if heading.level > 2 and items:
            items[-1].children.append(link)
        else:
            items.append(link)
    return TableOfContents(items)
