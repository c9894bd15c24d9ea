"""Where commits, pull requests and tickets have their pages, by what book.yaml says under `repository`."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from msgspec import Struct


class Addresses(Struct, frozen=True):
    """Addresses as a repository has them; "" for every page that nobody said how to find."""

    repository: Mapping[str, Any]

    def commit(self, id: str) -> str:
        """Return the page of a commit."""
        if "commit" in self.repository:
            return str(self.repository["commit"]).replace("{commit}", id)
        url = self._url
        return f"{url}/-/commit/{id}" if is_gitlab(url) else f"{url}/commit/{id}" if url else ""

    def pull(self, pull: str) -> str:
        """Return the page of a pull request such as #214, or of a merge request such as !214."""
        if "pull" in self.repository:
            return str(self.repository["pull"]).replace("{pull}", pull[1:])
        url = self._url
        return f"{url}/-/merge_requests/{pull[1:]}" if is_gitlab(url) else f"{url}/pull/{pull[1:]}" if url else ""

    def ticket(self, ticket: str) -> str:
        """Return the page of a ticket: an address as it is, #12 as an issue of the repository, OPS-7 as book.yaml says."""
        if ticket.startswith(("https://", "http://")):
            return ticket
        url = self._url
        if url and ticket[0] == "#" and ticket[1:].isdecimal():
            return f"{url}/-/issues/{ticket[1:]}" if is_gitlab(url) else f"{url}/issues/{ticket[1:]}"
        return str(self.repository.get("ticket", "")).replace("{ticket}", quote(ticket, safe=""))

    @property
    def _url(self) -> str:
        return str(self.repository.get("url", "")).rstrip("/")


def is_gitlab(url: str) -> bool:
    """Return whether an address is one of GitLab, whose pages lie elsewhere than those of GitHub."""
    return "gitlab" in (split_address(url).hostname or "")


def split_address(url: str) -> SplitResult:
    """Return the parts of an address; of a text that is none, empty ones."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
