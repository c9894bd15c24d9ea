"""Comparison: how a book stands to what it was before, for reports that tell it."""

from msgspec import Struct

from mopsbook.checks.finding import Finding


class Standing(Struct, frozen=True):
    """How complete one document is, and was. `before` is None for one that is new; `target` 0 if nothing is asked.

    `touched` says that it was added, changed or renamed since. `misses` are the fields that say nothing now and did before,
    or that a new document lacks, by their labels.
    """

    kind: str
    id: str
    title: str
    path: str
    line: int
    before: int | None
    now: int
    target: int
    touched: bool
    misses: tuple[str, ...] = ()

    @property
    def is_worse(self) -> bool:
        """Whether it says less than before."""
        return self.before is not None and self.now < self.before


class Comparison(Struct, frozen=True):
    """The state of a book beside an earlier one.

    `base` is how people call the earlier state ("main", "the baseline"). `before` and `now` are the completeness of the whole
    book in per cent. `standings` are the documents that were touched or are worse than before; `mended` are the findings that
    were there before and are gone.
    """

    base: str
    before: int
    now: int
    standings: tuple[Standing, ...] = ()
    mended: tuple[Finding, ...] = ()
