"""Built: what one build makes, so that the next one can leave alone what is still right and delete what is not."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from msgspec import Struct, field

from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import folder_of
from mopsbook.pages.page import Draft, SearchEntry
from mopsbook.site.ahead import Ahead
from mopsbook.site.book_page import AssetFile, BookFile
from mopsbook.site.feeds import FeedLinks, list_feeds
from mopsbook.site.ledger import Ledger
from mopsbook.site.search import say_entries


class Built(Struct, frozen=True, dict=True):
    """One build: its book, its pages, its files, and the ledger of the one before.

    `said` are the search entries of the pages that were made, by path; those of the others are in the ledger.
    """

    book: Book
    drafts: Sequence[Draft]
    files: Files
    ledger: Ledger
    config: MkDocsConfig
    ahead: Ahead
    said: dict[str, Sequence[SearchEntry]] = field(default_factory=dict)

    @cached_property
    def found(self) -> Mapping[str, str]:
        """What the search knows of each page (search.py), by its address. To be asked when all pages are made."""
        return {_url(draft.path): self._said.get(self._dests[draft.path], "") for draft in self.drafts}

    @cached_property
    def paths(self) -> frozenset[str]:
        """The pages that are ours."""
        return frozenset(draft.path for draft in self.drafts)

    @cached_property
    def feeds(self) -> FeedLinks:
        """What the head of each page says of feeds."""
        return list_feeds(self.book)

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

    def begin(self) -> None:
        """Write down, before the first page is written, which ones stay: a build that is interrupted leaves the truth."""
        fresh = {file.dest_uri for file in self.files if isinstance(file, BookFile) and file.fresh}
        kept = {dest: made for dest, made in self._fingerprints.items() if dest in fresh}
        self.ledger.write(kept, self.ledger.said, self.ledger.files | self.dests)

    def remember(self) -> None:
        """Write the ledger of this build."""
        self.ahead.close()
        self.ledger.write(self._fingerprints, self._said, self.dests)

    @property
    def _fingerprints(self) -> dict[str, str]:
        pages = {self._dests[draft.path]: draft.fingerprint for draft in self.drafts if draft.fingerprint}
        return pages | {
            file.dest_uri: file.fingerprint for file in self.files if isinstance(file, AssetFile) and file.fingerprint
        }

    @cached_property
    def _said(self) -> Mapping[str, str]:
        made = {self._dests[path]: say_entries(_url(path), entries) for path, entries in self.said.items()}
        return {**self.ledger.said, **made}

    @cached_property
    def _dests(self) -> Mapping[str, str]:
        """The file in the site of each page, by its path."""
        return {file.src_uri.removesuffix(".md"): file.dest_uri for file in self.files if file.is_documentation_page()}


def _url(path: str) -> str:
    """Return the address of a page relative to the root of the site; "" for Home."""
    folder = folder_of(path)
    return f"{folder}/" if folder else ""
