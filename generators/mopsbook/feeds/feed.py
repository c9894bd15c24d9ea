"""Feed and Item: what a feed says, as plain values, for Atom and JSON Feed alike."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from msgspec import Struct

# XML 1.0 has no way to write these (https://www.w3.org/TR/xml/#charsets), and a reader shows none of them.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")
# When this scheme of names began: a tag needs a day on which the name of the host was in these hands (RFC 4151).
_SINCE = "2026"
_ADDRESS = re.compile(r"https?://(?:[^/@]*@)?([^/:?#]+)[^/?#]*([^?#]*)", re.IGNORECASE)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Item(Struct, frozen=True):
    """One entry. `html` is safe to show; `level` is the class of what was done, `label` that for people."""

    id: str
    title: str
    address: str
    updated: datetime
    author: str
    html: str
    level: str
    label: str
    related: tuple[str, ...] = ()


class Feed(Struct, frozen=True):
    """A feed. `path` is where it lies in the site, `home` the page that it is about, `address` its own, "" if unknown."""

    path: str
    id: str
    title: str
    author: str
    home: str
    address: str
    items: Sequence[Item]

    @property
    def updated(self) -> datetime:
        """When the newest of its items was."""
        return max((item.updated for item in self.items), default=NEVER)


def clean(text: str) -> str:
    """Return text without what XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def one_line(text: str, otherwise: str = "") -> str:
    """Return text on one line, or what stands for it if nothing of it can be seen."""
    return " ".join(clean(text).split()) or otherwise


def make_tag(site: str, repository: str, name: str) -> str:
    """Return a name that stays, as a tag URI (RFC 4151): of the host of the site, else of that of the repository."""
    found = _ADDRESS.match(site or repository)
    host, folder = (found[1].casefold(), found[2].strip("/")) if found else ("book.invalid", "")
    place = f"{quote(folder, safe='/%')}/" if folder else ""
    return f"tag:{re.sub('[^a-z0-9.-]', '-', host)},{_SINCE}:{place}{quote(name, safe='/')}"
