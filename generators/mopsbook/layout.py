"""Where things are: the root of a book's repository, its knowledge folder, its own schemas."""

import re
from dataclasses import dataclass
from pathlib import Path

from mopsbook.errors import SetupError


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one book. Paths in messages are relative to `root`."""

    root: Path
    knowledge: Path

    @property
    def schemas(self) -> Path:
        """Where a team keeps schemas and templates of its own; it need not exist."""
        return self.root / "schemas"

    @property
    def is_root(self) -> bool:
        """Whether the knowledge lies at the root itself, among the files of the repository."""
        return self.knowledge == self.root

    @property
    def cache(self) -> Path:
        """Where expensive results are kept between runs; it may be deleted at any time."""
        return self.root / ".cache" / "mopsbook"


def find_layout(start: Path | None = None) -> Layout:
    """Return the layout of the book that `start` (default: the current folder) belongs to.

    The root is the nearest folder above that holds `mkdocs.yml` or `knowledge/`; a folder that holds `book.yaml` is a
    knowledge folder by itself. Raises SetupError if there is none.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        config = folder / "mkdocs.yml"
        if config.is_file():
            return Layout(folder, _docs_dir(config))
        if (folder / "knowledge").is_dir():
            return Layout(folder, folder / "knowledge")
        if (folder / "book.yaml").is_file():
            return Layout(folder.parent if folder.name == "knowledge" else folder, folder)
    raise SetupError(
        f"there is no knowledge base in {start} or above it",
        "Run this in a folder that holds `knowledge/` (and `mkdocs.yml`), or name such a folder.",
    )


def _docs_dir(config: Path) -> Path:
    # One line is all we need of it; reading it with MkDocs costs more than the whole check of a small book.
    text = config.read_text(encoding="utf-8", errors="replace")
    match = re.search(r"^docs_dir:[ \t]*['\"]?([^'\"#\n]+)", text, re.MULTILINE)
    if match and match.group(1).startswith("!"):
        raise SetupError(f"{config}: `docs_dir` is not a plain name", "Write the name of the knowledge folder there.")
    return (config.parent / (match.group(1).strip() if match else "knowledge")).resolve()
