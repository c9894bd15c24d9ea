"""Settings of VS Code: which schema is for which files, and the extension that reads them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.whole_files import write_whole

EXTENSION = "redhat.vscode-yaml"


def write_settings(root: Path, schemas: Mapping[str, Sequence[str]], folder: str) -> list[Path]:
    """Write `.vscode/settings.json` and `extensions.json` below the root, and return the files that changed.

    `schemas`: patterns by the path of a schema. What else stands in the files stays; entries for schemas in `folder` that
    are no longer there go. Raises SetupError for a file that is not plain JSON, with what to write into it by hand.
    """
    settings = root / ".vscode" / "settings.json"
    extensions = root / ".vscode" / "extensions.json"
    wanted = {path: list(patterns) for path, patterns in schemas.items()}
    said = _read(settings, {"yaml.schemas": wanted})
    known = said.get("yaml.schemas", {})
    others = {path: files for path, files in known.items() if not path.startswith(f"{folder}/")}
    recommended = _read(extensions, {"recommendations": [EXTENSION]})
    names = recommended.get("recommendations", [])
    changed = _write(settings, {**said, "yaml.schemas": {**others, **wanted}})
    changed += _write(extensions, {**recommended, "recommendations": [*names, *({EXTENSION} - set(names))]})
    return changed


def _read(path: Path, wanted: Mapping[str, Any]) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        # VS Code allows comments, which would be lost if we wrote the file.
        raise SetupError(
            f"{path} is not plain JSON ({error}), so nothing was written to it",
            f"Take its comments out, or write this into it yourself: {json.dumps(wanted)}",
        ) from None
    if isinstance(value, dict) and all(isinstance(value.get(key, part), type(part)) for key, part in wanted.items()):
        return value
    raise SetupError(
        f"{path} holds something else than VS Code expects there, so nothing was written to it",
        f"Write this into it yourself: {json.dumps(wanted)}",
    )


def _write(path: Path, value: Any) -> list[Path]:
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())
    return [path]
