"""Names: which document a text in a list means, and which documents have to be made because a list names them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from mopsbook.documents.shelf import Shelf
from mopsbook.editing.ids import make_id, make_unique
from mopsbook.imports.normalise import as_text, spelling
from mopsbook.words import did_you_mean, listed

# A title has this many characters at most; what is longer is a sentence and names nothing.
LONGEST_NAME = 120


class Creation(Struct):
    """A document that a list names and that does not exist, with what is known of it: perhaps its name alone."""

    kind: str
    id: str
    title: str
    rows: list[int] = field(default_factory=list)
    said: dict[tuple[str, ...], list[Any]] = field(default_factory=dict)


class Names:
    """All documents of a book by id, alias and title, each in all its spellings. Grows while records are read."""

    def __init__(self, shelf: Shelf) -> None:
        self.kinds = tuple(shelf.kinds)
        self._found: dict[str, dict[str, list[str]]] = {}
        self._taken: dict[str, set[str]] = {}
        self.creations: dict[tuple[str, str], Creation] = {}
        for document in shelf.documents:
            # An id decides before an alias, and an alias before a title, as everywhere in a book.
            for name in (document.id, *document.data.get("aliases", ()), document.title):
                self.add(document.kind.name, document.id, as_text(name))

    def add(self, kind: str, id: str, name: str) -> None:
        """Let a name mean a document."""
        ids = self._found.setdefault(kind, {}).setdefault(spelling(name), [])
        if id not in ids:
            ids.append(id)
        self._taken.setdefault(kind, set()).add(id.casefold())

    def find(self, kinds: Sequence[str], text: str) -> list[str]:
        """Return the ids that a text may mean, of the first kind of which any document is called so."""
        for kind in kinds:
            if text.strip().casefold() in self._taken.get(kind, ()):
                return [text.strip().casefold()]
            found = self._found.get(kind, {}).get(spelling(text))
            if found:
                return found
        return []

    def suggest(self, kinds: Sequence[str], text: str) -> str:
        """Return "did you mean ...?" or what there is."""
        ids = sorted({id for kind in kinds for id in self._taken.get(kind, ())})
        near = did_you_mean(text, ids)
        return near or (f"Known are {listed(ids, last='and')}." if ids else "")

    def unique(self, kind: str, id: str) -> str:
        """Return the id with a number if it is taken, and take it."""
        free = make_unique(id, self._taken.setdefault(kind, set()))
        self._taken[kind].add(free)
        return free

    def create(self, kind: str, title: str) -> Creation:
        """Return the document to be made for a name; the same one for every spelling of it."""
        made = self.creations.get((kind, spelling(title)))
        if made is None:
            made = Creation(kind, self.unique(kind, make_id(title, kind)), title)
            self.creations[(kind, spelling(title))] = made
            self.add(kind, made.id, title)
        return made

    def created(self, kinds: Sequence[str], text: str) -> Creation | None:
        """Return the document that is being made for a name, or None."""
        form = spelling(text)
        return next((self.creations[(kind, form)] for kind in kinds if (kind, form) in self.creations), None)


def agree(
    said: Mapping[tuple[str, ...], list[Any]],
) -> tuple[dict[tuple[str, ...], Any], dict[tuple[str, ...], list[str]]]:
    """Return what all records say alike of a created document, and what they disagree about, with its counts."""
    known: dict[tuple[str, ...], Any] = {}
    disputed: dict[tuple[str, ...], list[str]] = {}
    for path, values in said.items():
        counts = Counter(map(str, values))
        if len(counts) == 1:
            known[path] = values[0]
        else:
            disputed[path] = [f"{value} ({count})" for value, count in counts.most_common()]
    return known, disputed
