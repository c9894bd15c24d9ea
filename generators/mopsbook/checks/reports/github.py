"""For GitHub: workflow commands that put each finding on its line of the pull request.

The format is that of https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Sequence

from mopsbook.checks.finding import Finding
from mopsbook.checks.view import PLAIN, View

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return one line for each finding. Text is escaped, so nothing in YAML can give a command of its own."""
    return "".join(_command(finding) for finding in findings)


def _command(finding: Finding) -> str:
    places = {
        "file": finding.path,
        "line": finding.line,
        "col": finding.column,
        "endColumn": finding.end_column,
        "title": finding.rule,
    }
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in places.items())
    message = f"{finding.sentence}\n{finding.hint}" if finding.hint else finding.sentence
    return f"::{_LEVELS[finding.severity]} {properties}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
