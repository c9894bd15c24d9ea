"""Files that keep results between runs: written whole or not at all, believed only if they are whole and on the same basis."""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any


def read_kept(path: Path, basis: str) -> Any:
    """Return what was written on the same basis; None if there is nothing, or nothing whole."""
    try:
        head, body = path.read_bytes().split(b"\n", 1)
        if head.decode("ascii") != f"{basis} {hashlib.sha256(body).hexdigest()}":
            return None
        return json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None


def write_kept(path: Path, basis: str, value: Any) -> None:
    """Write a value that JSON can say. A file that cannot be written is left alone: that is no reason not to build."""
    body = json.dumps(value, separators=(",", ":")).encode("ascii")
    head = f"{basis} {hashlib.sha256(body).hexdigest()}\n".encode("ascii")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Nobody wants to commit this, and not every book has a line for it in its own .gitignore.
        path.with_name(".gitignore").write_text("*\n", encoding="ascii")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(head + body)
            Path(name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise


def digest(value: Any) -> str:
    """Return a short name of a value, for files that depend on it and for what is kept in them."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]
