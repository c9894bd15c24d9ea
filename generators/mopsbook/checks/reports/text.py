"""For people: the sentence, the place, the line with a caret, the way out.

error[broken-reference]: process `webinar-launch`, step `build-program`: no system is called `marketto`
  --> knowledge/processes/webinar-launch.yaml:41:16
"""

from collections.abc import Sequence

from mopsbook.checks.finding import Finding
from mopsbook.checks.run import count_severities
from mopsbook.words import count

_WIDEST = 160
_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def render(findings: Sequence[Finding], *, colour: bool = False) -> str:
    """Return every finding as a paragraph, and the count. Terminal codes only if `colour`."""
    paragraphs = [_paragraph(finding, colour) for finding in findings]
    return "\n\n".join([*paragraphs, summarise(findings)]) + "\n"


def summarise(findings: Sequence[Finding]) -> str:
    """Return the findings in one line: "2 errors, 1 warning in 3 files"."""
    if not findings:
        return "No findings."
    counts = count_severities(findings)
    nouns = {"error": "error", "warning": "warning", "info": "remark"}
    parts = [count(number, nouns[severity]) for severity, number in counts.items() if number]
    files = len({finding.path for finding in findings})
    rules = sorted({finding.rule for finding in findings})
    rule = rules[0] if len(rules) == 1 else "RULE"
    return f"{', '.join(parts)} in {count(files, 'file')}. Why and how to mend: mopsbook explain {rule}"


def _paragraph(finding: Finding, colour: bool) -> str:
    margin = " " * len(str(finding.line))
    head = _paint(f"{finding.severity}[{finding.rule}]", _COLOURS[finding.severity], colour)
    lines = [f"{head}: {finding.message}", f"{margin}--> {_printable(finding.path)}:{finding.line}:{finding.column}"]
    if finding.source_line.strip():
        shown, start, width = _window(finding)
        caret = _paint("^" * width, _COLOURS[finding.severity], colour)
        lines += [
            f"{margin} |",
            f"{finding.line} | {shown}",
            f"{margin} | {' ' * start}{caret} {finding.hint}".rstrip(),
        ]
    elif finding.hint:
        lines.append(f"{margin} = {finding.hint}")
    return "\n".join(lines)


def _window(finding: Finding) -> tuple[str, int, int]:
    """Return the part of the line that is shown, where the caret begins in it, and how many there are."""
    line = _printable(finding.source_line)
    start = finding.column - 1
    width = max(1, min(finding.end_column, len(line) + 1) - finding.column)
    if len(line) <= _WIDEST:
        return line, start, width
    cut = max(0, start - _WIDEST // 3)
    shown = line[cut : cut + _WIDEST]
    return shown, start - cut, max(1, min(width, len(shown) - (start - cut)))


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\033[1;{code}m{text}\033[0m" if colour else text
