"""What docs/logs.md says of the logs is so: the days, the share, the words in addresses."""

from __future__ import annotations

import re
from pathlib import Path

from mopsbook.history.settings import Settings
from mopsbook.kinds.impact import CLASSES
from mopsbook.kinds.load import load_kinds
from mopsbook.news import explain

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "logs.md").read_text("utf-8")


def test_a_week_and_a_quarter_are_what_the_code_takes() -> None:
    assert explain.NEAR_DAYS == 7 and "within a week" in TEXT
    assert explain.LEAST_SHARE == 0.25 and "at least a quarter" in TEXT


def test_the_trailers_are_those_that_are_read() -> None:
    usual = Settings()
    assert set(re.findall(r"`([A-Z][\w-]+):`", TEXT)) == {*usual.reason, *usual.ticket}


def test_every_word_of_an_address_is_one_the_page_understands() -> None:
    said = re.findall(r"[?&](\w+)=([\w/-]+)", TEXT)
    script = (ROOT / "generators" / "mopsbook" / "assets" / "log.js").read_text("utf-8")
    names = re.search(r"const NAMES = \[(.*?)\]", script)
    assert names and {name for name, _ in said} <= set(re.findall(r"\w+", names[1]))
    assert {value for name, value in said if name == "class"} <= set(CLASSES)
    kinds = load_kinds()
    assert {value.partition("/")[0] for name, value in said if name in ("kind", "of")} <= set(kinds)
