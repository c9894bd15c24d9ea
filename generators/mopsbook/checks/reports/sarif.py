"""For code scanning on GitHub and for editors: a SARIF 2.1.0 log.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. What GitHub makes of it, and how much it takes:
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from mopsbook import __version__
from mopsbook.checks.finding import Finding
from mopsbook.checks.fingerprint import fingerprints
from mopsbook.checks.view import PLAIN, View
from mopsbook.words import count

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
_BASELINE = {"new": "new", "known": "unchanged", "waived": "unchanged"}
# GitHub refuses a file with more results, and cuts what describes a rule at so many characters.
_MOST = 25_000
_LONGEST = 1_024
# Our key, with the version that the specification asks for; GitHub adds one of its own from the line.
_FINGERPRINT = "mopsbookFinding/v1"


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return one run. Columns are in UTF-16 code units, as GitHub and editors count them whatever a file says of itself.

    What is waived is suppressed, with the reason. Of more findings than GitHub takes, those that matter most are kept, and a
    notification says so.
    """
    kept = view.rank(findings)[:_MOST] if len(findings) > _MOST else list(findings)
    rules = sorted({finding.rule for finding in kept})
    compared = view.comparison is not None or any(finding.state in ("new", "known") for finding in findings)
    pairs = zip(kept, fingerprints(kept), strict=True)
    results = [_result(finding, rules.index(finding.rule), known_by, compared, view) for finding, known_by in pairs]
    run = {
        "tool": {
            "driver": {
                "name": "mopsbook",
                "semanticVersion": __version__,
                "rules": [_rule(rule, findings, view) for rule in rules],
            }
        },
        "invocations": [_invocation(len(findings) - len(kept))],
        "columnKind": "utf16CodeUnits",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _invocation(cut: int) -> dict[str, Any]:
    # The check itself went well, whatever it found.
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if cut:
        said = f"{count(cut, 'finding')} left out: GitHub takes no more than {_MOST:,}. `mopsbook check` prints all of them."
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": said}}]
    return invocation


def _rule(rule: str, findings: Sequence[Finding], view: View) -> dict[str, Any]:
    severity = next(finding.severity for finding in findings if finding.rule == rule)
    made: dict[str, Any] = {
        "id": rule,
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"problem.severity": _PROBLEMS[severity]},
    }
    page = view.rules.get(rule)
    if page is None:
        return {**made, "shortDescription": {"text": rule}}
    address = view.page_of(rule)
    parts = {"What": page.what, "Why": page.why, "Mend": page.mend}
    said = [f"{name}: {text}" for name, text in parts.items() if text]
    marked = [f"**{name}.** {text}" for name, text in parts.items() if text]
    help_ = {"text": "\n\n".join(said) or page.sentence, "markdown": "\n\n".join(marked) or page.sentence}
    return {
        **made,
        "shortDescription": {"text": _cut(page.sentence)},
        "fullDescription": {"text": _cut(page.what or page.sentence)},
        "help": help_,
        **({"helpUri": address} if address else {}),
        "properties": {**made["properties"], **({"tags": [page.dimension]} if page.dimension else {})},
    }


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _result(finding: Finding, index: int, fingerprint: str, compared: bool, view: View) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(finding.advice)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(view.folder + finding.path), "uriBaseId": "%SRCROOT%"},
                    "region": _region(finding),
                }
            }
        ],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if compared:
        result["baselineState"] = _BASELINE.get(finding.state, "new")
    if finding.state == "waived":
        suppression = {"kind": "external", "status": "accepted", "justification": finding.reason}
        result["suppressions"] = [suppression if finding.reason else {"kind": "external", "status": "accepted"}]
    return result


def _plain(text: str) -> str:
    # "[words](1)" would be a link to another place (section 3.11.6 of the specification).
    return re.sub(r"\[(?=[^\[\]]*\]\()", r"\\[", text)


def _region(finding: Finding) -> dict[str, int]:
    return {
        "startLine": finding.line,
        "startColumn": _utf16(finding.source_line, finding.column),
        "endLine": finding.line,
        "endColumn": _utf16(finding.source_line, finding.end_column),
    }


def _utf16(line: str, column: int) -> int:
    """Return a column, which counts characters, in UTF-16 code units: characters outside the first plane have two."""
    return column + sum(char > "\uffff" for char in line[: column - 1])
