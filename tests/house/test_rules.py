"""Every rule is complete: its sentence, what, why and mend, an example, and cases that fail and that pass."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module
from inspect import getdoc, signature
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml

from mopsbook.checks import reports
from mopsbook.checks.dimensions import DIMENSIONS
from mopsbook.checks.example import FOLDER, read_example
from mopsbook.checks.explain import explain
from mopsbook.checks.finding import SEVERITIES
from mopsbook.checks.given import Given
from mopsbook.checks.run import find_rules, is_late
from mopsbook.checks.view import View
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds

GOLDEN = Path(__file__).resolve().parents[1] / "checks" / "golden"
RULES = find_rules()


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_severity_a_check_and_three_paragraphs(rule: str) -> None:
    module = RULES[rule]
    assert module.SEVERITY in SEVERITIES
    assert [parameter.annotation for parameter in signature(module.check).parameters.values()] == (
        [Shelf, Given, date] if is_late(module) else [Shelf, date]
    )
    parts = (getdoc(module) or "").split("\n\n")
    assert [part.partition(":")[0] for part in parts[1:]] == ["What", "Why", "Mend"]
    assert re.fullmatch(r"[A-Z].*\.", parts[0]), "the first line is one sentence"
    page = explain(rule)
    assert all(text.endswith(".") for text in (page.what, page.why, page.mend))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_serves_one_dimension_and_says_which_kinds_it_asks_if_not_all(rule: str) -> None:
    module = RULES[rule]
    assert module.DIMENSION in DIMENSIONS
    asks = getattr(module, "asks", None)
    if asks:
        answers = [asks(kind) for kind in load_kinds().values()]
        assert set(answers) == {True, False}, "a rule that asks every kind, or none, has no `asks`"


def test_the_dimensions_are_those_that_a_rule_of_a_team_may_name() -> None:
    field = load_kinds()["book"].field("rules.dimension")
    assert field is not None
    assert field.values == tuple(DIMENSIONS)
    assert "".join(name[0] for name in DIMENSIONS).upper() == "SCORE"


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_case_that_fails_and_one_that_passes(rule: str) -> None:
    cases = yaml.safe_load((GOLDEN / f"{rule}.yaml").read_text("utf-8"))["cases"]
    mine = [f"[{rule}]" in case["expected"] for case in cases]
    assert any(mine) or read_example(rule).wrong
    assert not all(mine)
    names = [case["name"] for case in cases]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", RULES)
def test_the_example_on_the_page_of_a_rule_is_short(rule: str) -> None:
    example = read_example(rule)
    assert sum(text.count("\n") for _, text in example.files) <= 30
    assert len(example.files) <= 4
    assert all(text.endswith("\n") for _, text in (*example.files, *example.mended))


def test_examples_and_goldens_belong_to_rules_that_exist() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(RULES)
    assert {path.stem for path in GOLDEN.iterdir()} == set(RULES)


@pytest.mark.parametrize("report", [module.name for module in iter_modules(reports.__path__)])
def test_a_report_format_renders_no_findings_and_some(report: str) -> None:
    render = import_module(f"{reports.__name__}.{report}").render
    assert isinstance(render([]), str)
    assert isinstance(render([], View(colour=True, width=80)), str)
