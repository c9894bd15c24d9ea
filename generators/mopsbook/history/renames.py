"""Find which documents that are gone are the same as documents that came: by git's word, and by what they say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mopsbook.history.match import best_pairs
from mopsbook.history.show import canonical
from mopsbook.history.similarity import count_words, likeness
from mopsbook.history.states import State

# Git compares text, and files of one kind look alike by their keys: its word needs some support by what is said.
_ALIKE_BY_GIT = 0.4
_ALIKE = 0.6
# Things of one sort say much alike. Unless two are so much so that little else is left, and another is nearly as alike, none of
# them is said to be the other under a new name.
_SURE = 0.8
_APART = 0.1
# Past this many candidates only equal content is looked for.
_MOST_PAIRS = 2_500


def find_renames(gone: Sequence[State], came: Sequence[State], moved: Mapping[str, str]) -> list[tuple[State, State]]:
    """Return pairs of one kind. `moved` are the files that git saw renamed: new path by old path."""
    pairs: list[tuple[State, State]] = []
    for kind in dict.fromkeys(state.kind.name for state in gone):
        olds = [state for state in gone if state.kind.name == kind]
        news = [state for state in came if state.kind.name == kind]
        same = _equal(olds, news)
        pairs += same
        left = {state.id for state, _ in same}
        right = {state.id for _, state in same}
        olds = [state for state in olds if state.id not in left]
        news = [state for state in news if state.id not in right]
        if news and len(olds) * len(news) <= _MOST_PAIRS:
            pairs += _alike(olds, news, moved)
    return pairs


def _equal(olds: Sequence[State], news: Sequence[State]) -> list[tuple[State, State]]:
    waiting = {_content(state): state for state in reversed(news)}
    found = [(state, waiting.pop(_content(state), None)) for state in olds]
    return [(old, new) for old, new in found if new is not None]


def _content(state: State) -> str:
    return canonical({name: value for name, value in state.data.items() if name != "id"})


def _alike(olds: Sequence[State], news: Sequence[State], moved: Mapping[str, str]) -> list[tuple[State, State]]:
    old_words = [count_words(state.data) for state in olds]
    new_words = [count_words(state.data) for state in news]
    scored: list[tuple[float, int, int]] = []
    for left, old in enumerate(olds):
        for right, new in enumerate(news):
            by_git = moved.get(old.path) == new.path
            score = likeness(old_words[left], new_words[right])
            if score >= (_ALIKE_BY_GIT if by_git else _ALIKE - _APART):
                scored.append((score + by_git, left, right))
    rivals = _count_rivals(scored)
    clear = [one for one in scored if one[0] >= _SURE or (one[0] >= _ALIKE and not rivals[one[1:]])]
    return [(olds[left], news[right]) for left, right in best_pairs(clear)]


def _count_rivals(scored: Sequence[tuple[float, int, int]]) -> Mapping[tuple[int, int], int]:
    """Return how many other pairs with the same old or the same new one are nearly as alike, or more."""
    by_old: dict[int, list[float]] = defaultdict(list)
    by_new: dict[int, list[float]] = defaultdict(list)
    for score, left, right in scored:
        by_old[left].append(score)
        by_new[right].append(score)
    return {
        (left, right): sum(other > score - _APART for other in (*by_old[left], *by_new[right])) - 2
        for score, left, right in scored
    }
