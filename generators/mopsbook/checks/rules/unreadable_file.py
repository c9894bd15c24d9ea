"""A file cannot be read as YAML, or not as its author meant it.

What: The file breaks the rules of YAML 1.2, is not UTF-8, or holds something that readers disagree about: two equal
keys, a tag, a tab in the indentation, a second document, a quote that was never closed and swallows the keys below
it. Or it is not there to be read: a link that leads out of the book's repository, a file that a sparse checkout left
out.

Why: Readers of YAML differ in what they do then. Some keep the last of two equal keys, some the first; some take a
swallowed line for text. What one tool shows would not be what the next one checks, and nobody would notice. A link out of the repository would put what lies on the
machine that builds the site, its passwords among it, on the site.

Mend: Go to the place that is named and do what the hint says. Texts with a colon, a `#` or a quote in them are safest
in quotes, or as a block after `|`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.documents.document import Trouble
from mopsbook.documents.shelf import Shelf

SEVERITY = "error"
DIMENSION = "organized"


def check(shelf: Shelf, today: date) -> Iterator[Trouble]:
    """Yield each file that could not be read."""
    return (trouble for trouble in shelf.troubles if trouble.rule == "unreadable-file")
