"""Groups of rules: those that ask for the same things, which are worked out once for a whole shelf, stay in one process."""

from collections.abc import Mapping
from types import ModuleType

# What rules ask for by these names takes longer to work out than most rules. Of a rule that asks for several, the first counts.
# The first group is what later steps of a build ask for again: how complete and how fresh documents are.
SHARED = (
    frozenset({"measure_all", "judge_all", "uses_of_retired"}),
    frozenset({"flows", "known_fields", "field_at", "system_at"}),
    frozenset({"parts"}),
    frozenset({"sound_models", "find_dead", "unlisted", "why_unreachable"}),
    frozenset({"stage_fields"}),
)

# Rules that follow no name from one document to another: they can be asked while references are still being followed.
# Of the many rules of this sort, these are the ones that take long or say much.
NAMELESS = frozenset(
    (
        "computed-value", "contract-no-notice", "contract-notice", "contract-order", "contract-over", "date-passed",
        "duplicate-id", "forbidden-word", "mapping-direction", "misnamed-file", "planning-gap", "raci-accountable",
        "schema-violation", "seats-unused", "secret", "term-twice",
    )
)  # fmt: skip


def group_rules(rules: Mapping[str, ModuleType]) -> list[list[str]]:
    """Return the names of rules in groups, one for each that share something, even if it is empty; whatever shares nothing is alone."""
    groups: list[list[str]] = [[] for _ in SHARED]
    alone: list[list[str]] = []
    for name, rule in rules.items():
        place = next((place for place, asked in enumerate(SHARED) if not asked.isdisjoint(vars(rule))), None)
        if place is None:
            alone.append([name])
        else:
            groups[place].append(name)
    return [*groups, *alone]
