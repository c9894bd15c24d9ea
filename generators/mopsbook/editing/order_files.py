"""Bring the keys of many files into order, and say which were left as they are."""

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from mopsbook.documents.find_files import find_files
from mopsbook.documents.load import relative
from mopsbook.editing.key_order import order_keys
from mopsbook.kinds.kind import Kinds
from mopsbook.layout import Layout
from mopsbook.reading.decoding import read_content
from mopsbook.reading.read import read_yaml
from mopsbook.words import did_you_mean


class OrderedFiles(Struct, frozen=True):
    """The files whose keys are not in order, as they are and as they should be; `left` says what could not be ordered."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    left: tuple[str, ...]
    seen: int


def order_files(layout: Layout, kinds: Kinds, is_asked: Callable[[Path], bool]) -> OrderedFiles:
    """Return what there is to order among the files of a book. Nothing is written."""
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    left: list[str] = []
    seen = 0
    for path, what in find_files(layout):
        if what != "document" or not is_asked(path):
            continue
        name = relative(path, layout.root)
        try:
            content = read_content(path)
        except OSError as error:
            left.append(f"{name} was left: it cannot be read: {error.strerror}")
            continue
        why = _unreadable(content, kinds)
        if why:
            left.append(f"{name}{why}")
            continue
        seen += 1
        mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
        ordered = order_keys(content.removeprefix(BOM_UTF8).decode(), kinds)
        left += [f"{name}:{line} was left: {reason}" for line, reason in ordered.left]
        changed = mark + ordered.text.encode()
        if changed != content:
            before[name], after[name] = content, changed
    return OrderedFiles(before, after, tuple(left), seen)


def _unreadable(content: bytes, kinds: Kinds) -> str:
    reading = read_yaml(content)
    if reading.problems:
        return f":{reading.problems[0].line} was left: {reading.problems[0].message}"
    said = reading.value.get("kind") if isinstance(reading.value, dict) else None
    if isinstance(said, str) and said in kinds:
        return ""
    near = did_you_mean(said, kinds) if isinstance(said, str) else ""
    return f" was left: it is of no kind{f' ({near})' if near else ''}"
