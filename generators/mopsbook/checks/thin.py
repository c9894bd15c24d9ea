"""Prose that says no more than its name: how many words of a text are news.

A word is news if it is no part of the name of what is described (the title of the document and the word for its kind, in a
step or stage its own title as well) and no English article. Marks and case count for nothing. "Marketo." says nothing about
Marketo, "The CRM." one word about Salesforce, and "Sends e-mail." two. In scripts that put no space between words each
character counts as one.
"""

import re

_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+(?:[-'’.][^\W_{_SPACELESS}]+)*")
_JOINT = re.compile(r"[-'’.]")
_ARTICLES = frozenset({"a", "an", "the"})
_BEGINNING = 80


def count_new_words(text: str, names: str, enough: int) -> int:
    """Return how many different words of a text do not stand in the names; counting ends with as many as are enough."""
    names = names.casefold()
    # Most prose says enough with its first words, and a large book has tens of thousands of texts. What is not even a part
    # of the names is no word of them; of a text that is cut the last word may be half a one.
    words = text[:_BEGINNING].casefold().split()
    found: set[str] = set()
    for word in words[:-1] if len(text) > _BEGINNING else words:
        if word.isascii() and word.isalpha() and word not in names and word not in _ARTICLES:
            found.add(word)
            if len(found) >= enough:
                return enough
    return _count(text, names, enough)


def _count(text: str, names: str, enough: int) -> int:
    said = {match[0] for match in _WORD.finditer(names)}
    # Who writes of mails says no news about e-mail.
    known = _ARTICLES.union(said, *(_JOINT.split(word) for word in said))
    found: set[str] = set()
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        if word not in known:
            found.add(word)
            if len(found) >= enough:
                break
    return len(found)
