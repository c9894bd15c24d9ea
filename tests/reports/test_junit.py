"""JUnit: what Jenkins' schema allows and GitLab reads; only what fails the check is a failed test."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from found import make
from hostile import findings, page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsbook.checks.finding import Finding
from mopsbook.checks.reports import junit
from mopsbook.checks.view import View

# What junit-10.xsd of https://github.com/jenkinsci/xunit-plugin says of the elements we write: their attributes, those of
# them that must be there, and what may stand within. `file` is one of a test suite, and none of a test case.
ELEMENTS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": (
        {*"name tests failures errors group time skipped timestamp hostname id package file log url".split()},
        {"name", "tests", "failures", "errors"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": (
        {"name", "time", "classname", "group"},
        {"name"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": ({"type", "message"}, set(), set()),
    "skipped": ({"type", "message"}, set(), set()),
}


def read(text: str) -> ElementTree.Element:
    root = ElementTree.fromstring(text.encode("utf-8"))
    for element in root.iter():
        allowed, needed, within = ELEMENTS[element.tag]
        assert needed <= set(element.attrib) <= allowed
        assert {child.tag for child in element} <= within
    return root


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(findings(), max_size=5), st.sampled_from([("error",), ("error", "warning", "info")]))
def test_whatever_is_found_is_xml_that_the_schema_of_jenkins_allows(
    found: list[Finding], failing: tuple[str, ...]
) -> None:
    view = View(failing=failing, rules={"orphan": page("orphan", "A <rule> & \x00 more")})
    root = read(junit.render(found, view))
    cases = list(root.iter("testcase"))
    assert root.get("tests") == str(len(cases))
    assert root.get("failures") == str(len(list(root.iter("failure")))) == str(sum(map(view.fails, found)))
    for suite in root.iter("testsuite"):
        inside = [sum(1 for _ in suite.iter(tag)) for tag in ("testcase", "failure", "skipped")]
        assert [suite.get(name) for name in ("tests", "failures", "skipped")] == [str(number) for number in inside]
    # GitLab takes tests of one class and name for one test.
    names = [(case.get("classname"), case.get("name")) for case in cases]
    assert len(set(names)) == len(names)


def test_a_text_reads_as_it_was_written_but_for_what_no_xml_can_hold() -> None:
    said = "a ]]> b <c d=\"e\"> & 'f' \x00 \x1b \ufffe \U0001f980\nnext"
    root = read(junit.render([make(message=said)]))
    kept = re.sub("[\x00\x1b\ufffe]", "\ufffd", said)
    (failure,) = root.iter("failure")
    assert failure.get("message") == kept
    assert kept in (failure.text or "")


def test_only_what_fails_the_check_is_a_failure_and_the_rest_says_why_not() -> None:
    found = [
        make(),
        make(message="n", state="new"),
        make(message="o", severity="warning"),
        make(message="p", state="known"),
        make(message="q", state="waived", reason="Until May."),
    ]
    root = read(junit.render(found))
    assert [failure.get("message") for failure in root.iter("failure")] == ["m", "n"]
    assert [skipped.get("message") for skipped in root.iter("skipped")] == [
        "of severity warning, so it does not fail",
        "known before, so it does not fail",
        "waived: Until May.",
    ]


def test_a_rule_that_found_nothing_is_a_test_that_passed() -> None:
    view = View(rules={"orphan": page("orphan", "Nothing leads here."), "idle": page("idle", "It does nothing.")})
    root = read(junit.render([make()], view))
    assert {suite.get("name"): suite.get("failures") for suite in root.iter("testsuite")} == {
        "orphan": "1",
        "idle": "0",
    }


def test_a_report_is_never_without_a_test_because_jenkins_takes_that_for_an_error() -> None:
    assert len(list(read(junit.render([])).iter("testcase"))) == 1


def test_the_name_of_a_test_does_not_change_when_its_line_moves() -> None:
    names = [next(read(junit.render([make(line=line)])).iter("testcase")).get("name") for line in (3, 99)]
    assert names[0] == names[1] == "a.yaml: m"
