"""Run every rule over a shelf and give each complaint its place, its severity and the name of what it is about."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from mopsbook.checks import late, rules
from mopsbook.checks.earlier import Earlier
from mopsbook.checks.finding import Complaint, Finding
from mopsbook.checks.given import Given
from mopsbook.checks.own.find import find_complaints
from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.own.rule import PREFIX
from mopsbook.checks.subject import name_part
from mopsbook.checks.waivers import read_waivers, waive
from mopsbook.documents.document import Trouble
from mopsbook.documents.shelf import Shelf
from mopsbook.reading.places import Place
from mopsbook.words import count, did_you_mean, listed

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


def run_checks(shelf: Shelf, today: date, earlier: Earlier | None = None) -> tuple[Finding, ...]:
    """Return all findings, sorted by place; with an earlier state also those of the rules that compare with it.

    Severities are those of the rules unless the book's policy says otherwise. What a waiver covers has the state "waived".
    """
    severities = shelf.policy("severities", default={})
    findings: list[Finding] = []
    for name, rule in find_rules().items():
        severity = severities.get(name, rule.SEVERITY)
        if severity == "off" and name in _ALWAYS:
            severity = rule.SEVERITY
        if severity != "off" and not is_late(rule):
            items = _once(rule.check(shelf, today))
            findings += [_found(item, others, name, severity, rule.DIMENSION) for item, others in items]
    for own, complaints in find_complaints(shelf, today):
        severity = severities.get(own.name, own.severity)
        if severity != "off":
            items = _once(complaints)
            findings += [_found(item, others, own.name, severity, own.dimension) for item, others in items]
    policy = find_rules()["schema-violation"]
    findings += [
        _found(item, 0, "schema-violation", policy.SEVERITY, policy.DIMENSION) for item in _unknown_rules(shelf, today)
    ]
    waivers = read_waivers(shelf)
    findings, used = waive(set(findings), waivers, _ALWAYS, today)
    silent = {name for name, severity in severities.items() if severity == "off"}
    given = Given({*find_rules(), *read_own_rules(shelf, today).by_name}, _ALWAYS, silent, used, earlier)
    last = list(_find_last(shelf, given, today))
    findings += waive(last, waivers, _ALWAYS, today)[0] if last else []
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _find_last(shelf: Shelf, given: Given, today: date) -> Iterator[Finding]:
    """Yield the findings of the rules that come after the others."""
    severities = shelf.policy("severities", default={})
    for name, rule in find_rules().items():
        severity = severities.get(name, rule.SEVERITY)
        if is_late(rule) and severity != "off":
            for item, others in _once(rule.check(shelf, given, today)):
                yield _found(item, others, name, severity, rule.DIMENSION)


def _once(items: Iterable[Complaint | Trouble]) -> list[tuple[Complaint | Trouble, int]]:
    """Return each item once, with how many others say the same of a value that a file says once for many documents."""
    firsts: dict[object, Complaint | Trouble] = {}
    others: Counter[object] = Counter()
    for item in items:
        place: object = id(item)
        if isinstance(item, Complaint) and item.pointer and item.pointer[0] in item.document.inherited:
            place = (item.document.path, item.pointer, item.message, item.hint)
        others[place] += place in firsts
        # Every item is kept here, so no two of them have the same id().
        firsts.setdefault(place, item)
    return [(item, others[place]) for place, item in firsts.items()]


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


def _found(item: Complaint | Trouble, others: int, rule: str, severity: str, dimension: str) -> Finding:
    if isinstance(item, Trouble):
        problem = item.problem
        end = problem.end_column or problem.column + 1
        return Finding(
            item.path, problem.line, problem.column, end, rule, severity, _on_one_line(problem.message),
            _on_one_line(problem.hint), _line(item.source, problem.line), dimension=dimension,
        )  # fmt: skip
    document, pointer = item.document, item.document.in_file(item.pointer)
    places = document.source.places
    # What concerns a whole document is said at its id, which names it.
    if not item.pointer:
        place = places.value((*document.base, "id"))
    else:
        place = places.key(pointer) if item.on_key else places.value(pointer)
    if item.within:
        place = _narrow(place, item, document.source.lines)
    line = _line(document.source, place.line)
    end = place.end_column if place.end_line == place.line else len(line) + 1
    also = f" and {count(others, 'other')} in this file" if others else ""
    return Finding(
        document.path, place.line, place.column, max(end, place.column + 1), rule, severity, _on_one_line(item.message),
        _on_one_line(item.hint), line, document.kind.name, document.id,
        _on_one_line(f"{document.kind.label.lower()} `{document.id}`{also}"),
        _on_one_line(name_part(document, item.pointer)), dimension,
    )  # fmt: skip


# More than anybody reads of one finding, and less than fills a log.
_LONGEST = 1_500


def _narrow(place: Place, item: Complaint, lines: Sequence[str]) -> Place:
    """Return where in a value the words of a complaint stand; the whole value if it is written in another way."""
    written = list(lines[place.line - 1 : place.end_line])
    if not written:
        return place
    written[-1] = written[-1][: place.end_column - 1] if place.end_line <= len(lines) else written[-1]
    written[0] = " " * (place.column - 1) + written[0][place.column - 1 :]
    text, value = "\n".join(written), str(item.document.get(item.pointer))
    # However the lines are broken, the words come as often and in the same order.
    words = re.compile(r"\s+".join(map(re.escape, item.within.split())))
    spots = [match.span() for match in words.finditer(text)]
    number = sum(match.start() < item.begin for match in words.finditer(value))
    if len(spots) != len(words.findall(value)) or number >= len(spots):
        return place
    (line, column), (end_line, end_column) = (_position(text, offset) for offset in spots[number])
    return Place(place.line + line, column, place.line + end_line, end_column)


def _position(text: str, offset: int) -> tuple[int, int]:
    """Return the lines before an offset, and its column from 1."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def _on_one_line(text: str) -> str:
    """Return the text on one line of bearable length: what stands in a file must not steer a terminal.

    Characters that cannot be seen are shown as their number, or the message would speak of what nobody finds.
    """
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}..."
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    return char if char.isprintable() else " " if char in "\t\r\n" else f"\\u{ord(char):04x}"


def _line(source: object, line: int) -> str:
    lines = getattr(source, "lines", [])
    return lines[line - 1] if 0 < line <= len(lines) else ""
