"""What is to be called otherwise: a document or a part of one, found by the name that somebody typed."""

from msgspec import Struct

from mopsbook.documents.document import Document
from mopsbook.documents.meant import find_meant, find_to_write, no_such_part
from mopsbook.documents.shelf import Shelf, Target
from mopsbook.documents.values import find_parts
from mopsbook.editing.site_links import Moved
from mopsbook.errors import SetupError
from mopsbook.reading.places import Pointer
from mopsbook.words import listed


class Renaming(Struct, frozen=True):
    """What is to be called otherwise: a document, or the part at a pointer of it. `old` is its id as it was written."""

    document: Document
    old: str
    new: str
    part: Pointer = ()
    part_key: str = "id"

    @property
    def id_at(self) -> Pointer:
        """Where its id stands, in its file."""
        return self.document.in_file((*self.part, self.part_key) if self.part else ("id",))

    @property
    def moved(self) -> Moved:
        """What changes in the addresses of its pages."""
        name = self.document.id
        folder = self.document.kind.folder
        return Moved(folder, name, self.old, self.new) if self.part else Moved(folder, self.old, self.old, self.new)

    def is_meant(self, target: Target | None) -> bool:
        """Return whether a reference leads to it, or to a part of it."""
        if target is None or target.document.key != self.document.key:
            return False
        return not self.part or target.part == self.part


def find_renaming(shelf: Shelf, name: str, new: str) -> Renaming:
    """Return what `KIND/ID` or `KIND/ID#PART` names. Raises SetupError, with what was probably meant."""
    key, hash_, part = name.strip().partition("#")
    if "/" not in key:
        # What is changed all over the book is named in full.
        named = ["/".join(each.key) for each in find_meant(shelf, key)]
        first = f"Write the kind first, as in {listed(named or ['system/marketo-engage'])}."
        raise SetupError(f"`{name}` does not say what it is", first)
    document = find_to_write(shelf, key)
    if document.id != key.partition("/")[2]:
        full = "/".join(document.key)
        raise SetupError(f"`{key}` is not written as its id is, but another name of `{full}`", f"Write `{full}`.")
    return _find_part(document, part, new) if hash_ else Renaming(document, document.id, new)


def _find_part(document: Document, part: str, new: str) -> Renaming:
    parts = find_parts(document.kind, document.data)
    found = [each for each in parts if each.name == part]
    if not found:
        raise no_such_part(document, part, dict.fromkeys(each.name for each in parts))
    if len(found) > 1:
        raise SetupError(
            f"`{document.id}` has {len(found)} parts called `{part}`", "Give them ids of their own by hand."
        )
    if found[0].field.part_key != "id":
        hint = "Add the new value and retire the old one, with `replaced_by`: records, names and conditions hold it."
        raise SetupError(f"`{part}` is a value that systems hold, and no id", hint)
    return Renaming(document, part, new, found[0].pointer)
