"""SARIF: valid by the official schema, within what GitHub takes, with regions that point at the words that are meant."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import pytest
from found import make
from hostile import comparisons, findings, page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsbook.checks.comparison import Comparison
from mopsbook.checks.explain import explain
from mopsbook.checks.finding import Finding
from mopsbook.checks.reports import sarif
from mopsbook.checks.view import PLAIN, View


def results(text: str) -> list[dict[str, Any]]:
    return json.loads(text)["runs"][0]["results"]


@pytest.fixture(scope="module")
def validator(sarif_schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(sarif_schema, validate_formats=True)


def test_the_schema_refuses_what_is_no_sarif(validator: jsonschema_rs.Draft202012Validator) -> None:
    log = json.loads(sarif.render([make()]))
    assert validator.is_valid(log)
    log["runs"][0]["results"][0]["level"] = "bad"
    assert not validator.is_valid(log)


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="the validator is made for others"
)
def test_the_validator_of_its_authors_has_nothing_to_say_by_the_rules_of_sarif_and_of_github(
    tmp_path: Path, validate_sarif: Callable[[Path], str]
) -> None:
    words = 'quotes " \\ ]]> [this](1) {0} \U0001f980 100%'
    states = [
        make(message=f"{words} {state}", hint=words, path="b ü/#1?.yaml", state=state, reason="Soon.")
        for state in ("new", "known", "waived")
    ]
    view = View(rules={"orphan": explain("orphan")}, site="https://example.org/", comparison=Comparison("main", 80, 81))
    file = tmp_path / "findings.sarif"
    file.write_text(sarif.render(states, view), "utf-8")
    # That mopsbook has no address of its own is true.
    said = [line for line in validate_sarif(file).splitlines() if "does not provide 'informationUri'" not in line]
    assert said == []
    log = json.loads(file.read_text("utf-8"))
    log["runs"][0]["results"][0]["ruleIndex"] = 7
    file.write_text(json.dumps(log), "utf-8")
    assert "ruleIndex" in validate_sarif(file)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(findings(), max_size=4), st.none() | comparisons(), st.sampled_from(["", "books/ours/"]))
def test_whatever_is_found_is_valid_by_the_official_schema(
    validator: jsonschema_rs.Draft202012Validator, found: list[Finding], comparison: Comparison | None, folder: str
) -> None:
    rules = {"orphan": explain("orphan"), "own/our-rule": page("own/our-rule", "x" * 5_000)}
    text = sarif.render(found, View(comparison=comparison, rules=rules, folder=folder, site="https://example.org/"))
    log = json.loads(text)
    assert [error.message for error in validator.iter_errors(log)] == []
    driver = log["runs"][0]["tool"]["driver"]
    for finding, result in zip(found, results(text), strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == folder + finding.path
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert ("suppressions" in result) == (finding.state == "waived")
    states = [result.get("baselineState") for result in results(text)]
    assert None not in states or set(states) == {None}
    for rule in driver["rules"]:
        assert len(rule["shortDescription"]["text"]) <= 1_024
        assert len(rule.get("fullDescription", {"text": ""})["text"]) <= 1_024


@pytest.mark.parametrize(
    ("line", "column", "end", "words"),
    [
        ("key: value", 6, 11, "value"),
        ("\U0001f980: value", 4, 9, "value"),
        ("a: \U0001f980\U0001f980 b", 4, 6, "\U0001f980\U0001f980"),
        ("e\u0301\u00e9: \u4e16", 6, 7, "\u4e16"),
    ],
)
def test_a_region_holds_the_words_that_are_meant_in_utf16(line: str, column: int, end: int, words: str) -> None:
    log = json.loads(sarif.render([make(source_line=line, column=column, end_column=end)]))
    assert log["runs"][0]["columnKind"] == "utf16CodeUnits"
    region = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    units = line.encode("utf-16-le")[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)]
    assert units.decode("utf-16-le") == words


def test_a_waived_finding_is_suppressed_with_the_reason_of_its_waiver() -> None:
    (result,) = results(sarif.render([make(state="waived", reason="Replaced in May.")]))
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "Replaced in May."}]


def test_what_is_new_and_what_was_there_before_are_told_apart_for_tools_that_compare() -> None:
    found = [make(state="new"), make(state="known", line=5), make(state="waived", line=6)]
    assert [result["baselineState"] for result in results(sarif.render(found))] == ["new", "unchanged", "unchanged"]
    assert "baselineState" not in results(sarif.render([make()]))[0]


def test_of_more_findings_than_github_takes_the_worst_are_kept_and_a_notification_says_so() -> None:
    many = [make(line=line, message=f"m{line}", severity="warning") for line in range(1, 25_003)]
    log = json.loads(sarif.render([*many, make(path="z.yaml", severity="error", message="the one that fails")]))
    run = log["runs"][0]
    assert len(run["results"]) == 25_000
    assert run["results"][0]["message"]["text"] == "the one that fails"
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("3 findings left out")


def test_a_rule_brings_its_page_along() -> None:
    view = View(rules={"orphan": explain("orphan")}, site="https://example.org/book/")
    (rule,) = json.loads(sarif.render([make()], view))["runs"][0]["tool"]["driver"]["rules"]
    page_ = explain("orphan")
    assert (rule["shortDescription"]["text"], rule["fullDescription"]["text"]) == (page_.sentence, page_.what)
    assert page_.why in rule["help"]["markdown"]
    assert page_.mend in rule["help"]["text"]
    assert rule["helpUri"] == "https://example.org/book/rules/orphan/"


def test_words_in_brackets_are_no_link_to_another_place() -> None:
    (result,) = results(sarif.render([make(message="see [this](1) and [that]")], PLAIN))
    assert result["message"]["text"] == "see \\[this](1) and [that]"


def test_a_book_without_findings_has_an_empty_run_which_closes_what_was_open() -> None:
    assert results(sarif.render([])) == []
