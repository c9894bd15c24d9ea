"""Hand the pages of a book to MkDocs: as files, with a small menu, with what they need beside them."""

from collections.abc import Callable, Container, Iterable
from filecmp import cmp
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import clean_directory

from mopsbook.documents.find_files import YAML
from mopsbook.layout import Layout
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import folder_of
from mopsbook.pages.recalled import Pages, recall_pages
from mopsbook.pipeline import template_folders
from mopsbook.site.ahead import Ahead, choose_processes
from mopsbook.site.assets import find_assets
from mopsbook.site.book_page import AssetFile, BookPage, Made, dest_of, make_file
from mopsbook.site.built import Built
from mopsbook.site.early import render_early
from mopsbook.site.feeds import find_feeds
from mopsbook.site.ledger import Ledger, guard
from mopsbook.site.menu import make_menu
from mopsbook.site.readmes import set_aside
from mopsbook.site.search import find_worker, mend_worker


def add_pages(
    book: Book, layout: Layout, files: Files, config: MkDocsConfig, dirty: bool, seen: Callable[[Made], None]
) -> Built:  # fmt: skip
    """Add every page and asset of the book to the files of the site, and return what is going to be built.

    `seen` is called with each page as it is made. A page that somebody wrote by hand at the address of one of ours wins: nobody writes one by accident.
    """
    for file in [file for file in files if _is_document(file) or _is_foreign(file, layout, config)]:
        files.remove(file)
    by_hand = [file for file in files if file.src_dir == config.docs_dir]
    pages = recall_pages(book, template_folders(layout), layout.cache)
    drafts = pages.drafts
    aside = set_aside((file.src_uri for file in by_hand), {folder_of(draft.path) for draft in drafts})
    for file in [file for file in by_hand if file.src_uri in aside]:
        by_hand.remove(file)
        files.remove(file)
        if aside[file.src_uri]:
            by_hand.append(_move(file, aside[file.src_uri]))
            files.append(by_hand[-1])
    for file in files:
        # MkDocs asks the file itself, and has no other place to answer in.
        file.is_modified = partial(_is_due, file, by_hand)  # type: ignore[method-assign]
    written = {file.dest_uri for file in by_hand if file.is_documentation_page()}
    if config.nav is None:
        config.nav = make_menu(book, drafts, [file.src_uri for file in by_hand if file.is_documentation_page()])
    ledger = Ledger.read(config, by_hand)
    if dirty and not ledger.known:
        guard(Path(config.site_dir))
        clean_directory(config.site_dir)
    labels = dict(_labels(config.nav))
    drafts = [draft for draft in drafts if dest_of(draft.path) not in written]
    fresh = {draft.path for draft in drafts if dirty and ledger.has(draft.fingerprint, dest_of(draft.path))}
    wanted = [draft for draft in drafts if draft.path not in fresh]
    processes = choose_processes(len(wanted), config)
    early = render_early(wanted, len(drafts)) if processes == 1 else {}
    stale: list[BookPage] = []
    for draft in drafts:
        file = make_file(draft.path, config, f"{draft.path}.md" in labels)
        file.fresh = draft.path in fresh
        # Nobody sees where a page that stays is edited: it is written already.
        edit_url = book.edit_url(draft.source, draft.line) if draft.source and not file.fresh else ""
        page = BookPage(draft, file, config, labels.get(file.src_uri, ""), edit_url, seen)
        if not file.fresh:
            page.give = early.get(draft.path, draft.render)
            page.is_put_off = processes > 1
            stale.append(page)
        files.append(file)
    _add_assets(book, pages, layout.cache, files, config)
    for file in files:
        if isinstance(file, AssetFile):
            file.fresh = dirty and ledger.has(file.fingerprint, file.dest_uri)
    return Built(book, drafts, files, ledger, config, Ahead(stale, processes))


def _add_assets(book: Book, pages: Pages, cache: Path, files: Files, config: MkDocsConfig) -> None:
    """Add what the pages need beside them, and the pages that lead on from old names."""
    worker = find_worker(files)
    if worker is not None:
        files.remove(worker)
        files.append(AssetFile(worker.src_uri, config, partial(mend_worker, worker.content_bytes)))
    for name, asset in find_assets(book, cache, pages.of_all, pages.of_news).items():
        files.append(AssetFile(f"assets/mopsbook/{name}", config, asset.make, asset.fingerprint))
    for path, asset in find_feeds(book, pages.of_news, config.site_url or "").items():
        files.append(AssetFile(path, config, asset.make, asset.fingerprint))
    taken = {file.dest_uri for file in files}
    for path, html in pages.redirects.items():
        if f"{path}/index.html" not in taken:
            files.append(AssetFile(f"{path}/index.html", config, html.encode))


def _is_document(file: File) -> bool:
    return Path(file.src_uri).suffix.casefold() in YAML


def _is_foreign(file: File, layout: Layout, config: MkDocsConfig) -> bool:
    """Return whether a link leads to a file that is none of the book's: MkDocs follows all, and the check speaks of these."""
    return file.src_dir == config.docs_dir and not layout.holds(Path(config.docs_dir, file.src_uri))


def _is_due(file: File, by_hand: Container[File]) -> bool:
    """Return whether a `--dirty` build makes a file that is not ours.

    MkDocs would go by the time of the file, which a checkout of an older state sets back; and a build that was stopped while it
    copied leaves half of a file, younger than the whole.
    """
    # What people wrote is little and cheap.
    if file in by_hand or file.abs_src_path is None:
        return True
    try:
        return not cmp(file.abs_src_path, file.abs_dest_path, shallow=False)
    except OSError:
        return True


def _move(file: File, name: str) -> File:
    """Return a hand-written page at the address that it would have under another name; links to it are right as they are."""
    dest = f"{name.removesuffix('.md')}/index.html"
    moved = File(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, dest_uri=dest)
    moved.name = PurePosixPath(name).stem
    moved.inclusion = file.inclusion
    return moved


def _labels(nav: Any, label: str = "") -> Iterable[tuple[str, str]]:
    """Yield the pages of the menu, each with what the menu calls it, "" if it leaves that to the page."""
    if isinstance(nav, str):
        yield nav, label
    elif isinstance(nav, dict):
        for name, value in nav.items():
            yield from _labels(value, str(name))
    elif isinstance(nav, list):
        for item in nav:
            yield from _labels(item)
