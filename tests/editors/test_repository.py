"""This repository is set up for editors: first lines and settings lead to the right schemas."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mopsbook.documents.load import load_shelf
from mopsbook.editors.folders import map_folders
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout

# One server for all of them, whatever the number of processes.
pytestmark = pytest.mark.xdist_group("language server")

ROOT = Path(__file__).resolve().parents[2]
LAYOUT = find_layout(ROOT)
SHELF = load_shelf(LAYOUT, load_kinds([LAYOUT.schemas]))
FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def test_every_document_of_this_repository_names_its_schema() -> None:
    """The first line names the schema of the kind by a path that exists; a file of many has none, as it describes one."""
    for path, source in SHELF.sources.items():
        documents = [document for document in SHELF.documents if document.path == path] or [SHELF.book]
        first = FIRST_LINE.match(source.text)
        if documents[0].base:
            assert first is None, f"{path}: the schema of a kind describes one document; leave the first line out"
        else:
            named = (ROOT / path).parent / first[1] if first else None
            assert named and named.is_file(), f"{path}: the first line must name the schema"
            assert named.resolve() == ROOT / "schemas" / f"{documents[0].kind.name}.schema.yaml", path


def test_the_settings_of_this_repository_are_in_step_with_its_kinds_and_folders() -> None:
    """`.vscode/` is what `mopsbook schema --vscode` writes: run it when this fails."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    patterns, strange = map_folders(SHELF)
    assert settings["yaml.schemas"] == {
        f".mopsbook/schemas/{kind}.schema.json": files for kind, files in patterns.items()
    }
    assert strange == []
    extensions = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert "redhat.vscode-yaml" in extensions["recommendations"]
