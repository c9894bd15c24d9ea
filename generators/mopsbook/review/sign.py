"""Sign a review: the day and the reader into the document, and what was looked at into its record. All of it, or nothing."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from mopsbook.checks.attested import make_record, recorded_as
from mopsbook.documents.document import Document
from mopsbook.documents.meant import find_to_write
from mopsbook.documents.records import place_of, write_record
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.editing.edits import SetValue, make_edits
from mopsbook.editing.foresee import Files, foresee
from mopsbook.editing.write_files import edited
from mopsbook.errors import SetupError
from mopsbook.layout import Layout
from mopsbook.words import did_you_mean


class Signed(Struct, frozen=True):
    """What a review writes: the files as they are to be (None: it goes), and by whom each document was read."""

    files: Files
    by: tuple[tuple[Document, str], ...]


def sign(shelf: Shelf, layout: Layout, documents: Sequence[Document], by: str, today: date) -> Signed:
    """Return what is to be written for a review of some documents. Nothing is written here.

    `by` is a role or team; if it is "", each is read by the one who reviewed it before, else by its owner. Raises SetupError if
    that leads nowhere, or if a file is written in a way in which the day cannot be set.
    """
    readers = tuple((document, _reader(document, by, shelf)) for document in documents)
    texts: dict[str, str] = {}
    for document, reader in readers:
        text = texts.get(document.path, document.source.text)
        edits = [SetValue(("last_reviewed",), today.isoformat()), SetValue(("reviewed_by",), reader)]
        now = document.data
        edits = [edit for edit in edits if now.get(str(edit.pointer[0])) != edit.value]
        text, refused = make_edits(text, document.base, document.kind, edits)
        if refused:
            field = refused[0].edit.pointer[0]
            message = f"`{field}` cannot be set in {document.path}, because {refused[0].reason}"
            raise SetupError(message, "Write it there by hand first; nothing was written.")
        texts[document.path] = text
    files: dict[str, bytes | None] = {
        path: edited(layout.root, path, shelf.sources[path].text, text) for path, text in texts.items()
    }
    after = foresee(shelf, files)
    for document, reader in readers:
        found = after.get(*document.key)
        assert found is not None, "a document keeps its id when it is reviewed"
        old = recorded_as(document, shelf)
        if old is not None and old != document.key:
            files[place_of(*old)] = None
        files[place_of(*document.key)] = write_record(make_record(found, after, today.isoformat(), reader))
    return Signed(files, readers)


def find_documents(shelf: Shelf, names: Sequence[str]) -> list[Document]:
    """Return the documents of these names, each once. Raises SetupError for a name that is none, and for what has no reviews."""
    found = {document.key: document for document in (find_to_write(shelf, name) for name in names)}
    for document in found.values():
        if document.kind.field(("last_reviewed",)) is None:
            plural = document.kind.plural.lower()
            raise SetupError(f"{plural} have no `last_reviewed`", "Their schema leaves it out.")
    return list(found.values())


def _reader(document: Document, by: str, shelf: Shelf) -> str:
    said = by or document.data.get("reviewed_by") or document.data.get("owner")
    name = f"{document.kind.name}/{document.id}"
    if not said:
        raise SetupError(f"nobody is said to have read {name}: it has no owner", "Say who: `--by ROLE`.")
    field = document.kind.by_name.get("reviewed_by")
    if field is None:
        return str(said)
    reference = Reference(document, ("reviewed_by",), field, str(said))
    target = shelf.resolve(reference)
    if target is None:
        near = did_you_mean(str(said), shelf.names_for(reference))
        raise SetupError(f"no role or team is called `{said}`", near or "`mopsbook list role` shows them.")
    plain = shelf.resolve(Reference(document, ("reviewed_by",), field, target.document.id))
    # A role and a team may have one id, which then means the role.
    alone = plain is not None and plain.document is target.document
    return target.document.id if alone else f"{target.document.kind.name}/{target.document.id}"
