"""The beginning of every run: what was read, and the findings that are being worked out while others go on.

It asks for nothing that only a site needs, so that another process can check the book while this one imports that.
"""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from mopsbook.aside import Aside
from mopsbook.checks.completeness import measure_all
from mopsbook.checks.finding import Finding
from mopsbook.documents.kept_readings import keep_readings
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.history.left_out import find_left_out
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.ratchet.judge import judge

# From so many references on, which are those of some hundred documents, the check takes longer than to have another process do it.
_MANY = 3_000


class Begun(Struct, frozen=True):
    """A book as it was read on a day. `findings` gives what the check finds in it; `many` says that other processes are worth it."""

    layout: Layout
    today: date
    shelf: Shelf
    findings: Callable[[], Sequence[Finding]]
    many: bool


def begin_book(layout: Layout, today: date, progress: Callable[[int, int], None] | None = None) -> Begun:
    """Read a book and begin to check it. Raises SetupError if the set-up is wrong; never for what stands in a document."""
    kinds = load_kinds([layout.schemas])
    with keep_readings(layout.cache, kinds) as read:
        shelf = load_shelf(layout, kinds, progress, read, find_left_out(layout))
    # Check and catalog need both, and whatever is worked out before the fork, both have.
    many = len(shelf.references) > _MANY
    measure_all(shelf, today)
    return Begun(layout, today, shelf, Aside(lambda: judge(layout, shelf, today).findings, worth=many), many)
