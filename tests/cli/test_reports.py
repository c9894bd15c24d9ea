"""How findings are written: for people on terminals of any width, for GitHub, and what stands behind them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mopsbook
from mopsbook.checks.finding import Finding
from mopsbook.checks.reports import github, json, text
from mopsbook.checks.view import View
from terminals import mopsbook_command, needs_terminal, run_on_terminal

SOURCE = str(Path(mopsbook.__file__).parents[1])


def make(
    message: str = "m", hint: str = "h", line: str = "key: value", column: int = 6, end: int = 11, path: str = "a.yaml",
    rule: str = "orphan", severity: str = "info", number: int = 3,
) -> Finding:  # fmt: skip
    return Finding(path, number, column, end, rule, severity, message, hint, line)


def test_nothing_in_a_file_can_give_a_command_to_github() -> None:
    said = github.render([make("100%\n::error::pwned\r\n::set-output name=x::y", "a%0Ab", path="a,b:c::d%.yaml")])
    assert said.count("\n") == 1
    assert said == (
        "::notice file=a%2Cb%3Ac%3A%3Ad%25.yaml,line=3,col=6,endColumn=11,title=orphan"
        "::100%25%0A::error::pwned%0D%0A::set-output name=x::y%0Aa%250Ab\n"
    )


def test_the_caret_stands_below_what_is_meant_also_in_long_lines_and_behind_tabs() -> None:
    for line, column, end in (
        ("key: value", 6, 11),
        ("k" * 400 + "VALUE" + "x" * 400, 401, 406),
        ("a:\tVALUE", 4, 9),
        ("x" * 500, 490, 501),
        ("", 1, 2),
    ):
        shown = text.render([make(line=line, column=column, end=end)]).splitlines()
        if not line:
            assert shown[2] == "  = h"
            continue
        found = re.search(r"\^+", shown[4])
        assert found
        assert shown[3][found.start() : found.end()] == line[column - 1 : end - 1].replace("\t", " ")
        assert max(map(len, shown[:4])) < 200


def test_the_last_line_counts_and_says_where_to_read_on() -> None:
    assert text.render([], View(documents=1_000, files=2)) == "No findings. 1,000 documents in 2 files were checked.\n"
    assert text.summarise([make()]) == "1 remark in 1 file. Why and how to mend: mopsbook explain orphan"


def test_many_findings_end_with_the_rules_the_errors_first_and_where_they_stand() -> None:
    errors = [make(rule="broken-reference", severity="error", path=f"{n}.yaml", number=n) for n in range(1, 6)]
    found = [make(rule="incomplete", severity="warning"), *errors, make(rule="duplicate-id", severity="error"), make()]
    assert text.render(found).endswith(
        """\

 5 errors  broken-reference: 1.yaml:1, 2.yaml:2, 3.yaml:3, and 2 more
  1 error  duplicate-id: a.yaml:3
1 warning  incomplete
 1 remark  orphan

6 errors, 1 warning, 1 remark in 6 files. Why and how to mend: mopsbook explain RULE
"""
    )


def test_a_few_findings_need_no_list_of_rules() -> None:
    found = [make(rule="incomplete", severity="warning"), make()]
    assert text.render(found).count("incomplete") == 1


@pytest.mark.parametrize("width", [1, 40, 60, 80, 300])
def test_no_line_is_wider_than_the_terminal_and_the_caret_stands_below_what_is_meant(width: int) -> None:
    hint = "Known are " + ", ".join(f"`{'a' * (n % 7 + 1)}`" for n in range(30))
    line = "key: " + "w" * 50 + " VALUE " + "x" * 200
    found = [
        make(hint=hint, line=line, column=57, end=62),
        *(make(rule="duplicate-id", severity="error", path="k" * 9) for _ in range(5)),
    ]
    shown = text.render(found, View(width=width)).splitlines()
    assert max(map(len, shown[1:-1])) <= max(width, 40)
    caret = re.search(r"\^+", shown[4])
    assert caret
    assert shown[3][caret.start() : caret.end()] == "VALUE"
    assert "".join(shown[5:]).count("`") >= 60


def test_what_it_is_about_stands_apart_for_machines_and_in_the_sentence_for_all() -> None:
    finding = Finding("a.yaml", 1, 1, 2, "orphan", "info", "m: n", "", "", "process", "x", "process `x`", "step `y`")
    assert (finding.sentence, finding.remark) == ("process `x`, step `y`: m: n", "step `y`: m: n")
    assert '"message": "process `x`, step `y`: m: n"' in json.render([finding])
    assert "process `x`, step `y`: m: n" in github.render([finding])


@needs_terminal
@pytest.mark.parametrize("arguments", [["explain"], ["explain", "incomplete"]])
@pytest.mark.parametrize("width", [40, 72, 200])
def test_the_pages_of_the_rules_fit_the_terminal(arguments: list[str], width: int) -> None:
    code, shown = run_on_terminal(mopsbook_command(*arguments), Path.cwd(), columns=width)
    assert code == 0
    lines = shown.splitlines()
    assert len(lines) > 10
    assert max(map(len, lines)) <= width
