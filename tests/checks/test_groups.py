"""The groups in which rules are shared out fit the rules that there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mopsbook.checks.groups import SHARED, group_rules
from mopsbook.checks.placing import find_places
from mopsbook.checks.run import find_rules, is_late
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout

ROOT = Path(__file__).parents[2]
RULES = {name: rule for name, rule in find_rules().items() if not is_late(rule)}


def test_every_rule_is_in_one_group() -> None:
    """No rule is left out, and none is asked twice."""
    assert sorted(name for group in group_rules(RULES) for name in group) == sorted(RULES)


@pytest.mark.parametrize("asked", sorted(frozenset().union(*SHARED)))
def test_what_is_shared_is_asked_for_by_a_rule(asked: str) -> None:
    """A function that has another name now would hold no group together."""
    assert any(asked in vars(rule) for rule in RULES.values())


def test_every_group_holds_rules_together() -> None:
    """What one rule alone asks for need not be shared."""
    assert all(len(group) > 1 for group in group_rules(RULES)[: len(SHARED)])


def test_the_first_group_alone_asks_for_every_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each group may be asked in a process of its own, and to follow all references of a large book takes long."""
    layout = find_layout(ROOT)
    shelf = load_shelf(layout, load_kinds([layout.schemas]))
    monkeypatch.setattr(Shelf, "references", property(lambda _: pytest.fail("it follows all references")))
    for name in [name for group in group_rules(RULES)[1:] for name in group]:
        find_places(RULES[name].check(shelf, date(2026, 11, 22)), name, "error", "")
