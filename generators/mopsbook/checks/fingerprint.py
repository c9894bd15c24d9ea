"""Fingerprints: by which a host knows a finding again when its line has moved."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import astuple

from mopsbook.checks.finding import Finding
from mopsbook.checks.known import Mark, mark


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return 32 hexadecimal digits for each finding, no two the same.

    They hang on what is said of what, and not on where it stands or on the day: lines may move, a document may move to
    another file. Of findings that say the same, the second has another one than the first.
    """
    seen: Counter[Mark] = Counter()
    made = []
    for finding in findings:
        known_by = mark(finding)
        seen[known_by] += 1
        text = "\0".join((*astuple(known_by), str(seen[known_by])))
        made.append(hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return made
