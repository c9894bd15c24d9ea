"""Clashes: a separator that occurs within a segment, so that no machine can tell where the segment ends."""

from collections.abc import Iterator

from msgspec import Struct

from mopsbook.naming.convention import Convention, Segment
from mopsbook.words import listed


class Clash(Struct, frozen=True):
    """`index` is the place of the segment, `field` what of it holds the separator."""

    index: int
    field: str
    message: str
    hint: str


def find_clashes(convention: Convention) -> Iterator[Clash]:
    """Yield each segment that may hold the separator, as far as its form and its values tell."""
    separator = convention.separator
    for index, segment in enumerate(convention.segments):
        if segment.type in ("date", "number") and separator.isdecimal():
            message = f"the separator `{separator}` is a digit, and a {segment.type} is made of digits"
            yield Clash(index, "type", message, "Choose another `separator`.")
            continue
        for field, texts in _texts(segment):
            holding = [text for text in texts if separator in text]
            if holding:
                message = f"the separator `{separator}` occurs within {listed(holding, 3, 'and')}"
                yield Clash(index, field, message, _hint(field, holding[0], convention))


def _texts(segment: Segment) -> Iterator[tuple[str, tuple[str, ...]]]:
    if segment.type == "date":
        yield "format", (segment.format,)
    if segment.type == "const":
        yield "value", (segment.constant,)
    if segment.type == "list":
        yield "values", segment.values or ()
    yield "placeholder", (segment.placeholder,)


def _hint(field: str, text: str, convention: Convention) -> str:
    without = text.replace(convention.separator, "")
    other = "or choose another `separator`."
    if field == "format" and without:
        return f"Write `{without}`, {other}"
    if field == "values":
        return f"Write the value without it in its list, {other}"
    return f"Write it without the separator, {other}"
