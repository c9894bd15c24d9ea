"""`mopsbook init` makes a repository whose check and build are green, and never writes over anything."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner, Result

import mopsbook
from mopsbook import __version__
from mopsbook.cli.commands import cli
from mopsbook.errors import SetupError
from mopsbook.starter.plan import plan_book
from mopsbook.today import today
from reference_day import find_epoch
from small_book import at, build, git

# Nobody's name, and nobody's mail, stands in what everybody begins with.
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


# The dates in a new book are those of its beginning.
_NOW = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


@pytest.fixture(scope="module", autouse=True)
def clock() -> Iterator[None]:
    """One day for what begins a book and for what judges it, wherever in the world and though it becomes midnight."""
    with at(_NOW):
        yield


def init(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["init", *map(str, words)])


def read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that was begun and committed, as the README says."""
    folder = tmp_path_factory.mktemp("begun") / "acme"
    done = init(folder, "--name", "Marketing operations at Acme, Inc. (EMEA)")
    assert done.exit_code == 0, done.output
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Begin the book")
    return folder


def test_the_check_of_a_new_book_finds_nothing_to_fail_on(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(begun)
    done = CliRunner().invoke(cli, ["check", "--fail-on", "warning"], standalone_mode=False)
    assert done.return_value == 0, done.output


def test_the_keys_of_a_new_book_stand_in_the_usual_order(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the hook that brings them into it would change what nobody has touched."""
    monkeypatch.chdir(begun)
    done = CliRunner().invoke(cli, ["fmt", "--check"], standalone_mode=False)
    assert done.return_value == 0, done.output


def test_a_new_book_builds_without_a_warning_and_has_its_name(begun: Path, tmp_path: Path) -> None:
    result = build(begun, tmp_path / "site", strict=True, epoch=_NOW)
    assert not [finding for finding in result.findings if finding.severity == "error"]
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Marketing operations at Acme, Inc. (EMEA)" in home
    assert (tmp_path / "site" / "systems" / "hubspot" / "index.html").is_file()


def test_what_git_shall_not_keep_is_ignored(begun: Path) -> None:
    kept = subprocess.run(["git", "ls-files"], cwd=begun, capture_output=True, text=True, check=True).stdout.split()
    assert {"mkdocs.yml", ".gitignore", ".vscode/settings.json", ".github/workflows/mopsbook.yml", "README.md"} <= set(
        kept
    )
    assert not [path for path in kept if path.startswith((".mopsbook/", "site/", ".cache/"))]


def test_it_is_small_and_everything_in_it_is_connected(begun: Path) -> None:
    documents = [path for path in (begun / "knowledge").rglob("*.yaml") if path.name != "book.yaml"]
    assert 12 <= len(documents) <= 18
    for path in documents:
        text = path.read_text(encoding="utf-8")
        assert not _MAIL.search(text)
        assert "__" not in text


def test_editors_find_a_schema_for_every_file(begun: Path) -> None:
    """The first line of each file, and the settings of VS Code, name a schema of this version that is there."""
    settings = json.loads((begun / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert all((begun / name).is_file() for name in settings)
    for path in (begun / "knowledge").rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert (path.parent / first.removeprefix("# yaml-language-server: $schema=")).is_file(), path


def test_the_version_is_this_one_and_its_mends() -> None:
    for version, wanted in (("0.4.2", "mopsbook>=0.4.2,<0.5"), ("2.1.0", "mopsbook>=2.1.0,<3")):
        text = plan_book("Ours", today(), version)["requirements.txt"].decode()
        assert text.splitlines()[-1] == wanted
    assert __version__ in plan_book("Ours", today(), __version__)["requirements.txt"].decode()


def test_the_whole_reference_book_can_be_the_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with at(find_epoch()):
        done = init(tmp_path / "acme", "--full", "--name", "Acme's operations")
    assert done.exit_code == 0, done.output
    knowledge = tmp_path / "acme" / "knowledge"
    assert len(list(knowledge.rglob("*.yaml"))) > 250
    book = (knowledge / "book.yaml").read_text(encoding="utf-8")
    assert '\ntitle: "Acme\'s operations"\n' in book
    assert "tarnwell/mopsbook" not in book
    assert (
        (knowledge / "systems" / "okta.yaml")
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=../../.mopsbook/schemas/system.schema.json\n")
    )
    monkeypatch.chdir(tmp_path / "acme")
    with at(find_epoch()):
        checked = CliRunner().invoke(cli, ["check"], standalone_mode=False)
    assert checked.return_value == 0, checked.output


def test_nothing_is_overwritten_and_nothing_half_written(tmp_path: Path) -> None:
    """Where one file is there, no other is written; `--keep` writes the others."""
    (tmp_path / "README.md").write_text("ours", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: ours\ndocs_dir: knowledge\nplugins: [mopsbook]\n", encoding="utf-8"
    )
    before = read(tmp_path)
    failed = init(tmp_path)
    assert isinstance(failed.exception, SetupError)
    assert "`README.md` and `mkdocs.yml` already, and nothing was written" in failed.exception.message
    assert "--keep" in failed.exception.hint
    assert read(tmp_path) == before
    done = init(tmp_path, "--keep")
    assert done.exit_code == 0, done.output
    after = read(tmp_path)
    assert {name: after[name] for name in before} == before
    assert "knowledge/book.yaml" in after
    assert "kept as it was: README.md" in done.output


def test_a_book_that_is_there_is_not_begun_again(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "book.yaml").write_text("kind: book\ntitle: Ours\n", encoding="utf-8")
    for words in ([], ["--keep"]):
        failed = init(tmp_path, *words)
        assert isinstance(failed.exception, SetupError)
        assert "already" in failed.exception.message
    assert list(read(tmp_path)) == ["knowledge/book.yaml"]


def test_no_book_is_begun_among_the_documents_of_another(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "book.yaml").write_text("kind: book\ntitle: Ours\n", encoding="utf-8")
    failed = init(knowledge / "more")
    assert isinstance(failed.exception, SetupError)
    assert "lies within the knowledge of the book" in failed.exception.message
    assert list(read(tmp_path)) == ["knowledge/book.yaml"]


@pytest.mark.parametrize("blocker", ["", ".github", "knowledge"])
def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path, blocker: str) -> None:
    target = tmp_path / "acme"
    if blocker:
        target.mkdir()
    (target / blocker if blocker else target).write_text("x", encoding="utf-8")
    before = read(tmp_path)
    assert isinstance(init(target, "--keep").exception, SetupError)
    assert read(tmp_path) == before


@pytest.mark.parametrize("name", ["# x", "", " x", "x ", "x\ny", 'a "x"', "a\\n", "x" * 200, "[x]", "__x", "x\033[31m"])
def test_a_name_that_yaml_would_read_otherwise_is_refused(tmp_path: Path, name: str) -> None:
    failed = init(tmp_path, "--name", name)
    assert isinstance(failed.exception, SetupError)
    assert read(tmp_path) == {}


@pytest.mark.parametrize(
    "name", ["no", "2026", "Ärzte & Söhne", "O'Neill's book", "a, b (c/d)", "1.10", "a: b # c", "a', b: [c"]
)
def test_any_name_that_is_taken_is_the_title_of_the_book(name: str) -> None:
    from mopsbook.reading.read import read_yaml

    files = plan_book(name, today(), __version__)
    for path, key in (("knowledge/book.yaml", "title"), ("mkdocs.yml", "site_name")):
        value: Any = read_yaml(files[path]).value
        assert value[key] == name
        # MkDocs reads its own with YAML 1.1, for which `no` is false.
        assert yaml.safe_load(files[path])[key] == name


def _commands(folder: Path) -> list[str]:
    """Return every command line of mopsbook in the files for CI and pre-commit, and in the README."""
    github = yaml.safe_load((folder / ".github/workflows/mopsbook.yml").read_text(encoding="utf-8"))
    gitlab = yaml.safe_load((folder / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    hooks = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    lines = [step["run"] for job in github["jobs"].values() for step in job["steps"] if "run" in step]
    lines += [line for job in gitlab.values() if isinstance(job, dict) for line in job.get("script", ())]
    lines += [hook["entry"] for repository in hooks["repos"] for hook in repository["hooks"]]
    lines += re.findall(r"^    (mopsbook \w+)", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return [line for line in lines if line.startswith("mopsbook ")]


def test_every_command_for_ci_is_one_that_mopsbook_understands(begun: Path) -> None:
    commands = _commands(begun)
    assert len(commands) >= 8
    for line in commands:
        name, *words = shlex.split(line)[1:]
        command = cli.get_command(click.Context(cli), name)
        assert command is not None, line
        # The README names commands alone; whatever an option is called must be right.
        command.make_context(name, words, resilient_parsing=not words)


def test_ci_for_github_runs_with_the_least_rights_and_the_whole_history(begun: Path) -> None:
    text = (begun / ".github/workflows/mopsbook.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["check"]["steps"][0]["with"] == {"fetch-depth": 0}
    # What a stranger may choose, such as the name of a branch, is never pasted into a command.
    assert not [step["run"] for step in workflow["jobs"]["check"]["steps"] if "${{" in step.get("run", "")]


@pytest.mark.parametrize(
    ("file", "schema"),
    [(".github/workflows/mopsbook.yml", "vendor.github-workflows"), (".gitlab-ci.yml", "vendor.gitlab-ci")],
)
def test_the_files_for_ci_are_what_their_hosts_take(begun: Path, file: str, schema: str) -> None:
    pytest.importorskip("check_jsonschema", reason="pip install 'mopsbook[bench]' brings the schemas of the hosts")
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(begun / file)]
    if schema == "vendor.gitlab-ci":
        words += ["--data-transform", "gitlab-ci"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_steps_for_a_pull_request_run_in_a_real_shell(begun: Path, tmp_path: Path) -> None:
    """On a branch that misspells an owner, the check of GitHub fails on its line, and the summary names what changed."""
    steps = yaml.safe_load((begun / ".github/workflows/mopsbook.yml").read_text(encoding="utf-8"))["jobs"]["check"][
        "steps"
    ]
    commands = [step["run"] for step in steps if step.get("if") == "github.event_name == 'pull_request'"]
    assert [command.split()[1] for command in commands] == ["check", "diff"]
    clone = tmp_path / "clone"
    git(begun, "clone", "-q", str(begun), str(clone))
    git(clone, "checkout", "-q", "-b", "change")
    path = clone / "knowledge" / "systems" / "zoom-webinars.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("owner: head-of-marketing-operations", "owner: head-of-marketing-op"), encoding="utf-8"
    )
    git(clone, "commit", "-q", "-a", "-m", "Another owner")
    door = tmp_path / "bin" / "mopsbook"
    door.parent.mkdir()
    door.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mopsbook "$@"\n')
    door.chmod(0o755)
    summary = tmp_path / "summary.md"
    settings = {
        **os.environ,
        "PATH": f"{door.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(mopsbook.__file__).parents[1]),
        "GITHUB_BASE_REF": "main",
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    # As the runner of GitHub calls it.
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
    check, diff = (
        subprocess.run([*shell, command], cwd=clone, env=settings, capture_output=True, text=True, check=False)
        for command in commands
    )
    assert check.returncode == 1, check.stderr
    assert "::error file=knowledge/systems/zoom-webinars.yaml,line=6," in check.stdout
    assert diff.returncode == 0, diff.stderr
    assert "Zoom Webinars" in summary.read_text(encoding="utf-8")
