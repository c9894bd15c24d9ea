"""Prose that says no more than its name: how many words of a text are news.

A word is news if it is no part of the name of what is described (the title of the document and the word for its kind, in a
step or stage its own title as well) and no English article. Marks and case count for nothing. "Marketo." says nothing about
Marketo, "The CRM." one word about Salesforce, and "Sends e-mail." two. In scripts that put no space between words each
character counts as one.
"""

import re
from functools import lru_cache

_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+(?:[-'’.][^\W_{_SPACELESS}]+)*")
_ARTICLES = frozenset({"a", "an", "the"})


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a name as they are compared, and the parts of those that are joined by hyphens."""
    words = {match[0].casefold() for match in _WORD.finditer(text)}
    return frozenset(words.union(*(re.split(r"[-'’.]", word) for word in words)))


def count_new_words(text: str, names: frozenset[str], enough: int) -> int:
    """Return how many different words of a text are news; counting ends with as many as are enough."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        if word not in names and word not in _ARTICLES:
            found.add(word)
            if len(found) >= enough:
                break
    return len(found)
