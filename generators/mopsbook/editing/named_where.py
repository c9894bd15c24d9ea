"""Where a document, or a part of one, is named in a book: in values, in prose, in links of pages written by hand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from mopsbook.documents.document import Document, Source
from mopsbook.documents.mentions import CODE, MENTION, fold
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.editing.change_words import Words
from mopsbook.editing.renaming import Renaming
from mopsbook.editing.tree import Written, read_tree
from mopsbook.reading.places import Pointer

_MENTION = re.compile(MENTION)
_OWNER = re.compile(r"\s*(?:[a-z0-9-]+/)?([^#]*)")


def find_named(
    shelf: Shelf, renaming: Renaming, others: Iterable[Reference], qualify: bool
) -> dict[str, dict[Pointer, tuple[Words, ...]]]:
    """Return the words to change at each pointer of each file, the id itself and all that refers to it.

    `others` are references that no schema tells of, such as those in a team's own rules. `qualify`: the bare new name could
    be taken for something else, so the kind is to stand before it.
    """
    found: dict[str, dict[Pointer, tuple[Words, ...]]] = defaultdict(dict)
    by_path: dict[str, list[Reference]] = defaultdict(list)
    for reference, target in (*shelf.references, *((each, shelf.resolve(each)) for each in others)):
        if renaming.is_meant(target):
            by_path[reference.document.path].append(reference)
    prefix = f"{renaming.document.kind.name}/" if qualify and not renaming.part else ""
    for path, references in by_path.items():
        tree = read_tree(shelf.sources[path].text)
        for reference in references:
            pointer, value = _value_at(tree, reference)
            words = found[path].get(pointer, ()) + tuple(_words(reference, value, renaming, prefix))
            if words:
                found[path][pointer] = tuple(dict.fromkeys(words))
    for document in (*shelf.documents, *filter(None, [shelf.book])):
        if _may_link(document.source, renaming):
            for pointer, linked in _links(document, read_tree(document.source.text), renaming):
                found[document.path][pointer] = (*found[document.path].get(pointer, ()), *linked)
    found[renaming.document.path][renaming.id_at] = (Words(0, renaming.old, renaming.new),)
    return dict(found)


def _value_at(tree: Written, reference: Reference) -> tuple[Pointer, str]:
    pointer = reference.document.in_file(reference.pointer)
    node = tree.at(pointer)
    if node is None and pointer[-1] == 0:
        # One name was written where a list belongs, and read as a list of one.
        pointer = pointer[:-1]
        node = tree.at(pointer)
    return pointer, node.itself.value if node is not None else ""


def _words(reference: Reference, value: str, renaming: Renaming, prefix: str) -> Iterator[Words]:
    if not reference.typed:
        yield from _in_name(value, 0, renaming, prefix)
        return
    # What is code is shown letter by letter, and mentions nothing.
    shown = CODE.sub(lambda code: "\0" * len(code[0]), value)
    for match in _MENTION.finditer(shown):
        if fold(match[1]) == reference.name:
            yield from _in_name(match[1], match.start(1), renaming, prefix)


def _in_name(name: str, begin: int, renaming: Renaming, prefix: str) -> Iterator[Words]:
    """Yield the words to change in a name such as `email`, `lead#email` or `object/lead#email`."""
    owner, hash_, part = name.partition("#")
    if renaming.part:
        typed = part if hash_ else name
        start = begin + (len(owner) + 1 if hash_ else 0)
        if typed.strip() == renaming.old:
            yield Words(start + typed.index(renaming.old), renaming.old, renaming.new)
        return
    match = _OWNER.match(name)
    typed = match[1].strip() if match else ""
    # Another of its names stays as it is, and leads here as before.
    if match and typed.casefold() == renaming.old.casefold():
        is_bare = not name[: match.start(1)].strip()
        yield Words(begin + match.start(1), typed, f"{prefix}{renaming.new}" if is_bare else renaming.new)


def _may_link(source: Source, renaming: Renaming) -> bool:
    return f"/{renaming.old}" in source.text or f"#{renaming.old}" in source.text


def _links(document: Document, tree: Written, renaming: Renaming) -> Iterator[tuple[Pointer, list[Words]]]:
    start = tree.at(document.base)
    page = "" if document.kind.hidden else f"{document.kind.folder}/{document.id}"
    for pointer, node, _ in start.scalars(document.base) if start is not None else ():
        words = list(renaming.moved.find(node.itself.value, page))
        if words:
            yield pointer, words
