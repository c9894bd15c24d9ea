"""The example of a rule: files that break it, what the check says of them, and the same files mended.

They lie in examples/, ship with the package, are shown on the rule's page, and are tests at the same time.
"""

from pathlib import Path
from typing import Any

from msgspec import Struct

from mopsbook.reading.read import read_yaml

FOLDER = Path(__file__).resolve().parent / "examples"


class Example(Struct, frozen=True):
    """`files` and `mended` are pairs of a path below the knowledge folder and its text.

    `before` are the files at an earlier state, for rules that compare with one, if any. `wrong` are the findings, one in a line, as in `path:line:column severity[rule] message | hint`. `today` is the
    day on which they are found, as in 2026-11-22.
    """

    files: tuple[tuple[str, str], ...]
    wrong: str
    mended: tuple[tuple[str, str], ...]
    today: str
    before: tuple[tuple[str, str], ...] = ()


def read_example(rule: str) -> Example:
    """Return the example of a rule that exists."""
    reading = read_yaml((FOLDER / f"{rule}.yaml").read_bytes())
    whole: Any = reading.value
    wrong, mended, before = (tuple(whole.get(name, {}).items()) for name in ("wrong", "mended", "before"))
    return Example(wrong, whole["expected"], mended, whole["today"], before)
