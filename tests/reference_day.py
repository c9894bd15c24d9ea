"""The day on which somebody last read the reference book: judged by a later one it is overdue, and nobody has made a mistake.

`python tests/reference_day.py` prints it as SOURCE_DATE_EPOCH takes it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
_READ = re.compile(r"\blast_reviewed: (\d{4}-\d\d-\d\d)\b")


def find_epoch() -> int:
    """Return the seconds from 1970 to the beginning of that day, in UTC."""
    days = [day for path in KNOWLEDGE.rglob("*.yaml") for day in _READ.findall(path.read_text(encoding="utf-8"))]
    return int(datetime.fromisoformat(max(days)).replace(tzinfo=UTC).timestamp())


if __name__ == "__main__":
    print(find_epoch())
