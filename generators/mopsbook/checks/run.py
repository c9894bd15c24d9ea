"""Run every rule over a shelf and give each complaint its place, its severity and the name of what it is about."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from importlib import import_module
from operator import attrgetter
from pkgutil import iter_modules
from types import ModuleType

from mopsbook.checks import late, rules
from mopsbook.checks.earlier import Earlier
from mopsbook.checks.finding import Complaint, Finding
from mopsbook.checks.given import Given
from mopsbook.checks.groups import group_rules
from mopsbook.checks.own.find import find_complaints
from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.own.rule import PREFIX
from mopsbook.checks.placing import find_places
from mopsbook.checks.waivers import read_waivers, waive
from mopsbook.documents.shelf import Shelf
from mopsbook.processes import Shared, Way, count_processes
from mopsbook.words import did_you_mean, listed

# What another process costs is more than it saves where there are fewer documents.
FEW = 1_000

# Without these, part of the book would be left out of every other check without a word.
_ALWAYS = frozenset({"unreadable-file", "unknown-kind", "schema-violation", "unusable-rule"})


@cache
def find_rules() -> dict[str, ModuleType]:
    """Return the rules by id, those that come last included. The id of a rule is the name of its file."""
    found = sorted((module.name, room) for room in (rules, late) for module in iter_modules(room.__path__))
    return {name.replace("_", "-"): import_module(f"{room.__name__}.{name}") for name, room in found}


def is_late(rule: ModuleType) -> bool:
    """Return whether a rule comes after the others, because it looks at what they found or at an earlier state."""
    return rule.__name__.startswith(f"{late.__name__}.")


def run_checks(
    shelf: Shelf, today: date, earlier: Earlier | None = None, processes: int | None = None
) -> tuple[Finding, ...]:
    """Return all findings, sorted by place; with an earlier state also those of the rules that compare with it.

    Severities are those of the rules unless the book's policy says otherwise. What a waiver covers has the state "waived".
    The rules of a large book are shared out among `processes`, by default as many as there may be; the findings are the same.
    """
    by_name, severities = find_rules(), shelf.policy("severities", default={})
    asked: dict[str, str] = {}
    for name, rule in by_name.items():
        severity = severities.get(name, rule.SEVERITY)
        severity = rule.SEVERITY if severity == "off" and name in _ALWAYS else severity
        if severity != "off" and not is_late(rule):
            asked[name] = severity

    def ask(group: Sequence[str]) -> list[Finding]:
        return [
            finding
            for name in group
            for finding in find_places(by_name[name].check(shelf, today), name, asked[name], by_name[name].DIMENSION)
        ]

    first, *groups = group_rules({name: by_name[name] for name in asked})
    # A team may have many rules of its own, so they are not left to the end, where all others would wait for them.
    rest = [partial(_ask_own, shelf, today), *(partial(ask, group) for group in groups)]
    if len(shelf.documents) < FEW:
        processes = 1
    elif processes is None:
        processes = count_processes()
    with Shared(rest, _AS_TUPLES, processes - 1) as shared:
        found = [ask(first), *shared.results()]
    findings = [finding for each in found for finding in each]
    policy = by_name["schema-violation"]
    findings += find_places(_unknown_rules(shelf, today), "schema-violation", policy.SEVERITY, policy.DIMENSION)
    waivers = read_waivers(shelf)
    findings, used = waive(dict.fromkeys(findings), waivers, _ALWAYS, today)
    silent = {name for name, severity in severities.items() if severity == "off"}
    given = Given({*by_name, *read_own_rules(shelf, today).by_name}, _ALWAYS, silent, used, earlier)
    last = list(_find_last(shelf, given, today))
    findings += waive(last, waivers, _ALWAYS, today)[0] if last else []
    return tuple(sorted(findings, key=lambda finding: finding.order))


# As plain values a finding is the tuple of what it says.
_FIELDS = attrgetter(*Finding.__struct_fields__)
_AS_TUPLES: Way[list[Finding]] = Way(
    lambda findings: [_FIELDS(finding) for finding in findings], lambda packed: [Finding(*said) for said in packed]
)


def _ask_own(shelf: Shelf, today: date) -> list[Finding]:
    """Return the findings of a team's own rules."""
    severities = shelf.policy("severities", default={})
    findings: list[Finding] = []
    for own, complaints in find_complaints(shelf, today):
        severity = severities.get(own.name, own.severity)
        if severity != "off":
            findings += find_places(complaints, own.name, severity, own.dimension)
    return findings


def _find_last(shelf: Shelf, given: Given, today: date) -> Iterator[Finding]:
    """Yield the findings of the rules that come after the others."""
    severities = shelf.policy("severities", default={})
    for name, rule in find_rules().items():
        severity = severities.get(name, rule.SEVERITY)
        if is_late(rule) and severity != "off":
            yield from find_places(rule.check(shelf, given, today), name, severity, rule.DIMENSION)


def _unknown_rules(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield what the book's policy says of rules that do not exist, or must not be silent."""
    own = read_own_rules(shelf, today).by_name
    rules = [*find_rules(), *own]
    for name, severity in shelf.policy("severities", default={}).items():
        if shelf.book and name not in rules:
            near = f"did you mean `{PREFIX}{name}`?" if PREFIX + name in own else did_you_mean(name, rules)
            hint = near or f"Rules are {listed(rules, 60, 'and')}."
            yield Complaint(
                shelf.book, ("policy", "severities", name), f"no rule is called `{name}`", hint, on_key=True
            )
        elif shelf.book and name in _ALWAYS and severity == "off":
            hint = "A file that nothing is said of looks right. Write `warning` to be told without failing."
            yield Complaint(shelf.book, ("policy", "severities", name), f"`{name}` cannot be switched off", hint)


def count_severities(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity, the worst first."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for finding in findings:
        counts[finding.severity] += 1
    return counts
