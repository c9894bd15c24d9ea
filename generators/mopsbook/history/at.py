"""A book as it was at one commit, read from git without checking anything out."""

import hashlib
import posixpath
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from mopsbook.documents.document import Document, Source, Trouble
from mopsbook.documents.find_files import sort_file
from mopsbook.documents.load import Gathering, relative
from mopsbook.documents.records import FOLDER, Record, Records, key_of, read_record
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.history.blobs import Blobs
from mopsbook.history.git import GitError, Repository, find_commit, find_fork, list_files, open_repository
from mopsbook.kinds.find_schemas import SUFFIX
from mopsbook.kinds.kind import Kinds
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

_LINK = "120000"
_MODULE = "160000"
_BOOK = "book.yaml"


class Revision(Struct, frozen=True):
    """A commit of the repository that a book is kept in. `name` is what people call it."""

    repository: Repository
    commit: str
    name: str


def find_revision(layout: Layout, name: str, *, fork_of: str = "") -> Revision:
    """Return the commit that a name means; with `fork_of`, the one at which that revision went its own way from it.

    The latter is what a pull request is compared with: what others did to the branch meanwhile is not its doing. Raises
    SetupError that says what a clone lacks.
    """
    try:
        repository = open_repository(layout.knowledge)
        commit = find_commit(repository, name)
        fork = find_fork(repository, commit, find_commit(repository, fork_of)) if fork_of else commit
    except GitError as error:
        raise SetupError(str(error), _way_out(layout, name)) from None
    if not fork:
        raise SetupError(f"`{name}` and `{fork_of}` have no commit in common here", _way_out(layout, name))
    return Revision(repository, fork, name)


def _way_out(layout: Layout, name: str) -> str:
    try:
        cut = open_repository(layout.knowledge).cut
    except GitError:
        return "If it is kept in git elsewhere, run this in a clone of that repository."
    if cut:
        return (
            "This is a shallow clone. Fetch the whole history: `fetch-depth: 0` (GitHub), `GIT_DEPTH: 0` (GitLab), or"
            " `git fetch --unshallow`."
        )
    return f"Fetch it, as in `git fetch origin {name.removeprefix('origin/')}`, or name a branch, a tag or a commit."


def load_shelf_at(layout: Layout, revision: Revision, now: Shelf, near: Shelf | None = None) -> Shelf:
    """Return the book as it was, with the schemas of its own as they were.

    `now` is the shelf of the working tree: what is the same in both is not read a second time. `near` is that of another
    commit, of which more may be the same; it helps only if its schemas were those of this one. A book that lay in another
    folder then is found by its book.yaml; its paths are told as if it had lain where it lies now. Schemas that cannot be read
    today are left aside for those of today. Raises SetupError if git cannot tell.
    """
    repository = revision.repository
    try:
        with Blobs(repository) as blobs:
            kinds = _kinds_at(layout, revision.commit, now.kinds, blobs)
            gathering = Gathering(kinds, now.folder, is_root=layout.is_root)
            gathering.records = _records_at(layout, revision.commit, blobs)
            like = next((shelf for shelf in (near, now) if shelf and shelf.kinds is kinds), None)
            same = _Same(like) if like else None
            for name, blob in _documents(layout, repository, revision.commit, gathering, blobs):
                known = same.find(name, blob) if same else None
                content = None if known else blobs.read(blob)
                if known:
                    gathering.take(*known)
                elif content is not None:
                    gathering.read(name, content)
            if blobs.lost:
                raise GitError(f"Some files of `{revision.name}` were left out of this clone.")
    except GitError as error:
        raise SetupError(str(error), "Clone without `--filter`, or fetch what is missing.") from None
    return gathering.to_shelf()


