"""The MkDocs plugin: a thin door. `plugins: [search, mopsbook]` in mkdocs.yml is all it takes."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import jinja2
from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from mopsbook.begun import Begun
from mopsbook.checks.finding import Finding
from mopsbook.documents.records import FOLDER as RECORDS
from mopsbook.errors import SetupError
from mopsbook.layout import Layout
from mopsbook.pages.home import render_lost
from mopsbook.pages.hrefs import folder_of
from mopsbook.pages.render import environment
from mopsbook.pipeline import make_book, template_folders
from mopsbook.site.ahead import print_ahead
from mopsbook.site.book_page import Made
from mopsbook.site.built import Built
from mopsbook.site.collector import Collector
from mopsbook.site.compiled import Compiled, is_plain
from mopsbook.site.feeds import add_links
from mopsbook.site.files import add_pages
from mopsbook.site.once import render_parts_once
from mopsbook.site.search import merge_search, tune_search
from mopsbook.today import today
from mopsbook.words import count

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

# For a book without an mkdocs.yml of its own.
DEFAULT = Path(__file__).with_name("default.yml")

log = logging.getLogger("mkdocs.plugins.mopsbook")


class MopsbookConfig(Config):
    """mopsbook needs no options: what a book is called and by which rules it is kept stands in book.yaml."""


class MopsbookPlugin(BasePlugin[MopsbookConfig]):
    """Makes the book before MkDocs looks at files, and hands every page over as a plain value."""

    def __init__(self) -> None:
        self.built: Built | None = None
        self.quiet = False
        self.progress: Callable[[int, int], None] | None = None
        self.begun: Begun | None = None
        self.rendered = 0
        self.diagrams = 0
        self._dirty = False
        self._compiled: Compiled | None = None
        self._serves = False
        self._reported: set[str] = set()
        self._nav: Navigation | None = None
        self._collector = Collector()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether only what changed is to be built."""
        self._dirty, self._serves = dirty, command == "serve"

    def on_shutdown(self) -> None:
        """Give the process back as it was, also after a build that was interrupted: that tells nobody that it is over."""
        self._collector.release()
        if self.built:
            self.built.ahead.close()

    # Before the search plugin, wherever it stands in the list.
    @event_priority(10)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse a setting that would break every link, and add what our pages need."""
        self._collector.hold()
        _refuse_files(config)
        features = config.theme.get("features") or []
        for feature in [name for name in features if name.startswith("navigation.instant")]:
            # It rewrites the address of every link and fails at those within an SVG, which cannot be set that way.
            log.info(f"`{feature}` is switched off: it cannot follow the links in pictures.")
            features.remove(feature)
        tune_search(config)
        search = config.plugins.get("material/search")
        if search is not None and hasattr(search, "search_index_prev"):
            # With `serve --dirty` it expects one page at a time and adds the last index to the new one. Ours is always whole.
            search.search_index_prev = None
        for name in ("mopsbook.css", "past.css", "log.css", "builder.css", "kinds.css", "diagrams.css"):
            config.extra_css.append(f"assets/mopsbook/{name}")
        for name in ("mopsbook.js", "visit.js", "log.js", "builder.js", "diagrams.js"):
            config.extra_javascript.append(f"assets/mopsbook/{name}")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make the book and add its pages. A site without an mkdocs.yml of its own is called like the book."""
        # Others may have switched it off after us: Material's `offline` does.
        _refuse_files(config)
        layout = Layout(_root(config), Path(config.docs_dir))
        self.rendered = self.diagrams = 0
        self._compiled = environment(template_folders(layout)).bytecode_cache = Compiled(layout.cache)
        try:
            begun, self.begun = self.begun, None
            book = make_book(layout, today(), begun=begun)
            if not _has_own(config):
                # Themes take it for HTML, and write it as it is; some escape what nobody has said to be HTML.
                config.site_name = escape(book.title)
            self.built = add_pages(book, layout, files, config, self._dirty, self._seen)
        except SetupError as error:
            raise PluginError(f"{error.message}\n{error.hint}".strip()) from error
        if not self.quiet:
            self._report(book.catalog.findings)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Let the menu show the section that an entity belongs to, though the entity itself is not in it."""
        indexes = {folder_of(page.file.src_uri.removesuffix(".md")): page for page in nav.pages}
        for file in files.documentation_pages():
            # A field of an object, and a case of a question, lie two folders below it.
            index = next((indexes[folder] for folder in _around(file.src_uri) if folder in indexes), None)
            if index is not None and file.page is not None and file.page.parent is None and file.page is not index:
                # MkDocs asks a parent whether it is shown as active, and for its own parent: a page can say both.
                file.page.parent = index.parent or index  # type: ignore[assignment]
        self._nav = nav
        return nav

    # After all others: pages are made in other processes from here on, and must know what they did to the environment.
    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Delete what an earlier build left behind and this one does not make; see to it that menus and pages cost little."""
        if is_plain(config):
            env.bytecode_cache = env.bytecode_cache or self._compiled
        render_parts_once(env, config)
        self._collector.turn_to_pages()
        if self.built:
            self.built.begin()
            if self._dirty:
                self.built.remove_stale()
            assert self._nav is not None
            shown = InclusionLevel.is_in_serve if self._serves else InclusionLevel.is_included
            print_ahead(env, self.built.ahead, config, files.documentation_pages(inclusion=shown), self._nav)
        return env

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Say in the head of each page which feeds tell of it."""
        return add_links(output, self.built.feeds, page.file) if self.built else output

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Let the page for what is not there help, instead of saying a number."""
        if template_name != "404.html" or self.built is None:
            return output_content
        book = self.built.book
        root = urlsplit(config.site_url or "/").path.rstrip("/") + "/"
        layout = Layout(_root(config), Path(config.docs_dir))
        html = render_lost(book, environment(template_folders(layout)), root, self.built.paths)
        return re.sub(r"<h1>404 - Not found</h1>", lambda _: html, output_content, count=1)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add our entries to the search index, which is written by now, and remember what was built."""
        if self.built:
            merge_search(Path(config.site_dir), self.built.found)
            self.built.remember()
        self._collector.release(tidy=self._serves)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave no process behind."""
        self.on_shutdown()
        if self.built:
            self.built.ahead.close()

    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> "LiveReloadServer":
        """Rebuild when a schema, a template or the record of a review changes, too."""
        for folder in ("schemas", RECORDS):
            if (_root(config) / folder).is_dir():
                server.watch(str(_root(config) / folder))
        return server

    def _seen(self, page: Made) -> None:
        self.rendered += 1
        if self.built:
            self.built.said[page.path] = page.entries
        self.diagrams += page.diagrams
        if self.progress and self.built:
            self.progress(self.rendered, len(self.built.drafts))

    def _report(self, findings: Iterable[Finding]) -> None:
        """Say what was found, and in a preview what was not found the last time: who edits wants to see what came of it."""
        before, self._reported = self._reported, set()
        for finding in findings:
            line = f"{finding.path}:{finding.line}:{finding.column}: {finding.rule}: {finding.sentence}"
            # A line further down than before is still the same.
            same = f"{finding.path}: {finding.rule}: {finding.sentence}"
            self._reported.add(same)
            if same in before:
                continue
            if finding.severity == "error" and finding.is_open:
                log.warning(line)
            else:
                log.info(line)
        if left := len(self._reported & before):
            log.info(f"{count(left, 'finding')} as before; `mopsbook check` lists them all.")


def _around(path: str) -> Iterator[str]:
    """Yield the folders around a file, the nearest first. A large site has thousands; pathlib takes four times as long."""
    while path := path.rpartition("/")[0]:
        yield path


def _root(config: MkDocsConfig) -> Path:
    """Return the root of the book: where its mkdocs.yml is; for a book without one, what the knowledge folder lies in."""
    path = Path(config.config_file_path) if config.config_file_path else DEFAULT
    return Path(config.docs_dir).parent if path == DEFAULT else path.parent


def _has_own(config: MkDocsConfig) -> bool:
    """Return whether the book has an mkdocs.yml. `mopsbook build` names the place of one that may not be there."""
    path = Path(config.config_file_path) if config.config_file_path else DEFAULT
    return path != DEFAULT and path.is_file()


def _refuse_files(config: MkDocsConfig) -> None:
    if not config.use_directory_urls:
        raise PluginError(
            "mopsbook needs `use_directory_urls: true`, which is what MkDocs does unless mkdocs.yml or a plugin (`offline`) says"
            " otherwise."
        )
