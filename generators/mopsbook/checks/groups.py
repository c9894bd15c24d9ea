"""Groups of rules: those that ask for the same things, which are worked out once for a whole shelf, stay in one process."""

from collections.abc import Mapping
from types import ModuleType

# What rules ask for by these names takes longer to work out than most rules. Of a rule that asks for several, the first counts.
# The first group is what later steps of a build ask for again: how complete and how fresh documents are.
SHARED = (
    frozenset({"measure_all", "judge_all", "attested", "uses_of_retired"}),
    frozenset({"flows", "flows_through", "known_fields", "called", "field_at", "system_at"}),
    frozenset({"parts"}),
    frozenset({"sound_models", "find_dead", "unlisted", "why_unreachable"}),
    frozenset({"stage_fields"}),
)


def group_rules(rules: Mapping[str, ModuleType]) -> list[list[str]]:
    """Return the names of rules in groups, those first that share something; whatever shares nothing is alone."""
    groups: list[list[str]] = [[] for _ in SHARED]
    alone: list[list[str]] = []
    for name, rule in rules.items():
        place = next((place for place, asked in enumerate(SHARED) if not asked.isdisjoint(vars(rule))), None)
        if place is None:
            alone.append([name])
        else:
            groups[place].append(name)
    return [*filter(None, groups), *alone]
