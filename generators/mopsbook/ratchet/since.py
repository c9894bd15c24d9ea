"""Hold a book against what it was at a revision: which findings are new, and what is less complete."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec.structs import replace

from mopsbook.checks.comparison import Comparison
from mopsbook.checks.earlier import COMPARING, Earlier
from mopsbook.checks.finding import Finding
from mopsbook.checks.known import Key, Mark, mark, tell_known
from mopsbook.checks.run import run_checks
from mopsbook.checks.standings import average_of, follow, standings_of
from mopsbook.documents.load import Gathering
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.history.at import find_revision, load_shelf_at
from mopsbook.history.compare import compare
from mopsbook.kinds.kind import Kinds
from mopsbook.layout import Layout
from mopsbook.ratchet.renamed import find_renamed


def read_earlier(layout: Layout, name: str, shelf: Shelf, today: date, *, whole: bool = False) -> Earlier:
    """Return the book as it was where the present commit and a revision went apart, like `git diff NAME...`.

    Raises SetupError if the clone does not know it, and says what to fetch.
    """
    if ".." in name:
        one = name.partition("..")[0] or "main"
        raise SetupError(f"`--since {name}` names two revisions", f"Name one, such as `--since {one}`.")
    revision = find_revision(layout, name, fork_of="HEAD")
    then = load_shelf_at(layout, revision, shelf)
    return make_earlier(name, then, shelf, today, whole=whole)


def make_earlier(base: str, then: Shelf, shelf: Shelf, today: date, *, whole: bool = False) -> Earlier:
    """Return an earlier state of a shelf, checked by its own rules as if it were today's."""
    findings = run_checks(then, today)
    measured = then if then.kinds is shelf.kinds else _read_with(shelf.kinds, then)
    renamed = find_renamed(measured, shelf)
    return Earlier(base, measured, findings, renamed, _find_touched(measured, shelf, renamed), whole)


def _read_with(kinds: Kinds, then: Shelf) -> Shelf:
    gathering = Gathering(kinds, then.folder, is_root=then.folder == ".")
    for path, source in then.sources.items():
        gathering.read(path, source.text.encode("utf-8", "surrogatepass"))
    return gathering.to_shelf()


def _find_touched(then: Shelf, now: Shelf, renamed: dict[Key, Key]) -> frozenset[Key]:
    """Return the documents of today that were added, changed or renamed: by what they say, not by how it is written."""
    heirs = set(renamed.values())
    touched: set[Key] = set()
    for document in now.documents:
        old = then.get(*document.key)
        if old is document:
            continue
        if old is None or document.key in heirs or compare(document.kind, old.data, document.data):
            touched.add(document.key)
    return frozenset(touched)


def hold_against(
    earlier: Earlier, shelf: Shelf, today: date, forgiven: Mapping[Mark, int] = MappingProxyType({})
) -> tuple[tuple[Finding, ...], Comparison]:
    """Return all findings with their state, and how the book stands to what it was.

    `forgiven` are known as well: those of a baseline, and how often each stands in it. What was waived before and is not any more has lost its
    excuse, and is new.
    """
    findings = run_checks(shelf, today, earlier)
    was = [one for one in earlier.findings if one.state != "waived"]
    # What was there and stands in the baseline, too, is one finding and not two.
    before = _rename(Counter(map(mark, was)), earlier.renamed) | _rename(forgiven, earlier.renamed)
    usual = [one for one in findings if one.rule not in COMPARING]
    told = tell_known(usual, before.elements(), earlier.renamed)
    compared = [_judge(one, earlier) for one in findings if one.rule in COMPARING]
    comparison = Comparison(
        earlier.base,
        average_of(earlier.shelf, today),
        average_of(shelf, today),
        standings_of(follow(shelf, earlier, today)),
        _find_mended(was, told.gone, findings, earlier.renamed),
    )
    return tuple(sorted((*told.findings, *compared), key=lambda one: one.order)), comparison


def _judge(finding: Finding, earlier: Earlier) -> Finding:
    """Return a finding of a rule that compares: it fails where somebody changed something, or where everything counts."""
    if finding.state == "waived":
        return finding
    return replace(finding, state="new" if earlier.whole or (finding.kind, finding.id) in earlier.touched else "known")


def _rename(marks: Mapping[Mark, int], renamed: Mapping[Key, Key]) -> Counter[Mark]:
    found: Counter[Mark] = Counter()
    for one, times in marks.items():
        found[one.under(*renamed.get(one.key, one.key))] += times
    return found


def _find_mended(
    was: Sequence[Finding], gone: Sequence[Mark], now: Sequence[Finding], renamed: Mapping[Key, Key]
) -> tuple[Finding, ...]:
    """Return the findings of before that are there no more; a waiver mends nothing."""
    left = Counter(gone) - Counter(mark(one) for one in now if one.state == "waived")
    mended: list[Finding] = []
    for one in was:
        known_by = mark(one)
        known_by = known_by.under(*renamed.get(known_by.key, known_by.key))
        if left[known_by]:
            left[known_by] -= 1
            mended.append(one)
    return tuple(mended)
