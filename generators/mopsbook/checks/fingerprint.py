"""Fingerprints: by which a host knows a finding again when its line has moved."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from mopsbook.checks.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return 32 hexadecimal digits for each finding, no two the same.

    They hang on what is said of what, and not on where it stands: lines may move, a document may move to another file. Of
    findings that say the same, the second has another one than the first.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in findings:
        about = (finding.kind, finding.id) if finding.id else ("", finding.path)
        said = (finding.rule, *about, finding.part, finding.message)
        seen[said] += 1
        text = "\0".join((*said, str(seen[said])))
        made.append(hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return made
