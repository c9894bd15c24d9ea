"""Ids at a glance: what documents a folder seems to hold, told from a few lines of each file.

For the Tab key of a shell, which cannot wait for a book to be read. What is written in an unusual way may be left out.
"""

import re
from collections.abc import Iterator

from mopsbook.documents.find_files import find_files
from mopsbook.layout import Layout

_KIND = re.compile(rb"""^kind:[ \t]*["']?([a-z][a-z0-9-]*)""", re.MULTILINE)
_ID = re.compile(rb"""^([ \t]*(?:-[ \t]+)?(?:\{[ \t]*)?)id:[ \t]*["']?([^\s"',}#]+)""", re.MULTILINE)


def glance_at(layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield kind and id of each document of a book, in the order of its files."""
    for path, what in find_files(layout):
        if what == "document":
            try:
                content = path.read_bytes()
            except OSError:
                continue
            kind = _KIND.search(content)
            found = _ID.findall(content) if kind else []
            # In a file of one document its own id is the outermost; in one of many, as far in as the first one.
            depth = min((len(before) for before, _ in found), default=0)
            depth = 0 if depth == 0 else len(found[0][0])
            for before, id in found:
                if kind and len(before) == depth:
                    yield kind[1].decode("ascii"), id.decode("utf-8", "replace")
