"""A desk: a book in a repository of its own, and `mopsbook check` run in it as somebody would."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from mopsbook.cli.check import command as check
from mopsbook.errors import SetupError
from small_book import git

# 22 November 2026, at noon.
NOON = 1_795_348_800
DAY = 86_400

BOOK = {
    "book.yaml": "kind: book\ntitle: Ours\n",
    "teams/ops.yaml": "kind: team\nid: ops\ntitle: Operations\npurpose: Runs the machinery of it all.\nstatus: active\n"
    'last_reviewed: 2026-11-01\nlead: head\nchannel: "#ops"\n',
    "roles/head.yaml": "kind: role\nid: head\ntitle: Head of operations\npurpose: Leads the people who do.\nstatus: active\n"
    "last_reviewed: 2026-11-01\nteam: ops\nholders: 1\nresponsibilities: [Leads the people.]\n",
}


@dataclass(frozen=True)
class Run:
    """What a check said: its exit code, everything it printed, and what it found in lines such as `new rule file:4`."""

    code: int
    text: str

    def found(self) -> list[str]:
        findings = json.JSONDecoder().raw_decode(self.text, self.text.index("{"))[0]["findings"]
        return [f"{f['state']} {f['rule']} {Path(f['path']).name}:{f['line']}".strip() for f in findings]


class Desk:
    """A repository with a book in it, at which somebody sits."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self._monkeypatch = monkeypatch
        root.mkdir(parents=True, exist_ok=True)

    @property
    def baseline(self) -> Path:
        return self.root / ".mopsbook" / "baseline.jsonl"

    def git(self, *words: str) -> None:
        git(self.root, *words)

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files of the knowledge folder; None deletes one."""
        for name, content in files.items():
            path = self.root / "knowledge" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def change(self, name: str, old: str, new: str) -> None:
        """Replace some words in a file."""
        path = self.root / "knowledge" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def commit(self, files: Mapping[str, str | bytes | None] | None = None) -> None:
        """Commit everything, after writing some files."""
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Edit")

    def branch(self, name: str = "work") -> None:
        self.git("checkout", "-q", "-b", name)

    def check(self, *arguments: str, ci: bool = False, days: int = 0) -> Run:
        """Run the check, at a desk or in CI, today or some days later."""
        self._monkeypatch.chdir(self.root)
        self._monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON + days * DAY))
        self._monkeypatch.setenv("CI", "true" if ci else "")
        done = CliRunner().invoke(check, arguments, standalone_mode=False)
        if isinstance(done.exception, SetupError):
            return Run(2, f"{done.exception.message}\n{done.exception.hint}")
        if isinstance(done.exception, click.ClickException):
            return Run(2, done.exception.format_message())
        if done.exception:
            raise done.exception
        return Run(done.return_value, done.output)

    def find(self, *arguments: str, **options: Any) -> list[str]:
        return self.check("--format", "json", *arguments, **options).found()


def make_desk(root: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk with a book in which nothing is wrong, committed on main."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(root.parent / "nobody"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(root.parent / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    desk = Desk(root, monkeypatch)
    desk.git("init", "-q", "-b", "main")
    desk.commit(BOOK)
    return desk


def system(id: str, **fields: str) -> str:
    """Return a system, as text; fields are written as they are."""
    said = {"kind": "system", "id": id, "title": id.capitalize(), "purpose": f"What {id} is for, in words of its own."}
    return "".join(f"{name}: {value}\n" for name, value in {**said, **fields}.items() if value)


def serious(found: list[str]) -> list[str]:
    """Leave out what every short system lacks."""
    return [line for line in found if not {"incomplete", "orphan"} & set(line.split())]
