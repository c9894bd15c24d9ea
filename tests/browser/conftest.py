"""A real browser, a served site, and a watch over what a page does behind the reader's back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from reference_site import ReferenceSite
from small_book import build, with_runbooks, write_book


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Served:
    """A site, where it is served, and what the browser complained about."""

    url: str
    folder: Path


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], Served]]:
    """A function that serves a folder until the tests end."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> Served:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return Served(f"http://127.0.0.1:{server.server_port}/", folder)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def reference(reference_site: ReferenceSite, serve: Callable[[Path], Served]) -> Served:
    """The site of the reference book, served."""
    return serve(reference_site.folder)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], Served]) -> Served:
    """The site of the small book with a kind of its own."""
    folder = tmp_path_factory.mktemp("small")
    documents, schemas = with_runbooks()
    build(write_book(folder / "book", documents, schemas=schemas), folder / "site")
    return serve(folder / "site")


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], Served]) -> Served:
    """The site of a book in which something is missing, broken and unknown."""
    folder = tmp_path_factory.mktemp("faulty")
    documents, schemas = with_runbooks()
    documents["systems/broken.yaml"] = {
        "kind": "system", "id": "broken", "title": "Broken", "owner": "nobody", "purpose": "See [[nothing]].",
        "unknown": {"vendor": {"ask": "mops-lead"}}, "status": "active", "tier": "one",
    }  # fmt: skip
    build(write_book(folder / "book", documents, schemas=schemas), folder / "site")
    return serve(folder / "site")


@dataclass
class Watched:
    """A tab, and what happened in it that should not: errors, dialogs, requests to other hosts."""

    page: Any
    home: str = ""
    complaints: list[str] = field(default_factory=list)

    def go(self, url: str, wait: str = "load") -> None:
        """Open a page and remember whose it is."""
        self.home = self.home or url
        self.page.goto(url, wait_until=wait)


@pytest.fixture(scope="session")
def new_tab(browser: Any) -> Callable[[], AbstractContextManager[Watched]]:
    """A function that opens a tab in a new profile. Who leaves complaints behind looks at them or fails."""

    @contextmanager
    def opened() -> Iterator[Watched]:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        watched = Watched(context.new_page())
        page = watched.page

        def on_request(request: Any) -> None:
            if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
                watched.complaints.append(f"asks another host: {request.url}")

        def on_dialog(dialog: Any) -> None:
            watched.complaints.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on(
            "console", lambda message: message.type == "error" and watched.complaints.append(f"console: {message.text}")
        )
        page.on("pageerror", lambda error: watched.complaints.append(f"error: {error}"))
        context.on("request", on_request)
        page.on("dialog", on_dialog)
        yield watched
        context.close()
        assert watched.complaints == []

    return opened


@pytest.fixture
def tab(new_tab: Callable[[], AbstractContextManager[Watched]]) -> Iterator[Watched]:
    """A tab of the test's own."""
    with new_tab() as watched:
        yield watched
