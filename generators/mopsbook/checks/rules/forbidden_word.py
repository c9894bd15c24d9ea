"""A text uses a word that the glossary asks not to use.

What: The words under `forbidden_synonyms` of a term stand in no prose of the book, in the plural neither. Words in quotes, in
code, in links and in longer names (a segment called "Hot lead list") are not meant, nor the glossary's own texts,
decisions, which are never rewritten, and what is retired. A word that is also the name of something in this book may be
used for that, and is not looked for. Case counts only where a word has a capital behind its first letter: SAL is not sal.

Why: Two words for one thing become two things: somebody makes a report for each.

Mend: Use the term. If the text speaks of the word itself, put it in quotes. If the word means something of its own here, take
it out of `forbidden_synonyms`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.wording import Phrases
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.documents.values import find_values
from mopsbook.kinds.kind import Kind
from mopsbook.words import fold

SEVERITY = "info"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """All kinds that have prose are asked, but for terms and decisions."""
    return bool(kind.prose) and kind.name not in ("term", "decision", "book")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each use of a forbidden word, at its place in the text."""
    meant: dict[str, Document] = {}
    for term in shelf.of_kind("term"):
        for word in term.data.get("forbidden_synonyms", ()) if term.data.get("status") != "retired" else ():
            meant.setdefault(word, term)
    if not meant:
        return
    names = [
        name
        for document in shelf.documents
        for name in (document.title, *document.data.get("aliases", ()), document.data.get("expansion", ""))
        if name
    ]
    taken = {fold(name) for name in names}
    phrases = Phrases((word for word in meant if fold(word) not in taken), names)
    for document in shelf.documents:
        if not asks(document.kind) or document.data.get("status") == "retired":
            continue
        for field in document.kind.prose:
            found = find_values(document.data, field.path, document.kind.free) if field.path[0] in document.data else ()
            for pointer, text in found:
                for use in phrases.find(text) if isinstance(text, str) else ():
                    term = meant[use.phrase]
                    message = f"`{use.typed}` is a word not to use: the term is `{term.title}`"
                    hint = f"Say `{term.title}`, or put it in quotes if the word itself is meant."
                    yield Complaint(document, pointer, message, hint, within=use.typed, begin=use.begin)
