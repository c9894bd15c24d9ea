"""Marks: what each row was when it was exported, carried along in its last cell.

A sheet is mailed round, sorted, cut and imported on another machine, perhaps after a second one. So what was exported is
not kept in the book but travels with each row: a short digest of every cell. A cell whose digest is among them was not
edited; an edited one whose digest of what the book says now is not among them was changed on both sides.

The heading ends in letters of four alphabets: what a program makes of them tells which encoding it saved, and what it lost.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

LETTERS = "ñŁя€"
_NAME = "as exported"
HEADING = f"{_NAME}: {LETTERS}"
_WIDTH = 6
# A letter in front, so that no program takes the mark for a number.
_FRONT = "x:"
_HEADING = re.compile(rf"\s*{_NAME}\b:?\s*(.*?)\s*", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=65536)
def digest(heading: str, text: str) -> str:
    """Return the digest of one cell: 36 bits, so that one edit in 10^9 would pass for none."""
    whole = blake2b(f"{heading}\0{text}".encode("utf-8", "replace"), digest_size=6).digest()
    return urlsafe_b64encode(whole)[:_WIDTH].decode()


def make_mark(cells: Iterable[tuple[str, str]]) -> str:
    """Return the mark of a row: its cells by their headings, as they are compared."""
    return _FRONT + "".join(digest(heading, text) for heading, text in cells)


def read_mark(cell: object) -> frozenset[str]:
    """Return the digests in a mark; none if the row has no mark, or half of one."""
    text = str(cell or "").strip().removeprefix("'")
    body = text.removeprefix(_FRONT)
    if body == text or len(body) % _WIDTH:
        return frozenset()
    return frozenset(body[at : at + _WIDTH] for at in range(0, len(body), _WIDTH))


def letters_of(heading: str) -> str | None:
    """Return the letters at the end of the heading of the marks, as they came back; None for any other heading."""
    found = _HEADING.fullmatch(heading)
    return found[1] if found else None


@lru_cache(maxsize=65536)
def what_is_left(text: str, encoding: str) -> re.Pattern[str] | None:
    """Return what a text looks like once a program has saved it in an encoding; None if it loses nothing there."""
    parts: list[str] = []
    for letter in text:
        try:
            letter.encode(encoding)
            parts.append(re.escape(letter))
        except UnicodeEncodeError:
            # A question mark, two of them, or a letter like it.
            parts.append(".{1,2}")
    if ".{1,2}" not in parts:
        return None
    return re.compile("".join(parts), re.DOTALL)
