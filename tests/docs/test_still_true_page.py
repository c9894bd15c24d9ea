"""What docs/still-true.md shows is so: its options are those of the command, its states those of the book, its rules are rules."""

from __future__ import annotations

import re
from pathlib import Path

from mopsbook.answers.measures import MEASURES
from mopsbook.catalog.to_review import LABELS
from mopsbook.checks.run import find_rules
from mopsbook.cli.review import command
from mopsbook.documents.records import FOLDER

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "still-true.md").read_text("utf-8")


def test_every_option_on_the_page_is_one_and_none_is_left_out() -> None:
    options = {name for option in command.params for name in option.opts if name.startswith("--")}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) == options


def test_every_state_rule_and_place_on_the_page_is_one() -> None:
    assert set(LABELS) | {"fresh"} == set(MEASURES["freshness"].values)
    assert all(f"`{state}`" in TEXT for state in LABELS)
    assert set(re.findall(r"rule `([a-z-]+)`", TEXT)) == {"review-changed", "suspect", "overdue-review"}
    assert {"review-changed", "suspect", "overdue-review"} <= set(find_rules())
    assert FOLDER in TEXT
