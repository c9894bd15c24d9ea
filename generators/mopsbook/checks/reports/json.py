"""For machines: one JSON object with the findings and how many there are of each severity."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from mopsbook.checks.finding import Finding
from mopsbook.checks.run import count_severities
from mopsbook.checks.view import PLAIN, View

_LONGEST_LINE = 2_000


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return {"version": 1, "counts": {...}, "findings": [...]}; lines and columns count from 1.

    `message` is the whole sentence; what it is about stands in `subject` and `part` as well. `source_line` is cut at 2,000
    characters: a thousand findings on one long line would repeat it a thousand times.
    """
    listed = [
        {**asdict(finding), "message": finding.sentence, "source_line": finding.source_line[:_LONGEST_LINE]}
        for finding in findings
    ]
    whole = {"version": 1, "counts": count_severities(findings), "findings": listed}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
