"""View: for whom a report is written, and how much was checked for it."""

from dataclasses import dataclass

from mopsbook.checks.comparison import Comparison


@dataclass(frozen=True, slots=True)
class View:
    """`colour` and `width` (in columns, 0 for any) are those of the terminal that reads along, if one does.

    `documents` and `files` count what was checked, so that nothing found is told apart from nothing looked at. `comparison`
    is how the book stands to an earlier state, if one was asked for. `everything` shows people what is known or waived, too.
    """

    colour: bool = False
    width: int = 0
    documents: int = 0
    files: int = 0
    comparison: Comparison | None = None
    everything: bool = False


PLAIN = View()
