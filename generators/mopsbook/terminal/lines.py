"""Lines that fit: how wide a text is on a terminal, broken between words, cut with a sign that something is gone."""

from unicodedata import combining, east_asian_width

ELLIPSIS = "…"


def printable(text: str) -> str:
    """Return the text on one line and without what would steer a terminal: what stands in a file must not."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def measure(text: str) -> int:
    """Return how many columns a text takes: ideographs take two, marks above another letter none."""
    if text.isascii():
        return len(text)
    return sum(_measure_one(char) for char in text)


def cut(text: str, width: int) -> str:
    """Return the text in at most so many columns; where some of it is gone, the last one says so."""
    if measure(text) <= width:
        return text
    return _take(text, width - 1).rstrip() + ELLIPSIS if width > 0 else ""


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return the text with blanks behind it, or in front of it, up to a width."""
    blanks = " " * max(0, width - measure(text))
    return blanks + text if right else text + blanks


def fill(text: str, width: int, first: str = "", rest: str | None = None) -> str:
    """Return a text broken between words, with `first` before its first line and `rest` (default: the same) before the others.

    Width 0 breaks nothing. A word that is too long, such as an address, stays whole on a line of its own; between
    ideographs, which have no blanks, a line may be broken anywhere.
    """
    rest = first if rest is None else rest
    words = [word for word in printable(text).split(" ") if word]
    if not width or not words:
        return f"{first}{' '.join(words)}".rstrip()
    lines = [first]
    start = len(first)
    for word in (part for each in words for part in _break(each, width - measure(rest))):
        if len(lines[-1]) > start and measure(lines[-1]) + 1 + measure(word) > width:
            lines.append(rest)
            start = len(rest)
        lines[-1] += word if len(lines[-1]) <= start else f" {word}"
    return "\n".join(lines)


def _break(word: str, room: int) -> list[str]:
    if measure(word) <= room or room < 2 or not any(east_asian_width(char) in "WF" for char in word):
        return [word]
    parts = []
    while word:
        part = _take(word, room)
        parts.append(part)
        word = word[len(part) :]
    return parts


def _take(text: str, width: int) -> str:
    """Return the beginning of a text that fits into a width; a letter and its marks stay together."""
    used = 0
    for index, char in enumerate(text):
        used += _measure_one(char)
        if used > width:
            return text[:index]
    return text


def _measure_one(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
