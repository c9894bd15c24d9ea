"""GitLab's Code Quality report: what its parser asks for, with fingerprints by which it knows a finding again."""

from __future__ import annotations

import json

import jsonschema_rs
from hostile import findings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mopsbook.checks.finding import Finding
from mopsbook.checks.reports import gitlab
from mopsbook.checks.view import View

# What https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format asks for. The parser itself
# (app/validators/json_schemas/codeclimate.json in GitLab's repository) asks for less: any severity, no `check_name`.
TEXT = {"type": "string", "minLength": 1}
LOCATION = {
    "type": "object",
    "required": ["path", "lines"],
    "properties": {
        "path": {**TEXT, "not": {"pattern": "^\\./"}},
        "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
    },
}
VIOLATION = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": TEXT,
        "check_name": TEXT,
        "fingerprint": TEXT,
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": LOCATION,
    },
}
VALIDATOR = jsonschema_rs.Draft202012Validator({"type": "array", "items": VIOLATION})


def make(line: int = 3, **fields: str) -> Finding:
    usual = {"rule": "orphan", "severity": "info", "message": "m", "kind": "system", "id": "a", "path": "a.yaml"}
    return Finding(line=line, column=1, end_column=2, **{**usual, **fields})


def fingerprints(*found: Finding) -> list[str]:
    return [violation["fingerprint"] for violation in json.loads(gitlab.render(found))]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(findings(), max_size=5))
def test_whatever_is_found_is_a_report_that_gitlab_reads(found: list[Finding]) -> None:
    text = gitlab.render(found, View(folder="books/"))
    # A byte order mark is the one thing that the format forbids beside what JSON does.
    assert not text.startswith("\ufeff")
    report = json.loads(text)
    assert [error.message for error in VALIDATOR.iter_errors(report)] == []
    shown = [finding for finding in found if finding.state != "waived"]
    assert [violation["location"]["path"] for violation in report] == [f"books/{finding.path}" for finding in shown]
    assert len({violation["fingerprint"] for violation in report}) == len(shown)


def test_a_fingerprint_survives_moved_lines_and_a_moved_file() -> None:
    before = make()
    assert fingerprints(before) == fingerprints(replace(before, line=90, path="b/c.yaml", source_line="x", column=7))


def test_a_fingerprint_tells_what_is_said_of_what() -> None:
    others = [make(rule="idle"), make(message="n"), make(id="b"), make(kind="role"), make(part="p")]
    assert len({*fingerprints(make(), *others)}) == 6


def test_of_two_findings_that_say_the_same_the_first_keeps_its_fingerprint_when_the_second_goes() -> None:
    both = fingerprints(make(line=3), make(line=9))
    assert len(set(both)) == 2
    assert fingerprints(make(line=9)) == both[:1]


def test_a_file_that_gave_no_document_is_told_by_its_path() -> None:
    first, second = fingerprints(make(kind="", id="", path="a.yaml"), make(kind="", id="", path="b.yaml"))
    assert first != second


def test_the_way_out_is_part_of_the_description() -> None:
    (violation,) = json.loads(gitlab.render([make(hint="did you mean `b`?")]))
    assert violation["description"] == "m. Did you mean `b`?"
