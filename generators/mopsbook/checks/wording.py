"""Wording: the words that a text says itself, not those that it quotes, shows as code or links to."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from mopsbook.documents.mentions import CODE

# Quotes are as long as people quote: a single mark in a text must not cost more the longer the text is.
_NOT_SAID = re.compile(
    r"""\[\[[^\[\]]*\]\] | \]\([^()\n]*\) | <[^<>\s]+> | \bhttps?://[^\s<>)]+ | ^[ ]{0,3}>.*$ | (?:\A|\n[ \t]*\n)(?:[ ]{4}|\t).*$
    | "(?:[^"\n]|\n(?!\s*\n)){0,400}" | [“„](?:[^“”\n]|\n(?!\s*\n)){0,400}[“”] | [«»](?:[^«»\n]|\n(?!\s*\n)){0,400}[«»]
    | ‘(?:[^‘’\n]|\n(?!\s*\n)|’(?=\w)){0,400}’ | (?<!\w)'(?:[^'\n]|\n(?!\s*\n)|'(?=\w)){0,400}'(?!\w)
    | 「[^「」]{0,400}」""",
    re.MULTILINE | re.VERBOSE,
)
_WORD = re.compile(r"\w+")
# Beside one of these a word is a piece of a name: dump.csv, #dump, data-dump, a/dump.
_JOINS_BEFORE = re.compile(r"[-‑/@#&.\\:=~]\Z")
_JOINS_AFTER = re.compile(r"[-‑/@&\\=~]|[.:]\w")
_GAP = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*|[-‑]")
_LONGEST_NAME = 8
# So many phrases are looked for in a text faster than it is split into words.
_FEW = 20


class Use(Struct, frozen=True):
    """A phrase as it stands in a text, from which character on."""

    phrase: str
    typed: str
    begin: int


class Phrases:
    """Phrases to look for, and names of which they may be a part.

    A phrase is found in the plural too, and without regard to case, unless it has a capital behind its first letter: SAL is
    not sal. Texts are gone through word by word, so that a thousand phrases cost no more than one.
    """

    def __init__(self, phrases: Iterable[str], names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for phrase in phrases:
            words = tuple(_WORD.findall(phrase))
            for form in _forms(words):
                self._by_first.setdefault(form[0].casefold(), []).append((phrase, form))
        split = (tuple(_WORD.findall(name.casefold())) for name in names)
        self._names = {form for words in split if 1 < len(words) <= _LONGEST_NAME for form in _forms(words)}

    def find(self, text: str) -> Iterator[Use]:
        """Yield each use of a phrase in a text of Markdown, in the writer's own words and not within a longer name."""
        if not self._may_hold(text.casefold()):
            return
        said = _blank(_NOT_SAID, _blank(CODE, text))
        words = list(_WORD.finditer(said))
        folded = [word[0].casefold() for word in words]
        for index, first in enumerate(folded):
            for phrase, form in self._by_first.get(first, ()):
                end = index + len(form)
                if not _says(words[index:end], form, said) or self._is_named(folded, index, end):
                    continue
                begin, last = words[index].start(), words[end - 1].end()
                if not _JOINS_BEFORE.search(said[:begin][-1:]) and not _JOINS_AFTER.match(said[last : last + 2]):
                    yield Use(phrase, said[begin:last], begin)

    def _may_hold(self, folded: str) -> bool:
        """Whether the first word of some phrase is in a text. Most texts hold none, and are told apart in no time."""
        if len(self._by_first) <= _FEW:
            return any(first in folded for first in self._by_first)
        return not self._by_first.keys().isdisjoint(_WORD.findall(folded))

    def _is_named(self, folded: list[str], begin: int, end: int) -> bool:
        """Whether a phrase is a part of a name: of `hot lead list`, where `hot lead` is looked for."""
        starts = range(max(0, end - _LONGEST_NAME), begin + 1)
        return any(
            tuple(folded[start:stop]) in self._names
            for start in starts
            for stop in range(end, min(len(folded), start + _LONGEST_NAME) + 1)
        )


def _forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield words as they are, and in the plural."""
    if words:
        yield words
        yield (*words[:-1], words[-1] + ("es" if words[-1].endswith(("s", "x", "z", "ch", "sh")) else "s"))


def _says(found: list[re.Match[str]], form: tuple[str, ...], said: str) -> bool:
    typed = tuple(match[0] for match in found)
    exact = any(word[1:] != word[1:].lower() for word in form) or any(word[:1].isupper() for word in form[1:])
    if len(typed) < len(form) or (typed != form if exact else _folded(typed) != _folded(form)):
        return False
    gaps = (said[one.end() : next_.start()] for one, next_ in pairwise(found))
    return all(_GAP.fullmatch(gap) for gap in gaps)


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _blank(what: re.Pattern[str], text: str) -> str:
    """Put as many characters that are no words in the place of what matches, so that all others stay where they are."""
    return what.sub(lambda match: "\0" * len(match[0]), text)
