"""Workflow commands: read as GitHub's runner reads them, each finding arrives whole, and nothing else is a command."""

from __future__ import annotations

from collections import Counter

import pytest
from found import make
from hostile import findings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsbook.checks.finding import Finding
from mopsbook.checks.reports import github
from mopsbook.checks.view import View


def obey(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Return command, properties and data of each line, as TryParseV2 of ActionCommand.cs in actions/runner finds them."""
    commands = []
    assert "\r" not in text
    for line in text.split("\n")[:-1]:
        message = line.lstrip()
        assert message.startswith("::")
        end = message.index("::", 2)
        command, _, written = message[2:end].partition(" ")
        pairs = [pair.split("=", 1) for pair in written.strip().split(",") if pair]
        properties = {
            pair[0]: _unescape(pair[1], ("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")) for pair in pairs
        }
        commands.append((command, properties, _unescape(message[end + 2 :], ("%0D", "\r"), ("%0A", "\n"))))
    return commands


def _unescape(text: str, *pairs: tuple[str, str]) -> str:
    for escaped, plain in pairs:
        text = text.replace(escaped, plain)
    return text.replace("%25", "%")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(findings(), max_size=4))
def test_the_runner_reads_every_finding_as_it_is(found: list[Finding]) -> None:
    view = View(folder="b/", everything=True)
    for finding, (command, properties, data) in zip(view.rank(found), obey(github.render(found, view)), strict=True):
        old = finding.state in ("known", "waived")
        assert command == ("notice" if old or finding.severity == "info" else finding.severity)
        assert properties == {
            "file": f"b/{finding.path}",
            "line": str(finding.line),
            "col": str(finding.column),
            "endColumn": str(finding.end_column),
            "title": f"{finding.rule} ({finding.state})" if old else finding.rule,
        }
        assert data == (f"{finding.sentence}\n{finding.hint}" if finding.hint else finding.sentence)


def test_what_fails_comes_first_because_github_shows_the_first_ten_only() -> None:
    mild = [make(line=line, severity="info", state="new") for line in range(1, 12)]
    shown = obey(github.render([*mild, make(path="z.yaml", state="new", message="the new one")]))
    assert shown[0][2] == "the new one"


def test_what_is_known_or_waived_takes_no_room_from_what_is_new() -> None:
    found = [make(line=1, state="known"), make(line=2, state="waived", reason="Soon."), make(line=3, state="new")]
    assert [properties["line"] for _, properties, _ in obey(github.render(found))] == ["3"]


@pytest.mark.parametrize(
    ("errors", "remarks", "hidden"),
    [(10, 10, 0), (11, 0, 1), (11, 9, 1), (11, 10, 2), (0, 11, 2), (25, 30, 36), (10, 0, 0)],
)
def test_one_of_the_notices_that_are_shown_says_how_many_are_not(errors: int, remarks: int, hidden: int) -> None:
    found = [make(line=line) for line in range(1, errors + 1)]
    found += [make(line=line, severity="info") for line in range(1, remarks + 1)]
    commands = obey(github.render(found))
    visible: Counter[str] = Counter()
    said = ""
    for command, properties, data in commands:
        visible[command] += 1
        if properties["title"] == "mopsbook":
            assert visible[command] <= 10
            said = data
    shown = sum(min(number, 10) for number in visible.values()) - bool(said)
    assert errors + remarks - shown == hidden
    assert said.startswith(f"{hidden} more finding") if hidden else not said
