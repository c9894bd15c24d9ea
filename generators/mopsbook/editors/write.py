"""Write the schemas of all kinds into a folder, and nothing else: a file that is not ours is never touched."""

import json
from pathlib import Path
from typing import Any

from mopsbook.editors.names import Names
from mopsbook.editors.schema import MARK, make_schema
from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Kinds
from mopsbook.whole_files import write_whole

SUFFIX = ".schema.json"


def write_schemas(folder: Path, kinds: Kinds, names: Names) -> list[Path]:
    """Write a file for each kind and return them; delete those we made for kinds that are gone.

    Raises SetupError if the folder cannot be written, or holds a file of such a name that somebody else made.
    """
    texts = {folder / f"{name}{SUFFIX}": as_text(make_schema(kind, kinds, names)) for name, kind in kinds.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted({*folder.glob(f"*{SUFFIX}"), *texts}):
            ours = not path.exists() or MARK in path.read_text(encoding="utf-8", errors="replace")
            if path in texts and not ours:
                raise SetupError(f"{path} was not made by mopsbook", "Name another folder, or move that file.")
            if path in texts:
                write_whole(path, texts[path].encode())
            elif ours:
                path.unlink()
    except OSError as error:
        raise SetupError(f"{folder} cannot be written: {error.strerror}", "Name another folder.") from error
    return list(texts)


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as it stands in a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
