"""Stamps: what makes an entity new to a reader, and what does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from mopsbook.layout import find_layout
from mopsbook.pages.stamps import stamps_json
from mopsbook.pipeline import make_book
from mopsbook.today import today
from small_book import at, write_book

_SYSTEM = {"kind": "system", "id": "crm", "title": "CRM", "purpose": "Keeps customers.", "users": ["Sales"]}


@pytest.fixture
def stamp(tmp_path: Path) -> Callable[[Mapping[str, Any]], str]:
    """A function that returns the stamp of a single document."""

    def make(document: Mapping[str, Any]) -> str:
        layout = find_layout(write_book(tmp_path, {"systems/one.yaml": document}))
        with at():
            found = json.loads(stamps_json(make_book(layout, today()).catalog))
        [(said, title)] = found["systems"][3].values()
        assert title == document["title"]
        return str(said)

    return make


def test_what_says_the_same_keeps_its_stamp(stamp: Callable[[Mapping[str, Any]], str]) -> None:
    """A review, a rename and other line breaks are no news; a value that changed, came or went is."""
    first = stamp(_SYSTEM)
    for same in (
        {"last_reviewed": "2026-09-01", "reviewed_by": "lead"},
        {"id": "crm-two"},
        {"purpose": "Keeps\ncustomers."},
    ):
        assert stamp({**_SYSTEM, **same}) == first, same
    others: tuple[dict[str, Any], ...] = (
        {"title": "Crm"},
        {"purpose": "Keeps customers"},
        {"vendor": "X"},
        {"users": []},
        {"status": "retired"},
    )
    for other in others:
        assert stamp({**_SYSTEM, **other}) != first, other
