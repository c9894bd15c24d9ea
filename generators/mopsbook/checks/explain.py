"""The page of a rule, from its docstring: What, Why, Mend."""

from dataclasses import dataclass
from inspect import getdoc

from mopsbook.checks.run import find_rules
from mopsbook.errors import SetupError
from mopsbook.words import did_you_mean, listed


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule as its page shows it. All texts are Markdown."""

    id: str
    severity: str
    sentence: str
    what: str
    why: str
    mend: str


def explain(rule: str) -> RulePage:
    """Return the page of a rule. Raises SetupError if there is no such rule, with the nearest name."""
    rules = find_rules()
    if rule not in rules:
        raise SetupError(
            f"there is no rule `{rule}`", did_you_mean(rule, rules) or f"Rules are {listed(list(rules), 60, 'and')}."
        )
    parts = (getdoc(rules[rule]) or "").split("\n\n")
    found = {head: " ".join(text.split()) for head, _, text in (part.partition(": ") for part in parts[1:])}
    return RulePage(rule, rules[rule].SEVERITY, parts[0], found["What"], found["Why"], found["Mend"])
