"""The hooks of pre-commit, and the forms that action.yml, the template and the hooks must have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pull_request import BOOK, MENDED

import mopsbook
from small_book import git, write

ROOT = Path(__file__).resolve().parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A repository in which nothing is wrong."""
    desk = tmp_path / "desk"
    desk.mkdir()
    git(desk, "init", "-q", "-b", "main")
    for name, text in {**BOOK, "knowledge/systems/a.yaml": MENDED.replace("id: b", "id: a")}.items():
        write(desk / name, text)
    git(desk, "add", "-A")
    git(desk, "commit", "-qm", "A book")
    return desk


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {
        **os.environ,
        "PRE_COMMIT_HOME": str(folder.parent / "hooks"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "SOURCE_DATE_EPOCH": "1795305600",
        **environment,
    }
    command = [sys.executable, "-m", "pre_commit", *words]
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False, timeout=600)


def set_up(desk: Path, hook_id: str) -> dict[str, str]:
    """Let a repository have a hook as it is, but with the mopsbook that is tested here instead of one installed anew."""
    (hook,) = (hook for hook in HOOKS if hook["id"] == hook_id)
    here = {**hook, "language": "system", "entry": f"{sys.executable} -m {hook['entry']}"}
    write(desk / ".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": [here]}]}))
    assert run(desk, "install").returncode == 0
    return {"PYTHONPATH": str(Path(mopsbook.__file__).parents[1])}


def test_a_commit_that_breaks_a_reference_is_held_back_and_the_mended_one_is_not(desk: Path) -> None:
    ours = set_up(desk, "mopsbook-check")
    # What breaks is in another file than what was edited: the whole book is checked.
    git(desk, "mv", "knowledge/teams/ops.yaml", "knowledge/teams/team.yaml")
    write(desk / "knowledge/teams/team.yaml", BOOK["knowledge/teams/ops.yaml"].replace("id: ops", "id: team"))
    git(desk, "add", "-A")
    held = run(desk, "run", **ours)
    assert held.returncode == 1
    assert "no role or team is called `ops`" in held.stdout
    write(desk / "knowledge/teams/team.yaml", BOOK["knowledge/teams/ops.yaml"])
    git(desk, "add", "-A")
    passed = run(desk, "run", **ours)
    assert passed.returncode == 0, passed.stdout


def test_keys_out_of_order_are_put_in_order_and_the_commit_waits_for_a_look(desk: Path) -> None:
    ours = set_up(desk, "mopsbook-fmt")
    write(
        desk / "knowledge/systems/b.yaml",
        f"# ours\ntitle: B\nid: b\nkind: system\n{MENDED.split('title: B')[1].strip()}\n",
    )
    git(desk, "add", "-A")
    held = run(desk, "run", **ours)
    assert held.returncode == 1
    assert "files were modified by this hook" in held.stdout
    git(desk, "add", "-A")
    passed = run(desk, "run", **ours)
    assert passed.returncode == 0, passed.stdout
    assert (desk / "knowledge/systems/b.yaml").read_text("utf-8").startswith("# ours\nkind: system\nid: b\ntitle: B\n")


@pytest.mark.packaging
def test_the_hook_installs_itself_from_the_repository_and_runs(desk: Path, tmp_path: Path) -> None:
    # A clone of its own: git may not be asked to trust this one.
    git(tmp_path, "clone", "-q", str(ROOT), "mopsbook")
    write(desk / "knowledge/systems/b.yaml", MENDED.replace("owner: ops", "owner: no-one"))
    git(desk, "add", "-A")
    tried = run(desk, "try-repo", str(tmp_path / "mopsbook"), "mopsbook-check", "--all-files")
    assert "no role or team is called `no-one`" in tried.stdout, tried.stdout + tried.stderr
    assert tried.returncode == 1


@pytest.mark.parametrize(
    "command",
    [
        ["check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
        ["check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "templates/gitlab-ci.yml"],
        ["pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
    ],
    ids=lambda command: command[-1],
)
def test_the_file_has_the_form_that_its_reader_asks_for(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
