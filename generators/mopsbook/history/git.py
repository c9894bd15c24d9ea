"""The only file that runs git: it asks, and never writes, fetches or checks anything out."""

import os
import shutil
import subprocess
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO

from msgspec import Struct

from mopsbook.history.logged import clean, decode, read_when

# Nothing in anybody's configuration may start a program, change what is printed, or slow it down.
_SETTINGS = (
    "--no-pager", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "log.showSignature=false",
    "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "diff.orderFile=/dev/null", "-c", "log.diffMerges=off",
    "-c", "mailmap.file=", "-c", "mailmap.blob=",
)  # fmt: skip

# Thousands of versions come one after the other.
_BUFFER, _ROOM = 1 << 17, 1 << 20
Program = subprocess.Popen[bytes]
PIPE = subprocess.PIPE

# Set by hooks and wrappers, they would lead git away from the folder we ask about.
_ASTRAY = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
    "GIT_EXTERNAL_DIFF", "GIT_TRACE", "GIT_REPLACE_REF_BASE",
    "GIT_DIFF_OPTS", "GIT_ICASE_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS",
)  # fmt: skip


class Repository(Struct, frozen=True):
    """Where a folder stands in its repository. `cut` are the commits whose parents were not fetched."""

    folder: Path
    prefix: str
    head: str
    cut: frozenset[str]


class GitError(Exception):
    """Git cannot tell; the message says why, for readers."""


def open_repository(folder: Path) -> Repository:
    """Return the repository a folder belongs to. Raises GitError."""
    folder = Path(os.path.realpath(folder))
    if not folder.is_dir():
        raise GitError("There is no history, because the folder does not exist.")
    inside = ask(folder, "rev-parse", "--is-inside-work-tree")
    if inside.strip() != b"true":
        raise GitError(_NOT_A_REPOSITORY)
    try:
        head = ask(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode("ascii").strip()
    except GitError:
        raise GitError(NOT_COMMITTED) from None
    prefix = decode(ask(folder, "rev-parse", "--show-prefix").removesuffix(b"\n"))
    shallow = os.fsdecode(ask(folder, "rev-parse", "--git-path", "shallow").removesuffix(b"\n"))
    try:
        cut = frozenset((folder / shallow).read_text("ascii").split())
    except (OSError, ValueError):
        cut = frozenset()
    return Repository(folder, prefix, head, cut)


_NOT_A_REPOSITORY = "There is no history, because the book is not kept in git; run `git init` and commit it."
NOT_COMMITTED = "There is no history yet, because nothing of the book is committed; run `git add` and `git commit`."
NO_GIT = "There is no history, because git is not installed or not on the PATH; install it and build again."
_NOT_TRUSTED = (
    "There is no history, because the repository belongs to another user and git does not trust it; "
    "allow it with `git config --global --add safe.directory` and the repository's folder."
)


def find_commit(repository: Repository, name: str) -> str:
    """Return the id of the commit that a branch, a tag or part of an id names. Raises GitError if there is none."""
    if not name or name.startswith("-"):
        raise GitError(f"`{name}` is no revision.")
    try:
        found = ask(repository.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitError:
        raise GitError(f"There is no revision `{name}` in this repository.") from None
    return found.decode("ascii").strip()


def find_fork(repository: Repository, one: str, other: str) -> str:
    """Return the commit from which two went apart, or "" if the repository knows of none."""
    try:
        return ask(repository.folder, "merge-base", one, other).decode("ascii").split("\n", 1)[0].strip()
    except GitError:
        return ""


def find_branch(repository: Repository) -> str:
    """Return the branch that is checked out, or "" if it is a commit."""
    try:
        return decode(ask(repository.folder, "symbolic-ref", "--quiet", "--short", "HEAD")).strip()
    except GitError:
        return ""


def list_commits(repository: Repository, commit: str) -> dict[str, str]:
    """Return a commit and all before it, each with the day of its author as in 2026-03-31; itself first. Raises GitError."""
    lines = ask(repository.folder, "log", "--date=raw", "--format=%H %ad", commit).decode("ascii").splitlines()
    pairs = (line.split(" ", 1) for line in lines)
    return {id: read_when(when).date().isoformat() for id, when in pairs}


def find_last_commit(repository: Repository, path: Path) -> str:
    """Return the commit that last changed a file of the repository, or "" if none did. Raises GitError."""
    name = os.path.relpath(path, repository.folder)
    return ask(repository.folder, "log", "-1", "--format=%H", repository.head, "--", name).decode("ascii").strip()


def list_days(repository: Repository) -> list[tuple[str, date]]:
    """Return the commits of the main line with the day on which each came into it, newest first. Raises GitError."""
    raw = ask(repository.folder, "log", "--first-parent", "--date=raw", "--format=%H %cd", repository.head).decode(
        "ascii"
    )
    pairs = (line.split(" ", 1) for line in raw.splitlines())
    return [(commit, read_when(when).date()) for commit, when in pairs]


def read_trailers(repository: Repository, base: str, head: str, key: str) -> list[str]:
    """Return what the commits after `base` up to `head` say in a trailer, as in `Reviewed-by: ...`."""
    wanted = f"--format=tformat:%(trailers:key={key},valueonly=true,unfold=true)"
    raw = ask(repository.folder, "log", "--encoding=UTF-8", wanted, f"{base}..{head}")
    return [clean(line) for line in raw.decode("utf-8", "replace").splitlines() if line.strip()]


def list_files(repository: Repository, commit: str, folder: str = "") -> list[tuple[str, str, str]]:
    """Return (mode, blob, path) of each file of a commit, below a folder of the repository or in all of it.

    Paths count from the top of the repository. Raises GitError.
    """
    raw = ask(repository.folder, "ls-tree", "-r", "-z", "--full-tree", commit, *(("--", folder) if folder else ()))
    found = []
    for entry in filter(None, raw.split(b"\0")):
        head, _, path = entry.partition(b"\t")
        mode, _, blob = head.decode("ascii").split(" ")
        found.append((mode, blob, decode(path)))
    return found


def list_left_out(folder: Path) -> list[str]:
    """Return the files of a folder that git knows and does not put on the disk, by their paths below it. Raises GitError.

    So does a sparse checkout: https://git-scm.com/docs/git-sparse-checkout.
    """
    listed = ask(folder, "ls-files", "-t", "-z").split(b"\0")
    return [decode(entry[2:]) for entry in listed if entry.startswith(b"S ")]


def read_mailmap(repository: Repository) -> str:
    """Return what .mailmap at the top of the repository says of people's names, which git follows; "" if there is none."""
    path = Path(repository.folder, *[".."] * repository.prefix.count("/"), ".mailmap")
    try:
        # Git does not follow a link here.
        return "" if path.is_symlink() else path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_ASTRAY)}
    return {
        **kept,
        "LC_ALL": "C",
        "LANGUAGE": "",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        # In a partial clone git would fetch old files one by one from the network, and write them down.
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
    }


