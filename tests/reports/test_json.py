"""The JSON report keeps to its published schema, whatever was found and compared."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
from hostile import comparisons, findings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsbook.checks import reports
from mopsbook.checks.comparison import Comparison, Standing
from mopsbook.checks.dimensions import DIMENSIONS
from mopsbook.checks.finding import Finding
from mopsbook.checks.reports import json as report
from mopsbook.checks.view import View

SCHEMA = json.loads((Path(reports.__file__).parent / "json.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(findings(), max_size=4), st.none() | comparisons())
def test_whatever_is_found_is_valid_and_says_what_was_found(
    found: list[Finding], comparison: Comparison | None
) -> None:
    whole = json.loads(report.render(found, View(comparison=comparison)))
    assert [error.message for error in VALIDATOR.iter_errors(whole)] == []
    assert [finding["message"] for finding in whole["findings"]] == [finding.sentence for finding in found]
    assert (whole["comparison"] is None) == (comparison is None)


def test_the_schema_knows_every_key_and_refuses_a_report_that_lacks_one() -> None:
    definitions = SCHEMA["$defs"]
    for name, value in {"finding": Finding, "standing": Standing, "comparison": Comparison}.items():
        assert (
            set(definitions[name]["properties"]) == set(definitions[name]["required"]) == set(value.__struct_fields__)
        )
    whole = json.loads(report.render([]))
    assert set(whole) == set(SCHEMA["properties"]) == set(SCHEMA["required"])
    assert all(not VALIDATOR.is_valid({key: whole[key] for key in whole if key != gone}) for gone in whole)


def test_the_schema_names_the_version_that_the_report_has_and_the_dimensions_that_there_are() -> None:
    assert SCHEMA["properties"]["version"]["const"] == report.VERSION
    assert SCHEMA["$defs"]["finding"]["properties"]["dimension"]["enum"] == ["", *DIMENSIONS]


def test_what_is_failing_is_what_is_bad_enough_and_neither_known_nor_waived() -> None:
    found = [
        Finding("a.yaml", 1, 1, 2, "orphan", severity, "m", state=state)
        for severity in ("error", "warning")
        for state in ("", "new", "known", "waived")
    ]
    assert json.loads(report.render(found))["failing"] == 2
    assert json.loads(report.render(found, View(failing=("error", "warning"))))["failing"] == 4
