"""Ledger: which pages lie in the site folder, each with the fingerprint it was made from. It makes `--dirty` exact."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils.meta import get_data
from msgspec import Struct, field

from mopsbook.diagrams.lay_out import name_command
from mopsbook.errors import SetupError
from mopsbook.kept import code_of
from mopsbook.pages.recalled import MAKERS, ROOMS
from mopsbook.whole_files import write_whole

# What turns a book into the HTML of a site.
_ROOMS = (*ROOMS, "feeds", "site")
_MAKERS = (*MAKERS, "mkdocs", "mkdocs-material")
# Settings that say where and how a site is built, and nothing about what stands in it.
_ASIDE = frozenset(
    ("config_file_path", "docs_dir", "site_dir", "dev_addr", "strict", "watch", "nav", "theme", "plugins", "hooks")
)


LEDGER = ".mopsbook-ledger.json"


def guard(site: Path) -> None:
    """Refuse to build into a folder that holds something else than a site: what is not made anew is deleted there."""
    ours = (LEDGER, "sitemap.xml", "404.html")
    if site.is_dir() and any(site.iterdir()) and not any((site / name).exists() for name in ours):
        raise SetupError(f"{site} holds files that are no site", "Name an empty folder: building would delete them.")


class Ledger(Struct, frozen=True):
    """What an earlier build left. `frame` covers what surrounds every page: the theme, the menu, mkdocs.yml.

    `pages` are the fingerprints of pages and assets by their files, `said` is what the search knows of pages (search.py).

    `known` says whether there was such a build; without one nobody can tell which files of the site folder are of use.
    """

    path: Path
    frame: str
    pages: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    known: bool = False

    @classmethod
    def read(cls, config: MkDocsConfig, by_hand: Iterable[File]) -> "Ledger":
        """Return the ledger of the last build into this site folder; an empty one if there is none or it cannot be trusted."""
        path = _where(config)
        frame = _frame(config, by_hand)
        try:
            head, *lines = path.read_text(encoding="utf-8").split("\n")
            known = json.loads(head)
            files = frozenset(known["files"])
            pages = dict(known["pages"]) if known["frame"] == frame else {}
            said = {json.loads(dest): docs for dest, _, docs in (line.partition("\t") for line in lines)}
            if known["said"] != len(said):
                raise ValueError
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return cls(path, frame)
        return cls(path, frame, pages, said, files, known=True)

    def has(self, fingerprint: str, dest: str) -> bool:
        """Return whether the page made from this fingerprint lies on the disk."""
        # To ask for thousands of paths as Path takes ten times as long.
        there = f"{self.path.parent}/{dest}"
        return bool(fingerprint) and self.pages.get(dest) == fingerprint and os.path.isfile(there)  # noqa: PTH113

    def write(self, pages: Mapping[str, str], said: Mapping[str, str], files: frozenset[str]) -> None:
        """Remember what is there, in one step: a ledger that is half written would be worse than none.

        `said` is what the pages gave to the search, so that a page which stays need not be made again for it.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # All but this is most of it, and stands as it will be in the index of the search: nobody has to read it as JSON.
        lines = [f"{json.dumps(dest)}\t{said[dest]}" for dest in sorted(pages) if said.get(dest)]
        head = {"frame": self.frame, "pages": dict(sorted(pages.items())), "said": len(lines), "files": sorted(files)}
        content = "\n".join([json.dumps(head), *lines])
        write_whole(self.path, content.encode())


def _where(config: MkDocsConfig) -> Path:
    # Inside the site folder: a folder that is deleted takes its ledger along.
    return Path(config.site_dir) / LEDGER


def _frame(config: MkDocsConfig, by_hand: Iterable[File]) -> str:
    digest = hashlib.sha256()
    digest.update(f"{code_of(_ROOMS, _MAKERS)} {name_command()}".encode())
    if config.config_file_path and Path(config.config_file_path).is_file():
        digest.update(Path(config.config_file_path).read_bytes())
    # The file is not all: it may inherit from another, take values from the environment, and an option may overrule it.
    settings = {name: value for name, value in config.items() if name not in _ASIDE}
    digest.update(json.dumps(settings, sort_keys=True, default=_plain).encode())
    digest.update(repr((config.theme.name, sorted(config.theme.items(), key=str))).encode())
    digest.update(json.dumps(config.nav, sort_keys=True, default=str).encode())
    for path in _parts(config):
        digest.update(path.name.encode() + path.read_bytes())
    for file in sorted(by_hand, key=lambda file: file.src_uri):
        digest.update(json.dumps([file.src_uri, _head(file)]).encode())
    return digest.hexdigest()


def _plain(value: object) -> str:
    # What is no plain setting (a function, an extension) may be written with its place in memory, which says nothing.
    return type(value).__name__ if " at 0x" in repr(value) else repr(value)


def _parts(config: MkDocsConfig) -> list[Path]:
    """Return the files of the book's own theme folder and its hooks."""
    own = config.theme.custom_dir
    found = [path for path in sorted(Path(own).rglob("*")) if path.is_file()] if own else []
    # MkDocs says that this is a list and makes a mapping.
    modules: Any = config.hooks
    hooks = [getattr(module, "__file__", None) for module in modules.values()]
    return found + [Path(path) for path in hooks if path and Path(path).is_file()]


def _head(file: File) -> list[str]:
    """Return what may become the title of a hand-written page, which stands in the menu of every page."""
    if not file.is_documentation_page():
        return []
    text, meta = get_data(file.content_string)
    first = text.lstrip().partition("\n")[0]
    # Any other beginning (a title that is underlined, HTML, a picture) is left to MkDocs to understand.
    return [str(meta.get("title", "")), first if first.startswith("# ") else text]
