"""A file under the knowledge folder belongs to no kind.

What: A YAML file does not say `kind:`, or names a kind that no schema describes, or a file is neither a document nor
a page or picture of the site. That it is hidden (`.draft.yaml`, `.old/`) changes nothing. Let pass is only what belongs
to a well-known program by its very name: version control and its hosts (`.git`, `.gitkeep`, `.github`), editors
(`.obsidian`, `.vscode`, `.idea`, `.editorconfig`, `~` and `.swp` files), systems and synchronisation (`.DS_Store`,
`Thumbs.db`, `.stfolder`), caches (`.cache`, `node_modules`), plugins of MkDocs (`.pages`, `.meta.yml`). The whole list is
`tool_files.py`. In a book that is the root of its repository, `schemas`, `site` and `.mopsbook` are let pass, too, and at
the top the files that are neither YAML nor pages: a licence, a Makefile.

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
DIMENSION = "organized"


def check(shelf: Shelf, today: date) -> Iterator[Trouble]:
    """Yield each file that no kind claims."""
    return (trouble for trouble in shelf.troubles if trouble.rule == "unknown-kind")
