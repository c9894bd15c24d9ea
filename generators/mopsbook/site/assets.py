"""Styles and scripts of the pages, and one style sheet made from the kinds: their icons and hues."""

import base64
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import material
from msgspec import Struct

from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.pages.book import Book
from mopsbook.pages.log_index import log_index
from mopsbook.pages.stamps import stamps_json
from mopsbook.pages.terms import terms_json
from mopsbook.words import did_you_mean


class Asset(Struct, frozen=True):
    """A file beside the pages. `fingerprint` covers all that it says, as that of a page does; "" for what is always written."""

    make: Callable[[], bytes]
    fingerprint: str = ""


def find_assets(book: Book, cache: Path | None = None, of_all: str = "", of_news: str = "") -> dict[str, Asset]:
    """Return the assets of a book by file name. In the folder `cache` lies what earlier runs have worked out.

    The others are the fingerprints of what shows something of every entity, and of what tells all the news.
    """
    folder = files("mopsbook") / "assets"
    found = {item.name: Asset(item.read_bytes) for item in folder.iterdir() if item.name.endswith((".css", ".js"))}
    catalog = book.catalog
    found["kinds.css"] = Asset(lambda: kinds_css(catalog.kinds).encode())
    found["terms.json"] = Asset(lambda: terms_json(catalog))
    found["stamps.json"] = Asset(lambda: stamps_json(catalog, cache), of_all)
    found["log-index.js"] = Asset(lambda: log_index(book), of_news)
    return found


def kinds_css(kinds: Kinds) -> str:
    """Return the style sheet that gives each kind its icon and its hue. Light, dark and a team's palette do the rest."""
    return "\n".join(_rule(kind) for kind in kinds.values()) + "\n"


def _rule(kind: Kind) -> str:
    icon = base64.b64encode(_icon(kind).encode()).decode()
    return f'.mb-kind-{kind.name}{{--mb-hue:{kind.hue};--mb-icon:url("data:image/svg+xml;base64,{icon}")}}'


def _icon(kind: Kind) -> str:
    root = Path(material.__file__).parent / "templates" / ".icons"
    path = root / f"{kind.icon}.svg"
    if not path.is_file():
        folder = root / Path(kind.icon).parent
        names = (
            [f"{Path(kind.icon).parent.as_posix()}/{one.stem}" for one in folder.glob("*.svg")]
            if folder.is_dir()
            else []
        )
        hint = (
            did_you_mean(kind.icon, names)
            or "Names are those of https://pictogrammers.com/library/mdi/, as in material/server."
        )
        raise SetupError(f"{kind.path}: there is no icon `{kind.icon}`", hint)
    return re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
