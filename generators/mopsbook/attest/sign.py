"""Sign a review: the day and the reader into the document, and what was looked at into its record. All of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mopsbook.checks.attested import make_record, recorded_as
from mopsbook.documents.document import Document
from mopsbook.documents.records import place_of, write_record
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.editing.edits import SetValue, make_edits
from mopsbook.editing.foresee import Files, foresee
from mopsbook.editing.write_files import edited
from mopsbook.errors import SetupError
from mopsbook.layout import Layout
from mopsbook.words import did_you_mean


@dataclass(frozen=True, slots=True)
class Signed:
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
    """Return the documents of these names: `system/marketo`, or an id or alias that only one has. Raises SetupError."""
    return list({document.key: document for document in (_find(shelf, name) for name in names)}.values())


def _find(shelf: Shelf, name: str) -> Document:
    kind, slash, id = name.strip().partition("/")
    if slash and kind not in shelf.kinds:
        near = did_you_mean(kind, [one.name for one in shelf.kinds.shown])
        raise SetupError(f"there is no kind `{kind}`", near or "`mopsbook list` shows what there is.")
    wanted = (id if slash else kind).casefold()
    among = [one for one in shelf.documents if not slash or one.kind.name == kind]
    found = [one for one in among if one.id.casefold() == wanted and "id" in one.data]
    found = found or [one for one in shelf.aliases.get(wanted, ()) if one in among]
    if len(found) > 1:
        keys = dict.fromkeys("/".join(one.key) for one in found)
        if len(keys) == 1:
            paths = " and ".join(one.path for one in found)
            raise SetupError(f"two documents are called `{name}`, in {paths}", "Give one of them another id first.")
        raise SetupError(f"`{name}` may mean {' or '.join(keys)}", "Write one of these.")
    if not found:
        near = did_you_mean(wanted, sorted({one.id for one in among if "id" in one.data}))
        raise SetupError(f"nothing is called `{name}`", near or "`mopsbook list` shows what there is.")
    if found[0].kind.field(("last_reviewed",)) is None:
        raise SetupError(f"{found[0].kind.plural.lower()} have no `last_reviewed`", "Their schema leaves it out.")
    return found[0]


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
