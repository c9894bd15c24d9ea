"""Real repositories in temporary folders, with dates and authors of their own and nobody's configuration."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mopsbook.history.change import Change, ChangeLog
from mopsbook.history.read import read_history
from mopsbook.history.settings import Settings
from mopsbook.history.since import Since
from mopsbook.kinds.kind import Kinds
from mopsbook.layout import Layout

FIRST = 1_767_225_600  # 1 January 2026


class Repo:
    """A repository with a book in it, in which each commit is a day after the one before."""

    def __init__(self, root: Path, kinds: Kinds) -> None:
        self.root = root
        self.kinds = kinds
        self.day = 0
        (root / "knowledge").mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *command: str, author: str = "Ada", when: str = "") -> str:
        """Run git without anybody's configuration."""
        when = when or f"{FIRST + self.day * 86_400} +0100"
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        env |= {
            "HOME": str(self.root / "nobody"), "XDG_CONFIG_HOME": str(self.root / "nobody"), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_NAME": "Committer", "GIT_COMMITTER_EMAIL": "c@example.com", "GIT_COMMITTER_DATE": when,
        }  # fmt: skip
        done = subprocess.run(["git", *command], cwd=self.root, env=env, capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, path: str, data: dict[str, Any] | str | None) -> None:
        """Write a document below knowledge/ (JSON is YAML, too); None deletes it."""
        file = self.root / "knowledge" / path
        if data is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        text = data if isinstance(data, str) else json.dumps(data, indent=1, ensure_ascii=False)
        file.write_text(text, encoding="utf-8")

    def commit(self, subject: str = "Edit", author: str = "Ada", **files: dict[str, Any] | str | None) -> str:
        """Commit everything, after writing the given documents (`marketo` is systems/marketo.yaml)."""
        for name, data in files.items():
            self.write(f"systems/{name.replace('_', '-')}.yaml", data)
        self.day += 1
        self.git("add", "-A", "knowledge")
        self.git("commit", "-q", "--allow-empty", "-m", subject, author=author)
        return self.git("rev-parse", "HEAD")

    def log(self, root: Path | None = None, **settings: Any) -> ChangeLog:
        """Read the history."""
        root = root or self.root
        return read_history(Layout(root, root / "knowledge"), self.kinds, Settings(**settings))

    def since(self, id: str, kind: str = "system") -> dict[str, Change]:
        """Return by path the changes by which an entity is as it is."""
        found = Since(self.log().of(kind, id), self.kinds[kind]).all()
        return {path: made.change for path, made in found.items()}

    def told(self, **options: Any) -> list[str]:
        """Return each change as "what kind id path,path", the oldest first."""
        told = []
        for one in reversed(self.log(**options).changes):
            name = f"{one.old_id}>{one.id}" if one.old_id else one.id
            told.append(" ".join([one.what, name, *(field.path for field in one.fields)]))
        return told


def without_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know of nobody, whoever runs the tests."""
    monkeypatch.setenv("HOME", str(folder / "nobody"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def system(id: str, **fields: Any) -> dict[str, Any]:
    """Return a system that says enough about itself to be told from others."""
    about = {"purpose": f"What {id} is for, said in the words of {id} and nobody else."}
    return {"kind": "system", "id": id, "title": id.capitalize(), **about, **fields}
