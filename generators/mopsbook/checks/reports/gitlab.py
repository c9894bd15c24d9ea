"""For GitLab: a Code Quality report, which shows findings in the merge request and which of them are new.

The format is that of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import json
from collections.abc import Sequence

from mopsbook.checks.finding import Finding
from mopsbook.checks.fingerprint import fingerprints
from mopsbook.checks.view import PLAIN, View

_SEVERITIES = {"error": "critical", "warning": "major", "info": "info"}


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return a list of what GitLab calls violations. It compares them with those of the target branch by their fingerprint.

    What is waived is left out: GitLab has no word for it.
    """
    listed = [
        {
            "description": finding.advice,
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": view.folder + finding.path, "lines": {"begin": finding.line}},
        }
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
        if finding.state != "waived"
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
