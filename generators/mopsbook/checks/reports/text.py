"""For people: the sentence, the place, the line with a caret, the way out; behind all of them, how many of what.

error[broken-reference]: process `webinar-launch`, step `build-program`: no system is called `marketto`
  --> knowledge/processes/webinar-launch.yaml:41:16
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from textwrap import wrap

from mopsbook.checks.finding import SEVERITIES, Finding
from mopsbook.checks.run import count_severities
from mopsbook.checks.view import PLAIN, View
from mopsbook.terminal.lines import printable
from mopsbook.terminal.paint import paint
from mopsbook.words import count

_WIDEST = 160
_NARROWEST = 40
_NOUNS = {"error": "error", "warning": "warning", "info": "remark"}
# As many paragraphs as one sees at a glance; behind more of them, a list of the rules leads back to the errors.
_AT_A_GLANCE = 4
_FIRST_PLACES = 3


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return every finding as a paragraph, the rules by severity if there are many, and the count.

    What is known from before or waived is counted only, unless somebody wants to see everything; then it comes first, since
    one reads from the end.
    """
    fresh = [finding for finding in findings if finding.is_open]
    rest = [finding for finding in findings if not finding.is_open] if view.everything else []
    paragraphs = [_paragraph(finding, view) for finding in (*rest, *fresh)]
    if len(fresh) > _AT_A_GLANCE:
        paragraphs.append(_by_rule(fresh, view))
    return "\n\n".join([*paragraphs, summarise(findings, view)]) + "\n"


def summarise(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return the findings in one line: "2 errors, 1 warning in 3 files"; below it what is known, and how complete all is."""
    fresh = [finding for finding in findings if finding.is_open]
    new = "new " if any(finding.state in ("new", "known") for finding in findings) else ""
    return "\n".join(filter(None, [_count_open(fresh, new, view), _count_rest(findings, view), _compare(view)]))


def _count_open(findings: Sequence[Finding], new: str, view: View) -> str:
    if not findings:
        if not view.files:
            return "Nothing was checked."
        documents, files = count(view.documents, "document"), count(view.files, "file")
        return f"No {new}findings. {documents} in {files} {'was' if view.documents == 1 else 'were'} checked."
    parts = [
        count(number, f"{new}{_NOUNS[severity]}") for severity, number in count_severities(findings).items() if number
    ]
    places = len({finding.path for finding in findings})
    rules = sorted({finding.rule for finding in findings})
    rule = rules[0] if len(rules) == 1 else "RULE"
    return f"{', '.join(parts)} in {count(places, 'file')}. Why and how to mend: mopsbook explain {rule}"


def _count_rest(findings: Sequence[Finding], view: View) -> str:
    """Return how many findings are there and do not fail: "639 known, 2 waived; --all shows them"."""
    states = Counter(finding.state for finding in findings if not finding.is_open)
    said = ", ".join(f"{states[state]:,} {state}" for state in ("known", "waived") if states[state])
    return f"Besides {said}{'' if view.everything else '; --all shows them'}." if said else ""


def _compare(view: View) -> str:
    """Return how complete the book is and was."""
    if view.comparison is None:
        return ""
    then, mended = view.comparison, len(view.comparison.mended)
    told = f"Complete: {then.now} %, at {printable(then.base)} {then.before} %."
    return f"{told} {count(mended, 'finding')} mended since." if mended else told


def _by_rule(findings: Sequence[Finding], view: View) -> str:
    """Return a line for each rule, the worst severity first; the errors with their first places."""
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.severity, finding.rule].append(finding)
    ordered = sorted(found.items(), key=lambda item: (SEVERITIES.index(item[0][0]), -len(item[1]), item[0][1]))
    numbers = [count(len(those), _NOUNS[severity]) for (severity, _), those in ordered]
    wide = max(map(len, numbers))
    lines = []
    for number, ((severity, rule), those) in zip(numbers, ordered, strict=True):
        head = f"{paint(number.rjust(wide), severity, view.colour)}  {rule}"
        places = _first_places(those) if severity == "error" else []
        if places and view.width and wide + 4 + len(rule) + len(", ".join(places)) > view.width:
            lines += [head, *(f"{' ' * (wide + 4)}{place}" for place in places)]
        else:
            lines.append(f"{head}: {', '.join(places)}" if places else head)
    return "\n".join(lines)


def _first_places(findings: Sequence[Finding]) -> list[str]:
    places = [f"{printable(finding.path)}:{finding.line}" for finding in findings]
    rest = len(places) - _FIRST_PLACES
    return places[:_FIRST_PLACES] + ([f"and {rest} more"] if rest > 0 else [])


def _paragraph(finding: Finding, view: View) -> str:
    margin = " " * len(str(finding.line))
    head = paint(f"{finding.severity}[{finding.rule}]", finding.severity, view.colour)
    if finding.state in ("known", "waived"):
        head += f" ({finding.state}{f': {printable(finding.reason)}' if finding.reason else ''})"
    lines = [f"{head}: {finding.sentence}", f"{margin}--> {printable(finding.path)}:{finding.line}:{finding.column}"]
    room = max(view.width or _WIDEST + len(margin) + 3, _NARROWEST) - len(margin) - 3
    beside = False
    if finding.source_line and not finding.source_line.isspace():
        shown, start, width = _window(finding, min(room, _WIDEST))
        caret = paint("^" * width, finding.severity, view.colour)
        beside = not view.width or start + width + 1 + len(finding.hint) <= room
        hint = f" {finding.hint}" if beside and finding.hint else ""
        lines += [f"{margin} |", f"{finding.line} | {shown}", f"{margin} | {' ' * start}{caret}{hint}"]
    if finding.hint and not beside:
        # On a terminal the hint is broken between words; elsewhere a program may look for it.
        broken = wrap(finding.hint, room, break_long_words=False, break_on_hyphens=False) if view.width else []
        lines += [f"{margin} {' ' if number else '='} {part}" for number, part in enumerate(broken or [finding.hint])]
    return "\n".join(lines)


def _window(finding: Finding, widest: int) -> tuple[str, int, int]:
    """Return the part of the line that is shown, where the caret begins in it, and how many there are."""
    line = finding.source_line
    start = finding.column - 1
    width = max(1, min(finding.end_column, len(line) + 1) - finding.column)
    if len(line) <= widest:
        return printable(line), start, width
    cut = max(0, start - widest // 3)
    shown = printable(line[cut : cut + widest])
    return shown, start - cut, max(1, min(width, len(shown) - (start - cut)))
