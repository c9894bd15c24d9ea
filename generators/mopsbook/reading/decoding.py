"""Bytes to text: UTF-8 only, without a byte-order mark, control characters or the marks of an unfinished merge."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mopsbook.reading.lines import at_index
from mopsbook.reading.problem import Problem

_SAVE = "Save the file again with the encoding UTF-8."

# The order matters: UTF-32 LE begins with the two bytes of UTF-16 LE.
_OTHER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)

# Everything YAML forbids in a file, and U+FEFF, which nobody means to type and nobody can see.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
# The bytes that stand in none of these: a text of nothing else needs no closer look, and to see that takes a tenth of the time.
_HARMLESS = bytes({*b"\t\n\r", *range(0x20, 0x7F), *range(0x80, 0x100)} - {0xC2, 0xEF})
_CONFLICT = re.compile(r"(?:\A|(?<=[\r\n]))<<<<<<<(?=[ \t\r\n]|\Z)[^\r\n]*")


# Nobody writes two megabytes by hand, and a second look at more of them takes longer than anybody waits.
LARGEST = 2_000_000
_AT_ONCE = 1 << 16


def read_content(path: Path | str) -> bytes:
    """Return the bytes of a file; of one that is too big no more than it takes to see that. Raises OSError."""
    parts: list[bytes] = []
    size = 0
    # A file object asked for that many bytes makes room for all of them first, which takes longer than to read what is there.
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        while size <= LARGEST and (part := os.read(file, min(_AT_ONCE, LARGEST + 1 - size))):
            parts.append(part)
            size += len(part)
    finally:
        os.close(file)
    return b"".join(parts)


def decode(content: bytes) -> tuple[str, Problem | None]:
    """The text of a file, and what is wrong with it before anybody reads it as YAML."""
    if len(content) > LARGEST:
        message = f"this file is too big: at most {LARGEST // 1_000_000} MB are read"
        return "", Problem(1, 1, None, message, "Split it into several documents.")
    for mark, name in _OTHER_MARKS:
        if content.startswith(mark):
            return "", Problem(1, 1, None, f"this file is saved as {name}, not as UTF-8", _SAVE)
    body = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        line, column = at_index(before, len(before))
        byte = body[error.start]
        message = f"this is not UTF-8: the byte 0x{byte:02X} stands here"
        return body.decode("utf-8", "replace"), Problem(line, column, column + 1, message, _SAVE)
    return text, (_unwanted(text) if body.translate(None, _HARMLESS) else None) or _conflict(text)


def _unwanted(text: str) -> Problem | None:
    found = _UNWANTED.search(text)
    if found is None:
        return None
    line, column = at_index(text, found.start())
    character = found.group()
    if character == "\0" and text.count("\0") * 3 > len(text):
        return Problem(line, column, None, "this file is full of zero bytes; it looks like UTF-16", _SAVE)
    name = {"\0": "zero byte (NUL)", "\ufeff": "byte-order mark (U+FEFF)"}.get(
        character, f"control character (U+{ord(character):04X})"
    )
    return Problem(line, column, column + 1, f"an invisible {name} stands here", "Delete it, or retype the line.")


def _conflict(text: str) -> Problem | None:
    if "<<<<<<<" not in text:
        return None
    found = _CONFLICT.search(text)
    if found is None:
        return None
    line, column = at_index(text, found.start())
    return Problem(
        line,
        column,
        column + len(found.group()),
        "a merge conflict was left in this file",
        "Keep one of the two versions and delete the lines <<<<<<<, ======= and >>>>>>>.",
    )
