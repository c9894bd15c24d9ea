"""For machines: one JSON object with the findings, how many there are of each severity, and how the book stands to before.

What may stand in it is said in json.schema.json beside this file.
"""

import json
from collections.abc import Sequence
from typing import Any

from msgspec import to_builtins

from mopsbook.checks.comparison import Comparison
from mopsbook.checks.finding import Finding
from mopsbook.checks.run import count_severities
from mopsbook.checks.view import PLAIN, View

# Raised when something is taken out or means something else; what only comes along leaves it as it is.
VERSION = 1
_LONGEST_LINE = 2_000


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return {"version": 1, "counts": {...}, "failing": 2, "comparison": ..., "findings": [...]}.

    Lines and columns count from 1. `message` is the whole sentence; what it is about stands in `subject` and `part` as well.
    `source_line` is cut at 2,000 characters: a thousand findings on one long line would repeat it a thousand times.
    """
    whole = {
        "version": VERSION,
        "counts": count_severities(findings),
        "failing": sum(view.fails(finding) for finding in findings),
        "comparison": _comparison(view.comparison) if view.comparison else None,
        "findings": [_finding(finding) for finding in findings],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {**to_builtins(finding), "message": finding.sentence, "source_line": finding.source_line[:_LONGEST_LINE]}


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {**to_builtins(comparison), "mended": [_finding(finding) for finding in comparison.mended]}
