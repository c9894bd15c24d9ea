"""Walk a knowledge folder: every file is a document, a page or picture of the site, or a finding. Nothing is skipped."""

import os
from collections.abc import Iterator
from pathlib import Path

YAML = frozenset({".yaml", ".yml"})

# What MkDocs takes over as it is: hand-written pages, pictures, downloads.
SITE = frozenset(
    (
        ".md", ".markdown", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".css", ".js", ".mjs", ".pdf",
        ".html", ".woff", ".woff2", ".ttf", ".mp4", ".webm", ".csv", ".xlsx", ".docx", ".pptx", ".zip", ".map",
    )
)  # fmt: skip

# Left behind by tools that everybody knows. They say nothing about marketing operations.
TOOL_FILES = frozenset({".gitkeep", ".gitignore", ".gitattributes", ".editorconfig", ".DS_Store", "Thumbs.db"})


def find_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file below the folder, sorted, with what it is: "document", "site", "tool" or "stray"."""
    for name in sorted(_walk(folder)):
        path = folder / name
        suffix = path.suffix.casefold() or (path.name.casefold() if path.name.casefold() in YAML else "")
        if path.name in TOOL_FILES:
            yield path, "tool"
        elif suffix in YAML:
            yield path, "document"
        elif suffix in SITE and not path.name.startswith("."):
            yield path, "site"
        else:
            yield path, "stray"


def _walk(folder: Path) -> Iterator[str]:
    for base, _, names in os.walk(folder, followlinks=False):
        where = os.path.relpath(base, folder)
        for name in names:
            yield name if where == "." else f"{where}/{name}".replace(os.sep, "/")
