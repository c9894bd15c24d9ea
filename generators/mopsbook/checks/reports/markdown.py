"""For the pull request: a summary in Markdown, the score first, then what fails, then what was touched; the rest folded.

GitHub takes 65,536 characters for a comment and 1 MiB for the summary of a step
(https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits); GitLab takes
more. What goes beyond is cut, and said.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from msgspec import Struct

from mopsbook.checks.comparison import Comparison, Standing
from mopsbook.checks.finding import Finding
from mopsbook.checks.view import PLAIN, View
from mopsbook.markdown_text import MOST, code, escape, fold, link, with_code
from mopsbook.words import count

# More rows than this nobody reads before the rest of the note; they follow, folded.
_OPEN_ROWS = 20
# One text must not take the room of all others. A sentence of ours has some 100 characters, a hint up to 300.
_LONGEST = 600
_LONGEST_PATH = 200
_LONGEST_ADDRESS = 2_000
# Kept for the last lines, which say what was cut.
_RESERVE = 2_000
_NOUNS = {"error": "error", "warning": "warning", "info": "remark"}
_FINDINGS = "| Severity | Finding |\n|---|---|\n"
_DOCUMENTS = "| Document | Before | Now | Target | Says nothing now |\n|---|--:|--:|--:|---|\n"


class _Section(Struct, frozen=True):
    """A table with its rows; `noun` is what a row is called where rows are cut. It stands open, or behind its title."""

    title: str
    noun: str
    head: str
    rows: Sequence[str]
    open: bool = False


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return the note. Nothing in it that comes from a file can break a table, call somebody or link somewhere."""
    top = _top(findings, view)
    bottom = "" if view.site or not findings else "Why, and how to mend: `mopsbook explain RULE`.\n"
    room = MOST - _RESERVE - len(top.encode()) - len(bottom.encode())
    blocks = [top]
    cut: list[str] = []
    for section in _sections(findings, view):
        text, left_out = _lay_out(section, room)
        room -= len(text.encode()) + 1
        blocks.append(text)
        if left_out:
            cut.append(count(left_out, section.noun))
    if cut:
        blocks.append(
            f"**Cut here**, because a comment holds {MOST:,} characters: {', '.join(cut)}. `mopsbook check` prints all.\n"
        )
    return "\n".join(filter(None, [*blocks, bottom]))


def _top(findings: Sequence[Finding], view: View) -> str:
    failing = sum(view.fails(finding) for finding in findings)
    title = (
        f"❌ {count(failing, 'finding fails', 'findings fail')} the check" if failing else "✅ Nothing fails the check"
    )
    lines = [f"### {title}", ""]
    if view.comparison:
        lines += [_score(view.comparison), ""]
    lines += [_count(findings, view), ""]
    return "\n".join(lines)


def _score(comparison: Comparison) -> str:
    before, now = comparison.before, comparison.now
    change = "as before" if before == now else f"{before} % before, {'+' if now > before else '−'}{abs(now - before)}"
    return f"**Completeness {now} %** ({change}), compared with {_marked(comparison.base)}"


def _count(findings: Sequence[Finding], view: View) -> str:
    states = [finding.state for finding in findings]
    parts = [f"{states.count(state):,} {state}" for state in ("new", "known", "waived") if state in states]
    if view.comparison and view.comparison.mended:
        parts.append(f"{len(view.comparison.mended):,} mended")
    severities = [
        count(number, _NOUNS[name]) for name in _NOUNS if (number := sum(f.severity == name for f in findings))
    ]
    said = ", ".join(severities) or "No findings"
    checked = f"{count(view.documents, 'document')} in {count(view.files, 'file')} checked" if view.files else ""
    return ". ".join(filter(None, [said + (f": {', '.join(parts)}" if parts else ""), checked])) + "."


