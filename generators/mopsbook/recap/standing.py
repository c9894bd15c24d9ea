"""Standings: how complete a book was at the end of one month and the next, each read at the commit that was the last then.

Month after month, what is the same as in the month before is not read again; what was worked out for a commit is kept.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from mopsbook.checks.standings import average, living_scores
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.history.at import Revision, load_shelf_at
from mopsbook.history.git import GitError, list_days, open_repository
from mopsbook.kept import code_of, digest, read_kept, write_kept
from mopsbook.layout import Layout

# The rooms whose code decides how complete an old file is.
_ROOMS = ("reading", "kinds", "documents", "scoring", "checks", "history")
# More than that are of branches that are long gone.
_MOST_KEPT = 600


class BookStanding(Struct, frozen=True):
    """How a book stood on a day: its documents, those in use among them, and the sum of the scores of the latter."""

    documents: int
    living: int
    points: int

    @property
    def score(self) -> int:
        """The average completeness in per cent, as the quality page has it."""
        return average(self.points, self.living)


def standing_of(shelf: Shelf, day: date) -> BookStanding:
    """Return how a shelf stood on a day."""
    scores = living_scores(shelf, day)
    return BookStanding(len(shelf.documents), len(scores), sum(scores))


def read_standings(layout: Layout, now: Shelf, days: Sequence[date]) -> Mapping[date, BookStanding]:
    """Return how the book stood at the end of each of some days, by what was committed then.

    Days before the first commit, or before what a shallow clone holds, are left out; so are all if git cannot tell.
    """
    try:
        repository = open_repository(layout.knowledge)
        commits = list_days(repository) if days else []
    except GitError:
        return {}
    path, basis = layout.cache / "recap" / "standings.json", _basis(now, repository.prefix)
    kept = _known(read_kept(path, basis))
    found: dict[date, BookStanding] = {}
    used: dict[str, tuple[int, int, int]] = {}
    near, of, at = now, "", 0
    for day in sorted(days, reverse=True):
        # Commits that came after one day came after all earlier days as well, so none is looked at twice.
        while at < len(commits) and commits[at][1] > day:
            at += 1
        if at == len(commits):
            break
        commit = commits[at][0]
        name = f"{commit}@{day.isoformat()}"
        if name not in kept:
            try:
                # Newest first: the shelf of the month after is what most of this month's files are the same as, or all.
                if commit != of:
                    near, of = load_shelf_at(layout, Revision(repository, commit, commit[:8]), now, near), commit
            except SetupError:
                continue
            one = standing_of(near, day)
            kept[name] = (one.documents, one.living, one.points)
        used[name] = kept[name]
        found[day] = BookStanding(*kept[name])
    if used.keys() - _known(read_kept(path, basis)).keys():
        write_kept(path, basis, kept if len(kept) <= _MOST_KEPT else used)
    return found


def _known(kept: object) -> dict[str, tuple[int, int, int]]:
    """Return what was kept, if it is what would be."""
    rows = kept.items() if isinstance(kept, dict) else ()
    return {name: tuple(row) for name, row in rows if len(row) == 3 and all(type(value) is int for value in row)}


def _basis(shelf: Shelf, folder: str) -> str:
    # A repository may hold several books, of whose knowledge folders one root keeps what was worked out.
    return digest([code_of(_ROOMS), folder, *(kind.schema for kind in shelf.kinds.values())])
