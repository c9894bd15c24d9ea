"""A team's own rules find what they ask for, at its place, and say nothing of what nobody can know.

The cases stand in own_rules.yaml: a rule, a few documents, and what is found, in the form `path:line:column message`.
`pytest tests/checks --rewrite-golden` writes what came out into it; read the difference before you keep it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from mopsbook.checks.finding import Finding
from mopsbook.checks.run import run_checks
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from small_book import write

CASES = Path(__file__).parent / "own_rules.yaml"
TODAY = date(2026, 11, 22)
KINDS = load_kinds()


def read_cases() -> tuple[YAML, Any]:
    yaml = YAML()
    yaml.width = 1000
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml, yaml.load(CASES.read_text("utf-8"))


def find(layout: Layout, files: Mapping[str, str]) -> Sequence[Finding]:
    for name, text in files.items():
        write(layout.knowledge / name, text)
    return run_checks(load_shelf(layout, KINDS), TODAY)


ALL = read_cases()[1]["cases"]


@pytest.mark.parametrize("index", range(len(ALL)), ids=[case["name"] for case in ALL])
def test_each_rule_finds_exactly_what_is_written_down(
    index: int, layout: Layout, request: pytest.FixtureRequest
) -> None:
    yaml, whole = read_cases()
    case = whole["cases"][index]
    rule = f"  - {{id: r, message: It is as asked, {case['rule']}}}\n"
    files = {"book.yaml": f"kind: book\ntitle: Ours\nrules:\n{rule}", **whole["base"], **case.get("files", {})}
    findings = find(layout, files)
    assert [f.message for f in findings if f.rule == "unusable-rule" or f.path.endswith("book.yaml")] == []
    mine = [finding for finding in findings if finding.rule == "own/r"]
    found = "".join(f"{f.path.removeprefix('knowledge/')}:{f.line}:{f.column} {f.sentence}\n" for f in mine)
    if request.config.getoption("--rewrite-golden") and found != case["expected"]:
        case["expected"] = LiteralScalarString(found) if found else found
        with CASES.open("w", encoding="utf-8", newline="\n") as file:
            yaml.dump(whole, file)
    assert found == case["expected"]
