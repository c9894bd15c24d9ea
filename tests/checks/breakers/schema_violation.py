"""A key is misspelt, anywhere."""

from edits import Broken, Draw, Spot, keys_of, set_key
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    # Without its kind a document is no document; that is for another rule.
    return [(document, at) for document in shelf.documents for at, _ in keys_of(document) if at[-1] != "kind"]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, pointer = spot
    key = str(pointer[-1])
    at = draw(st.integers(0, len(key) - 1))
    slips = [key[:at] + key[at] + key[at:], f"{key}_", key.upper(), f"{key.replace('_', '-')}s"]
    return set_key(document, pointer, draw(st.sampled_from(slips)))
