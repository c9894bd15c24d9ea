"""Hand the pages of a book to MkDocs: as files, with a small menu, with what they need beside them."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import clean_directory

from mopsbook.documents.find_files import YAML
from mopsbook.layout import Layout
from mopsbook.pages.book import Book
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.hrefs import folder_of
from mopsbook.pages.make import make_drafts, make_fingerprints
from mopsbook.pages.page import Draft
from mopsbook.pages.redirects import make_redirects
from mopsbook.pipeline import template_folders
from mopsbook.site.ahead import Ahead, choose_processes
from mopsbook.site.assets import find_assets
from mopsbook.site.book_page import AssetFile, BookPage, Made, make_file
from mopsbook.site.built import Built
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
    ours = [file for file in files if _is_document(file)]
    for file in ours:
        files.remove(file)
    by_hand = [file for file in files if file.src_dir == config.docs_dir]
    folders = template_folders(layout)
    fingerprints = make_fingerprints(book, folders)
    drafts = list(make_drafts(book, folders, fingerprints))
    aside = set_aside((file.src_uri for file in by_hand), {folder_of(draft.path) for draft in drafts})
    for file in [file for file in by_hand if file.src_uri in aside]:
        by_hand.remove(file)
        files.remove(file)
        if aside[file.src_uri]:
            by_hand.append(_move(file, aside[file.src_uri]))
            files.append(by_hand[-1])
    for file in by_hand:
        # Few and cheap. MkDocs would go by the time of the file, which a checkout of an older state sets back.
        file.is_modified = lambda: True  # type: ignore[method-assign]
    written = {file.dest_uri for file in by_hand if file.is_documentation_page()}
    if config.nav is None:
        config.nav = make_menu(book, [file.src_uri for file in by_hand if file.is_documentation_page()])
    ledger = Ledger.read(config, by_hand)
    if dirty and not ledger.known:
        guard(Path(config.site_dir))
        clean_directory(config.site_dir)
    labels = dict(_labels(config.nav))
    kept: list[Draft] = []
    stale: list[BookPage] = []
    for draft in drafts:
        file = make_file(draft.path, config, f"{draft.path}.md" in labels)
        if file.dest_uri in written:
            continue
        kept.append(draft)
        file.fresh = dirty and ledger.has(draft.fingerprint, file.dest_uri)
        # Nobody sees where a page that stays is edited: it is written already.
        edit_url = book.edit_url(draft.source, draft.line) if draft.source and not file.fresh else ""
        page = BookPage(draft, file, config, labels.get(file.src_uri, ""), edit_url, seen)
        if not file.fresh:
            stale.append(page)
        files.append(file)
    _add_assets(book, fingerprints, layout.cache, files, config)
    for file in files:
        if isinstance(file, AssetFile):
            file.fresh = dirty and ledger.has(file.fingerprint, file.dest_uri)
    processes = choose_processes(len(stale), config)
    for page in stale:
        page.is_put_off = processes > 1
    return Built(book, kept, files, ledger, config, Ahead(stale, processes))


def _add_assets(book: Book, fingerprints: Fingerprints, cache: Path, files: Files, config: MkDocsConfig) -> None:
    """Add what the pages need beside them, and the pages that lead on from old names."""
    worker = find_worker(files)
    if worker is not None:
        files.remove(worker)
        files.append(AssetFile(worker.src_uri, config, partial(mend_worker, worker.content_bytes)))
    for name, asset in find_assets(book, fingerprints, cache).items():
        files.append(AssetFile(f"assets/mopsbook/{name}", config, asset.make, asset.fingerprint))
    for path, asset in find_feeds(book, fingerprints, config.site_url or "").items():
        files.append(AssetFile(path, config, asset.make, asset.fingerprint))
    taken = {file.dest_uri for file in files}
    for path, html in make_redirects(book).items():
        if f"{path}/index.html" not in taken:
            files.append(AssetFile(f"{path}/index.html", config, html.encode))


def _is_document(file: File) -> bool:
    return Path(file.src_uri).suffix.casefold() in YAML


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
