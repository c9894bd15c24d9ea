"""Ledger: which pages lie in the site folder, each with the fingerprint it was made from. It makes `--dirty` exact."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import material
from mkdocs import __version__ as mkdocs_version
from mkdocs.config.defaults import MkDocsConfig

from mopsbook import __version__
from mopsbook.pages.book import Book


@dataclass(frozen=True)
class Ledger:
    """What an earlier build left. `frame` covers what surrounds every page: the theme, the menu, mkdocs.yml."""

    path: Path
    frame: str
    pages: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()

    @classmethod
    def read(cls, book: Book, config: MkDocsConfig) -> "Ledger":
        """Return the ledger of the last build into this site folder; an empty one if there is none or it cannot be trusted."""
        path = _where(config)
        frame = _frame(config)
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
            files = frozenset(known["files"])
            return cls(path, frame, known["pages"] if known["frame"] == frame else {}, files)
        except (OSError, ValueError, KeyError, TypeError):
            return cls(path, frame)

    def has(self, fingerprint: str, dest: str) -> bool:
        """Return whether the page made from this fingerprint lies on the disk."""
        return bool(fingerprint) and self.pages.get(dest) == fingerprint

    def write(self, pages: Mapping[str, str], files: frozenset[str]) -> None:
        """Remember a finished build, in one step: a ledger that is half written would be worse than none."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"frame": self.frame, "pages": dict(sorted(pages.items())), "files": sorted(files)})
        handle, name = tempfile.mkstemp(dir=self.path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        Path(name).replace(self.path)


def _where(config: MkDocsConfig) -> Path:
    # Inside the site folder: a folder that is deleted or cleaned takes its ledger along.
    return Path(config.site_dir) / ".mopsbook-ledger.json"


def _frame(config: MkDocsConfig) -> str:
    digest = hashlib.sha256(f"{__version__} {mkdocs_version} {material.__version__ if hasattr(material, '__version__') else ''}".encode())
    if config.config_file_path:
        digest.update(Path(config.config_file_path).read_bytes())
    digest.update(json.dumps(config.nav, sort_keys=True, default=str).encode())
    digest.update(json.dumps([str(item) for item in (*config.extra_css, *config.extra_javascript)]).encode())
    for folder in config.theme.dirs:
        if "site-packages" not in folder:
            for path in sorted(Path(folder).rglob("*.html")):
                digest.update(path.read_bytes())
    return digest.hexdigest()
