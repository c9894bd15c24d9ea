"""Rounds: what leads back to itself, step by step."""

from collections.abc import Mapping, Sequence

from mopsbook.checks.stages import follow


def find_rounds(ways: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return what leads back to itself, each round once with its members in order, in the order of the first of them.

    Rounds that hang together count as one. The time it takes grows with the number of ways, not with its square.
    """
    left = _without_ends(ways)
    # Of what is left, some only leads into a round, and does so no more once the ways are turned round.
    left = _without_ends(_turned({name: [to for to in ways[name] if to in left] for name in ways if name in left}))
    joined: dict[str, list[str]] = {name: [] for name in left}
    for name in ways:
        for to in ways[name]:
            if name in left and to in left:
                joined[name].append(to)
                joined[to].append(name)
    found: list[list[str]] = []
    seen: set[str] = set()
    for name in sorted(joined):
        if name not in seen:
            members = follow(joined, [name])
            seen |= members
            found.append(sorted(members))
    return found


def _turned(ways: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    turned: dict[str, list[str]] = {}
    for name, targets in ways.items():
        for to in targets:
            turned.setdefault(to, []).append(name)
    return turned


def _without_ends(ways: Mapping[str, Sequence[str]]) -> set[str]:
    """Return what still leads somewhere after whatever leads nowhere was taken away, again and again."""
    back = _turned(ways)
    ahead = {name: len(targets) for name, targets in ways.items()}
    waiting = [name for name in back if not ahead.get(name)]
    left = {name for name, number in ahead.items() if number}
    while waiting:
        for name in back.get(waiting.pop(), ()):
            ahead[name] -= 1
            if not ahead[name]:
                left.discard(name)
                waiting.append(name)
    return left
