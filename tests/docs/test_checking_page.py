"""What docs/checking.md shows is so: its waiver can be copied, its options are those of the command, its file is the file."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from mopsbook.checks.run import find_rules
from mopsbook.cli.check import command
from mopsbook.documents.load import read_document
from mopsbook.kinds.load import load_kinds
from mopsbook.ratchet.baseline import NAME

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "checking.md").read_text("utf-8")
WAIVER, CI = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def test_the_waiver_on_the_page_can_be_copied() -> None:
    _, (waiver,), troubles = read_document("knowledge/waivers.yaml", WAIVER.encode(), load_kinds())
    assert not troubles and not waiver.violations
    assert waiver.data["rule"] in find_rules()


def test_every_option_and_every_rule_on_the_page_is_one() -> None:
    options = {name for option in command.params for name in option.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) <= options
    named = {"less-complete", "under-target", "waiver-expired", "waiver-unused"}
    assert named <= set(find_rules()) and all(f"`{name}`" in TEXT for name in named)
    assert NAME in TEXT


def test_the_steps_for_ci_are_yaml_that_fetches_everything() -> None:
    steps = yaml.safe_load(CI)
    assert steps[0]["with"] == {"fetch-depth": 0}
    assert any("--since" in step.get("run", "") for step in steps)
