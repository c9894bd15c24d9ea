"""How much room a text takes in whatever font a reader has: widths are upper bounds, so labels never leave their boxes.

Boxes are sized here and not by Graphviz, because the machine that draws a picture rarely has the fonts of the machine
that shows it. A character is given the width it has in the widest common faces (Verdana, DejaVu Sans, Arial), a text at
least the width it has in a monospaced face.
"""

import unicodedata
from functools import lru_cache

# Advance widths of the printable ASCII characters in thousandths of an em: the larger of DejaVu Sans, Verdana and Arial.
_ASCII = {
    280: "'ijl", 300: "I", 320: " ,.", 340: "/:;\\|", 353: "f", 365: "-", 392: "()[]t", 402: "!", 412: "r", 460: '"',
    500: "*J`", 522: "s", 526: "z", 551: "c", 558: "?_L", 580: "k", 593: "vxy", 614: "FToa", 616: "e", 637: "hnubdgpq0123456789${}",
    686: "EKPSYAVXZB", 733: "CRU", 752: "NH", 780: "DG&", 789: "OQ", 820: "w", 840: "#+<=>^~", 864: "M", 976: "m", 990: "W",
    1016: "@", 1076: "%",
}  # fmt: skip
_WIDTHS = {ch: width / 1000 for width, chars in _ASCII.items() for ch in chars}
_MONOSPACE = 0.61
ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def _width_of(ch: str) -> float:
    category = unicodedata.category(ch)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(ch) >= 0x1F000:
        return 1.3  # emoji are drawn wider than their em by some systems
    if unicodedata.east_asian_width(ch) in "WF":
        return 1.05
    if ord(ch) < 0x250:
        return 1.0 if category in ("Lu", "So", "Lt") else 0.75
    if category in ("Ll", "Lo"):
        return 1.0
    return 1.25


def measure(text: str, size: float) -> float:
    """Return the most room a text takes on one line at a font size, in the unit of the size."""
    plain = 0.0
    fixed = 0.0
    for ch in text:
        width = _WIDTHS.get(ch)
        if width is None:
            width = _width_of(ch)
            fixed += max(width, _MONOSPACE if width else 0.0)
        else:
            fixed += _MONOSPACE
        plain += width
    return max(plain, fixed) * size


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Return a text as one line without control characters or marks that turn the direction of what follows."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (ch if unicodedata.category(ch) not in ("Cc", "Cs", "Zl", "Zp") else " " for ch in text)
    words = "".join(
        ch for ch in kept if not ("\u202a" <= ch <= "\u202e" or "\u2066" <= ch <= "\u2069" or ch == "\ufeff")
    ).split()
    return " ".join(words)


@lru_cache(maxsize=16384)
def wrap(text: str, width: float, size: float, most: int = 3) -> tuple[str, ...]:
    """Return a text as lines of at most `width`, at most `most` of them; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _pieces(plain(text), width, size):
        longer = f"{line}{word}"
        if line and measure(longer.rstrip(), size) > width:
            lines.append(line.rstrip())
            if len(lines) > most:
                break
            line = word
        else:
            line = longer
    if line.strip():
        lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], _shorten(lines[most - 1], width, size)]
    return tuple(lines) or ("",)


def _pieces(text: str, width: float, size: float) -> list[str]:
    """Return the words with the space behind them; a word that is longer than a line is cut, after a hyphen if it has one."""
    pieces: list[str] = []
    for word in text.split(" "):
        rest = word
        while rest and measure(rest, size) > width:
            cut = _cut(rest, width, size)
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(f"{rest} ")
    return pieces


def _cut(word: str, width: float, size: float) -> int:
    end = 1
    while end < len(word) and measure(word[: end + 1], size) <= width:
        end += 1
    while 1 < end < len(word) and (_width_of(word[end]) == 0 or word[end - 1] == "\u200d"):
        end -= 1  # an accent, a joiner or a variation belongs to what stands before it
    softer = max(word.rfind(mark, 0, end) for mark in "-_/.@")
    return softer + 1 if softer >= end // 2 and softer > 0 else end


def _shorten(line: str, width: float, size: float) -> str:
    room = width - measure(ELLIPSIS, size)
    kept = line
    while kept and measure(kept, size) > room:
        kept = kept[:-1]
    while kept and (kept[-1] == "\u200d" or _width_of(kept[-1]) == 0):
        kept = kept[:-1]
    return f"{kept.rstrip(' ,;:-')}{ELLIPSIS}"


@lru_cache(maxsize=16384)
def fit(text: str, widths: tuple[float, ...], size: float, most: int = 2) -> tuple[float, tuple[str, ...]]:
    """Return the first of `widths` in which a text takes at most `most` lines without being cut, and its lines.

    In the last width three lines are allowed before anything is cut.
    """
    longest = max((measure(word, size) for word in plain(text).split(" ")), default=0.0)
    for width in widths[:-1]:
        if longest <= width:
            lines = wrap(text, width, size, most)
            if not lines[-1].endswith(ELLIPSIS):
                return width, lines
    return widths[-1], wrap(text, widths[-1], size, max(most, 3))
