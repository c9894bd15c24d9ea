"""Make a book of any size: the kinds in a fixed mix, files of about 3 KB, cross-references that all lead somewhere.

The same size and seed give the same bytes. References prefer a few documents, as real ones do: every stack has its
Salesforce. So the pages of those grow with the book, and whatever grows with the square of it shows.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.fill import Fill
from bench.write_yaml import write_yaml

# What one document in a thousand stands for. The files of the reference book have these shares, except that it keeps its
# terms in six files of many; here each has a file, because check-jsonschema can check only those.
SHARES = {
    "team": 70, "role": 140, "system": 180, "integration": 230, "process": 130, "naming-convention": 30, "value-list": 50,
    "lifecycle": 5, "term": 165,
}  # fmt: skip
FOLDERS = {
    "team": "teams", "role": "roles", "system": "systems", "integration": "integrations", "process": "processes",
    "naming-convention": "naming", "value-list": "value-lists", "lifecycle": "lifecycles", "term": "glossary",
}  # fmt: skip
DAY = "2026-11-22"
# Seconds since 1970 on that day: what is overdue must not depend on the day of the measurement.
EPOCH = "1795305600"
_PAGES = 6
_COMMITS = 20


def make_book(folder: Path, size: int, seed: int = 1) -> None:
    """Write a book of `size` documents with a few Markdown pages into an empty folder, with a past in git if there is git."""
    for path, text in book_files(size, seed):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    if shutil.which("git"):
        _commit(folder, seed)


def book_files(size: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield each file of the book: path and text."""
    rng = Random(seed)
    fill = Fill(rng, _numbers(size))
    yield "mkdocs.yml", _MKDOCS
    yield "knowledge/book.yaml", write_yaml(fill.book())
    for number in range(1, _PAGES + 1):
        yield f"knowledge/handbook-{number}.md", fill.page(number)
    for kind, ids in fill.ids.items():
        for index, id in enumerate(ids):
            yield f"knowledge/{FOLDERS[kind]}/{id}.yaml", write_yaml(fill.document(kind, id, index))


def _numbers(size: int) -> dict[str, int]:
    numbers = {kind: max(1, size * share // 1000) for kind, share in SHARES.items()}
    # Terms take what rounding leaves.
    numbers["term"] = max(1, numbers["term"] + size - sum(numbers.values()))
    return numbers


def _commit(folder: Path, seed: int) -> None:
    rng = Random(seed)
    files = sorted((folder / "knowledge").rglob("*.yaml"))
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "Bench"), ("EMAIL", "bench@example.org"))
    }

    def git(*words: str, when: str = f"{DAY}T00:00:00Z") -> None:
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        subprocess.run(
            ["git", "-c", "gc.auto=0", *words],
            cwd=folder,
            env={**env, **who, **dates},
            check=True,
            stdout=subprocess.DEVNULL,
        )

    (folder / ".gitignore").write_text("/site/\n/.cache/\n", encoding="utf-8")
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message=Start the book", when="2026-09-01T08:00:00Z")
    for number in range(1, _COMMITS + 1):
        for path in rng.sample(files, min(10, len(files))):
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("last_reviewed: 2026-", f"evidence: Read again in round {number}\nlast_reviewed: 2026-", 1)
                            if "\nevidence: " not in text else text.replace("\nevidence: ", "\nevidence: Once more. ", 1),
                            encoding="utf-8", newline="\n")  # fmt: skip
        git(
            "commit",
            "--quiet",
            "--all",
            f"--message=Read ten documents again ({number})",
            when=f"2026-10-{number:02}T08:00:00Z",
        )


_MKDOCS = """\
site_name: A made book
docs_dir: knowledge
site_dir: site
theme:
  name: material
  font: false
  icon: {logo: material/book-open-variant}
  features: [navigation.tabs, navigation.top, search.highlight, search.suggest, content.action.edit, toc.follow]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: indigo
      accent: indigo
      toggle: {icon: material/weather-night, name: Dark}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: indigo
      accent: indigo
      toggle: {icon: material/weather-sunny, name: Light}
plugins: [search, mopsbook]
"""
