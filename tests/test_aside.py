"""A value that is worked out in another process is the same as one that is worked out here, errors included."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mopsbook.aside import Aside
from mopsbook.errors import SetupError
from mopsbook.layout import find_layout
from mopsbook.pipeline import make_book
from mopsbook.today import today
from small_book import at, small_documents, write_book

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a process is forked")


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with one processor forks as well, so that it is tried everywhere."""
    monkeypatch.setattr("mopsbook.aside.count_processes", lambda: 2)


def _fail() -> str:
    raise SetupError("there is no such thing", "Make one.")


def test_the_value_is_that_of_the_work(tmp_path: Path) -> None:
    """What comes back is more than a pipe holds at once, and it is worked out once, by the process that began with it."""

    def work() -> tuple[int, str]:
        (tmp_path / "begun").touch()
        return os.getpid(), "x" * 1_000_000

    aside = Aside(work, worth=True)
    _wait_for(tmp_path / "begun")
    process, text = aside()
    assert process != os.getpid()
    assert len(text) == 1_000_000 and aside()[0] == process


def _wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)


def test_work_that_is_little_is_done_here() -> None:
    """No process is started for it."""
    assert Aside(os.getpid, worth=False)() == os.getpid()


def test_an_error_is_raised_where_the_value_is_asked_for() -> None:
    """Whoever asks learns what is wrong and what to do, as if the work were done here."""
    with pytest.raises(SetupError, match="no such thing"):
        Aside(_fail, worth=True)()


@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: sys.exit(3)])
def test_a_process_that_dies_costs_time_and_nothing_else(end: Callable[[], None]) -> None:
    """When the system takes its memory, the work is done again here."""
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            end()
        return "done"

    assert Aside(work, worth=True)() == "done"


def test_who_does_not_ask_leaves_no_process_behind(tmp_path: Path) -> None:
    """A process whose value nobody wants any more is ended and forgotten."""

    def work() -> str:
        (tmp_path / "begun").touch()
        signal.pause()
        return ""

    aside = Aside(work, worth=True)
    assert aside._shared is not None
    process = aside._shared._others[0]._pid
    _wait_for(tmp_path / "begun")
    del aside
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_book_that_is_checked_aside_has_the_same_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other process finds is all of what this one would have found, in the same order."""
    documents = small_documents()
    documents["systems/marketo.yaml"] |= {"owner": "nobody", "category": "no such", "last_reviewed": "2020-01-01"}
    layout = find_layout(write_book(tmp_path, documents))
    with at():
        here = make_book(layout, today()).catalog.findings
        monkeypatch.setattr("mopsbook.begun._MANY", -1)
        aside = make_book(layout, today()).catalog.findings
    assert len(here) > 3 and aside == here
