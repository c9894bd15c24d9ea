"""Judge a book by what it was: by an earlier revision, by its baseline, or as it is."""

from collections import Counter
from datetime import date

from msgspec import Struct

from mopsbook import __version__
from mopsbook.checks.comparison import Comparison
from mopsbook.checks.finding import Finding
from mopsbook.checks.known import Told, mark, outline, tell_known
from mopsbook.checks.run import run_checks
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.layout import Layout
from mopsbook.ratchet.baseline import NAME, find_new_names, marks_of, read_baseline, write_baseline
from mopsbook.words import count

# What makes other findings vanish without being mended.
_UNREAD = frozenset({"unreadable-file", "unknown-kind"})


class Judgement(Struct, frozen=True):
    """Findings with their state, how the book stands to what it was if that was asked, and what has to be said besides."""

    findings: tuple[Finding, ...]
    comparison: Comparison | None = None
    notes: tuple[str, ...] = ()


def judge(layout: Layout, shelf: Shelf, today: date, *, may_write: bool = False) -> Judgement:
    """Return the findings of a book, held against its baseline if it has one.

    What was mended leaves the baseline, where it may be written. Raises SetupError for a baseline that cannot be read.
    """
    findings = run_checks(shelf, today)
    baseline = read_baseline(layout.root)
    if baseline is None:
        return Judgement(findings)
    told = tell_known(findings, baseline.marks.elements(), find_new_names(layout, baseline.marks, shelf))
    if baseline.by != __version__ and told.gone and any(one.state == "new" for one in told.findings):
        # What seems to be mended here and new there may be the same in other words.
        return Judgement(told.findings, notes=(_in_other_words(baseline.by),))
    return Judgement(told.findings, notes=_keep_up(layout, told, may_write))


def judge_since(layout: Layout, shelf: Shelf, today: date, name: str, *, whole: bool = False) -> Judgement:
    """Return the findings of a book, held against what it was at a revision. What stands in the baseline is known as well."""
    # Only who asks for it waits for all that reads git.
    from mopsbook.ratchet.since import hold_against, read_earlier

    earlier = read_earlier(layout, name, shelf, today, whole=whole)
    baseline = read_baseline(layout.root)
    findings, comparison = hold_against(earlier, shelf, today, baseline.marks if baseline else {})
    return Judgement(findings, comparison)


def record(layout: Layout, shelf: Shelf, today: date) -> Judgement:
    """Write down what is wrong today, and return the findings: all that could be recorded are known."""
    findings = run_checks(shelf, today)
    marks = marks_of(findings)
    try:
        before = read_baseline(layout.root)
    except SetupError:
        # It is written anew because it is spoilt.
        before = None
    write_baseline(layout.root, marks)
    told = tell_known(findings, marks.elements(), {})
    number = count(marks.total(), "finding")
    if not marks:
        return Judgement(told.findings, notes=(f"nothing is wrong, so there is no {NAME}",))
    change = marks.total() - before.marks.total() if before else 0
    more = f", {abs(change):,} {'more' if change > 0 else 'fewer'} than before" if change else ""
    note = f"{number} recorded in {NAME}{more}. Commit it: from now on only what is new or worse fails."
    return Judgement(told.findings, notes=(note,))


def _keep_up(layout: Layout, told: Told, may_write: bool) -> tuple[str, ...]:
    """Let what was mended leave the baseline, and return what is to be said of it."""
    if any(one.rule in _UNREAD and one.state == "new" for one in told.findings):
        return ()
    # What got worse is new, and what it was comes back with the mend: then it must be known still.
    worse = {outline(mark(one)) for one in told.findings if one.state == "new"}
    gone = [one for one in told.gone if outline(one) not in worse]
    changed = [(old, now) for old, now in told.stayed if old != now]
    if not gone and not changed:
        return ()
    left = Counter(now for _, now in told.stayed) + Counter(told.gone) - Counter(gone)
    what = _say_what(len(gone) + sum(old.message != now.message for old, now in changed))
    if may_write:
        try:
            write_baseline(layout.root, left)
        except SetupError as error:
            return (f"{what}, but {error.message}",)
        end = "is up to date: commit it" if left else "is deleted, since nothing is left in it: commit that"
        return (f"{what}, and {NAME} {end}",)
    return (f"{what}. Run `mopsbook check` at your desk and commit {NAME}, or the same could come back unnoticed",)


def _in_other_words(by: str) -> str:
    return (
        f"{NAME} was written by mopsbook {by or 'of another version'}, and this is {__version__}, which may say the same in"
        " other words. Look whether what is new is so; if not, `mopsbook check --write-baseline` records it anew"
    )


def _say_what(number: int) -> str:
    if not number:
        return "what the baseline knows has another name now"
    return f"{count(number, 'finding')} of the baseline {'is' if number == 1 else 'are'} mended, at least in part"
