"""Make a book with a long past: thousands of commits through `git fast-import`, in seconds.

The same numbers and seed give the same commits. Each edits one or two documents as people do: a date, a sentence, an item of
a list. Now and then a document gets another id, is broken and mended, or a branch is merged.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.make_book import book_files

# Seconds since 1970 on the day of the first commit, and between two commits: three years for ten thousand.
_BEGIN = 1_700_000_000
_BETWEEN = 9_000
_PEOPLE = ("Ada Ngo", "Ben Ortiz", "Cleo Park", "Dana Quist")
_IDENTITY = "{} <{}@example.org> {} +0000"


def make_past(folder: Path, size: int, commits: int, seed: int = 1) -> None:
    """Make a repository in an empty folder: a book of `size` documents, changed by that many commits, checked out."""
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*words: str, said: bytes | None = None) -> None:
        subprocess.run(["git", *words], cwd=folder, env=env, check=True, input=said, stdout=subprocess.DEVNULL)

    git("init", "--quiet", "--initial-branch=main")
    with subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, env=env, stdin=subprocess.PIPE) as importing:
        assert importing.stdin is not None
        for words in _stream(size, commits, Random(seed)):
            importing.stdin.write(words)
        importing.stdin.close()
    # As a clone has it: packed, as small as git makes it by itself.
    git("-c", "gc.auto=0", "repack", "-a", "-d", "--quiet")
    git("reset", "--quiet", "--hard", "main")


def _stream(size: int, commits: int, rng: Random) -> Iterator[bytes]:
    files = dict(book_files(size))
    yield _commit("main", "Start the book", 0, rng) + b"".join(_put(path, text) for path, text in files.items())
    paths = [path for path, text in files.items() if path.startswith("knowledge/") and "\nlast_reviewed: " in text]
    broken: list[tuple[str, str]] = []
    for number in range(1, commits):
        words = [_put(*broken.pop())] if broken else []
        for path in rng.sample(paths, rng.choice((1, 1, 2))):
            text = _edit(files[path], number, rng)
            if number % 500 == 0:
                broken.append((path, text))
                words.append(_put(path, "kind: [\n"))
            else:
                words.append(_put(path, text))
            files[path] = text
        if number % 20 == 0:
            # A branch of one commit, merged at once: what it did is told by itself.
            yield _commit("branch", f"Prepare {number}", number, rng, b"from refs/heads/main\n") + b"".join(words)
            subject = f"Merge pull request #{number} from acme/branch\n\nPrepare {number}"
            yield _commit("main", subject, number, rng, b"merge refs/heads/branch\n") + b"".join(words)
        else:
            yield _commit("main", f"Edit what changed (#{number})", number, rng) + b"".join(words)
    yield b"done\n"


def _commit(branch: str, message: str, number: int, rng: Random, parents: bytes = b"") -> bytes:
    name = rng.choice(_PEOPLE)
    who = _IDENTITY.format(name, name.split()[0].lower(), _BEGIN + number * _BETWEEN)
    said = f"{message}\n\nChange-note: because of {number}\nTicket: MOPS-{number}\n".encode()
    head = f"commit refs/heads/{branch}\nauthor {who}\ncommitter {who}\ndata {len(said)}\n".encode()
    return head + said + parents


def _put(path: str, text: str) -> bytes:
    said = text.encode()
    return f"M 100644 inline {path}\ndata {len(said)}\n".encode() + said + b"\n"


def _edit(text: str, number: int, rng: Random) -> str:
    day = f"2026-{rng.randint(1, 9):02}-{rng.randint(1, 28):02}"
    before, _, after = text.partition("\nlast_reviewed: ")
    before = before.split("\nevidence: ")[0]
    return f"{before}\nevidence: Read again in round {number}\nlast_reviewed: {day}{after[10:]}"
