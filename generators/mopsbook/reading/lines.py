"""Lines as an editor counts them: split on LF, CRLF and CR, never on NEL, U+2028 or U+2029."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n|\r|\n")
DOCUMENT_MARK = re.compile(r"(?:\A|(?<=[\r\n]))(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")

# libyaml follows YAML 1.1 and takes these three for line breaks; YAML 1.2 and editors do not.  A letter of the private
# area stands in for each, so that every index, line and column stays what it was.
_STAND_IN = {0x85: "\ue085", 0x2028: "\ue028", 0x2029: "\ue029"}
_BACK = {ord(stand_in): chr(code) for code, stand_in in _STAND_IN.items()}
_FOREIGN_BREAK = re.compile("[\x85\u2028\u2029]")


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends; line N stands at N - 1."""
    return _BREAK.split(text)


def at_index(text: str, index: int) -> tuple[int, int]:
    """1-based line and column of a character."""
    line, start = 1, 0
    for found in _BREAK.finditer(text, 0, index):
        if found.end() <= index:
            line, start = line + 1, found.end()
    return line, index - start + 1


def one_dot_one(text: str) -> str:
    """The text in which libyaml counts lines as an editor does; same length."""
    return text.translate(_STAND_IN) if _FOREIGN_BREAK.search(text) else text


def as_typed(value: str) -> str:
    """Undo `one_dot_one` in a scalar that came out of libyaml."""
    return value if value.isascii() else value.translate(_BACK)
