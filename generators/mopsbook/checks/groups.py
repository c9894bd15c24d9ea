"""Groups of rules: those that ask for the same things, which are worked out once for a whole shelf, stay in one process."""

from collections.abc import Mapping
from types import ModuleType

# What is asked for again by later steps of a build, how complete and how fresh documents are, and what follows most or all
# references: two processes would follow them twice.
_FOLLOWING = frozenset(
    (
        "measure_all", "judge_all", "uses_of_retired", "some_lead_nowhere", "flows", "known_fields", "field_at", "system_at",
        "parts",
    )
)  # fmt: skip
# What rules ask for by these names takes longer to work out than most rules. Of a rule that asks for several, the first counts.
SHARED = (
    _FOLLOWING,
    frozenset({"sound_models", "find_dead", "unlisted", "why_unreachable"}),
    frozenset({"stage_fields"}),
)

# Rules that look at every reference there is. They belong to the first group as well, so that one process alone follows all of
# them; the others follow those of the documents that they ask.
EVERYWHERE = frozenset({"broken-reference", "process-unowned-system", "vacant-role"})


def group_rules(rules: Mapping[str, ModuleType]) -> list[list[str]]:
    """Return the names of rules in groups, one for each that share something, even if it is empty; whatever shares nothing is alone."""
    groups: list[list[str]] = [[] for _ in SHARED]
    alone: list[list[str]] = []
    for name, rule in rules.items():
        place = next((place for place, asked in enumerate(SHARED) if not asked.isdisjoint(vars(rule))), None)
        place = 0 if name in EVERYWHERE else place
        if place is None:
            alone.append([name])
        else:
            groups[place].append(name)
    return [*groups, *alone]
