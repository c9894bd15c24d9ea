"""Records after a rename: what held before holds afterwards, since another name is no other meaning; what did not, does not."""

from msgspec import Struct

from mopsbook.checks.attested import make_record, recorded_as
from mopsbook.documents.document import Document
from mopsbook.documents.records import Record, place_of, write_record
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.foresee import Files, foresee
from mopsbook.editing.rename import Plan
from mopsbook.editing.renaming import Renaming

# Those that a record may name as its reader.
_READERS = ("role", "team")


class Renamed(Struct, frozen=True):
    """What is called otherwise: the kind, the id before and after; and the part before and after if a part of it is meant."""

    kind: str
    old: str
    new: str
    old_part: str = ""
    new_part: str = ""

    def follow(self, name: str) -> str:
        """Return what a neighbour is called now, of what it was called in a record ("object/lead#email")."""
        owner, hash_, part = name.partition("#")
        if owner != f"{self.kind}/{self.old}":
            return name
        part = self.new_part if self.old_part and part == self.old_part else part
        return f"{self.kind}/{self.new}{hash_}{part}"

    def follow_document(self, key: tuple[str, str]) -> tuple[str, str]:
        """Return the kind and id that a document has now."""
        return (self.kind, self.new) if key == (self.kind, self.old) else key

    def follow_reader(self, by: str) -> str:
        """Return what the role or team is called now that did a review."""
        if self.kind not in _READERS or self.old_part:
            return by
        return {self.old: self.new, f"{self.kind}/{self.old}": f"{self.kind}/{self.new}"}.get(by, by)


def carry_records(shelf: Shelf, plan: Plan, renaming: Renaming) -> Files:
    """Return the files of the records that a renaming changes, besides those of its plan (None: it goes)."""
    if not shelf.records:
        return {}
    kind, id = renaming.document.key
    part = (renaming.old, renaming.new) if renaming.part else ("", "")
    renamed = Renamed(kind, id, id if renaming.part else renaming.new, *part)
    # Pages written by hand are no documents.
    read = {path: each for path, each in plan.files.items() if path in shelf.sources or path in (plan.moved or ())}
    return carry(shelf, foresee(shelf, read), renamed)


def carry(before: Shelf, after: Shelf, renamed: Renamed) -> Files:
    """Return the files of the records that a rename changes (None: it goes); `after` is the book as it is to be."""
    files: dict[str, bytes | None] = {}
    for old in before.documents:
        name = recorded_as(old, before)
        record = before.records[name] if name else None
        new = after.get(*renamed.follow_document(old.key))
        if name is None or record is None or new is None:
            continue
        place, content = place_of(*new.key), write_record(_carry(record, (old, before), (new, after), renamed))
        if place != place_of(*name):
            files[place_of(*name)] = None
        elif content == write_record(record):
            continue
        files[place] = content
    return files


def _carry(record: Record, old: tuple[Document, Shelf], new: tuple[Document, Shelf], renamed: Renamed) -> Record:
    was, now = (make_record(*each, record.on, record.by) for each in (old, new))
    watched: dict[str, dict[str, str]] = {}
    for name, fields in record.watched.items():
        then = renamed.follow(name)
        watched[then] = {
            field: now.watched.get(then, {}).get(field, digest)
            if was.watched.get(name, {}).get(field) == digest
            else digest
            for field, digest in fields.items()
        }
    content = now.content if record.content == was.content else record.content
    return Record(record.on, renamed.follow_reader(record.by), content, watched)
