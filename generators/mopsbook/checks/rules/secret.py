"""A password, a key or a token stands in the book.

What: A text of any document has the form of a secret: the keys and tokens of well-known services, a private key, a
password in an address (`https://name:password@host`), or a `password:` with something behind it. In `api_user`, which
names an account or a vault entry, also any long run of letters and digits that no person would have chosen.

Why: The book is read by many, and git forgets nothing: a secret that was committed once is public among all who ever
clone the repository.

Mend: Revoke the secret in its system first, since taking it out here hides it and no more. Then write the name of the
account or of the vault entry instead.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Integrations and systems are asked."""
    return kind.name in ("integration", "system")


_KNOWN = re.compile(
    r"""
    -----BEGIN[ A-Z]*PRIVATE\ KEY-----
    | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b                                     # Amazon
    | \bAIza[\w-]{35}                                                   # Google
    | \bgh[pousr]_[A-Za-z0-9]{36,} | \bgithub_pat_\w{40,} | \bglpat-[\w-]{20,}
    | \bxox[abeoprs]-[\w-]{10,} | \bhooks\.slack\.com/services/T\w+/B\w+/\w{16,}
    | \b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}                            # Stripe
    | \bSG\.[\w-]{16,}\.[\w-]{16,}                                      # SendGrid
    | \bpat-(?:na|eu|ap)\d-[0-9a-f]{8}-[0-9a-f-]{20,}                   # HubSpot
    | \b00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{40,}                        # a Salesforce session
    | \beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}                        # a signed token
    | \b[a-z][a-z+]*://[^\s/:@{}<>]+:[^\s/@{}<>]{3,}@                   # in an address
    | \b(?:password|passwd|client[_ ]secret|api[_ ]?key)\s*[:=]\s*(?![\s<{\["'*]|\.\.\.)\S*\d\S*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What every text that `_KNOWN` finds holds, in lower case. To look for these is a hundred times quicker: a pattern that begins
# with letters, or is nothing else, takes no longer than to look for those.
_SIGNS = tuple(
    re.compile(sign).search
    for sign in (
        "akia", "asia", "aiza", "gh[pousr]_", "pat[-_]", "xox", r"hooks\.slack\.com", "k_(?:live|test)_", r"sg\.", "00d",
        "eyj", "passw",
    )
)  # fmt: skip
# Those of two words each hold one of the first two.
_WORDS = ("key", "secret")
_SIGNS_OF_WORDS = tuple(
    re.compile(sign).search for sign in ("private key", "client[ _]?secret", "api[ _]?key")
)  # fmt: skip
_ADDRESS = re.compile(r"://[^\s/:]+:[^\s/]+@")
# Names of accounts are words with a hyphen or a dot; nobody chooses 20 letters and digits in turn.
_RUN = re.compile(r"[A-Za-z0-9+/=_]{20,}")
_TURNS = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])")
_MOST_TURNS = 4


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each text that has the form of a secret, without repeating it."""
    hint = "Revoke it first, then write the name of the account or of the vault entry."
    suspect = {path for path, source in shelf.sources.items() if _is_suspect(source.text)}
    for document in shelf.documents:
        for pointer, text in _texts(document.data, ()) if document.path in suspect else ():
            if _KNOWN.search(text):
                yield Complaint(document, pointer, "this looks like a secret", hint)
        user = document.data.get("api_user")
        if isinstance(user, str) and not _KNOWN.search(user) and _is_unchosen(user):
            yield Complaint(document, ("api_user",), "this looks like a secret and not like the name of one", hint)


# A preview checks a book again and again, and most files are what they were.
@lru_cache(maxsize=10_000)
def _is_suspect(source: str) -> bool:
    """Return whether a text of this file may be a secret. A line break may stand for a space, a backslash for anything."""
    plain = source.lower() if source.isascii() else source.casefold()
    if "\\" in plain or any(find(plain) for find in _SIGNS) or ("@" in plain and _ADDRESS.search(plain)):
        return True
    if not any(word in plain for word in _WORDS):
        return False
    words = " ".join(plain.split())
    return any(find(words) for find in _SIGNS_OF_WORDS)


def _is_unchosen(user: str) -> bool:
    return any(len(_TURNS.findall(run)) >= _MOST_TURNS for run in _RUN.findall(user))


def _texts(value: Any, at: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*at, index))
