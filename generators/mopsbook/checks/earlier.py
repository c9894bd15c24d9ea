"""Earlier: a book as it was, for rules and reports that compare."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from mopsbook.checks.finding import Finding
from mopsbook.checks.known import Key
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

# The rules that speak only where there is an earlier state.
COMPARING = frozenset({"less-complete", "under-target"})


class Earlier(Struct, frozen=True, eq=False, dict=True):
    """The book as it was at `base`, which is how people call that state.

    `shelf` is read with the schemas of today: how complete things were is measured as it is now, or a stricter schema would
    make everything worse. `findings` are what the rules and schemas of then say of it today. `renamed` are documents and
    files by what they were called before; `touched` are the documents of today that were added, changed or renamed since.
    `whole` says that every document counts, touched or not (`--ratchet`).
    """

    base: str
    shelf: Shelf
    findings: tuple[Finding, ...]
    renamed: Mapping[Key, Key]
    touched: frozenset[Key]
    whole: bool = False

    def before(self, document: Document) -> Document | None:
        """Return a document of today as it was, or None if it is new."""
        return self.shelf.get(*self._old_names.get(document.key, document.key))

    @cached_property
    def _old_names(self) -> Mapping[Key, Key]:
        return {new: old for old, new in self.renamed.items()}
