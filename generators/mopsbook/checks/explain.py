"""The page of a rule: of one of ours from its docstring, What, Why, Mend; of a team's own from book.yaml."""

from collections.abc import Mapping
from inspect import getdoc
from types import MappingProxyType

from msgspec import Struct

from mopsbook.checks.own.rule import PREFIX, OwnRule
from mopsbook.checks.run import find_rules
from mopsbook.errors import SetupError
from mopsbook.words import did_you_mean, listed


class RulePage(Struct, frozen=True):
    """A rule as its page shows it. All texts are Markdown, but `written`: a team's own rule as it stands in book.yaml.

    Of a team's own rules `what` is empty, and `why`, `mend` and `dimension` are if nobody wrote them.
    """

    id: str
    severity: str
    sentence: str
    what: str
    why: str
    mend: str
    dimension: str
    written: str = ""


def explain(rule: str, own: Mapping[str, OwnRule] = MappingProxyType({})) -> RulePage:
    """Return the page of one of our rules, or of a book's own. Raises SetupError if there is no such rule, with the nearest name."""
    rules = find_rules()
    if rule in own:
        one = own[rule]
        return RulePage(rule, one.severity, one.message, "", one.why, one.hint, one.dimension, one.written)
    if rule not in rules:
        names = [*rules, *own]
        raise SetupError(f"there is no rule `{rule}`", did_you_mean(rule, names) or _which(rule, own))
    text = getdoc(rules[rule])
    if not text:
        raise SetupError(
            "Python was told to leave out what rules say of themselves", "Run it without `-OO` or PYTHONOPTIMIZE=2."
        )
    parts = text.split("\n\n")
    found = {head: " ".join(text.split()) for head, _, text in (part.partition(": ") for part in parts[1:])}
    ours = rules[rule]
    return RulePage(rule, ours.SEVERITY, parts[0], found["What"], found["Why"], found["Mend"], ours.DIMENSION)


def _which(rule: str, own: Mapping[str, OwnRule]) -> str:
    if not rule.startswith(PREFIX):
        return f"`mopsbook explain` lists all {len(find_rules()) + len(own)}, `mopsbook explain incomplete` shows one."
    if own:
        return f"Rules of this book are {listed(list(own), 20, 'and')}."
    return f"Rules that begin with `{PREFIX}` are a book's own, and none of them is here. Run this in the folder of the book."
