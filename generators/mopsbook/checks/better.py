"""Whether a book is better after a mend: less is wrong with it, and what comes to light is milder than what went."""

from collections.abc import Sequence

from mopsbook.checks.finding import SEVERITIES, Finding
from mopsbook.checks.known import Key, mark, tell_known


def is_better(before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Return whether what is found after a mend is less than what was found before.

    Rules step aside where another has spoken, so that one mistake gives one finding. Once it is mended they speak: of a tier
    that can be read, what a tier asks for. That may be, as long as it is milder and said of the same document.
    """
    told = tell_known(after, [mark(finding) for finding in before], {})
    gone = set(told.gone)
    worst: dict[Key, int] = {}
    for finding in before:
        if mark(finding) in gone:
            rank = SEVERITIES.index(finding.severity)
            worst[mark(finding).key] = min(rank, worst.get(mark(finding).key, rank))
    if not gone and all(was == now for was, now in told.stayed):
        return False
    new = [finding for finding in told.findings if finding.state not in ("known", "waived")]
    return all(SEVERITIES.index(one.severity) > worst.get(mark(one).key, len(SEVERITIES)) for one in new)
