"""`mopsbook check` as people and machines run it: exit codes, formats, paths, and the look of a finding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import mopsbook
import mopsbook.cli
from mopsbook.checks.finding import Finding
from mopsbook.checks.rules import orphan
from terminals import mopsbook_command, needs_terminal, run_on_terminal

SOURCE = str(Path(mopsbook.__file__).parents[1])
TEAM = """\
kind: team
id: ops
title: Operations
purpose: Runs the machinery.
status: active
last_reviewed: 2026-11-01
lead: head
channel: "#ops"
"""
ROLE = """\
kind: role
id: head
title: Head of operations
purpose: Leads.
status: active
last_reviewed: 2026-11-01
team: ops
holders: 1
responsibilities: [Leads.]
"""
CLEAN = {"book.yaml": "kind: book\ntitle: Ours\n", "teams/ops.yaml": TEAM, "roles/head.yaml": ROLE}
CHECKED = "No findings. 3 documents in 3 files were checked.\n"
WRONG = {"systems/b.yaml": "kind: system\nid: b\ntitle: B\nowner: nobody\n", "systems/a.yaml": "kind: sytem\n"}
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    def make(files: dict[str, str]) -> Path:
        for name, content in {**files, ".gitkeep": ""}.items():
            path = tmp_path / "knowledge" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        return tmp_path

    return make


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # 22 November 2026.
    settings = {**os.environ, "PYTHONPATH": SOURCE, "SOURCE_DATE_EPOCH": "1795305600", "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-m", "mopsbook", *arguments]
    return subprocess.run(
        command, cwd=folder, env=settings, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def test_a_clean_book_is_exit_0(folder: Callable[..., Path]) -> None:
    done = run(folder(CLEAN), "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, CHECKED, "")


def test_an_error_is_exit_1_and_says_so_on_stdout(folder: Callable[..., Path]) -> None:
    done = run(folder(WRONG), "check")
    assert done.returncode == 1
    assert "error[broken-reference]" in done.stdout


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 0), ("info", 1)])
def test_the_mildest_severity_that_fails_can_be_chosen(folder: Callable[..., Path], fail_on: str, code: int) -> None:
    system = "kind: system\nid: a\ntitle: A\npurpose: P.\nowner: ops\nstatus: active\nlast_reviewed: 2026-11-01\ncategory: crm\n"
    system += "technical_owner: head\ntier: 4\ndata_classification: red\nholds_personal_data: false\n"
    done = run(folder({**CLEAN, "systems/a.yaml": system}), "check", "--fail-on", fail_on)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        code,
        "1 remark in 1 file. Why and how to mend: mopsbook explain orphan",
    )


def test_a_warning_fails_if_it_is_asked_for(folder: Callable[..., Path]) -> None:
    late = {**CLEAN, "teams/ops.yaml": TEAM.replace("2026-11-01", "2020-01-01")}
    assert run(folder(late), "check").returncode == 0
    assert run(folder(late), "check", "--fail-on", "warning").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "--fast"], "--fast"),
        (["check", "--format", "xml"], "xml"),
        (["check", "--fail-on", "never"], "never"),
        (["chek"], "there is no command `chek`; did you mean `check`?"),
        (["validate"], "there is no command `validate`; did you mean `check`?"),
        (["xyzzy"], "there is no command `xyzzy`\n"),
        (["check", "nowhere.yaml"], "there is no `nowhere.yaml`"),
        (["check", "knowledge/role"], "did you mean `knowledge/roles`?"),
        (["check", "ops"], "did you mean `knowledge/teams/ops.yaml`?"),
        (["explain", "broken-refs"], "did you mean `broken-reference`?"),
        (["explain", "own/x"], "Run this in the folder of the book."),
        (["explain", "qqqqqq"], "`mopsbook explain` lists all"),
    ],
)
def test_a_wrong_option_is_exit_2_with_a_message_and_no_traceback(
    folder: Callable[..., Path], arguments: list[str], says: str
) -> None:
    done = run(folder(CLEAN), *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_no_knowledge_base_is_exit_2(tmp_path: Path) -> None:
    done = run(tmp_path, "check")
    assert done.returncode == 2
    assert done.stderr.startswith(f"mopsbook: there is no knowledge base in {tmp_path}")


def test_a_site_without_its_knowledge_folder_is_exit_2(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: X\ndocs_dir: knowlege\n")
    done = run(tmp_path, "check")
    assert done.returncode == 2
    assert "knowlege" in done.stderr


def test_a_broken_schema_is_exit_2_with_its_line(folder: Callable[..., Path]) -> None:
    root = folder(CLEAN)
    (root / "schemas").mkdir()
    (root / "schemas" / "runbook.schema.yaml").write_text("x-kindd: {}\n")
    done = run(root, "check")
    assert done.returncode == 2
    assert "runbook.schema.yaml:1:1: `x-kindd` is no word of our schemas; did you mean `x-kind`?" in done.stderr


def test_a_wrong_date_of_the_environment_is_exit_2(folder: Callable[..., Path]) -> None:
    assert run(folder(CLEAN), "check", SOURCE_DATE_EPOCH="today").returncode == 2


def test_a_mistake_of_ours_is_exit_3_with_everything_a_report_needs(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("in a rule")

    monkeypatch.setattr(orphan, "check", fail)
    monkeypatch.setattr(sys, "argv", ["mopsbook", "check", str(folder(CLEAN))])
    with pytest.raises(SystemExit) as stopped:
        mopsbook.cli.main()
    assert stopped.value.code == 3
    said = capsys.readouterr().err
    assert all(
        word in said for word in ("Please report", "ZeroDivisionError: in a rule", "Traceback", "yaml-rs", "Python 3.")
    )


def test_json_has_every_field_of_every_finding(folder: Callable[..., Path]) -> None:
    done = run(folder({**CLEAN, **WRONG}), "check", "--format", "json")
    whole = json.loads(done.stdout)
    assert done.returncode == 1
    assert (whole["version"], set(whole)) == (1, {"version", "counts", "failing", "comparison", "findings"})
    assert sum(whole["counts"].values()) == len(whole["findings"])
    assert all(list(finding) == list(Finding.__struct_fields__) for finding in whole["findings"])
    broken = next(finding for finding in whole["findings"] if finding["rule"] == "broken-reference")
    assert broken == {
        "path": "knowledge/systems/b.yaml",
        "line": 4,
        "column": 8,
        "end_column": 14,
        "rule": "broken-reference",
        "severity": "error",
        "message": "system `b`: no role or team is called `nobody`",
        "hint": "If there is none, leave it out, and say why under `does_not_apply`.",
        "source_line": "owner: nobody",
        "kind": "system",
        "id": "b",
        "subject": "system `b`",
        "part": "",
        "dimension": "cohesive",
        "state": "",
        "reason": "",
    }


def test_findings_are_sorted_by_place_and_the_same_each_time(folder: Callable[..., Path]) -> None:
    root = folder({**CLEAN, **WRONG})
    first, second = (run(root, "check", "--format", "json", PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert first == second
    places = [(f["path"], f["line"], f["column"]) for f in json.loads(first)["findings"]]
    assert places == sorted(places)


def test_paths_say_what_is_reported_and_the_whole_book_is_read(folder: Callable[..., Path]) -> None:
    root = folder({**CLEAN, **WRONG})
    only = json.loads(run(root, "check", "knowledge/systems/b.yaml", "--format", "json").stdout)["findings"]
    assert {finding["path"] for finding in only} == {"knowledge/systems/b.yaml"}
    assert run(root, "check", "knowledge/teams", "knowledge/roles").returncode == 0
    assert run(root / "knowledge" / "teams", "check", ".").stdout == "No findings. 1 document in 1 file was checked.\n"
    assert run(root.parent, "check", root.name).returncode == 1


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}])
def test_what_is_piped_has_no_colours(folder: Callable[..., Path], environment: dict[str, str]) -> None:
    assert "\033" not in run(folder(WRONG), "check", **environment).stdout


@needs_terminal
@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_a_terminal_has_colours_unless_somebody_says_no(
    folder: Callable[..., Path], no_colour: str, coloured: bool
) -> None:
    _, shown = run_on_terminal(mopsbook_command("check"), folder(WRONG), environment={"NO_COLOR": no_colour})
    assert ("\033[1;31m" in shown) == coloured


def test_a_file_name_that_is_not_utf8_is_no_mistake_of_ours(folder: Callable[..., Path]) -> None:
    root = folder(CLEAN)
    try:
        Path(os.fsdecode(os.fsencode(root / "knowledge") + b"/gr\xfcn.yaml")).write_text("x")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    for format_ in ("text", "json", "github"):
        assert run(root, "check", "--format", format_).returncode == 1


def test_a_finding_looks_as_it_should(folder: Callable[..., Path]) -> None:
    steps = "steps:\n  - id: build-program\n    title: Build the program\n    systems: [marketto, salesforce]\n"
    head = "kind: process\nid: webinar-launch\ntitle: Launch a webinar\n"
    system = "kind: system\nid: {0}\ntitle: {0}\n"
    root = folder(
        {
            "processes/webinar-launch.yaml": head + "#\n" * (41 - 7) + steps,
            "systems/marketo.yaml": system.format("marketo"),
            "systems/salesforce.yaml": system.format("salesforce"),
        }
    )
    wanted = """\
