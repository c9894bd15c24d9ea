"""What is to be called otherwise: a document or a part of one, found by the name that somebody typed."""

from collections.abc import Iterator
from dataclasses import dataclass

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf, Target
from mopsbook.documents.values import find_values
from mopsbook.editing.site_links import Moved
from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Field
from mopsbook.reading.places import Pointer
from mopsbook.words import did_you_mean, listed


@dataclass(frozen=True)
class Renaming:
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
    kind_name, slash, rest = name.partition("/")
    id, hash_, part = rest.partition("#")
    if not slash or kind_name not in shelf.kinds:
        near = did_you_mean(kind_name, shelf.kinds) if slash else "Write the kind first, as in system/marketo-engage."
        message = f"there is no kind `{kind_name}`" if slash else f"`{name}` does not say what it is"
        raise SetupError(message, near or f"Kinds are {listed(list(shelf.kinds), 40, 'and')}.")
    kind = shelf.kinds[kind_name]
    document = shelf.get(kind_name, id)
    label = kind.label.lower()
    if document is None:
        owner = next((each for each in shelf.aliases.get(id.casefold(), ()) if each.kind.name == kind_name), None)
        ids = [each.id for each in shelf.of_kind(kind_name)]
        hint = f"It is another name of `{kind_name}/{owner.id}`." if owner else did_you_mean(id, ids)
        raise SetupError(
            f"no {label} is called `{id}`", hint or f"There are {listed(sorted(ids), last='and')}." * bool(ids)
        )
    twin = next((pair for pair in shelf.twins() if document in pair), None)
    if twin:
        paths = " and ".join(each.path for each in twin)
        raise SetupError(f"two documents are called `{id}`, in {paths}", "Give one of them another id by hand first.")
    if "id" not in document.data:
        raise SetupError(f"{document.path} has no `id` that could be changed", "Write one first.")
    if not hash_:
        return Renaming(document, document.id, new)
    return _find_part(document, part, new)


def _find_part(document: Document, part: str, new: str) -> Renaming:
    parts = list(find_parts(document))
    found = [(pointer, field) for name, pointer, field in parts if name == part]
    if not found:
        names = [name for name, _, _ in parts]
        hint = did_you_mean(part, names) or f"There are {listed(names, 40, 'and')}." * bool(names)
        raise SetupError(f"{document.kind.label.lower()} `{document.id}` has no part `{part}`", hint)
    if len(found) > 1:
        raise SetupError(
            f"`{document.id}` has {len(found)} parts called `{part}`", "Give them ids of their own by hand."
        )
    pointer, what = found[0]
    if what.part_key != "id":
        hint = "Add the new value and retire the old one, with `replaced_by`: records, names and conditions hold it."
        raise SetupError(f"`{part}` is a value that systems hold, and no id", hint)
    return Renaming(document, part, new, pointer)


def find_parts(document: Document) -> Iterator[tuple[str, Pointer, Field]]:
    """Yield each part of a document that can be referred to: its name, where it stands, and the list it belongs to."""
    for field in document.kind.parts:
        for pointer, item in find_values(document.data, field.path, document.kind.free):
            if isinstance(item, dict) and isinstance(item.get(field.part_key), str):
                yield item[field.part_key], pointer, field