class _Same:
    """The files of a shelf by what git would call their content."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._documents: dict[str, list[Document]] = defaultdict(list)
        self._troubles: dict[str, list[Trouble]] = defaultdict(list)
        for document in (*filter(None, [shelf.book]), *shelf.documents):
            self._documents[document.path].append(document)
        for trouble in shelf.troubles:
            self._troubles[trouble.path].append(trouble)

    def find(self, name: str, blob: str) -> tuple[Source, list[Document], list[Trouble]] | None:
        """Return a file and what it holds if its content is that of a blob."""
        source = self._shelf.sources.get(name)
        if source is None or any(trouble.rule == "duplicate-id" for trouble in self._troubles[name]):
            return None
        same = _name_blob(source.text.encode("utf-8", "surrogatepass"), blob) == blob
        return (source, self._documents[name], self._troubles[name]) if same else None


def _name_blob(content: bytes, like: str) -> str:
    """Return the id that git gives to content: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects."""
    algorithm = "sha256" if len(like) == 64 else "sha1"
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _documents(
    layout: Layout, repository: Repository, commit: str, gathering: Gathering, blobs: Blobs
) -> Iterator[tuple[str, str]]:
    """Yield name and blob of each file that may hold documents; what is none is refused as in the working tree."""
    prefix, files = _files_at(repository, commit)
    held = {path: (mode, blob) for mode, blob, path in files}
    folder = relative(layout.knowledge, layout.root)
    for path in sorted(held):
        mode, blob = held[path]
        if mode == _LINK:
            content = blobs.read(blob) or b""
            leads = posixpath.normpath(posixpath.join(posixpath.dirname(path), content.decode("utf-8", "replace")))
            mode, blob = held.get(leads, (_MODULE, ""))
        inner = path.removeprefix(prefix)
        name = inner if folder == "." else f"{folder}/{inner}"
        what = sort_file(inner, is_root=layout.is_root) if mode not in (_LINK, _MODULE) else ""
        if what == "document":
            yield name, blob
        elif what == "stray":
            gathering.refuse(name)


def _files_at(repository: Repository, commit: str) -> tuple[str, Iterable[tuple[str, str, str]]]:
    """Return the folder of the knowledge in a commit, ending in a slash if it is not the top, and its files."""
    prefix = repository.prefix
    files = list_files(repository, commit, prefix)
    if files or not prefix:
        return prefix, files
    everything = list_files(repository, commit)
    books = [path for _, _, path in everything if posixpath.basename(path) == _BOOK]
    if len(books) != 1:
        return prefix, []
    folder = books[0].removesuffix(_BOOK)
    return folder, [file for file in everything if file[2].startswith(folder)]


def _records_at(layout: Layout, commit: str, blobs: Blobs) -> Records:
    """Return the review records as they were."""
    try:
        root = open_repository(layout.root)
        folder = f"{root.prefix}{FOLDER}/"
        files = list_files(root, commit, folder)
    except GitError:
        return {}
    found: dict[tuple[str, str], Record | None] = {}
    for _, blob, path in files:
        key = key_of(path.removeprefix(folder))
        if key:
            found[key] = read_record(blobs.read(blob) or b"")
    return found


def _kinds_at(layout: Layout, commit: str, now: Kinds, blobs: Blobs) -> Kinds:
    """Return the kinds as they were; those of today, the very same, if no schema of the team's own was different."""
    own = {path.name: path.read_bytes() for path in layout.schemas.glob(f"*{SUFFIX}") if path.is_file()}
    try:
        root = open_repository(layout.root)
        folder = f"{root.prefix}{layout.schemas.name}/"
        files = {path.removeprefix(folder): blob for _, blob, path in list_files(root, commit, folder)}
    except GitError:
        return now
    then = {name: blob for name, blob in files.items() if name.endswith(SUFFIX) and "/" not in name}
    if then.keys() == own.keys() and all(_name_blob(own[name], blob) == blob for name, blob in then.items()):
        return now
    with tempfile.TemporaryDirectory() as place:
        for name, blob in then.items():
            Path(place, name).write_bytes(blobs.read(blob) or b"")
        try:
            return load_kinds([Path(place)])
        except SetupError:
            return now
