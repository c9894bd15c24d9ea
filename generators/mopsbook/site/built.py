"""Built: what one build makes, so that the next one can leave alone what is still right and delete what is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mopsbook.pages.book import Book
from mopsbook.pages.page import Draft, Entry
from mopsbook.site.ledger import Ledger


@dataclass(frozen=True)
class Built:
    """One build: its book, its pages, its files, and the ledger of the one before."""

    book: Book
    drafts: Sequence[Draft]
    files: Files
    ledger: Ledger
    config: MkDocsConfig

    @property
    def entries(self) -> list[tuple[str, Entry]]:
        """The search entries of all pages, each with the address it leads to. Pages made from many are asked for theirs."""
        found: list[tuple[str, Entry]] = []
        for draft in self.drafts:
            entries = draft.entries or (() if draft.fingerprint else draft.render().entries)
            found += [(_url(draft.path) + (f"#{entry.anchor}" if entry.anchor else ""), entry) for entry in entries]
        return found

    @property
    def dests(self) -> frozenset[str]:
        """Every file of the site that comes from a page or an asset."""
        return frozenset(file.dest_uri for file in self.files if file.inclusion.is_included())

    def remove_stale(self) -> None:
        """Delete the files of the last build that this one does not make, and the folders that are empty then."""
        site = Path(self.config.site_dir).resolve()
        for dest in sorted(self.ledger.files - self.dests):
            path = (site / dest).resolve()
            if site in path.parents and path.is_file():
                path.unlink()
                for folder in path.parents:
                    if folder == site or any(folder.iterdir()):
                        break
                    folder.rmdir()

    def remember(self) -> None:
        """Write the ledger of this build."""
        pages = {file.dest_uri: "" for file in self.files if file.is_documentation_page()}
        by_path = {f"{draft.path}.md": draft.fingerprint for draft in self.drafts if draft.fingerprint}
        for file in self.files:
            if file.src_uri in by_path:
                pages[file.dest_uri] = by_path[file.src_uri]
        self.ledger.write({dest: print_ for dest, print_ in pages.items() if print_}, self.dests)


def _url(path: str) -> str:
    folder = path.removesuffix("index").rstrip("/")
    return f"{folder}/" if folder else ""
