"""The reference book, broken in one way at a random place: the check names that line by that rule.

A rule joins with a file of its name in breakers/: `spots` finds the places of a book that can be broken, `break_at` breaks
one of them and says which line must be named.
"""

from __future__ import annotations

import json
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

from mopsbook.checks.finding import Finding
from mopsbook.checks.run import find_rules, run_checks
from mopsbook.cli.check import command as check
from mopsbook.documents.load import load_shelf, read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

ROOT = Path(__file__).resolve().parents[2]
BREAKERS = sorted(path.stem.replace("_", "-") for path in (Path(__file__).parent / "breakers").glob("*.py"))


@cache
def sound() -> Shelf:
    return load_shelf(Layout(ROOT, ROOT / "knowledge"), load_kinds())


def breaker(rule: str) -> ModuleType:
    return import_module(f"breakers.{rule.replace('-', '_')}")


@cache
def spots(rule: str) -> Sequence[Any]:
    found: Sequence[Any] = breaker(rule).spots(sound())
    return found


def find(files: Mapping[str, str | None]) -> tuple[Finding, ...]:
    """Check the book with other files in it. Only they are read anew: a whole book takes too long for each example."""
    book = sound()
    documents = [document for document in book.documents if document.path not in files]
    troubles = []
    for path, text in files.items():
        if text is not None:
            _, found, wrong = read_document(path, text.encode(), book.kinds)
            documents += found
            troubles += wrong
    documents.sort(key=lambda document: document.path)
    return run_checks(Shelf(book.kinds, documents, troubles, book.sources, book.book, book.folder), TODAY)


def test_the_book_is_sound_before_it_is_broken() -> None:
    assert find({}) == ()


# Rules that have their cases and their example, and nobody who breaks the book for them yet. It may only get shorter.
WITHOUT = frozenset(
    """
    campaign-unnamed capture-point channel-default channel-no-success channel-spelling channel-twice
    channel-unused condition-value credential-expiry field-api-name field-definition field-deprecated
    field-twice field-two-writers idle-rule integration-unwatched lifecycle-backwards lifecycle-hand-over
    lifecycle-no-exit lifecycle-picklist lifecycle-stray-value mapping-against-record mapping-direction
    mapping-loss mapping-not-kept mapping-picklist mapping-read-only mapping-type metric-dashboard
    metric-source metric-twice naming-ambiguous naming-overlap naming-part-example naming-too-long
    opt-out-reach planning-gap process-hand-over process-unowned-system raci-no-team role-share
    scoring-dead-rule scoring-example scoring-field scoring-idle-decay scoring-no-decay scoring-no-way
    scoring-same-points scoring-single-rule scoring-unbounded-rule scoring-unreachable-threshold
    scoring-untested scoring-unused-threshold secret sync-loop system-of-record token-no-default
    undeclared-personal-data unusable-rule utm-case vacant-role writer-not-mapped writer-not-named
    """.split()
)


def test_every_rule_has_a_breaker_or_is_known_to_have_none() -> None:
    assert set(BREAKERS) | WITHOUT == set(find_rules())
    assert not set(BREAKERS) & WITHOUT


@pytest.mark.parametrize("rule", BREAKERS)
# Without shrinking: a smaller spot says no more, and each try checks the whole book.
@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_check_names_what_is_broken_at_its_line(rule: str, data: st.DataObject) -> None:
    # The number and not the spot is drawn: a spot that is shown as text would fill the report.
    spot = spots(rule)[data.draw(st.integers(0, len(spots(rule)) - 1))]
    broken: Broken = breaker(rule).break_at(spot, data.draw, sound())
    found = [(finding.path, finding.line, finding.rule) for finding in find(broken.files)]
    assert found.count((broken.path, broken.line, rule)) == 1
    # Not yet held: that nothing else is named. A stage that nobody reaches has no exit criteria either, and a file that
    # cannot be read leaves its neighbours without what they name.


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("book")
    shutil.copytree(ROOT / "knowledge", root / "knowledge")
    return root


@pytest.mark.parametrize("rule", BREAKERS)
def test_the_command_says_the_same_of_the_whole_book(
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
    found = [(each["path"], each["line"], each["rule"]) for each in json.loads(said.stdout)["findings"]]
    assert found.count((broken.path, broken.line, rule)) == 1


def _plain(strategy: Any) -> Any:
    """The simplest value of a strategy, the same in every run."""
    return hypothesis.find(strategy, lambda _: True, settings=settings(database=None, derandomize=True))


def write(root: Path, files: Mapping[str, str | None]) -> None:
    for path, text in files.items():
        if text is None:
            (root / path).unlink(missing_ok=True)
        else:
            (root / path).write_text(text, "utf-8")
