"""Narrow places: commits that all later ones go back to, so that what was told up to there stays as it is.

Where a branch is still open the log may come out otherwise once it is merged: its commits are put between those that were told.
"""

from collections.abc import Mapping, Sequence

from mopsbook.history.git import Repository, ask

Graph = Mapping[str, Sequence[str]]


def read_graph(
    repository: Repository, since: str = "", *, most: int = 0, first_parent: bool = False
) -> dict[str, list[str]]:
    """Return the parents of commits, newest first, each before its parents: of all, or of those that `since` does not lead to.

    Raises GitError, also if there is no commit `since`.
    """
    limits = [f"--max-count={most}"] * bool(most) + ["--first-parent"] * first_parent
    ends = [repository.head, *([f"^{since}"] if since else [])]
    raw = ask(repository.folder, "rev-list", "--topo-order", "--parents", *limits, *ends, "--")
    rows = (line.split(" ") for line in raw.decode("ascii").splitlines())
    return {commit: parents[:1] if first_parent else parents for commit, *parents in rows}


def find_narrow(graph: Graph, head: str, behind: int, most: int) -> tuple[str, frozenset[str]]:
    """Return the newest narrow place with that many commits after it, and those commits; the head if there is no such place.

    `graph` are the parents of commits, each before its parents, from the newest on; no more than `most` of them are looked at.
    """
    waiting = {head}
    after: list[str] = []
    for commit, parents in graph.items():
        if waiting == {commit} and len(after) >= behind:
            return commit, frozenset(after)
        if not parents or len(after) >= most:
            break
        waiting.discard(commit)
        # Each comes before its parents, so none of these was passed already.
        waiting.update(parents)
        after.append(commit)
    return head, frozenset()


def all_lead_to(place: str, graph: Graph, head: str) -> bool:
    """Return whether a place is narrow for a head. `graph` are the parents of the commits that the place does not lead to."""
    if not graph:
        return head == place
    return all(parents and all(one == place or one in graph for one in parents) for parents in graph.values())
