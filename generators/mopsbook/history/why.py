"""Why: the pull request, the ticket and the reason of a commit, from its message and from the merge that brought it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

# "Fix it (#214)" of GitHub's squash, "(pull request #214)" of Bitbucket's, "(!214)" where people write it by hand.
_AT_END = re.compile(r"\((?:pull request )?([#!]\d{1,20})\)\s*\Z")
# The first lines that hosts give to merges say nothing of what was merged.
_MERGE = re.compile(r"Merge pull request (#\d{1,20}) from |Merge branch '")
# https://docs.gitlab.com/user/project/merge_requests/commit_templates/
_GITLAB = re.compile(r"^See merge request \S*?(!\d{1,20})\s*$", re.MULTILINE)


class Why(Struct, frozen=True):
    """What a commit says of itself. `pull` has its sign: #214 on GitHub, !214 on GitLab; "" is what nobody said."""

    pull: str = ""
    ticket: str = ""
    reason: str = ""

    def or_else(self, other: "Why") -> "Why":
        """Return the same with what is not said here as it is said there."""
        return Why(self.pull or other.pull, self.ticket or other.ticket, self.reason or other.reason)


NOTHING = Why()


def find_pull(subject: str, body: str) -> str:
    """Return the pull request that a message names as the one it came by."""
    merged = _MERGE.match(subject)
    if merged and merged[1]:
        return merged[1]
    by_gitlab = _GITLAB.search(body)
    at_end = _AT_END.search(subject)
    return by_gitlab[1] if by_gitlab else at_end[1] if at_end else ""


def find_subject(subject: str, body: str) -> str:
    """Return what a message says first; for a merge, that is the title of what was merged, where the host wrote it below."""
    if not _MERGE.match(subject):
        return subject
    title = body.strip().partition("\n")[0].strip()
    return title if title and not _GITLAB.match(title) and not re.match(r"[\w-]+: ", title) else subject


def find_trailers(said: str, names: Sequence[str]) -> list[str]:
    """Return the values of trailers by these names, of lines such as `Ticket: OPS-7`, in the order they stand."""
    if not said:
        return []
    wanted, values = _fold(tuple(names)), {}
    for line in said.split("\n"):
        name, _, value = line.partition(":")
        if name.strip().casefold() in wanted and value.strip():
            values[value.strip()] = True
    return list(values)


@lru_cache
def _fold(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def hand_down(parents: Mapping[str, Sequence[str]], head: str, said: Mapping[str, Why]) -> dict[str, Why]:
    """Return why each commit was made: what it does not say itself is what the merge says that brought it.

    `parents` are those of every commit. Of merges within merges the inner one has the first word.
    """
    found: dict[str, Why] = {}
    # Each line of history on the way: its commits, the oldest first, and what the merge said that brought them.
    lines: list[tuple[Iterator[str], Why]] = []

    def enter(tip: str, given: Why) -> None:
        line = []
        while tip in parents and tip not in found:
            line.append(tip)
            found[tip] = NOTHING
            tip = next(iter(parents[tip]), "")
        lines.append((reversed(line), given))

    enter(head, NOTHING)
    while lines:
        line, given = lines[-1]
        commit = next(line, None)
        if commit is None:
            lines.pop()
            continue
        found[commit] = said.get(commit, NOTHING).or_else(given)
        for other in parents[commit][1:]:
            enter(other, found[commit])
    return {commit: why for commit, why in found.items() if why != NOTHING}
