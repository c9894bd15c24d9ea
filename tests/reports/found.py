"""A finding for tests of reports: of each part a usual value, where a test says no other."""

from __future__ import annotations

from typing import Any

from mopsbook.checks.finding import Finding


def make(**fields: Any) -> Finding:
    """Return an error in line 3 of a file, with other fields as they are given."""
    place = {"path": "a.yaml", "line": 3, "column": 6, "end_column": 11}
    return Finding(**{**place, "rule": "orphan", "severity": "error", "message": "m", **fields})