error[broken-reference]: process `webinar-launch`, step `build-program`: no system is called `marketto`
  --> knowledge/processes/webinar-launch.yaml:41:15
   |
41 |     systems: [marketto, salesforce]
   |               ^^^^^^^^ did you mean `marketo`?
"""
    assert wanted in run(root, "check").stdout


@pytest.mark.parametrize("rule", ["broken-reference", None])
def test_explain_shows_one_rule_or_all_in_a_line_each(tmp_path: Path, rule: str | None) -> None:
    done = run(tmp_path, "explain", *([rule] if rule else []))
    assert done.returncode == 0
    assert (
        done.stdout.startswith("broken-reference (error, cohesive)\n\n")
        if rule
        else "\nbroken-reference " in done.stdout
    )
    assert rule or all(
        " error " in line or " warning " in line or " info " in line for line in done.stdout.splitlines()
    )


def test_today_is_the_date_of_the_environment_or_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    from mopsbook.today import today

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert today() == date(2026, 11, 22)


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_an_empty_folder_does_not_look_like_success(folder: Callable[..., Path], format_: str) -> None:
    done = run(folder({"index.md": "# Hello"}), "check", "--format", format_)
    assert done.returncode == 0
    assert "there is no document in" in done.stderr
    assert "No findings" not in done.stdout
    assert format_ != "text" or done.stdout == "Nothing was checked.\n"


def test_a_book_without_a_name_is_told_so_unless_its_file_is_broken(folder: Callable[..., Path]) -> None:
    done = run(folder({"teams/ops.yaml": TEAM, "roles/head.yaml": ROLE}), "check")
    assert (done.returncode, done.stdout) == (0, "No findings. 2 documents in 2 files were checked.\n")
    assert "no file says `kind: book`" in done.stderr
    assert run(folder({"book.yaml": "title: [\n"}), "check").stderr == ""


def test_a_link_is_asked_for_by_where_it_stands_and_by_where_it_leads(folder: Callable[..., Path]) -> None:
    root = folder(CLEAN)
    outside = root / "elsewhere"
    outside.mkdir()
    (outside / "a.yaml").write_text("kind: sytem\n")
    (root / "knowledge" / "a.yaml").symlink_to(outside / "a.yaml")
    (root / "knowledge" / "up").symlink_to(root.parent)
    (root / "knowledge" / "loop.yaml").symlink_to("loop.yaml")
    assert run(root, "check", "knowledge/a.yaml").stdout.count("error[") == 1
    assert run(root, "check", "knowledge").stdout.count("error[") == 3
    assert run(root, "check", ".").stdout == run(root, "check").stdout
