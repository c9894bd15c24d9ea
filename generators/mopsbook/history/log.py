"""Log: the commits that touched a folder, the oldest first, as git tells them, one at a time."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.history.git import NO_GIT, GitError, Repository, ask, explain, start
from mopsbook.history.logged import Entry, Logged, format_of, parse, split
from mopsbook.history.narrow import Graph
from mopsbook.history.settings import Settings
from mopsbook.history.why import NOTHING, Why, hand_down


class Log(Struct):
    """Reads commits of a repository while git writes them, so that no more than one of them need be held.

    Merged branches are told by their own commits. Of a merge git says how it differs from each of its parents, or, of the
    first line of parents alone, what it brought.
    `trouble` says afterwards what kept git from telling more. `few` says that there are no more commits than may be told: then
    git need not hold each against the one before it to count those that touched the folder, before it tells the first.
    """

    repository: Repository
    settings: Settings
    few: bool = False
    trouble: str = ""
    _failed: str | None = None

    def read(self, most: int) -> Iterator[Logged]:
        """Yield the newest commits, at most that many, the oldest first; those before the folder was moved here, too."""
        yield from self._read(most, self.repository.head, self.repository.prefix)

    def read_since(self, place: str) -> Iterator[Logged]:
        """Yield the commits that came after one, the oldest first."""
        yield from self._read_folder(0, self.repository.head, self.repository.prefix, place)

    def _read(self, most: int, head: str, prefix: str) -> Iterator[Logged]:
        commits = self._read_folder(most, head, prefix)
        oldest = next(commits, None)
        if oldest is None:
            return
        before = self._find_move(oldest)
        left = most - self._count(head, prefix, most) if before is not None else 0
        if before is not None and left:
            yield from self._read(left, oldest.parents[0], before)
            oldest = self._across(oldest, before)
        yield oldest
        yield from commits

    def _read_folder(self, most: int, head: str, prefix: str, since: str = "") -> Iterator[Logged]:
        told, most = 0, 0 if self.few else most
        # In a clone without old files git cannot look into them for renames; without renames it can still tell.
        for renames in ("-M", "--no-renames"):
            for logged in self._run(renames, "--reverse", most, head, prefix, since, skip=told):
                told += 1
                yield logged
            if self._failed is None:
                self.trouble = ""
                return
            self.trouble = self.trouble or self._failed
        # Where something is damaged git cannot begin with the oldest, but it can tell what lies before the damage.
        if not told:
            yield from reversed(list(self._run("--no-renames", "--no-reverse", most, head, prefix, since)))

    def _count(self, head: str, prefix: str, most: int) -> int:
        first = ["--first-parent"] if self.settings.first_parent else []
        said = ask(self.repository.folder, "rev-list", "--count", f"--max-count={most}", *first, head, "--",
                   self._path(prefix))  # fmt: skip
        return int(said)

    def _run(
        self, renames: str, order: str, most: int, head: str, prefix: str, since: str = "", *, skip: int = 0
    ) -> Iterator[Logged]:  # fmt: skip
        first = ("--first-parent", "--diff-merges=first-parent")
        merges = first if self.settings.first_parent else ("--diff-merges=separate",)
        # Sparse, git follows the same branches and tells of each commit; those that did nothing to the folder come without files.
        # Of what comes after a commit it might follow others than without.
        limits = (f"--max-count={most}",) if most else ("--sparse",) if self.few and not since else ()
        command = ("log", "-z", "--raw", "--no-abbrev", renames, "-l1000", *merges, "--no-relative", "--no-ext-diff",
                   "--no-textconv", "--no-notes", "--no-color", "--no-show-signature", "--no-decorate", "--encoding=UTF-8",
                   "--date=raw", "--author-date-order", *([order] if order == "--reverse" else []), *limits,
                   format_of(self.settings), head, *([f"^{since}"] if since else []), "--", self._path(prefix))  # fmt: skip
        self._failed = None
        try:
            # What git complains of goes to a file: a full pipe that nobody reads would stop it for ever.
            with tempfile.TemporaryFile() as complaints:
                with start(self.repository.folder, *command, stderr=complaints) as process:
                    assert process.stdout is not None
                    for number, logged in enumerate(parse(split(process.stdout), prefix, self.settings)):
                        if number >= skip:
                            yield logged
                complaints.seek(0)
                said = complaints.read()
        except OSError:
            self._failed = NO_GIT
            return
        if process.returncode != 0:
            self._failed = explain(said)

    def _path(self, prefix: str) -> str:
        # Paths count from the folder that git is asked in.
        here = self.repository.prefix
        return "." if prefix == here else "../" * here.count("/") + prefix or "."

    def _find_move(self, oldest: Logged) -> str | None:
        """Return from which folder the knowledge was moved here with a commit, ending in a slash ("" is the top).

        None if it began here. Git follows single files from folder to folder, but no folder: all would seem to be new.
        """
        if not oldest.parents or oldest.commit.id in self.repository.cut:
            return None
        came: Counter[str] = Counter()
        for entry in self._whole(oldest):
            inner = entry.path.removeprefix(oldest.prefix)
            from_elsewhere = entry.path.startswith(oldest.prefix) and not entry.old_path.startswith(oldest.prefix)
            if entry.renamed and from_elsewhere and f"/{entry.old_path}".endswith(f"/{inner}"):
                came[entry.old_path.removesuffix(inner)] += 1
        folder, number = came.most_common(1)[0] if came else ("", 0)
        return folder if number and 2 * number >= len(oldest.entries) else None

    def _across(self, logged: Logged, before: str) -> Logged:
        """Return the commit of a move with the files as they were called before it and after it."""
        entries = []
        for entry in self._whole(logged):
            old_blob = entry.old_blob if entry.old_path.startswith(before) else ""
            blob = entry.blob if entry.path.startswith(logged.prefix) else ""
            if blob or old_blob:
                old_path, path = entry.old_path.removeprefix(before), entry.path.removeprefix(logged.prefix)
                entries.append(Entry(old_path if old_blob else path, path if blob else old_path, old_blob, blob))
        return replace(logged, sides=(tuple(entries),))

    def _whole(self, logged: Logged) -> Sequence[Entry]:
        """Return all that a commit did: asked for a folder alone, git does not look where its files came from."""
        found = next(self._run("-M", "", 1, logged.commit.id, ""), None)
        return found.entries if found and found.commit.id == logged.commit.id else ()


def find_handed(repository: Repository, settings: Settings, graph: Graph) -> dict[str, Why]:
    """Return what merges say of the commits that they brought: pull request, ticket, reason. Empty if git cannot tell.

    `graph` is of all commits, or of those after a narrow place (see `narrow.py`): what lies before it was handed down before.
    """
    merges = [commit for commit, parents in graph.items() if len(parents) > 1]
    if settings.first_parent or not merges:
        return {}
    said: dict[str, Why] = {}
    try:
        raw = ask(repository.folder, "log", "-z", "--no-walk=unsorted", "--encoding=UTF-8", "--date=raw", "--no-show-signature",
                  "--no-notes", "--no-color", "--no-decorate", format_of(settings), "--stdin",
                  about="\n".join(merges).encode("ascii"))  # fmt: skip
        for logged in parse(iter(raw.split(b"\0")), "", settings, bare=True):
            commit = logged.commit
            said[commit.id] = Why(commit.pull, commit.ticket, commit.reason)
        if all(why == NOTHING for why in said.values()):
            return {}
        return hand_down(graph, repository.head, said)
    except GitError:
        return {}
