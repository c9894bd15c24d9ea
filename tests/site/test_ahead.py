"""Pages that several processes made are the pages that one process makes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path
from unittest import mock

import pytest

from mopsbook.errors import SetupError
from mopsbook.site.ahead import Ahead
from small_book import CONFIG, build, read_site, small_documents, write, write_book

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")

# Writes into each page which process filled in its template.
_WHO = "{% extends 'base.html' %}{% block htmltitle %}<!-- {{ config.extra.who() }} -->{{ super() }}{% endblock %}"
_HOOK = "import os\ndef on_config(config):\n    config.extra['who'] = os.getpid\n"


@contextmanager
def _two_processes() -> Iterator[None]:
    """A machine with two processors, on which books as small as this one are worth it; what runs tests has threads."""
    with mock.patch("mopsbook.site.ahead._FEW", 1), mock.patch("mopsbook.site.ahead.count_processes", lambda: 2):
        yield


@contextmanager
def _one_process() -> Iterator[None]:
    with mock.patch("mopsbook.site.ahead.count_processes", lambda: 1):
        yield


def _who(page: bytes) -> int:
    return int(page.partition(b"<!-- ")[2].split()[0])


def _with_theme(root: Path, *rest: str) -> None:
    config = CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: theme\n")
    write(root / "mkdocs.yml", config + "hooks: [hook.py]\n")
    write(root / "theme/main.html", _WHO)
    write(root / "hook.py", "\n".join((_HOOK, *rest)))


def test_a_site_is_the_same_file_by_file_however_many_processes_made_it(tmp_path: Path) -> None:
    """With one process and with two, cleanly and after a change, every file of a site has the same bytes."""
    write_book(tmp_path, documents := small_documents())
    one, two = tmp_path / "one", tmp_path / "two"
    for dirty in (False, True):
        with _one_process():
            alone = build(tmp_path, one, dirty=dirty)
        with _two_processes():
            shared = build(tmp_path, two, dirty=dirty)
        assert read_site(one) == read_site(two)
        assert (alone.pages, alone.rendered, alone.diagrams) == (shared.pages, shared.rendered, shared.diagrams)
        documents["systems/marketo.yaml"]["title"] = "Marketo & friends"
        write_book(tmp_path, documents)


def test_pages_come_from_other_processes(tmp_path: Path) -> None:
    """Every page of ours is filled in by another process than the one that writes it; those by hand are not."""
    write_book(tmp_path, small_documents())
    _with_theme(tmp_path)
    with _two_processes():
        build(tmp_path, site := tmp_path / "site")
    pages = {name: _who(page) for name, page in read_site(site).items() if b"<!-- " in page and b"<nav" in page}
    assert pages.pop("how-we-work/index.html") == os.getpid()
    assert not [name for name, who in pages.items() if who == os.getpid() and name != "404.html"]
    assert "systems/marketo/index.html" in pages


def test_a_plugin_that_looks_at_pages_is_shown_all_of_them(tmp_path: Path) -> None:
    """What another plugin does to the HTML of a page is on the page, because pages are then made one by one."""
    write_book(tmp_path, small_documents())
    looks = "def on_page_content(html, page, config, files):\n    return html + '<p>Seen by the hook.</p>'\n"
    _with_theme(tmp_path, looks)
    with _two_processes():
        build(tmp_path, site := tmp_path / "site")
    page = read_site(site)["systems/marketo/index.html"]
    assert b"<p>Seen by the hook.</p>" in page
    assert _who(page) == os.getpid()


def test_pages_asked_for_in_another_order_are_left_to_the_one_who_asks() -> None:
    """A page that is not the next one is not taken from another process, and those that are still come in order."""
    pages = [_Numbered(n) for n in range(60)]
    ahead = Ahead(pages, 2)  # type: ignore[arg-type]
    ahead.begin(lambda page: f"page {page.number}")  # type: ignore[attr-defined]
    found = [ahead.take(pages[n]) for n in (0, 5, 1, 2, 40, 3)]  # type: ignore[arg-type]
    ahead.close()
    assert [one and one[0] for one in found] == ["page 0", None, "page 1", "page 2", None, "page 3"]
    assert ahead.take(pages[4]) is None  # type: ignore[arg-type]


class _Numbered:
    """As much of a page as the processes ask for."""

    def __init__(self, number: int) -> None:
        self.number = number

    def make(self) -> None:
        """Make nothing."""

    def let_go(self) -> None:
        """Forget nothing."""


@pytest.mark.parametrize("given", [0, 1])
def test_a_system_that_gives_too_few_processes_gets_its_pages_from_one(given: int) -> None:
    """Where a container allows no process, or one too few, pages are left to the one who asks, and nothing is left waiting."""
    pages, fork, left = [_Numbered(n) for n in range(60)], os.fork, [given]

    def fork_few() -> int:
        if not left[0]:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        left[0] -= 1
        return fork()

    before = set(active_children())
    with mock.patch("os.fork", fork_few):
        ahead = Ahead(pages, 3)  # type: ignore[arg-type]
        ahead.begin(str)
        assert [ahead.take(page) for page in pages[:3]] == [None] * 3  # type: ignore[arg-type]
    ahead.close()
    assert set(active_children()) == before


def test_what_goes_wrong_in_another_process_is_told_here(tmp_path: Path) -> None:
    """A template of a kind that is broken stops the build with the same words wherever it was found."""
    write_book(tmp_path, small_documents())
    write(tmp_path / "schemas/system.html.jinja", "{{ 1 / 0 }}")
    said = []
    for site, processes in (("one", _one_process()), ("two", _two_processes())):
        with processes, pytest.raises((SetupError, ZeroDivisionError)) as caught:
            build(tmp_path, tmp_path / site)
        said.append((type(caught.value), str(caught.value), getattr(caught.value, "hint", "")))
    assert said[0] == said[1]


def test_a_process_that_dies_costs_time_and_nothing_else(tmp_path: Path) -> None:
    """When the system takes the other processes away, the site is the same as without them."""
    write_book(tmp_path, small_documents())
    _with_theme(tmp_path)
    hook = f"    if os.getpid() != {os.getpid()}: os.kill(os.getpid(), 9)\n    return 0\n"
    write(tmp_path / "hook.py", _HOOK.replace("os.getpid\n", "_who\n") + "def _who():\n" + hook)
    with _one_process():
        build(tmp_path, alone := tmp_path / "alone")
    with _two_processes():
        build(tmp_path, site := tmp_path / "site")
    assert read_site(site) == read_site(alone)


def test_a_small_build_starts_no_process(tmp_path: Path) -> None:
    """Starting processes for a few pages would cost more than it saves."""
    write_book(tmp_path, small_documents())
    _with_theme(tmp_path)
    with _two_processes(), mock.patch("mopsbook.site.ahead._FEW", 1_000):
        build(tmp_path, site := tmp_path / "site")
    assert _who(read_site(site)["systems/marketo/index.html"]) == os.getpid()
