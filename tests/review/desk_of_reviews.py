"""A small book to review things in, and the commands that do it as somebody would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from mopsbook.checks.freshness import Freshness, judge_all
from mopsbook.checks.run import run_checks
from mopsbook.cli.commands import cli
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.today import today

# 22 November 2026, at noon.
NOON = 1_795_348_800
DAY = "2026-11-22"

BOOK: Mapping[str, Mapping[str, Any]] = {
    "teams/ops.yaml": {"kind": "team", "id": "ops", "title": "Operations"},
    "roles/head.yaml": {"kind": "role", "id": "head", "title": "Head of operations", "team": "ops"},
    "systems/marketo.yaml": {"kind": "system", "id": "marketo", "title": "Marketo", "owner": "head", "status": "active"},
    "systems/slack.yaml": {"kind": "system", "id": "slack", "title": "Slack", "owner": "ops"},
    "processes/routing.yaml": {
        "kind": "process", "id": "routing", "title": "Routing", "owner": "head",
        "steps": [{"id": "send", "title": "Send", "systems": ["marketo"], "responsible": "head"}],
    },
    "processes/alerts.yaml": {"kind": "process", "id": "alerts", "title": "Alerts", "owner": "ops", "systems": ["slack"]},
    "metrics/mqls.yaml": {"kind": "metric", "id": "mqls", "title": "MQLs", "owner": "head", "date_basis": "lead#date"},
    "objects/lead.yaml": {
        "kind": "object", "id": "lead", "title": "Lead", "owner": "ops",
        "fields": [{"id": "date", "title": "MQL date", "type": "date"}, {"id": "email", "title": "Email", "type": "email"}],
    },
}  # fmt: skip


class Desk:
    """A book in a folder, at which somebody sits."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.layout = Layout(root, root / "knowledge")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
        for name, data in BOOK.items():
            self.write(name, yaml.safe_dump(dict(data), sort_keys=False))
        monkeypatch.chdir(root)

    @property
    def records(self) -> list[str]:
        """The records there are, as in process/routing."""
        folder = self.layout.root / ".mopsbook" / "reviews"
        return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/*"))

    def write(self, name: str, text: str) -> None:
        path = self.layout.knowledge / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def read(self, name: str) -> str:
        return (self.layout.knowledge / name).read_text("utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    def shelf(self) -> Shelf:
        return load_shelf(self.layout, load_kinds())

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(cli, list(arguments))

    def review(self, *arguments: str) -> Result:
        done = self.run("review", *arguments)
        assert done.exit_code == 0, done.output
        return done

    def due(self, *arguments: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.review("--due", "--json", *arguments).stdout)["items"]
        return found

    def stands(self) -> dict[str, Freshness]:
        """How each document stands that was reviewed."""
        shelf = self.shelf()
        pairs = zip(shelf.documents, judge_all(shelf, today()), strict=True)
        return {"/".join(document.key): fresh for document, fresh in pairs if fresh.recorded}

    def states(self) -> dict[str, str]:
        return {name: fresh.state for name, fresh in self.stands().items()}

    def said(self) -> list[str]:
        """What the two rules say."""
        found = run_checks(self.shelf(), today())
        return [f"{one.rule}: {one.sentence}" for one in found if one.rule in ("suspect", "review-changed")]
