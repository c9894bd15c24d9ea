"""A file under the knowledge folder belongs to no kind.

What: A YAML file does not say `kind:`, or names a kind that no schema describes, or a file is neither a document nor
a page or picture of the site. Files that everybody's tools leave behind (`.gitkeep`, `.gitignore`, `.gitattributes`,
`.editorconfig`, `.DS_Store`, `Thumbs.db`, and the `~` and `.swp` files of editors) are let pass.

Why: A file that is skipped in silence looks documented and is not: nobody finds it on the site, and no check looks at
it.

Mend: Write the kind in the first line, move the file out of the knowledge folder, or add a schema for a kind of your
own in `schemas/`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.documents.document import Trouble
from mopsbook.documents.shelf import Shelf

SEVERITY = "error"


def check(shelf: Shelf, today: date) -> Iterator[Trouble]:
    """Yield each file that no kind claims."""
    return (trouble for trouble in shelf.troubles if trouble.rule == "unknown-kind")
