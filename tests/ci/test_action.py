"""action.yml: its steps in a real shell, in a clone of a real repository, with a host on this machine."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from host import Host
from pull_request import PullRequest, make_pull_request
from runner import run_action

import mopsbook

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / "action.yml"
STEPS: list[dict[str, Any]] = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"]
SHELL = pytest.mark.skipif(os.name == "nt", reason="the paths of this shell are not those of Python")


def run(request: PullRequest, temp: Path, host: Host, folder: str = ".", **inputs: str) -> Any:
    temp.mkdir(exist_ok=True)
    event = {
        "github.base_ref": "main",
        "github.token": "secret",
    }
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(mopsbook.__file__).parents[1]),
        "SOURCE_DATE_EPOCH": "1795305600",
        "GITHUB_API_URL": host.address,
        "GITHUB_REPOSITORY": "acme/book",
        "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_SHA": "abc",
    }
    named = {name.replace("_", "-"): value for name, value in inputs.items()}
    return run_action(ACTION, request.checkout, temp, {"working-directory": folder, **named}, event, environment)


@SHELL
def test_a_pull_request_is_checked_and_told_in_one_comment_that_the_next_run_updates(
    tmp_path: Path, host: Host
) -> None:
    request = make_pull_request(tmp_path / "repository")
    first = run(request, tmp_path / "one", host)
    assert first.done == {
        "Check": "failure",
        "Tell what changes": "success",
        "Comment": "success",
        "Build the site": "success",
    }
    assert "::error file=knowledge/systems/b.yaml,line=4,col=8,endColumn=14,title=broken-reference::" in first.log
    assert len(host.comments) == 1
    assert "❌ 1 finding fails the check" in host.comments[1]
    assert "compared with origin/main" in host.comments[1]
    assert "B is now owned by no-one instead of Operations" in host.comments[1]
    assert "https://github.com/acme/book/blob/abc/knowledge/systems/b.yaml#L4" in host.comments[1]
    assert "❌ 1 finding fails the check" in first.summary
    reports = Path(first.context["steps.check.outputs.reports"])
    assert {path.name for path in reports.iterdir()} == {"findings.sarif", "findings.json", "check.md", "diff.md"}
    # What was wrong before the pull request is known, and no business of it.
    states = {
        finding["path"]: finding["state"]
        for finding in json.loads((reports / "findings.json").read_text("utf-8"))["findings"]
    }
    assert states["knowledge/systems/a.yaml"] == "known"
    assert (Path(first.context["steps.site.outputs.site"]) / "index.html").is_file()
    request.mend()
    second = run(request, tmp_path / "two", host, site="false")
    assert second.done == {
        "Check": "success",
        "Tell what changes": "success",
        "Comment": "success",
        "Build the site": "skipped",
    }
    assert len(host.comments) == 1
    assert "✅ Nothing fails the check" in host.comments[1]


@SHELL
def test_a_pull_request_from_a_fork_has_its_summary_and_no_comment(tmp_path: Path, host: Host) -> None:
    request = make_pull_request(tmp_path / "repository")
    request.mend()
    host.refuses = 403
    done = run(request, tmp_path / "temp", host, site="false")
    assert done.succeeded
    assert "may not comment" in done.log
    assert host.comments == {}
    assert "Nothing fails" in done.summary


@SHELL
def test_a_book_in_a_folder_is_named_from_the_root_of_the_repository(tmp_path: Path, host: Host) -> None:
    request = make_pull_request(tmp_path / "repository", "books/our mops")
    done = run(request, tmp_path / "temp", host, "books/our mops", site="false", comment="false")
    assert "::error file=books/our mops/knowledge/systems/b.yaml,line=4," in done.log
    assert done.done["Comment"] == "skipped"


@SHELL
def test_a_shallow_clone_says_which_fetch_depth_it_needs(tmp_path: Path, host: Host) -> None:
    request = make_pull_request(tmp_path / "repository", shallow=True)
    done = run(request, tmp_path / "temp", host, site="false")
    assert done.done["Check"] == "failure"
    assert "fetch-depth: 0" in done.log
    assert "Traceback" not in done.log


def test_nothing_that_somebody_writes_becomes_part_of_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_what_others_have_made_is_pinned() -> None:
    assert all(re.fullmatch(r"[\w/-]+@(v\d+|[0-9a-f]{40})", step["uses"]) for step in STEPS if "uses" in step)


def test_every_step_with_a_script_names_its_shell_and_reads_only_what_it_is_given() -> None:
    given = {"RUNNER_TEMP", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"}
    for step in STEPS:
        if "run" in step:
            assert step["shell"] == "bash"
            read = set(re.findall(r"\$\{?([A-Z_]{2,})", step["run"]))
            assert read <= given | set(step.get("env", {})), step["name"]


@SHELL
@pytest.mark.parametrize(("since", "state"), [("", "known"), ("HEAD", "known"), ("nothing", "")])
def test_what_is_compared_with_is_the_target_of_the_pull_request_unless_somebody_says_otherwise(
    tmp_path: Path, host: Host, since: str, state: str
) -> None:
    request = make_pull_request(tmp_path / "repository")
    done = run(request, tmp_path / "temp", host, since=since, site="false", comment="false")
    findings = json.loads((Path(done.context["steps.check.outputs.reports"]) / "findings.json").read_text("utf-8"))[
        "findings"
    ]
    assert {finding["state"] for finding in findings if finding["path"] == "knowledge/systems/a.yaml"} == {state}
