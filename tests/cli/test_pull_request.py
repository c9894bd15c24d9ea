"""A pull request from end to end, as its author and CI play it: branch, three edits, checks, reviews, the mend, and green."""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCORE = "knowledge/scoring/lead-score.yaml"
PROCESS = "knowledge/processes/webinar-launch.yaml"
SYSTEM = "knowledge/systems/salesforce.yaml"
FORMATS = ("github", "gitlab", "json", "junit", "markdown", "sarif", "text")


@dataclass
class Clone:
    """A clone in which somebody works on a branch."""

    root: Path

    def git(self, *command: str) -> str:
        """Run git without anybody's configuration."""
        done = subprocess.run(
            ["git", *command], cwd=self.root, env=self._env(), capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def mopsbook(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run mopsbook as CI does."""
        program = [sys.executable, "-m", "mopsbook", *command]
        return subprocess.run(program, cwd=self.root, env=self._env(), capture_output=True, text=True, check=False)

    def read(self, path: str) -> str:
        """Return the text of a file."""
        return (self.root / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the first place at which a file says something."""
        text = self.read(path)
        assert old in text
        (self.root / path).write_text(text.replace(old, new, 1), "utf-8")

    def commit(self, subject: str) -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", subject)

    def _env(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "CI_"))}
        ada = {"NAME": "Ada", "EMAIL": "ada@example.com"}
        names = {f"GIT_{role}_{what}": said for role in ("AUTHOR", "COMMITTER") for what, said in ada.items()}
        home = str(self.root.parent)
        path = {
            "PYTHONPATH": str(ROOT / "generators"),
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        return {**env, **names, **path, "CI": "true"}


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A clone of a bare repository that holds the reference book, on a branch of its own."""
    work = Clone(tmp_path / "work")
    work.root.mkdir()
    shutil.copytree(ROOT / "knowledge", work.root / "knowledge")
    shutil.copy(ROOT / "mkdocs.yml", work.root)
    (work.root / ".gitignore").write_text(".cache/\nout/\n")
    work.git("init", "-q", "-b", "main")
    work.commit("Begin")
    subprocess.run(["git", "clone", "-q", "--bare", str(work.root), str(tmp_path / "hub.git")], check=True)
    work.git("remote", "add", "origin", str(tmp_path / "hub.git"))
    work.git("fetch", "-q", "origin")
    work.git("checkout", "-q", "-b", "work")
    return work


def test_a_pull_request_is_held_against_main_and_mended(clone: Clone) -> None:
    """One good edit passes, one that breaks a rule and one that says less fail on their lines, and mending them is enough."""
    clone.edit(SYSTEM, "tags: [", "tags: [reviewed-in-autumn, ")
    clone.edit(PROCESS, "accountable: ", "accountable: campaign-managr # ")
    runbook = next(line for line in clone.read(SYSTEM).splitlines() if line.startswith("runbook:"))
    clone.edit(SYSTEM, f"{runbook}\n", "")
    clone.commit("Three edits: a tag, a misspelt role, a runbook that went")

    outputs = [word for name in FORMATS for word in ("--output", f"{name}:out/{name}.txt")]
    done = clone.mopsbook("check", "--since", "main", "--format", "json", *outputs)
    assert done.returncode == 1, done.stderr
    found = [one for one in json.loads(done.stdout)["findings"] if one["state"] == "new" and one["severity"] == "error"]
    assert {(one["rule"], one["path"], one["id"]) for one in found} == {
        ("broken-reference", PROCESS, "webinar-launch"),
        ("less-complete", SYSTEM, "salesforce"),
    }
    wrong = next(one for one in found if one["rule"] == "broken-reference")
    line = clone.read(PROCESS).splitlines()[wrong["line"] - 1]
    assert line[wrong["column"] - 1 : wrong["end_column"] - 1] == "campaign-managr"
    assert "campaign-manager" in wrong["hint"]
    _all_formats_speak_of(clone.root / "out", wrong["line"])

    told = clone.mopsbook("diff", "main", "--format", "json")
    assert told.returncode == 0, told.stderr
    note = clone.mopsbook("diff", "main", "--format", "markdown").stdout
    assert "Salesforce" in note and "webinar" in note.casefold()

    clone.edit(PROCESS, "campaign-managr # ", "")
    clone.edit(SYSTEM, "\nowner:", f"\n{runbook}\nowner:")
    clone.commit("Mend")
    done = clone.mopsbook("check", "--since", "main", "--fail-on", "warning")
    assert done.returncode == 0, done.stdout


def _all_formats_speak_of(folder: Path, line: int) -> None:
    """Assert that every file that was written names the broken reference on its line, each in its own way."""
    texts = {name: (folder / f"{name}.txt").read_text("utf-8") for name in FORMATS}
    assert f"::error file={PROCESS},line={line}," in texts["github"]
    places = [one["location"] for one in json.loads(texts["gitlab"]) if one["check_name"] == "broken-reference"]
    assert [(one["path"], one["lines"]["begin"]) for one in places] == [(PROCESS, line)]
    results = json.loads(texts["sarif"])["runs"][0]["results"]
    places = [one["locations"][0]["physicalLocation"] for one in results if one["ruleId"] == "broken-reference"]
    assert [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in places] == [(PROCESS, line)]
    failed = [case for case in ET.fromstring(texts["junit"]).iter("testcase") if case.find("failure") is not None]
    assert any("webinar-launch" in ET.tostring(case, "unicode") for case in failed)
    for name in ("markdown", "text", "json"):
        assert "campaign-managr" in texts[name]


def test_a_threshold_needs_its_note_and_its_review(clone: Clone) -> None:
    """A change rule of book.yaml fails the pull request on the changed line until somebody says why, and the owner has looked."""
    clone.edit(SCORE, "score: 100, behavioural: 40", "score: 80, behavioural: 40")
    clone.commit("Lower the threshold")
    done = clone.mopsbook("diff", "main", "--enforce")
    assert done.returncode == 1
    assert "100 → 80" in done.stdout and f"{SCORE}:55" in done.stdout
    assert "decide whom an SDR calls" in done.stdout
    assert clone.mopsbook("check", "--since", "main").returncode == 1  # an example lead is an MQL now and should not be

    note = (
        "kind: change-note\nid: lower-the-threshold\ntitle: MQL threshold 80\nwhat: The threshold is 80.\n"
        "why: Sales development has time for more.\nowner: marketing-operations\nstatus: active\nlast_reviewed: 2026-11-20\n"
        "effective: 2026-12-01\ntouches: [scoring-model/lead-score]\n"
    )
    changes = clone.root / "knowledge" / "changes"
    changes.mkdir(exist_ok=True)
    (changes / "lower-the-threshold.yaml").write_text(note, "utf-8")
    clone.commit("Say why\n\nReviewed-by: SDR Manager")
    done = clone.mopsbook("diff", "main", "--enforce")
    assert done.returncode == 0, done.stdout
