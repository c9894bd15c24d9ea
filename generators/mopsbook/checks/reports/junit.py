"""For Jenkins, GitLab and whatever else shows test results: each rule is a test suite, what breaks it a failed test.

The format is that of https://github.com/jenkinsci/xunit-plugin (junit-10.xsd), within what GitLab reads:
https://docs.gitlab.com/ci/testing/unit_test_reports/
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from mopsbook.checks.finding import Finding
from mopsbook.checks.view import PLAIN, View

# Jenkins groups by what stands before the last dot, and a name of a rule has none.
_GROUP = "mopsbook"


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return a test for each finding: failed if it fails the check, else skipped with the reason; and one for each clean rule.

    A report without any test would be an error for Jenkins. Names have no line numbers in them, so that both hosts can tell
    since when a test fails.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.rule].append(finding)
    rules = sorted({*view.rules, *found})
    suites = [_suite(rule, found[rule], view) for rule in rules] or [_clean_suite("mopsbook", "nothing was found")]
    failed = sum(view.fails(finding) for finding in findings)
    tests = sum(max(1, len(found[rule])) for rule in rules) or 1
    head = f'<testsuites name="mopsbook" tests="{tests}" failures="{failed}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>\n"])


def _suite(rule: str, findings: Sequence[Finding], view: View) -> str:
    if not findings:
        return _clean_suite(rule, view.rules[rule].sentence)
    failed = sum(view.fails(finding) for finding in findings)
    names: Counter[str] = Counter()
    lines = [_open(rule, len(findings), failed, len(findings) - failed)]
    for finding in findings:
        name = f"{finding.path}: {finding.sentence}"
        names[name] += 1
        # Two tests of one name would be one test.
        numbered = f"{name} ({names[name]})" if names[name] > 1 else name
        lines += [f"    <testcase{_attributes(classname=f'{_GROUP}.{rule}', name=numbered)}>", _outcome(finding, view)]
        lines.append("    </testcase>")
    return "\n".join([*lines, "  </testsuite>"])


def _clean_suite(rule: str, sentence: str) -> str:
    test = f"    <testcase{_attributes(classname=f'{_GROUP}.{rule}', name=sentence)}/>"
    return "\n".join([_open(rule, 1, 0, 0), test, "  </testsuite>"])


def _open(rule: str, tests: int, failures: int, skipped: int) -> str:
    numbers = {"tests": str(tests), "failures": str(failures), "errors": "0", "skipped": str(skipped)}
    return f"  <testsuite{_attributes(name=rule, **numbers)}>"


def _outcome(finding: Finding, view: View) -> str:
    place = f"{view.folder}{finding.path}:{finding.line}:{finding.column}"
    text = "\n".join(
        filter(None, (f"{finding.severity}: {finding.sentence}", place, finding.hint, _way_on(finding, view)))
    )
    if view.fails(finding):
        return f"      <failure{_attributes(type=finding.severity, message=finding.sentence)}>{_text(text)}</failure>"
    return f"      <skipped{_attributes(type=finding.severity, message=_excuse(finding))}>{_text(text)}</skipped>"


def _excuse(finding: Finding) -> str:
    if finding.state == "waived":
        return f"waived: {finding.reason}" if finding.reason else "waived"
    if finding.state == "known":
        return "known before, so it does not fail"
    return f"of severity {finding.severity}, so it does not fail"


def _way_on(finding: Finding, view: View) -> str:
    return view.page_of(finding.rule) or f"mopsbook explain {finding.rule}"


def _attributes(**values: str) -> str:
    return "".join(f" {key}={quoteattr(_legal(value))}" for key, value in values.items())


def _text(text: str) -> str:
    return escape(_legal(text))


def _legal(text: str) -> str:
    """Return text without the characters that no XML document may hold, not even as a number."""
    return "".join(char if _is_legal(char) else "\ufffd" for char in text)


def _is_legal(char: str) -> bool:
    # https://www.w3.org/TR/xml/#charsets
    return char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"
