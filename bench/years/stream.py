"""Stream: commits as `git fast-import` reads them, so that a thousand of them take a second."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.years.tell import Commit


def write_repository(folder: Path, commits: Sequence[Commit]) -> None:
    """Make a repository of the commits in an empty folder, with the files of the last one beside it."""
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "fast-import", "--quiet", stdin=b"".join(_stream(commits)))
    _git(folder, "reset", "--quiet", "--hard", "main")


def _git(folder: Path, *command: str, stdin: bytes | None = None) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-c", "gc.auto=0", *command], cwd=folder, env=env, input=stdin, check=True)


def _stream(commits: Sequence[Commit]) -> Iterator[bytes]:
    # Where the main branch stands. A branch begins there, and its merge has it as the first parent.
    main = 0
    begins = {at - commit.branch: at for at, commit in enumerate(commits, 1) if commit.branch}
    before = 0
    for mark, commit in enumerate(commits, 1):
        if mark in begins:
            main = mark - 1
        if commit.branch:
            yield from _commit(mark, commit, f"from :{main}", f"merge :{before}")
        else:
            yield from _commit(mark, commit, *((f"from :{before}",) if before else ()))
        before = mark


def _commit(mark: int, commit: Commit, *parents: str) -> Iterator[bytes]:
    address = "-".join(commit.author.casefold().replace("&", "and").split())
    who = f"{commit.author} <{address}@tarnwell.example> {int(commit.when.timestamp())} {commit.when:%z}"
    yield f"commit refs/heads/main\nmark :{mark}\nauthor {who}\ncommitter {who}\n".encode()
    message = commit.message
    if commit.branch:
        slug = "-".join(commit.subject.casefold().split()[:5])
        message = (
            f"Merge pull request #{commit.pull} from tarnwell/{slug}\n\n{message}"
            if commit.pull
            else f"Merge branch '{slug}'\n"
        )
    yield _data(message) + b"".join(f"{parent}\n".encode() for parent in parents)
    for path, text in sorted(commit.after.items()):
        if text is None:
            yield f"D {path}\n".encode()
        else:
            yield f"M 100644 inline {path}\n".encode() + _data(text)
    yield b"\n"


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)
