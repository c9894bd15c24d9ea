"""The measurement of a long past: mopsbook's reading of it beside git's own, which compares no two values and reads no YAML."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.contest import Line
from bench.make_past import make_past
from bench.measure import Cost, run, run_often

_READ = [sys.executable, "-m", "bench.read_past"]
_LOG = ["git", "log", "--raw", "--no-abbrev"]
_BLOBS = re.compile(rb"^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ", re.MULTILINE)


def measure_past(size: int, commits: int, folder: Path, runs: int, say: Callable[[str], None]) -> Iterator[Line]:
    """Make a book with a long past and yield what is measured on it: all of it, and one commit more."""
    book = folder / "past"
    book.mkdir()
    say(f"{size:,}: making {commits:,} commits")
    make_past(book, size, commits)
    say(f"{size:,}: reading the past")
    # What starts Python and reads the schemas, no history at all, is no part of the contest.
    start = run_often(runs, lambda: run([*_READ, str(book), "--nothing"], _HERE))
    ours = run_often(runs, lambda: _read_afresh(book))
    say(f"{size:,}: reading the past with git")
    theirs = run_often(runs, lambda: _read_with_git(book, folder))
    yield Line(size, f"{commits:,} commits", _less(ours, start), theirs, "git log --raw, then git cat-file --batch")
    say(f"{size:,}: one commit more")

    path = sorted((book / "knowledge").rglob("system*.yaml"))[0]

    def read_one_more() -> Cost:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("^title: ", "title: New ", text, flags=re.MULTILINE), encoding="utf-8", newline="\n")
        run(["git", "-c", "user.name=Bench", "-c", "user.email=bench@example.org", "commit", "--quiet", "--all",
             "--message=One more"], book)  # fmt: skip
        return run([*_READ, str(book)], _HERE)

    yield Line(size, "one commit more", _less(run_often(runs, read_one_more), start), None)
    shutil.rmtree(book)


_HERE = Path(__file__).parents[1]


def _less(cost: Cost, start: Cost) -> Cost:
    return Cost(
        max(0.0, cost.seconds - start.seconds), max(0.0, cost.processor - start.processor), cost.megabytes, cost.runs
    )


def _read_afresh(book: Path) -> Cost:
    shutil.rmtree(book / ".cache", ignore_errors=True)
    return run([*_READ, str(book)], _HERE)


def _read_with_git(book: Path, folder: Path) -> Cost:
    said, blobs = folder / "log.txt", folder / "blobs.txt"
    first = run(_LOG, book, output=said)
    names = (name for pair in _BLOBS.findall(said.read_bytes()) for name in pair if name.strip(b"0"))
    blobs.write_bytes(b"".join(name + b"\n" for name in dict.fromkeys(names)))
    second = run(["git", "cat-file", "--batch"], book, stdin=blobs)
    return Cost(
        first.seconds + second.seconds, first.processor + second.processor, max(first.megabytes, second.megabytes)
    )
