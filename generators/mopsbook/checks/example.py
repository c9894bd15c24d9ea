"""The example of a rule: files that break it, what the check says of them, and the same files mended.

They lie in examples/, ship with the package, are shown on the rule's page, and are tests at the same time.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mopsbook.reading.read import read_yaml

FOLDER = Path(__file__).resolve().parent / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """`files` and `mended` are pairs of a path below the knowledge folder and its text.

    `wrong` are the findings, one in a line, as in `path:line:column severity[rule] message | hint`. `today` is the
    day on which they are found, as in 2026-11-22.
    """

    files: tuple[tuple[str, str], ...]
    wrong: str
    mended: tuple[tuple[str, str], ...]
    today: str


def read_example(rule: str) -> Example:
    """Return the example of a rule that exists."""
    reading = read_yaml((FOLDER / f"{rule}.yaml").read_bytes())
    whole: Any = reading.value
    return Example(tuple(whole["wrong"].items()), whole["expected"], tuple(whole["mended"].items()), whole["today"])
