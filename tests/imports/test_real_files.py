"""Real exports come in whole, and what check says of them afterwards is true."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from mopsbook.cli.import_ import command
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
    assert "title: AuditBoard # the auditors' own\n" in path.read_text() and "data_classification: red" in path.read_text()
    assert "  219  unchanged" in run_import("system", stack(), MAP, tmp_path).report


OTHERS = [
    (
        "value-list", "marketo/amp-labs.channels.real-instance.json", 15,
        "records: data.raw\nfields:\n  title: name\n  values:\n    from: progressionStatuses\n    each: {value: {from: name, missing: []}, label: name}\n",
    ),
    ("term", "hubspot/hubspot-demo-portal.v1-properties.contacts.json", 218, "key: name\nfields: {title: [label, name], id: name, definition: description}\n"),
    ("term", "marketo/fivetran.marketo_lead_describe_data.csv", 100, "key: id\nfields: {title: display_name, id: restname}\n"),
    (
        "value-list", "gitlab-handbook-tables/campaign_type_statuses.csv", 21,
        "records: {group: campaign_type}\nfields:\n  title: campaign_type\n  values: {from: rows, each: {value: status, meaning: definition}}\n",
    ),
    ("term", "salesforce/Lead.describe.json", 0, "records: fields\nkey: name\nfields: {title: label, id: name, definition: {text: '{name} is a {type}.'}}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "file", "count", "map_"), OTHERS, ids=[other[1] for other in OTHERS])
def test_one_language_of_maps_serves_other_exports(findings, tmp_path: Path, kind: str, file: str, count: int, map_: str) -> None:
    mapping = tmp_path / "other.map.yaml"
    mapping.write_text(map_)
    arguments = [kind, str(DATA / file), "--map", str(mapping), "--into", str(tmp_path / "book")]
    result = CliRunner().invoke(command, arguments, standalone_mode=False, catch_exceptions=False)
    assert result.return_value == 0, result.output
    made = [path for path in (tmp_path / "book" / "knowledge").rglob("*.yaml")]
    assert len(made) == count if count else made
    assert not [finding for finding in findings(tmp_path / "book") if finding.rule == "unreadable-file"]
