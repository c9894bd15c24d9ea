"""A password, a key or a token is put into a text."""

from edits import Broken, Draw, Spot, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf
from mopsbook.documents.values import find_values

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FORMS = (
    ("AKIA", "", 16),
    ("xoxb-", "", 12),
    ("https://bot:", "1@example.com", 8),
    ("api_key=", "7", 8),
    ("SG.AAAAAAAAAAAAAAAA.", "", 16),
)


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, at)
        for document in shelf.documents
        for field in document.kind.prose
        for at, text in find_values(document.data, field.path, document.kind.free)
        if isinstance(text, str) and at[0] not in document.inherited
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    before, after, length = draw(st.sampled_from(FORMS))
    key = draw(st.text(LETTERS, min_size=length, max_size=length))
    text = " ".join(document.get(at).split()).replace("\\", "\\\\").replace('"', '\\"')
    return set_value(document, at, f'"{text} {before}{key}{after}"')
