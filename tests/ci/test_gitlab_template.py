"""templates/gitlab-ci.yml: its scripts in a real shell, in a clone of a real repository, with a host on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from host import Host
from pull_request import PullRequest, make_pull_request

import mopsbook

TEMPLATE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "templates" / "gitlab-ci.yml").read_text("utf-8")
)
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the paths of this shell are not those of Python")


def run(job: str, request: PullRequest, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a job as GitLab's runner does."""
    settings = {
        **os.environ,
        **TEMPLATE["variables"],
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(mopsbook.__file__).parents[1]),
        "SOURCE_DATE_EPOCH": "1795305600",
        "CI": "true",
        "CI_PROJECT_DIR": str(request.checkout),
        **environment,
    }
    settings.pop("GITHUB_REPOSITORY", None)
    script = "set -eo pipefail\n" + "\n".join(TEMPLATE[job]["script"])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", script], cwd=request.checkout, env=settings, capture_output=True, encoding="utf-8",
        check=False, timeout=120,
    )  # fmt: skip


def test_a_merge_request_has_its_reports_and_one_note_that_the_next_pipeline_updates(
    tmp_path: Path, host: Host
) -> None:
    request = make_pull_request(tmp_path / "repository", "books/mops")
    of_merge_request = {
        "MOPSBOOK_FOLDER": "books/mops",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": request.base,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_API_V4_URL": host.address,
        "CI_PROJECT_ID": "5",
        "MOPSBOOK_TOKEN": "secret",
    }
    first = run("mopsbook", request, **of_merge_request)
    assert first.returncode == 1, first.stderr
    assert "error[broken-reference]" in first.stdout
    artifacts = TEMPLATE["mopsbook"]["artifacts"]
    assert all((request.checkout / path).is_file() for path in artifacts["reports"].values())
    quality = json.loads((request.checkout / artifacts["reports"]["codequality"]).read_text("utf-8"))
    assert "books/mops/knowledge/systems/b.yaml" in {violation["location"]["path"] for violation in quality}
    assert "❌ 1 finding fails the check" in host.comments[1]
    assert "compared with origin/main" in host.comments[1]
    assert "B is now owned by no-one instead of Operations" in host.comments[1]
    request.mend()
    assert run("mopsbook", request, **of_merge_request).returncode == 0
    assert len(host.comments) == 1
    assert "✅ Nothing fails the check" in host.comments[1]


def test_the_main_branch_is_checked_as_a_whole_and_needs_no_token(tmp_path: Path) -> None:
    request = make_pull_request(tmp_path / "repository")
    done = run("mopsbook", request)
    assert done.returncode == 1
    assert "system `a`: no role or team is called `nobody`" in done.stdout
    assert not (request.checkout / "mopsbook-reports" / "diff.md").exists()


def test_what_the_job_keeps_is_what_its_script_writes() -> None:
    script = "\n".join(TEMPLATE["mopsbook"]["script"])
    for name, path in TEMPLATE["mopsbook"]["artifacts"]["reports"].items():
        format_ = {"codequality": "gitlab", "junit": "junit"}[name]
        assert f'"{format_}:$reports/{Path(path).name}"' in script
    assert TEMPLATE[".mopsbook"]["variables"]["GIT_DEPTH"] == "0"
