"""The ticket of a change that is not merged yet: from the trailers of its commits, else from the name of its branch."""

import re

from msgspec import Struct

from mopsbook.history.addresses import Addresses
from mopsbook.history.git import GitError, Repository, find_branch, read_trailers
from mopsbook.history.settings import Settings

# `feature/OPS-12-lower-the-threshold`: a key as Jira, Linear and YouTrack have it.
_KEY = re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Z0-9]+-\d+)(?![A-Za-z0-9])")
# These say where one works, and nothing of what is done there.
_LINES = frozenset(("main", "master", "trunk", "develop", "dev", "head"))


class Origin(Struct, frozen=True):
    """What git knows of a change: the words of its branch, its tickets, and the reasons its commits give."""

    words: str = ""
    tickets: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def find_origin(repository: Repository, base: str, settings: Settings, main: str) -> Origin:
    """Return what the branch and the commits after `base` say. `main` is the branch of the book, whose name says nothing."""
    try:
        branch = find_branch(repository)
        said = {name: read_trailers(repository, base, "HEAD", name) for name in (*settings.ticket, *settings.reason)}
    except GitError:
        return Origin()
    if branch == main or branch.casefold() in _LINES:
        branch = ""
    tickets = [ticket for name in settings.ticket for ticket in said[name]]
    keys = _KEY.findall(branch)
    words = _KEY.sub("", branch).rpartition("/")[2].strip("-_")
    # A single word is the name of a note, and no reason.
    reasons = dict.fromkeys(one for name in settings.reason for one in reversed(said[name]) if " " in one)
    return Origin(words, tuple(dict.fromkeys([*tickets, *keys])), tuple(reasons))


def find_address(origin: Origin, addresses: Addresses) -> str:
    """Return the page of the first ticket that has one, or ""."""
    return next(filter(None, map(addresses.ticket, origin.tickets)), "")
