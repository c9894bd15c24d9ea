"""Write the same pages as Markdown, so that Zensical, or anything else that reads mkdocs.yml, builds them."""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from mopsbook.documents.find_files import find_files
from mopsbook.errors import SetupError
from mopsbook.layout import Layout, read_site_address
from mopsbook.pages.hrefs import folder_of
from mopsbook.pages.make import make_drafts
from mopsbook.pages.page import Page
from mopsbook.pages.redirects import make_redirects
from mopsbook.pipeline import make_book, template_folders
from mopsbook.site.assets import find_assets
from mopsbook.site.feeds import read_feeds
from mopsbook.site.menu import make_menu
from mopsbook.site.output import read_mark, write_files
from mopsbook.site.readmes import set_aside
from mopsbook.today import today

_STYLES = ("mopsbook.css", "past.css", "log.css", "builder.css", "kinds.css", "diagrams.css")
_SCRIPTS = ("mopsbook.js", "visit.js", "log.js", "builder.js", "diagrams.js")


class Written(Struct, frozen=True):
    """What a run wrote: the number of its pages, and the files it kept because somebody had edited them."""

    pages: int
    kept: Sequence[str]


def write_pages(layout: Layout, target: Path, progress: Callable[[int, int], None] | None = None) -> Written:
    """Write every page, the assets and an mkdocs.yml into a folder.

    The folder must be empty or written by an earlier run; what an earlier run wrote and this one does not is deleted, and
    what somebody edited is kept. Raises SetupError for a folder that holds something else.
    """
    before = read_mark(target)
    if layout.knowledge.resolve() in (target.resolve(), *target.resolve().parents):
        raise SetupError(
            f"{target} lies in the knowledge folder", "What is written there would be read as knowledge next time."
        )
    book = make_book(layout, today())
    files: dict[str, bytes] = {}
    drafts = list(make_drafts(book, template_folders(layout)))
    by_hand = {
        path.relative_to(layout.knowledge).as_posix(): path for path, what in find_files(layout) if what == "site"
    }
    aside = set_aside(by_hand, {folder_of(draft.path) for draft in drafts})
    by_hand = {aside.get(name, name): path for name, path in by_hand.items() if aside.get(name, name)}
    taken = {_address(name) for name in by_hand}
    # Each page of ours is the index of a folder: Zensical reads a link in it as seen from the file, MkDocs leaves it as it
    # is, and only there both mean the same.
    places = {
        f"{draft.path}.md": f"{folder_of(draft.path)}/index.md".lstrip("/")
        for draft in drafts
        if folder_of(draft.path) not in taken
    } | aside
    for number, draft in enumerate(drafts, 1):
        if f"{draft.path}.md" in places:
            page = draft.render()
            files[f"docs/{places[f'{draft.path}.md']}"] = as_markdown(page).encode()
        if progress:
            progress(number, len(drafts))
    for name, path in by_hand.items():
        content = path.read_bytes()
        files[f"docs/{name}"] = _point_at(content, name, places) if name.endswith(".md") else content
    for old, html in make_redirects(book).items():
        if old not in taken:
            files[f"docs/{old}/index.html"] = html.encode()
    files |= {f"docs/assets/mopsbook/{name}": asset.make() for name, asset in find_assets(book).items()}
    feeds = read_feeds(book, read_site_address(layout))
    files |= {f"docs/{name}": content for name, content in feeds.items()}
    pages = [name.removeprefix("docs/") for name in files if name.endswith(".md")]
    menu = make_menu(book, drafts, [name for name in by_hand if name.endswith(".md")])
    files["mkdocs.yml"] = _config(book.title, _move(menu, places)).encode()
    return Written(len(pages), write_files(target, files, before))


def as_markdown(page: Page) -> str:
    """Return a page as a Markdown file: its facts in front, its HTML as one raw block that no Markdown reader changes."""
    # Themes take both for HTML, and write them as they are.
    facts = {"title": escape(page.title), "description": escape(page.description), "hide": ["toc"] if page.wide else []}
    front = yaml.safe_dump(
        {key: value for key, value in facts.items() if value}, allow_unicode=True, sort_keys=False, width=10**6
    )
    return f"---\n{front}---\n\n{_one_block(page.html)}"


def _address(name: str) -> str:
    """Return the folder that a hand-written page is served from; other files take no page's place."""
    path, ending = posixpath.splitext(name)
    folder, _, last = path.rpartition("/")
    return (folder if last in ("index", "README") else path) if ending == ".md" else f"{name} is a file"


def _point_at(content: bytes, name: str, places: Mapping[str, str]) -> bytes:
    """Return a hand-written page with its links to pages of ours leading to where these are written."""
    folder = posixpath.dirname(name)

    def mend(match: re.Match[str]) -> str:
        place = places.get(posixpath.normpath(posixpath.join(folder, match[2])))
        return match[1] + posixpath.relpath(place, folder or ".") if place else match[0]

    text = content.decode("utf-8", errors="surrogateescape")
    return re.sub(r"(\]\(\s*<?|^\[[^\]]+\]:\s*<?)([^\s()<>#?:]+\.md)", mend, text, flags=re.MULTILINE).encode(
        "utf-8", errors="surrogateescape"
    )


def _move(menu: Any, places: Mapping[str, str]) -> Any:
    if isinstance(menu, dict):
        return {label: _move(item, places) for label, item in menu.items()}
    return [_move(item, places) for item in menu] if isinstance(menu, list) else places.get(menu, menu)


def _one_block(html: str) -> str:
    # A raw HTML block ends at a blank line, so there may be none; line ends within <pre> become references.
    def keep(match: re.Match[str]) -> str:
        return match.group(0).replace("\n", "&#10;")

    return re.sub(r"\n\s*\n+", "\n", re.sub(r"<pre\b.*?</pre>", keep, html, flags=re.DOTALL))


def _config(title: str, menu: list[object]) -> str:
    default = yaml.safe_load(Path(__file__).with_name("default.yml").read_text(encoding="utf-8"))
    config = {
        **default,
        "site_name": escape(title),
        "docs_dir": "docs",
        "plugins": ["search"],
        "nav": menu,
        "extra_css": [f"assets/mopsbook/{name}" for name in _STYLES],
        "extra_javascript": [f"assets/mopsbook/{name}" for name in _SCRIPTS],
    }
    return str(yaml.safe_dump(config, sort_keys=False, allow_unicode=True))
