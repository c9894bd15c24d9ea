"""Rounds: what leads back to itself, step by step."""

from collections.abc import Iterator, Mapping, Sequence


def find_rounds(ways: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return what leads back to itself, each round once with its members sorted, in the order of the first of them.

    Rounds that share a member count as one; what only leads from one to another is in none. The time it takes grows with
    the number of ways, not with its square (Kosaraju's algorithm).
    """
    back: dict[str, list[str]] = {}
    for name, targets in ways.items():
        for to in targets:
            back.setdefault(to, []).append(name)
    found: list[list[str]] = []
    seen: set[str] = set()
    # Taken from the last one left, whoever leads to it and is in no round yet is in its round.
    for name in reversed(list(_leave(ways, ways, set()))):
        if name not in seen:
            members = sorted(_leave(back, [name], seen))
            if len(members) > 1 or name in ways.get(name, ()):
                found.append(members)
    return sorted(found)


def _leave(
    ways: Mapping[str, Sequence[str]], starts: Sequence[str] | Mapping[str, object], seen: set[str]
) -> Iterator[str]:
    """Yield what can be reached and is not in `seen` yet, each after all that was first reached through it."""
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(ways.get(start, ())))]
        while path:
            name, rest = path[-1]
            to = next((one for one in rest if one not in seen), None)
            if to is None:
                path.pop()
                yield name
            else:
                seen.add(to)
                path.append((to, iter(ways.get(to, ()))))
