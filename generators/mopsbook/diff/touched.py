"""What a change touches: everything that depends, or depended, on what changed, in the book before and after."""

from collections.abc import Mapping

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Key
from mopsbook.catalog.impact import MOST_HOPS, Dependence, say_why
from mopsbook.diff.change import Touch


class Ripples:
    """Asks both states of a book. `renamed` are the keys of now by those of before, of what has another id."""

    def __init__(self, before: Catalog, after: Catalog, renamed: Mapping[Key, Key]) -> None:
        self._sides = ((before, Dependence(before)), (after, Dependence(after)))
        self._after = after
        self._renamed = renamed
        # The edits of one part touch the same.
        self._found: dict[tuple[Key | None, Key | None, str], tuple[Touch, ...]] = {}

    def find(self, old: Key | None, new: Key | None, part: str = "") -> tuple[Touch, ...]:
        """Return what is touched, the nearest first. A side on which there was nothing is None.

        What only depended on it before, and is gone as well, is not touched any more.
        """
        if (old, new, part) not in self._found:
            self._found[old, new, part] = self._find(old, new, part)
        return self._found[old, new, part]

    def _find(self, old: Key | None, new: Key | None, part: str) -> tuple[Touch, ...]:
        found: dict[Key, Touch] = {}
        for (catalog, dependence), key in zip(self._sides, (old, new), strict=True):
            for one in dependence.reach(key, part, MOST_HOPS) if key else ():
                now = one.key if catalog is self._after else self._renamed.get(one.key, one.key)
                entity = self._after.get(*now)
                if entity is None:
                    continue
                known = found.get(now)
                if known is None or known.distance > one.distance:
                    parts = tuple(title for _, title in one.parts)
                    found[now] = Touch(now, entity.title, one.distance, say_why(catalog, one), parts)
        kinds = list(self._after.kinds)
        return tuple(
            sorted(
                found.values(), key=lambda one: (one.distance, kinds.index(one.key[0]), one.title.casefold(), one.key)
            )
        )
