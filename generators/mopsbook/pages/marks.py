"""Marks: two versions of a text as one, with the words that went and those that came."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from mopsbook.words import count_same

# Where less than this part of the words is the same, both versions are read better one after the other.
_ALIKE = 0.5


def mark_words(old: str, new: str) -> Markup:
    """Return HTML in which <del> and <ins> hold what differs, word by word, and nothing else."""
    before, after = old.split(), new.split()
    first = count_same(before, after)
    last = count_same(before[first:][::-1], after[first:][::-1])
    alike = SequenceMatcher(None, before, after, autojunk=False).ratio() >= _ALIKE
    parts = [_plain(after[:first]), *_mark(_middle(before, first, last), _middle(after, first, last), alike)]
    parts.append(_plain(after[len(after) - last :]))
    return Markup(" ").join(part for part in parts if part)


def _mark(before: Sequence[str], after: Sequence[str], alike: bool) -> list[Markup]:
    if not before or not after:
        return [_tag("del", before), _tag("ins", after)]
    if not alike:
        return [_tag("del", before), Markup('<span role="img" aria-label="became">→</span>'), _tag("ins", after)]
    parts: list[Markup] = []
    for what, left, left_end, right, right_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(_plain(after[right:right_end]))
        else:
            parts += [_tag("del", before[left:left_end]), _tag("ins", after[right:right_end])]
    return parts


def _middle(words: Sequence[str], first: int, last: int) -> Sequence[str]:
    return words[first : len(words) - last]


def _plain(words: Sequence[str]) -> Markup:
    return escape(" ".join(words))


def _tag(name: str, words: Sequence[str]) -> Markup:
    return Markup(f"<{name}>{_plain(words)}</{name}>") if words else Markup("")
