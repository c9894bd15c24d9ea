"""Which two states of a book are compared, and their catalogs."""

from datetime import date

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.history.at import Revision, find_revision, load_shelf_at
from mopsbook.history.git import GitError, read_trailers
from mopsbook.layout import Layout

_SHORT = 8
_REVIEWED = "Reviewed-by"


class States(Struct, frozen=True):
    """The book before and after, and what to call both. `base` and `head` are commits; `head` is None for the working tree."""

    before: Catalog
    after: Catalog
    base: Revision
    head: Revision | None
    base_words: str
    head_words: str

    def reviewed_by(self) -> list[str]:
        """Return what the commits in between say in the trailer `Reviewed-by`."""
        try:
            return read_trailers(
                self.base.repository, self.base.commit, self.head.commit if self.head else "HEAD", _REVIEWED
            )
        except GitError as error:
            raise SetupError(str(error), "Clone the whole history.") from None


def read_states(layout: Layout, now: Shelf, base: str, head: str, today: date) -> States:
    """Return the states that are meant.

    Without `base` it is where the current branch left the main one. With `base` alone it is where the branch left that one,
    for what others did meanwhile is not its doing. With `head`, too, both are taken as they are. Raises SetupError.
    """
    if head:
        from_ = find_revision(layout, base)
        to = find_revision(layout, head)
        after = load_shelf_at(layout, to, now)
        words = (_name(from_), _name(to))
    else:
        from_, to, after = _fork(layout, now, base), None, now
        words = (f"where this left {from_.name} ({from_.commit[:_SHORT]})", "the working tree")
    before = load_shelf_at(layout, from_, now)
    return States(make_catalog(before, (), today), make_catalog(after, (), today), from_, to, *words)


def _name(revision: Revision) -> str:
    short = revision.commit[:_SHORT]
    return revision.name if revision.commit.startswith(revision.name) else f"{revision.name} ({short})"


def _fork(layout: Layout, now: Shelf, base: str) -> Revision:
    if base:
        return find_revision(layout, base, fork_of="HEAD")
    # First of all the repository itself, so that what is no repository is said and not that a branch is missing.
    find_revision(layout, "HEAD")
    names = list(dict.fromkeys(filter(None, [_branch(now), "main", "master"])))
    trouble: SetupError | None = None
    for name in [*(full for each in names for full in (f"origin/{each}", each)), "origin/HEAD"]:
        try:
            find_revision(layout, name)
        except SetupError as error:
            trouble = trouble or error
            continue
        return find_revision(layout, name, fork_of="HEAD")
    raise SetupError(
        f"there is no branch {' or '.join(f'`{name}`' for name in names)} here to compare with",
        trouble.hint if trouble and "shallow" in trouble.hint else "Name what to compare with: `mopsbook diff BASE`.",
    )


def _branch(shelf: Shelf) -> str:
    said = shelf.book.get(("repository", "branch")) if shelf.book else None
    return said if isinstance(said, str) else ""
