"""What reading hands back: a value and its text, and problems a colleague can act on."""

from __future__ import annotations

from msgspec import Struct


class Problem(Struct, frozen=True):
    """One thing to mend, where it stands (1-based, columns count characters) and how to mend it."""

    line: int
    column: int
    end_column: int | None
    message: str
    hint: str


class Reading(Struct, frozen=True):
    """A file as read.

    `value` is a mapping whose keys are text at every level, or None. It may stand beside problems (equal keys, a
    merge key), so that one run can report those together with what the checks find; it is not to be published then.
    """

    value: object
    text: str
    problems: tuple[Problem, ...]
