"""A text uses a word that the glossary asks not to use."""

from edits import Broken, Draw, Spot, in_use, insert, keys_of, line_of, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, pointer)
        for document in in_use(shelf)
        if document.kind.name not in ("term", "decision")
        for pointer, field in keys_of(document)
        if field.prose and isinstance(document.get(pointer), str)
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, pointer = spot
    words = [word for term in shelf.of_kind("term") for word in term.data.get("forbidden_synonyms", ())]
    word = draw(st.sampled_from(words)) + draw(st.sampled_from(["", "s"]))
    place = document.source.places.value(document.in_file(pointer))
    if document.source.places.style(document.in_file(pointer)) in ("|", ">"):
        # Put behind the first line of the block, as a line of its own.
        line = line_of(document, pointer) + 1
        indent = len(document.source.lines[line - 1]) - len(document.source.lines[line - 1].lstrip())
        return insert(document, line, f"{' ' * indent}{word} it is.")
    if place.line == place.end_line:
        return set_value(document, pointer, f'"A {draw(st.sampled_from([word, word.lower()]))} it is."')
    return insert(document, place.line, f"{' ' * 12}{word} it is.")
