"""What each rule finds, and what it lets pass, stands in golden files that a person can review.

`pytest tests/checks --rewrite-golden` writes what came out into them; read the difference before you keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from mopsbook.checks.example import FOLDER, read_example
from mopsbook.checks.finding import Finding
from mopsbook.checks.run import find_rules, run_checks
from mopsbook.documents.shelf import Shelf
from mopsbook.ratchet.since import make_earlier

GOLDEN = Path(__file__).parent / "golden"
TODAY = "2026-11-22"
Book = Callable[..., Shelf]


def read(path: Path) -> Any:
    yaml = YAML()
    yaml.width = 1000
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml, yaml.load(path.read_text("utf-8"))


def as_lines(findings: Iterable[Finding]) -> str:
    return "".join(
        f"{f.path}:{f.line}:{f.column} {f.severity}[{f.rule}] {f.sentence}{f' | {f.hint}' if f.hint else ''}\n"
        for f in findings
    )


def find(shelf: Shelf, today: str, rule: str | None, before: Shelf | None = None, *, whole: bool = False) -> str:
    day = date.fromisoformat(today)
    earlier = make_earlier("main", before, shelf, day, whole=whole) if before else None
    findings = run_checks(shelf, day, earlier)
    for one in findings:
        asks = getattr(find_rules().get(one.rule), "asks", None)
        assert not asks or asks(shelf.kinds[one.kind]), f"{one.rule} says that it does not ask {one.kind}"
    return as_lines(finding for finding in findings if rule is None or finding.rule == rule)


def make_before(book: Book, files: Mapping[str, str], root: Path) -> Shelf | None:
    """Return the shelf of an earlier state, whose files are gone afterwards; None if there is none."""
    shelf = book(files) if files else None
    for path in shelf.sources if shelf else ():
        (root / path).unlink()
    return shelf


def all_cases() -> list[Any]:
    found = []
    for path in sorted(GOLDEN.glob("*.yaml")):
        cases = read(path)[1]["cases"]
        found += [pytest.param(path, index, id=f"{path.stem}: {case['name']}") for index, case in enumerate(cases)]
    return found


@pytest.mark.parametrize(("path", "index"), all_cases())
def test_each_case_finds_exactly_what_is_written_down(
    path: Path, index: int, book: Book, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    yaml, whole = read(path)
    case = whole["cases"][index]
    rule = None if case.get("every_rule") else path.stem
    before = make_before(book, case.get("before", {}), tmp_path)
    now = book(case["files"], case.get("schemas"))
    found = find(now, str(case.get("today", TODAY)), rule, before, whole=case.get("whole", False))
    if request.config.getoption("--rewrite-golden") and found != case["expected"]:
        case["expected"] = LiteralScalarString(found) if found else found
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yaml.dump(whole, file)
    assert found == case["expected"]


@pytest.mark.parametrize("rule", find_rules())
def test_an_example_is_wrong_before_it_is_mended_and_right_afterwards(
    rule: str, book: Book, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    example = read_example(rule)
    before = make_before(book, dict(example.before), tmp_path)
    shelf = book(dict(example.files))
    found = find(shelf, example.today, rule, before)
    if request.config.getoption("--rewrite-golden") and found != example.wrong:
        yaml, whole = read(FOLDER / f"{rule}.yaml")
        whole["expected"] = LiteralScalarString(found)
        with (FOLDER / f"{rule}.yaml").open("w", encoding="utf-8", newline="\n") as file:
            yaml.dump(whole, file)
    assert found == example.wrong
    assert found, "an example that breaks nothing shows nothing"
    for name, _ in example.files:
        (tmp_path / "knowledge" / name).unlink()
    assert find(book(dict(example.mended)), example.today, rule, before) == ""
