"""The reference book, broken in one way at a random place: the check names that line by that rule, and nothing else.

A rule joins with a file of its name in breakers/. `spots(shelf)` finds all places of a sound book that can be broken in that
way, `break_at(spot, draw, shelf)` breaks one of them and returns what changed and the line that must be named; `draw` is
Hypothesis's, for whatever else can be chosen. What edits are made of is in edits.py. `BREAKS=100 pytest tests/checks -k
my-rule` tries a hundred places instead of one.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import hypothesis
import pytest
from click.testing import CliRunner
from edits import TODAY, Broken
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mopsbook.checks.earlier import COMPARING
from mopsbook.checks.finding import Finding
from mopsbook.checks.run import find_rules, run_checks
from mopsbook.cli.check import command as check
from mopsbook.documents.document import Trouble
from mopsbook.documents.load import load_shelf, read_document
from mopsbook.documents.records import Records
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

ROOT = Path(__file__).resolve().parents[2]
BREAKERS = sorted(path.stem.replace("_", "-") for path in (Path(__file__).parent / "breakers").glob("*.py"))


@cache
def sound() -> Shelf:
    shelf = load_shelf(Layout(ROOT, ROOT / "knowledge"), load_kinds())
    # The book stays, and need not be looked through for garbage two hundred times.
    gc.freeze()
    return shelf


def breaker(rule: str) -> ModuleType:
    return import_module(f"breakers.{rule.replace('-', '_')}")


@cache
def spots(rule: str) -> Sequence[Any]:
    found: Sequence[Any] = breaker(rule).spots(sound())
    return found


def find(files: Mapping[str, str | None], records: Records | None = None) -> tuple[Finding, ...]:
    """Check the book with other files in it. Only they are read anew: a whole book takes too long for each example."""
    shelf = sound()
    documents = [document for document in shelf.documents if document.path not in files]
    troubles: list[Trouble] = []
    sources, book = dict(shelf.sources), shelf.book
    for path, text in files.items():
        sources.pop(path, None)
        if text is not None:
            sources[path], found, wrong = read_document(path, text.encode(), shelf.kinds)
            documents += [document for document in found if not document.kind.hidden]
            book = next((document for document in found if document.kind.hidden), book)
            troubles += wrong
    documents.sort(key=lambda document: document.path)
    findings = run_checks(Shelf(shelf.kinds, documents, troubles, sources, book, shelf.folder, records), TODAY)
    return tuple(finding for finding in findings if not finding.is_waived)


def test_the_book_is_sound_before_it_is_broken() -> None:
    assert find({}) == ()


def test_every_rule_has_somebody_who_breaks_the_book_for_it() -> None:
    """Those that compare with an earlier state break in tests/ratchet, where there is one."""
    assert set(BREAKERS) == set(find_rules()) - COMPARING


# A few places that are the same in every run, or as many others as somebody asks for. Without shrinking: a smaller spot says
# no more, and each try checks the whole book.
@pytest.mark.parametrize("rule", BREAKERS)
@settings(
    max_examples=int(os.environ.get("BREAKS", "1")), derandomize="BREAKS" not in os.environ, database=None, deadline=None,
    phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_the_check_names_what_is_broken_at_its_line_and_nothing_else(rule: str, data: st.DataObject) -> None:
    # The number and not the spot is drawn: a spot that is shown as text would fill the report.
    spot = spots(rule)[data.draw(st.integers(0, len(spots(rule)) - 1))]
    broken: Broken = breaker(rule).break_at(spot, data.draw, sound())
    found = [(finding.path, finding.line, finding.rule) for finding in find(broken.files, broken.records)]
    assert found == [(broken.path, broken.line, rule)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("book")
    shutil.copytree(ROOT / "knowledge", root / "knowledge")
    return root


# A file that is new, one that is gone, one that cannot be read, the book itself, two files at once.
@pytest.mark.parametrize("rule", ["orphan", "misnamed-file", "unreadable-file", "idle-rule", "lifecycle-dead-end"])
def test_the_command_says_of_the_files_what_is_said_above_of_the_same_book_in_memory(
    rule: str, copy: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    spot = spots(rule)[len(spots(rule)) // 2]
    broken: Broken = breaker(rule).break_at(spot, _plain, sound())
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
    before = {path: (copy / path).read_text("utf-8") if (copy / path).exists() else None for path in broken.files}
    request.addfinalizer(lambda: write(copy, before))
    write(copy, broken.files)
    said = CliRunner().invoke(check, ["--format", "json", str(copy)], standalone_mode=False)
    told = [each for each in json.loads(said.stdout)["findings"] if each["state"] != "waived"]
    found = [(each["path"], each["line"], each["rule"]) for each in told]
    assert found == [(finding.path, finding.line, finding.rule) for finding in find(broken.files)]
    assert found == [(broken.path, broken.line, rule)]


def _plain(strategy: Any) -> Any:
    """The simplest value of a strategy, the same in every run."""
    return hypothesis.find(strategy, lambda _: True, settings=settings(database=None, derandomize=True))


def write(root: Path, files: Mapping[str, str | None]) -> None:
    for path, text in files.items():
        if text is None:
            (root / path).unlink(missing_ok=True)
        else:
            (root / path).write_text(text, "utf-8")
