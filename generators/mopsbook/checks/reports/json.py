"""For machines: one JSON object with the findings and how many there are of each severity."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from mopsbook.checks.finding import Finding
from mopsbook.checks.run import count_severities


def render(findings: Sequence[Finding], *, colour: bool = False) -> str:
    """Return {"version": 1, "counts": {...}, "findings": [...]}; lines and columns count from 1."""
    whole = {"version": 1, "counts": count_severities(findings), "findings": [asdict(finding) for finding in findings]}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
