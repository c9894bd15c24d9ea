"""As much of GitHub's runner as a composite action needs: its steps in order, in a real shell, with what they hand on."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_TOKEN = re.compile(r"\s*(&&|==|!|\(\)|'[^']*'|[\w.-]+)")
Step = dict[str, Any]


@dataclass
class Run:
    """One run of an action. `done` are the steps by name: "success", "failure" or "skipped"; `log` is what they printed."""

    context: dict[str, str]
    done: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether no step failed."""
        return "failure" not in self.done.values()


def run_action(
    file: Path,
    workspace: Path,
    temp: Path,
    inputs: Mapping[str, str],
    event: Mapping[str, str],
    environment: Mapping[str, str],
) -> Run:
    """Run the steps of an action that are scripts, but for its installation; what others have made (`uses`) is left out."""
    action = yaml.safe_load(file.read_text("utf-8"))
    known = {f"inputs.{name}": str(about.get("default", "")) for name, about in action["inputs"].items()}
    known |= {f"inputs.{name}": value for name, value in inputs.items()}
    run = Run({**known, "github.action_path": str(file.parent), **event})
    for step in action["runs"]["steps"]:
        if "run" in step and "pip install" not in step["run"]:
            _run_step(step, run, workspace, temp, environment)
    run.summary = (temp / "summary").read_text("utf-8") if (temp / "summary").exists() else ""
    return run


def _run_step(step: Step, run: Run, workspace: Path, temp: Path, environment: Mapping[str, str]) -> None:
    wanted = evaluate(step["if"].removeprefix("${{").removesuffix("}}"), run.context) if "if" in step else run.succeeded
    if not wanted:
        run.done[step["name"]] = "skipped"
        return
    # https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
    script, output = temp / "step.sh", temp / "output"
    script.write_text(step["run"], "utf-8")
    output.write_text("", "utf-8")
    set_up = {name: fill_in(value, run.context) for name, value in step.get("env", {}).items()}
    usual = {
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(temp / "summary"),
        "RUNNER_TEMP": str(temp),
        "CI": "true",
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
        cwd=workspace / fill_in(step.get("working-directory", "."), run.context),
        env={**os.environ, **usual, **environment, **set_up},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    run.log += done.stdout
    run.done[step["name"]] = "success" if done.returncode == 0 else "failure"
    for line in output.read_text("utf-8").splitlines():
        name, _, value = line.partition("=")
        run.context[f"steps.{step['id']}.outputs.{name}"] = value


def fill_in(text: str, context: Mapping[str, str]) -> str:
    """Return text with the expressions in it evaluated."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda match: str(evaluate(match[1], context)), text)


def evaluate(expression: str, context: Mapping[str, str]) -> Any:
    """Return the value of an expression of names, texts and comparisons, of which all must be so (`&&`)."""
    words = _TOKEN.findall(expression)
    assert "".join(words) == re.sub(r"\s", "", expression), expression
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "&&":
            parts.append([])
        else:
            parts[-1].append(word)
    value: Any = ""
    for part in parts:
        value = _term(part, context)
        if not value:
            break
    return value


def _term(words: list[str], context: Mapping[str, str]) -> Any:
    if words == ["!", "cancelled", "()"]:
        return True
    values = [word[1:-1] if word.startswith("'") else context.get(word, "") for word in words]
    if len(words) == 3 and words[1] == "==":
        return values[0] == values[2]
    assert len(words) == 1, words
    return values[0]