def _sections(findings: Sequence[Finding], view: View) -> Iterable[_Section]:
    ranked = view.rank(findings)
    failing = _rows([finding for finding in ranked if view.fails(finding)], view, hints=True)
    if failing:
        yield _Section("What fails", "failing finding", _FINDINGS, failing[:_OPEN_ROWS], True)
        yield _Section("More that fails", "failing finding", _FINDINGS, failing[_OPEN_ROWS:])
    if view.comparison:
        touched = [_standing_row(one, view) for one in _by_need(view.comparison.standings) if one.touched]
        yield _Section(
            "Documents that were touched", "touched document", _DOCUMENTS, touched, len(touched) <= _OPEN_ROWS
        )
        worse = [_standing_row(one, view) for one in _by_need(view.comparison.standings) if not one.touched]
        yield _Section("Documents that are less complete, and were not touched", "other document", _DOCUMENTS, worse)
    rest = [finding for finding in ranked if not view.fails(finding)]
    for title, noun, state in (
        ("New, and too mild to fail", "new finding", "new"),
        ("Findings that do not fail", "other finding", ""),
        ("Known before", "known finding", "known"),
        ("Waived", "waived finding", "waived"),
    ):
        yield _Section(
            title, noun, _FINDINGS, _rows([one for one in rest if one.state == state], view, hints=state == "new")
        )
    if view.comparison:
        mended = _rows(view.comparison.mended, view, gone=True)
        yield _Section("Mended", "mended finding", _FINDINGS, mended)


def _by_need(standings: Iterable[Standing]) -> list[Standing]:
    """Return those first that fell, then those below their target, then the rest by name."""
    return sorted(standings, key=lambda one: (not one.is_worse, one.now >= one.target, one.title.casefold(), one.id))


def _lay_out(section: _Section, room: int) -> tuple[str, int]:
    """Return a section, and how many of its rows found no room."""
    if not section.rows:
        return "", 0
    title = f"{section.title} ({len(section.rows):,})"
    taken: list[str] = []
    room -= len(fold(title, section.head).encode()) + len(title)
    for row in section.rows:
        room -= len(row.encode())
        if room < 0:
            break
        taken.append(row)
    if not taken:
        return "", len(section.rows)
    table = section.head + "".join(taken)
    text = f"#### {section.title}\n\n{table}" if section.open else fold(f"<b>{title}</b>", table)
    return text, len(section.rows) - len(taken)


def _rows(findings: Sequence[Finding], view: View, hints: bool = False, gone: bool = False) -> list[str]:
    """Return a row for each. A hint stands once where several in a row have the same one; what is gone is linked nowhere."""
    before = ["", *(finding.hint for finding in findings)]
    rows = []
    for finding, last in zip(findings, before, strict=False):
        mark = _NOUNS[finding.severity]
        lines = [_marked(finding.sentence)]
        if finding.state == "waived" and finding.reason and not gone:
            lines.append(f"Waived: {_marked(finding.reason)}")
        elif hints and finding.hint and finding.hint != last:
            lines.append(_marked(f"{finding.hint[0].upper()}{finding.hint[1:]}"))
        page = view.page_of(finding.rule)
        rule = link(finding.rule, page) if page else code(finding.rule)
        path = finding.path if len(finding.path) <= _LONGEST_PATH else f"…{finding.path[-_LONGEST_PATH:]}"
        name = path if gone else f"{path}:{finding.line}"
        address = "" if gone else _source(view, finding.path, finding.line)
        lines.append(f"<sub>{link(name, address)} · {rule}</sub>")
        fails = view.fails(finding) and not gone
        rows.append(f"| {f'**{mark}**' if fails else mark} | {'<br>'.join(lines)} |\n")
    return rows


def _standing_row(one: Standing, view: View) -> str:
    name = one.title or one.id
    address = _source(view, one.path, one.line)
    before = "new" if one.before is None else f"{one.before} %"
    now = f"**{one.now} %** ↓" if one.is_worse else f"{one.now} %"
    target = "" if not one.target else f"{one.target} %" if one.now >= one.target else f"**{one.target} %**"
    misses = escape(_cut(", ".join(one.misses)))
    return f"| {link(_cut(name), address)} <sub>{escape(_cut(one.kind))}</sub> | {before} | {now} | {target} | {misses} |\n"


def _source(view: View, path: str, line: int) -> str:
    address = f"{view.source}{quote(view.folder + path)}#L{line}"
    return address if view.source and len(address) <= _LONGEST_ADDRESS else ""


def _marked(text: str) -> str:
    return with_code(_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
