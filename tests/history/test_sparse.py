"""Where git is asked for fewer comparisons, it tells the same commits, in the same order, with the same files."""

import subprocess
from pathlib import Path
from random import Random

import pytest

from git_book import without_configuration
from mopsbook.history.git import open_repository
from mopsbook.history.log import Log
from mopsbook.history.settings import Settings

FILES = ("book/a.yaml", "book/b.yaml", "book/within/c.yaml", "beside/x", "top.yaml")
TEXTS = ("1\n", "2\n", "A longer text, which git takes for the same one in another file.\n")


@pytest.mark.parametrize("seed", range(6))
def test_commits_that_did_nothing_to_the_folder_are_passed_over_and_branches_are_followed_as_ever(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Merges at random, among them those that throw a side away, commits beside the folder, and several beginnings."""
    without_configuration(tmp_path, monkeypatch)
    make_graph(tmp_path, Random(seed))
    for folder in ("book", "."):
        repository = open_repository(tmp_path / folder)
        for first_parent in (False, True):
            settings = Settings(first_parent=first_parent)
            told = list(Log(repository, settings).read(1_000))
            assert list(Log(repository, settings, few=True).read(1_000)) == told
            assert len(told) > 4


def make_graph(folder: Path, rng: Random) -> None:
    """Make a repository whose commits have any of those before them as parents."""
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    trees: list[dict[str, str]] = []
    said: list[str] = []
    for number in range(1, 61):
        near = range(max(1, number - 10), number)
        parents = rng.sample(near, min(len(near), rng.choice((1, 1, 1, 2, 2, 3)))) if rng.random() < 0.97 else []
        tree = dict(trees[rng.choice(parents) - 1]) if parents else {}
        for path in rng.sample(FILES, rng.randrange(3)):
            tree[path] = rng.choice(TEXTS)
        if tree and rng.random() < 0.2:
            del tree[rng.choice(sorted(tree))]
        who = f"Ada <ada@example.org> {1_700_000_000 + rng.randrange(100_000)} +0000"
        said.append(f"commit refs/heads/main\nmark :{number}\nauthor {who}\ncommitter {who}\ndata 4\nEdit\n")
        said += [f"{'merge' if at else 'from'} :{parent}\n" for at, parent in enumerate(parents)]
        said.append("deleteall\n")
        said += [f"M 100644 inline {path}\ndata {len(text)}\n{text}\n" for path, text in tree.items()]
        trees.append(tree)
    subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=folder, check=True, input="".join(said).encode())
    (folder / "book").mkdir()
