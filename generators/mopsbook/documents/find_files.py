"""Walk a knowledge folder.

Every file is a document, a page or picture of the site, or a finding. Nothing is skipped.
"""

import os
from collections.abc import Iterator
from pathlib import Path

YAML = frozenset({".yaml", ".yml"})

# What MkDocs takes over as it is: hand-written pages, pictures, downloads.
SITE = frozenset(
    (
        ".md", ".markdown", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".css", ".js", ".mjs",
        ".pdf",
        ".html", ".woff", ".woff2", ".ttf", ".mp4", ".webm", ".csv", ".xlsx", ".docx", ".pptx", ".zip", ".map",
    )
)  # fmt: skip

# Left behind by tools that everybody knows. They say nothing about marketing operations.
TOOL_FILES = frozenset({".gitkeep", ".gitignore", ".gitattributes", ".editorconfig", ".DS_Store", "Thumbs.db"})


# What editors keep beside a file that is open.
TOOL_ENDINGS = ("~", ".swp", ".swo")


def find_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file below the folder, sorted, with what it is: "document", "site", "tool", "stray" or "odd".

    Odd is what is no file: a link to a folder (it could lead round in a circle), a link to nothing, a folder that may
    not be opened, a pipe (reading one would wait for ever).
    """
    for name in sorted(set(_walk(folder))):
        path = folder / name
        if not path.is_file():
            yield path, "odd"
            continue
        suffix = path.suffix.casefold() or (path.name.casefold() if path.name.casefold() in YAML else "")
        if path.name in TOOL_FILES or path.name.endswith(TOOL_ENDINGS) or path.name.startswith("~$"):
            yield path, "tool"
        elif suffix in YAML:
            yield path, "document"
        elif suffix in SITE and not path.name.startswith("."):
            yield path, "site"
        else:
            yield path, "stray"


def _walk(folder: Path) -> Iterator[str]:
    closed: list[str] = []
    walk = os.walk(folder, followlinks=False, onerror=lambda error: closed.append(str(error.filename)))
    for base, folders, names in walk:
        where = os.path.relpath(base, folder)
        for name in (*names, *(each for each in folders if Path(base, each).is_symlink())):
            yield name if where == "." else f"{where}/{name}".replace(os.sep, "/")
    yield from (os.path.relpath(path, folder).replace(os.sep, "/") for path in closed)
