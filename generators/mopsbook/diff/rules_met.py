"""Which change rules a note meets: the rules asked twice, of the change as it is and of the change with the note in it."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from mopsbook.catalog.make import make_catalog
from mopsbook.diff.change import Breach, Diff
from mopsbook.diff.enforce import find_breaches
from mopsbook.diff.make import make_diff
from mopsbook.diff.states import States
from mopsbook.editing.foresee import foresee


class RulesMet(Struct, frozen=True):
    """The rules that ask for nothing, or for less, since the note is there, and what is still missing: rule and words."""

    met: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def compare_rules(states: States, diff: Diff, files: Mapping[str, bytes], today: date) -> RulesMet:
    """Return what writing these files means to the change rules of the book. No files: what the rules miss as it is."""
    reviewed = states.reviewed_by()
    before: tuple[Breach, ...] = find_breaches(diff, states.before, states.after, reviewed, today)
    after = before
    # Most books have no such rules, and a second reading of the whole takes as long as the first.
    if before and files:
        then = make_catalog(foresee(states.after.shelf, files), (), today)
        after = find_breaches(make_diff(states.before, then), states.before, then, reviewed, today)
    met = dict.fromkeys(one.rule for one in before if one not in after)
    return RulesMet(tuple(met), tuple(dict.fromkeys((one.rule, one.missing) for one in after)))