def start(
    folder: Path, *command: str, stdin: int = subprocess.DEVNULL, stderr: int | IO[bytes] = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:  # fmt: skip
    """Start git in a folder. Raises OSError if there is no git."""
    # Looked up anew each time, and by its full name: on Windows a `git.exe` in the folder would come before the PATH.
    git = shutil.which("git")
    if git is None:
        raise FileNotFoundError
    return subprocess.Popen(
        [git, *_SETTINGS, *command],
        _BUFFER,
        cwd=folder,
        env=_environment(),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=stderr,
    )


def make_room(process: Program) -> None:
    """Let git write ahead of what we read, where the system allows it, instead of waiting for us after every few files."""
    # Only Linux can; on Windows there is no such module at all.
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(process.stdout or -1, fcntl.F_SETPIPE_SZ, _ROOM)


def ask(folder: Path, *command: str, about: bytes | None = None) -> bytes:
    """Return what git says, if need be about what it reads from its input. Raises GitError."""
    stdin = subprocess.DEVNULL if about is None else subprocess.PIPE
    try:
        with start(folder, *command, stdin=stdin, stderr=subprocess.PIPE) as process:
            out, said = process.communicate(about)
    except FileNotFoundError:
        raise GitError(NO_GIT) from None
    except OSError as error:
        raise GitError(f"There is no history, because git could not be started: {error.strerror}.") from error
    if process.returncode != 0:
        raise GitError(explain(said))
    return out


def explain(said: bytes) -> str:
    """Return, for readers, why git failed, from what it complained of."""
    text = said.decode("utf-8", "replace")
    if "dubious ownership" in text or "unsafe repository" in text:
        return _NOT_TRUSTED
    if "not a git repository" in text or "must be run in a work tree" in text:
        return _NOT_A_REPOSITORY
    reasons = [line for line in text.splitlines() if line.startswith(("fatal:", "error:"))]
    reason = clean(reasons[-1].partition(":")[2]) if reasons else "it gave no reason"
    return f"The history is not whole, because git could not read the repository: {reason}"
