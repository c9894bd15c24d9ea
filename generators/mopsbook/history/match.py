"""Match the items of two versions of a list: by what names them, then by likeness, and only at last by position."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct

from mopsbook.history.show import canonical
from mopsbook.history.similarity import count_words, likeness
from mopsbook.kinds.field import Field

# What names an item where the schema does not say.
NAMES = ("id", "value", "name", "title", "url", "key", "code")

_TITLE = "title"

# Past this many candidates likeness costs more than it tells.
_MOST_PAIRS = 2_500
_ALIKE = 0.6
# Sentences of a list that are alike to this degree are one sentence that was edited.
_EDITED = 0.6
_MOST_EDITED = 400

Key = Callable[[Any], Hashable]


class Matching(Struct, frozen=True):
    """Positions: `pairs` of (old, new) that are the same item, those `gone`, those that `came`."""

    pairs: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    came: tuple[int, ...]


def find_key(field: Field | None, items: Sequence[Any]) -> str:
    """Return the name of the field by which the items are known; "" if there is none that all of them have."""
    names = (field.part_key, *NAMES) if field and field.children else NAMES
    return next((name for name in names if all(_is_plain(_get(item, name)) for item in items)), "")


def match(olds: Sequence[Any], news: Sequence[Any], field: Field | None) -> Matching:
    """Return which items are the same."""
    key = find_key(field, [*olds, *news])
    left, right = list(range(len(olds))), list(range(len(news)))
    pairs: list[tuple[int, int]] = []

    def take(name: Key) -> None:
        drop(_pair(olds, news, left, right, name))

    def drop(found: list[tuple[int, int]]) -> None:
        pairs.extend(found)
        olds_found, news_found = {old for old, _ in found}, {new for _, new in found}
        left[:] = [old for old in left if old not in olds_found]
        right[:] = [new for new in right if new not in news_found]

    if key:
        others = [child.name for child in field.children if child.structural] if field else []
        names = [key, *(name for name in others if name != key)]
        if _repeats(olds, key) or _repeats(news, key):
            take(canonical)
            if len(names) > 1:
                take(lambda item: tuple(canonical(_get(item, name)) for name in names))
        take(lambda item: canonical(item[key]))
        here, there = [olds[old] for old in left], [news[new] for new in right]
        if _TITLE in others and not _repeats(here, _TITLE) and not _repeats(there, _TITLE):
            # A link that leads elsewhere, a step with another id: what people call it has stayed.
            take(lambda item: canonical(_get(item, _TITLE)))
        drop(_pair_alike(olds, news, left, right))
    else:
        take(canonical)
        take(lambda _: 0)
    return Matching(tuple(sorted(pairs, key=lambda pair: pair[1])), tuple(left), tuple(right))


def _pair(
    olds: Sequence[Any], news: Sequence[Any], left: list[int], right: list[int], name: Key
) -> list[tuple[int, int]]:  # fmt: skip
    by_name: dict[Hashable, list[int]] = defaultdict(list)
    for new in reversed(right):
        by_name[name(news[new])].append(new)
    pairs = []
    for old in left:
        same = by_name.get(name(olds[old]))
        if same:
            pairs.append((old, same.pop()))
    return pairs


def _pair_alike(olds: Sequence[Any], news: Sequence[Any], left: list[int], right: list[int]) -> list[tuple[int, int]]:
    if not left or not right or len(left) * len(right) > _MOST_PAIRS:
        return []
    old_words = {old: count_words(olds[old], frozenset()) for old in left}
    new_words = {new: count_words(news[new], frozenset()) for new in right}
    scored = [(likeness(old_words[old], new_words[new]), old, new) for old in left for new in right]
    return best_pairs([one for one in scored if one[0] >= _ALIKE])


def best_pairs(scored: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Return pairs by falling likeness, each side used once."""
    pairs: list[tuple[int, int]] = []
    olds: set[int] = set()
    news: set[int] = set()
    for _, old, new in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if old not in olds and new not in news:
            olds.add(old)
            news.add(new)
            pairs.append((old, new))
    return pairs


def find_moved(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the fewest pairs that must have moved for the rest to stand in the order it had (patience sorting)."""
    ordered = sorted(pairs)
    tops: list[int] = []
    before: dict[int, int] = {}
    for index, (_, new) in enumerate(ordered):
        low, high = 0, len(tops)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if ordered[tops[middle]][1] < new else (low, middle)
        if low:
            before[index] = tops[low - 1]
        tops[low : low + 1] = [index]
    kept: set[int] = set()
    at = tops[-1] if tops else None
    while at is not None:
        kept.add(at)
        at = before.get(at)
    return [pair for index, pair in enumerate(ordered) if index not in kept]


def _repeats(items: Sequence[Any], key: str) -> bool:
    names = [canonical(_get(item, key)) for item in items]
    return len(set(names)) < len(names)


def _get(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else None


def _is_plain(value: Any) -> bool:
    return value is not None and not isinstance(value, (dict, list))


def find_edited(gone: list[Any], came: list[Any]) -> list[tuple[int, int]]:
    """Return which sentences are the same sentence, edited. Single words and ids are never that."""
    if len(gone) * len(came) > _MOST_EDITED:
        return []
    scored = []
    for new, after in enumerate(came):
        for old, before in enumerate(gone):
            if isinstance(before, str) and isinstance(after, str) and " " in before and " " in after:
                matcher = SequenceMatcher(None, before[:500], after[:500], autojunk=False)
                if matcher.real_quick_ratio() >= _EDITED and matcher.quick_ratio() >= _EDITED:
                    scored.append((matcher.ratio(), old, new))
    return best_pairs([one for one in scored if one[0] >= _EDITED])
