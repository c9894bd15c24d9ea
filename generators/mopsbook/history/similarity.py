"""How much of what two things say is equal, between 0 and 1: the words of each field, wherever they stand in a list."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

# What many documents say alike, and what a rename changes by its nature.
_SAYS_LITTLE = frozenset(
    ("kind", "id", "status", "owner", "last_reviewed", "review_every", "reviewed_by", "evidence", "tags", "aliases")
)  # fmt: skip

Words = Counter[tuple[str, str]]

# Things that have next to nothing to say are alike only by chance.
_FEW = 2


def count_words(data: Mapping[str, Any], without: frozenset[str] = _SAYS_LITTLE) -> Words:
    """Return each word with the field it stands in, and how often."""
    words: Words = Counter()
    waiting: list[tuple[str, Any]] = [(str(name), value) for name, value in data.items() if name not in without]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += [(f"{name}.{key}", item) for key, item in value.items()]
        elif isinstance(value, list):
            waiting += [(name, item) for item in value]
        elif value is not None:
            words.update((name, word) for word in str(value).split())
    return words


def likeness(one: Words, other: Words) -> float:
    """Return the share of words that both have."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total > _FEW else 0.0
