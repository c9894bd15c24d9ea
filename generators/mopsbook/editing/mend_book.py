"""Mend a book where it is certain what was meant, as long as the book is better for it."""

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.documents.shelf import Shelf
from mopsbook.editing.change_words import Cut, Words, apply_cuts, change_words
from mopsbook.editing.edit_yaml import CannotEdit
from mopsbook.editing.foresee import Files, foresee
from mopsbook.editing.mends import Mend
from mopsbook.editing.tree import read_tree
from mopsbook.editing.write_files import edited
from mopsbook.editing.write_yaml import write_scalar
from mopsbook.layout import Layout
from mopsbook.reading.places import Pointer
from mopsbook.reading.read import read_yaml

# Whether a book is better than the present one (`checks/better.py`).
IsBetter = Callable[[Shelf], bool]
# Each is a check of the whole book. Where so many mends are wrong, something else is, and the rest is left for the next run.
_MOST_TRIES = 40


class Mended(Struct, frozen=True):
    """What was mended and the files to write for it; `left` are the mends that would have led to something else wrong."""

    done: tuple[Mend, ...]
    left: tuple[Mend, ...]
    files: Files


def mend_book(shelf: Shelf, layout: Layout, mends: Sequence[Mend], is_better: IsBetter) -> Mended:
    """Return the mends that make the book better, with the files to write. Nothing is written."""
    if not mends:
        return Mended((), (), {})
    tries = 0

    def judge(book: Shelf) -> bool:
        nonlocal tries
        tries += 1
        return tries <= _MOST_TRIES and is_better(book)

    done, files = _sound(shelf, layout, list(mends), judge)
    return Mended(tuple(done), tuple(mend for mend in mends if mend not in done), files)


def _sound(shelf: Shelf, layout: Layout, mends: list[Mend], is_better: IsBetter) -> tuple[list[Mend], Files]:
    files = _write(shelf, layout, mends)
    if files is not None and is_better(foresee(shelf, files)):
        return mends, files
    if len(mends) == 1:
        return [], {}
    # One that cannot be is found by halves, and the others are made without it.
    half = len(mends) // 2
    kept = [mend for part in (mends[:half], mends[half:]) for mend in _sound(shelf, layout, part, is_better)[0]]
    if not kept or len(kept) == len(mends):
        return [], {}
    return _sound(shelf, layout, kept, is_better)


def _write(shelf: Shelf, layout: Layout, mends: Sequence[Mend]) -> dict[str, bytes | None] | None:
    """Return the files with the mends in them; None if one of these cannot be made."""
    by_path: dict[str, list[Mend]] = defaultdict(list)
    for mend in mends:
        by_path[mend.path].append(mend)
    files: dict[str, bytes | None] = {}
    for path, here in by_path.items():
        text = shelf.sources[path].text
        try:
            changed = edited(layout.root, path, text, _write_text(text, here))
        except CannotEdit:
            return None
        to = next((str(mend.new) for mend in here if mend.moves), path)
        if to in files or (to != path and os.path.lexists(layout.root / to)):
            return None
        if to != path:
            files[path] = None
        files[to] = changed
    return files


def _write_text(text: str, mends: Sequence[Mend]) -> str:
    wanted: dict[Pointer, tuple[Words, ...]] = {}
    for mend in mends:
        if mend.words:
            wanted[mend.pointer] = (*wanted.get(mend.pointer, ()), *mend.words)
    text = change_words(text, wanted)
    tree = read_tree(text)
    cuts: list[Cut] = []
    for mend in mends:
        if mend.words or mend.moves:
            continue
        node, parent = tree.at(mend.pointer), tree.at(mend.pointer[:-1])
        if mend.on_key and parent is not None:
            node = next((key for key, _ in parent.pairs if key.itself.value == mend.old), None)
        if node is None or node.what != "scalar":
            raise CannotEdit("it is no longer where it was")
        is_date = isinstance(mend.new, str) and mend.new[:4].isdigit() and not node.style
        cuts.append(Cut(node.inner, node.end, _as_written(mend.new, is_date=is_date)))
    changed = apply_cuts(text, cuts)
    if read_yaml(changed.encode()).problems:
        raise CannotEdit("it cannot be read afterwards")
    return changed


def _as_written(value: Any, *, is_date: bool) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(write_scalar(item, flow=True) for item in value)}]"
    return write_scalar(value, flow=True, is_date=is_date)
