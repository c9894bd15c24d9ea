"""For machines: one JSON object with the findings and how many there are of each severity."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from mopsbook.checks.finding import Finding
from mopsbook.checks.run import count_severities
from mopsbook.checks.view import PLAIN, View


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return {"version": 1, "counts": {...}, "findings": [...]}; lines and columns count from 1.

    `message` is the whole sentence; what it is about stands in `subject` and `part` as well.
    """
    listed = [{**asdict(finding), "message": finding.sentence} for finding in findings]
    whole = {"version": 1, "counts": count_severities(findings), "findings": listed}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
