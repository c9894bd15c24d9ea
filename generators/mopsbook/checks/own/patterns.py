"""Patterns for people: `*` stands for any text, `?` for one character, and everything else for itself.

They are matched by the engine that names are matched with, which takes time in proportion to the text: a pattern in a
book that somebody sends us must not be able to stall a check.
"""

import re
from collections.abc import Sequence

from mopsbook.naming.parse import is_usable, matches

# The engine is made ready for each pattern, which for one of a megabyte takes minutes.
LONGEST = 300


def looks_like(patterns: Sequence[str], text: str) -> bool:
    """Return whether the whole text looks like one of the patterns. Capital letters count."""
    return any(matches(_translate(pattern), text) for pattern in patterns)


def is_pattern(value: object) -> bool:
    """Return whether a value can be used as a pattern: text that says something and is not absurdly long."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST and is_usable(_translate(value))


def _translate(pattern: str) -> str:
    signs = {"*": r"[\s\S]*", "?": r"[\s\S]"}
    # A run of stars means no more than one.
    return "".join(signs.get(sign) or re.sub(r"([^\w\s])", r"\\\1", sign) for sign in re.sub(r"\*+", "*", pattern))
