"""The pull request and the tickets that a note or a commit names, in one spelling, so that they can be compared."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mopsbook.history.addresses import Addresses, split_address
from mopsbook.history.change import Commit

# .../pull/214 (GitHub), .../pull-requests/214 (Bitbucket), .../-/merge_requests/214 (GitLab), .../issues/12 (all of them).
_NUMBERED = re.compile(r"/(pull|pulls|pull-requests|merge_requests|issues)/(\d+)(?![\w-])")
# OPS-214, as Jira, Linear and YouTrack have it in the address of a ticket.
_KEY = re.compile(r"(?<![\w-])([A-Z][A-Z0-9_]*-\d+)(?![\w-])")


def tickets_of_url(url: str, repository: Mapping[str, Any]) -> set[str]:
    """Return the names of what an address leads to: the address itself, #214 or !214 of this repository, the key of a ticket.

    `repository` is what book.yaml says of it. A number counts in this repository alone; where nobody said which one it is,
    any address is taken for its own.
    """
    found = {url.rstrip("/")}
    home = str(repository.get("url", "")).rstrip("/").removesuffix(".git")
    numbered = _NUMBERED.search(url)
    if numbered and (not home or url.startswith(f"{home}/")):
        found.add(("!" if numbered[1] == "merge_requests" else "#") + numbered[2])
    parts = split_address(url)
    found.update(_KEY.findall(f"{parts.path} {parts.query} {parts.fragment}"))
    return found


def tickets_of_commit(commit: Commit, repository: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the pull request and the tickets that a commit says it belongs to, as `tickets_of_url` has them."""
    addresses = Addresses(repository)
    if commit.pull:
        yield from (commit.pull, addresses.pull(commit.pull).rstrip("/"))
    for ticket in filter(None, commit.ticket.split(", ")):
        if ticket.startswith(("https://", "http://")):
            yield from tickets_of_url(ticket, repository)
        else:
            yield from (ticket, addresses.ticket(ticket).rstrip("/"))
