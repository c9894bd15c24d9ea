"""Write the same pages as Markdown, so that Zensical, or anything else that reads mkdocs.yml, builds them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import yaml

from mopsbook.documents.find_files import find_files
from mopsbook.errors import SetupError
from mopsbook.layout import Layout
from mopsbook.pages.make import make_drafts
from mopsbook.pages.page import Page
from mopsbook.pipeline import make_book, template_folders
from mopsbook.site.assets import read_assets
from mopsbook.site.menu import make_menu
from mopsbook.today import today

_STYLES = ("mopsbook.css", "kinds.css", "diagrams.css")
_SCRIPTS = ("mopsbook.js", "diagrams.js")
_MARK = ".mopsbook-written"


def write_pages(layout: Layout, target: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Write every page, the assets and an mkdocs.yml into a folder and return the number of pages.

    The folder must be empty or written by an earlier run; what an earlier run wrote and this one does not is deleted.
    Raises SetupError for a folder that holds something else.
    """
    if target.exists() and any(target.iterdir()) and not (target / _MARK).is_file():
        raise SetupError(f"{target} holds files that mopsbook did not write", "Name an empty folder.")
    book = make_book(layout, today())
    files: dict[str, bytes] = {}
    drafts = list(make_drafts(book, template_folders(layout)))
    for number, draft in enumerate(drafts, 1):
        page: Page = draft.render()  # type: ignore[operator]
        files[f"docs/{draft.path}.md"] = as_markdown(page).encode()
        if progress:
            progress(number, len(drafts))
    for path, what in find_files(layout.knowledge):
        if what == "site":
            files[f"docs/{path.relative_to(layout.knowledge).as_posix()}"] = path.read_bytes()
    files |= {f"docs/assets/mopsbook/{name}": content for name, content in read_assets(book.catalog).items()}
    pages = [name.removeprefix("docs/") for name in files if name.endswith(".md")]
    by_hand = sorted(set(pages) - {f"{draft.path}.md" for draft in drafts})
    files["mkdocs.yml"] = _config(book.title, make_menu(book, by_hand)).encode()
    _write_all(target, files)
    return len(pages)


def as_markdown(page: Page) -> str:
    """Return a page as a Markdown file: its facts in front, its HTML as one raw block that no Markdown reader changes."""
    facts = {"title": page.title, "description": page.description, "search": {"exclude": False}}
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items() if value)
    return f"---\n{front}---\n\n{_one_block(page.html)}"


def _one_block(html: str) -> str:
    # A raw HTML block ends at a blank line, so there may be none; line ends within <pre> become references.
    def keep(match: re.Match[str]) -> str:
        return match.group(0).replace("\n", "&#10;")

    return re.sub(r"\n\s*\n+", "\n", re.sub(r"<pre\b.*?</pre>", keep, html, flags=re.DOTALL))


def _config(title: str, menu: list[object]) -> str:
    default = yaml.safe_load(Path(__file__).with_name("default.yml").read_text(encoding="utf-8"))
    config = {
        **default,
        "site_name": title,
        "docs_dir": "docs",
        "plugins": ["search"],
        "nav": menu,
        "extra_css": [f"assets/mopsbook/{name}" for name in _STYLES],
        "extra_javascript": [f"assets/mopsbook/{name}" for name in _SCRIPTS],
    }
    return str(yaml.safe_dump(config, sort_keys=False, allow_unicode=True))


def _write_all(target: Path, files: dict[str, bytes]) -> None:
    mark = target / _MARK
    before = set(mark.read_text(encoding="utf-8").splitlines()) if mark.is_file() else set()
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in before - set(files):
        path = (target / name).resolve()
        if target.resolve() in path.parents:
            path.unlink(missing_ok=True)
    mark.write_text("\n".join(sorted(files)) + "\n", encoding="utf-8")
