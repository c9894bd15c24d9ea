"""A past for a small book: commits so many days before the day on which it is built."""

from __future__ import annotations

from pathlib import Path

from small_book import DAY, EPOCH, Documents, git, write_book


def commit(root: Path, documents: Documents, words: str, days_ago: float) -> None:
    """Write documents and commit all that lies there, in a repository that begins with the first."""
    write_book(root, documents)
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", words, "--date", f"@{int(EPOCH - days_ago * DAY)} +0000")
