"""Page and SearchEntry: what a site engine needs to know, as plain values."""

from collections.abc import Callable

from msgspec import Struct


class Heading(Struct, frozen=True):
    """A heading for the table of contents."""

    id: str
    text: str
    level: int


class SearchEntry(Struct, frozen=True):
    """What the search knows of a page, or of the part of it at an anchor, or that a query chooses (`holds_personal_data=yes`).

    A higher `boost` is shown first, `tags` weigh most and are shown.
    """

    title: str
    text: str
    boost: float = 1.0
    tags: tuple[str, ...] = ()
    anchor: str = ""
    query: str = ""


class Page(Struct, frozen=True):
    """One page of the site.

    `path` is its address without the slash at the end ("systems/marketo-engage"; an index page ends in "/index", Home is
    "index"). `html` begins with its h1. `source` is the YAML file it was made from, relative to the root, "" for pages made
    from many. `menu` is the section of the menu that shows it, "" for none.
    """

    path: str
    title: str
    html: str
    description: str = ""
    headings: tuple[Heading, ...] = ()
    entries: tuple[SearchEntry, ...] = ()
    source: str = ""
    line: int = 1
    menu: str = ""

    @property
    def wide(self) -> bool:
        """Whether the page needs the room of the table of contents: an index has a table or a map, and no sections to list."""
        return self.path.rpartition("/")[2] == "index"


class Draft(Struct, frozen=True, eq=False):
    """A page that is not rendered yet: `fingerprint` covers everything it will show; `render` makes it.

    Two drafts with one fingerprint give the same page, byte for byte, so a page that is on the disk need not be made again.
    `shows` names what it shows whole, with its prose: an entity ("system/marketo"), or all of a kind ("system/").
    """

    path: str
    title: str
    fingerprint: str
    render: Callable[[], Page]
    source: str = ""
    line: int = 1
    menu: str = ""
    shows: tuple[str, ...] = ()
