"""Real exports come in whole, and what check says of them afterwards is true."""

from collections import Counter
from pathlib import Path

import pytest

from mopsbook.imports.run import run_import

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
MAP = ROOT / "docs" / "examples" / "gitlab-tech-stack.map.yaml"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not part of the distribution")


def stack(version: str = "") -> Path:
    return DATA / "gitlab-tech-stack" / (f"versions/{version}.yml" if version else "tech_stack.yml")


def test_all_219_systems_of_gitlab_come_in_and_have_gaps_but_no_errors(findings, tmp_path: Path) -> None:
    result = run_import("system", stack(), MAP, tmp_path)
    assert result.complete and "  219  created" in result.report
    assert len(list((tmp_path / "knowledge" / "systems").iterdir())) == 219
    found = findings(tmp_path)
    assert Counter(finding.severity for finding in found)["error"] == 0
    assert sum("`category`" in finding.message for finding in found if finding.rule == "incomplete") == 219


def test_nobody_of_gitlab_becomes_a_role(tmp_path: Path) -> None:
    run_import("system", stack(), MAP, tmp_path)
    assert sorted(path.name for path in (tmp_path / "knowledge").iterdir()) == ["systems", "teams"]
    assert not any("Owner" in path.read_text() for path in (tmp_path / "knowledge" / "teams").iterdir())


def test_three_months_of_changes_at_gitlab_arrive_and_a_person_s_words_stay(tmp_path: Path) -> None:
    run_import("system", stack("2022-08-12_0cbf4a0ab"), MAP, tmp_path)
    path = tmp_path / "knowledge" / "systems" / "auditboard.yaml"
    path.write_text(path.read_text().replace("title: AuditBoard", "title: AuditBoard # the auditors' own"))
    report = run_import("system", stack(), MAP, tmp_path).report
    assert "data_classification `orange` -> `red`" in report
    assert (
        "title: AuditBoard # the auditors' own\n" in path.read_text() and "data_classification: red" in path.read_text()
    )
    assert "  219  unchanged" in run_import("system", stack(), MAP, tmp_path).report


CHANNELS = """
records: data.raw
fields:
  title: name
  values: {from: progressionStatuses, each: {value: {from: name, missing: []}, label: name}}
"""
PROPERTIES = "key: name\nfields: {title: [label, name], id: name, definition: description}\n"
LEAD_FIELDS = "key: id\nfields: {title: display_name, id: restname}\n"
STATUSES = """
records: {group: campaign_type}
fields:
  title: campaign_type
  values: {from: rows, each: {value: status, meaning: definition}}
"""
DESCRIBE = """
records: fields
key: name
fields: {title: label, id: name, definition: {text: "{name} is a {type}."}}
"""
OTHERS = [
    ("value-list", "marketo/amp-labs.channels.real-instance.json", CHANNELS, 15),
    ("term", "hubspot/hubspot-demo-portal.v1-properties.contacts.json", PROPERTIES, 218),
    ("term", "marketo/fivetran.marketo_lead_describe_data.csv", LEAD_FIELDS, 100),
    ("value-list", "gitlab-handbook-tables/campaign_type_statuses.csv", STATUSES, 21),
    ("term", "salesforce/Lead.describe.json", DESCRIBE, 0),
]


@pytest.mark.parametrize(("kind", "file", "map_", "count"), OTHERS, ids=[other[1] for other in OTHERS])
def test_one_language_of_maps_serves_other_exports(
    tmp_path: Path, findings, *, kind: str, file: str, map_: str, count: int
) -> None:
    mapping = tmp_path / "other.map.yaml"
    mapping.write_text(map_)
    result = run_import(kind, DATA / file, mapping, tmp_path / "book")
    assert result.complete, result.report
    made = list((tmp_path / "book" / "knowledge").rglob("*.yaml"))
    assert len(made) == count if count else made
    assert not [finding for finding in findings(tmp_path / "book") if finding.rule == "unreadable-file"]
