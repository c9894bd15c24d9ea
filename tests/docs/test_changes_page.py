"""What docs/changes.md shows is so: its options are those of the commands, its feeds those of the site."""

import re
from pathlib import Path

import pytest

from mopsbook.catalog.addresses import BOOK_FEED, JSON_FEED
from mopsbook.cli.changes import command as changes
from mopsbook.cli.note import command as note
from mopsbook.feeds.make import MOST
from mopsbook.kinds.load import load_kinds

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/changes.md").read_text(encoding="utf-8")
NOTE, CHANGES, FEEDS = re.split(r"^## .*$", TEXT, flags=re.MULTILINE)[1:]


@pytest.mark.parametrize(("part", "command"), [(NOTE, note), (CHANGES, changes)], ids=["note", "changes"])
def test_each_option_on_the_page_is_one_of_the_command_and_none_is_left_out(part: str, command) -> None:  # type: ignore[no-untyped-def]
    known = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert set(re.findall(r"(?<![\w-])--[a-z]+", part)) == known


def test_each_format_on_the_page_is_one_and_none_is_left_out() -> None:
    (formats,) = [parameter.type.choices for parameter in changes.params if parameter.name == "format_"]
    assert sorted(re.findall(r"^\| `([a-z]+)` \|", CHANGES, re.MULTILINE)) == sorted(formats)


def test_the_feeds_and_the_fields_on_the_page_are_there() -> None:
    assert f"`{BOOK_FEED}`" in FEEDS and f"`{JSON_FEED}`" in FEEDS and f"newest {MOST} entries" in FEEDS
    named = [
        name for row in re.findall(r"^\| (`[a-z].*?) \|", NOTE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    ]
    assert named and set(named) <= set(load_kinds()["change-note"].by_name)


def test_each_link_on_the_page_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https)([^)#]+)", TEXT)
    assert links and [link for link in links if not (ROOT / "docs" / link).is_file()] == []
