"""The measurements: mopsbook and, on the same book, what one would use without it."""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.make_book import FOLDERS, make_book
from bench.measure import Cost, run, run_often, weigh
from bench.phrases import SENTENCES
from mopsbook.kinds.load import load_kinds

_PYTHON = sys.executable
_MOPSBOOK = [_PYTHON, "-m", "mopsbook"]
# Each sentence up to its stop, with what earlier runs have added.
_SENTENCE = re.compile(f"(?:{'|'.join(re.escape(sentence.rstrip('.')) for sentence in SENTENCES)})(?: now)*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: the same task, ours and theirs. None means that there is nothing to compare with."""

    size: int
    task: str
    ours: Cost
    theirs: Cost | None
    note: str = ""


def measure_size(size: int, folder: Path, runs: int, say: Callable[[str], None]) -> Iterator[Line]:
    """Make a book of a size and yield what is measured on it."""
    book, plain = folder / f"book-{size}", folder / f"plain-{size}"
    book.mkdir()
    say(f"{size:,}: making the book")
    make_book(book, size)
    say(f"{size:,}: checking")
    ours = run_often(runs, lambda: _check_afresh(book))
    again = run_often(runs, lambda: run([*_MOPSBOOK, "check"], book))
    say(f"{size:,}: checking with check-jsonschema")
    theirs = _check_plain(book, folder / f"schemas-{size}")
    yield Line(size, "check", ours, theirs)
    yield Line(size, "check again", again, theirs, "with what the run before kept of files that are as they were")
    say(f"{size:,}: building")
    ours = run_often(runs, lambda: _build_afresh(book))
    site = weigh(book / "site")
    say(f"{size:,}: writing the pages for plain MkDocs")
    run([*_MOPSBOOK, "write", str(plain), "--book", str(book)], book)
    _as_plain_users_do(plain)
    say(f"{size:,}: building with plain MkDocs")
    theirs = run([_PYTHON, "-m", "mkdocs", "build", "--quiet"], plain)
    yield Line(size, "full build", ours, theirs, f"sites of {site:.0f} and {weigh(plain / 'site'):.0f} MB")
    say(f"{size:,}: one file changed")
    # A system in the middle: neither one that everything refers to, nor one that nobody knows.
    systems = [
        path.stem
        for path in sorted((book / "knowledge" / FOLDERS["system"]).iterdir())
        if _SENTENCE.search(path.read_text("utf-8"))
    ]
    name = f"{FOLDERS['system']}/{systems[len(systems) // 2]}"
    command = [*_MOPSBOOK, "build", "--dirty"]
    ours = run_often(runs, lambda: _build_changed(book, f"knowledge/{name}.yaml", command))
    say(f"{size:,}: one file changed, with plain MkDocs")
    theirs = _build_changed(plain, f"docs/{name}.md", [_PYTHON, "-m", "mkdocs", "build", "--dirty", "--quiet"])
    yield Line(size, "one file changed", ours, theirs, "plain MkDocs then searches the changed page only")
    for done in (book, plain):
        shutil.rmtree(done)


def measure_start(folder: Path, runs: int, say: Callable[[str], None]) -> Line:
    """Return how long a check of ten documents takes, which is the time to start."""
    book = folder / "book-10"
    book.mkdir()
    say("10: checking")
    make_book(book, 10)
    return Line(
        10,
        "check",
        run_often(max(runs, 5), lambda: run([*_MOPSBOOK, "check"], book)),
        _check_plain(book, folder / "schemas-10"),
    )


def _check_afresh(book: Path) -> Cost:
    shutil.rmtree(book / ".cache", ignore_errors=True)
    return run([*_MOPSBOOK, "check"], book)


def _build_afresh(book: Path) -> Cost:
    shutil.rmtree(book / "site", ignore_errors=True)
    shutil.rmtree(book / ".cache", ignore_errors=True)
    return run([*_MOPSBOOK, "build"], book)


def _build_changed(folder: Path, name: str, command: list[str]) -> Cost:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    # One word more each time, so that no run finds the work of the one before.
    changed = _SENTENCE.sub(r"\g<0> now", text, count=1)
    if changed == text:
        sys.exit(f"{path} holds no sentence that could be changed")
    path.write_text(changed, encoding="utf-8", newline="\n")
    return run(command, folder)


def _as_plain_users_do(plain: Path) -> None:
    """Let every page be a file and the menu hold them all, as where nobody writes a `nav`, with Material's remedy for that."""
    for page in sorted((plain / "docs").glob("*/*/index.md")):
        page.replace(page.parent.with_name(f"{page.parent.name}.md"))
    path = plain / "mkdocs.yml"
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    del config["nav"]
    config["theme"]["features"].append("navigation.prune")
    path.write_text(yaml.safe_dump(config), encoding="utf-8")


def _check_plain(book: Path, folder: Path) -> Cost:
    """Check every document with check-jsonschema, one run for each kind: it takes one schema at a time."""
    folder.mkdir()
    total = Cost(0.0)
    for kind in load_kinds().values():
        files = sorted((book / "knowledge" / FOLDERS.get(kind.name, kind.folder)).glob("*.yaml"))
        if files:
            schema = folder / f"{kind.name}.json"
            schema.write_text(json.dumps(kind.schema), encoding="utf-8")
            cost = run([_PYTHON, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, files)], book)
            most = max(total.megabytes, cost.megabytes)
            total = Cost(total.seconds + cost.seconds, total.processor + cost.processor, most)
    return total
