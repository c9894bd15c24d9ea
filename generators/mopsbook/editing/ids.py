"""Ids from names: lower-case words joined by hyphens, without accents, each once."""

import hashlib
import re
import unicodedata
from collections.abc import Collection

LONGEST = 63
VALID = re.compile(r"[a-z0-9]+([-_.][a-z0-9]+)*")

# Letters that are no letter with an accent, and signs that are read aloud.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
        "ı": "i", "ħ": "h", "ŋ": "ng",
        "&": " and ", "+": " plus ", "%": " percent ", "@": " at ", "'": "", "’": "", "‘": "", "`": "",
    }
)  # fmt: skip


def slug(text: str) -> str:
    """Return the text as an id, "" if no letter or digit of it can be written in one."""
    lower = text.casefold().translate(_LETTERS)
    bare = "".join(char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))
    whole = re.sub(r"[^a-z0-9]+", "-", bare.translate(_LETTERS)).strip("-")
    if len(whole) <= LONGEST:
        return whole
    cut = whole[: LONGEST + 1].rpartition("-")[0]
    return cut if len(cut) > LONGEST // 2 else whole[:LONGEST].strip("-")


def make_id(text: str, kind: str) -> str:
    """Return an id for a name. A name in another script gets one from its digest: the same on every run."""
    return slug(text) or f"{kind}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def make_unique(id: str, taken: Collection[str]) -> str:
    """Return the id, or the first of id-2, id-3, ... that is free."""
    number, free = 1, id
    while free in taken:
        number += 1
        tail = f"-{number}"
        free = id[: LONGEST - len(tail)].rstrip("-_.") + tail
    return free
