"""A real repository with the small book in it."""

import subprocess
from pathlib import Path

from two_books import BOOK, Files


class Repo:
    """A repository with a branch `main` that holds the small book."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")
        self.write(BOOK)
        self.commit("The book")

    def git(self, *command: str) -> str:
        """Run git and return what it prints."""
        name = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
        done = subprocess.run(["git", *name, *command], cwd=self.root, capture_output=True, check=True, text=True)
        return done.stdout.strip()

    def write(self, files: Files) -> None:
        """Write files below the knowledge folder."""
        for name, text in files.items():
            path = self.root / "knowledge" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def commit(self, message: str) -> str:
        """Commit everything and return the id."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")
