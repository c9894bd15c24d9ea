"""A pull request in a real repository: a bare remote, a branch that breaks a reference, and a clone as CI makes it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from small_book import git, write

OWNED = "purpose: It is for this.\nowner: ops\nstatus: active\nlast_reviewed: 2026-11-01\n"
BOOK = {
    "mkdocs.yml": "site_name: Ours\ndocs_dir: knowledge\ntheme: {name: material, font: false}\nplugins: [search, mopsbook]\n",
    "knowledge/book.yaml": "kind: book\ntitle: Ours\n",
    "knowledge/teams/ops.yaml": "kind: team\nid: ops\ntitle: Operations\n"
    + OWNED.replace("owner: ops", "channel: '#ops'"),
    # This one was wrong before anybody came.
    "knowledge/systems/a.yaml": "kind: system\nid: a\ntitle: A\nowner: nobody\n",
    "knowledge/systems/b.yaml": f"kind: system\nid: b\ntitle: B\n{OWNED}",
}
BROKEN = BOOK["knowledge/systems/b.yaml"].replace(
    OWNED, f"owner: no-one\n{OWNED.replace('owner: ops', 'category: crm')}"
)
MENDED = BROKEN.replace("no-one", "ops")


@dataclass
class PullRequest:
    """`base` is the commit that the branch goes to; `checkout` the merge of both, which is what GitHub hands to a run."""

    desk: Path
    checkout: Path
    base: str
    folder: str

    def mend(self) -> None:
        """Push the mend, and let the next run begin."""
        write(self.desk / self.folder / "knowledge/systems/b.yaml", MENDED)
        git(self.desk, "commit", "-qam", "Mend the owner")
        git(self.desk, "push", "-q", "origin", "change")
        git(self.checkout, "fetch", "-q", "origin")
        git(self.checkout, "checkout", "-q", "--detach", "origin/main")
        git(self.checkout, "merge", "-q", "--no-ff", "-m", "Merge", "origin/change")


def make_pull_request(around: Path, folder: str = ".", *, shallow: bool = False) -> PullRequest:
    """Make the repository, its branch and the checkout; a shallow one knows its own commit only."""
    desk, remote, checkout = around / "desk", around / "remote.git", around / "checkout"
    desk.mkdir(parents=True)
    git(desk, "init", "-q", "-b", "main")
    for name, text in BOOK.items():
        write(desk / folder / name, text)
    git(desk, "add", "-A")
    git(desk, "commit", "-qm", "A book")
    base = _say(desk, "rev-parse", "HEAD")
    git(desk, "checkout", "-qb", "change")
    write(desk / folder / "knowledge/systems/b.yaml", BROKEN)
    git(desk, "commit", "-qam", "Another owner")
    git(around, "clone", "-q", "--bare", str(desk), str(remote))
    git(desk, "remote", "add", "origin", str(remote))
    if shallow:
        git(around, "clone", "-q", "--depth", "1", "--branch", "change", remote.as_uri(), str(checkout))
    else:
        git(around, "clone", "-q", remote.as_uri(), str(checkout))
        git(checkout, "checkout", "-q", "--detach", "origin/main")
        git(checkout, "merge", "-q", "--no-ff", "-m", "Merge", "origin/change")
    return PullRequest(desk, checkout, base, folder)


def _say(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, text=True).stdout.strip()
