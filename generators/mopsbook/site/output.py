"""The folder that `mopsbook write` fills: what lies there and was edited by somebody is kept."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from mopsbook.errors import SetupError
from mopsbook.whole_files import write_whole

# Holds what we wrote: by the name of each file the digests that it may have while nobody has touched it.
MARK = ".mopsbook-written"


def read_mark(target: Path) -> Mapping[str, Sequence[str]]:
    """Return what earlier runs wrote. Raises SetupError for a folder that holds something else."""
    if not target.exists() or not any(target.iterdir()):
        return {}
    try:
        known = json.loads((target / MARK).read_text(encoding="utf-8"))
        return {str(name): [str(one) for one in digests] for name, digests in known.items()}
    except FileNotFoundError:
        raise SetupError(f"{target} holds files that mopsbook did not write", "Name an empty folder.") from None
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise SetupError(f"{target / MARK} cannot be read", "Name an empty folder, or delete this one.") from error


def write_files(target: Path, files: Mapping[str, bytes], before: Mapping[str, Sequence[str]]) -> list[str]:
    """Make the folder hold these files, delete what earlier runs wrote besides, and return the names of what was kept.

    Kept is what was edited since, or put there by somebody else: it is neither written over nor deleted.
    """
    kept = {name for name in {*files, *before} if not _is_ours(target / name, files.get(name), before.get(name, ()))}
    made = {name: _digest(content) for name, content in files.items() if name not in kept}
    # Whoever stops us in the middle leaves files of this run and of the last one, and all of them are ours.
    _write_mark(
        target, {name: [*before.get(name, ()), *([made[name]] if name in made else [])] for name in {*before, *made}}
    )
    for name in made:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, files[name])
    for name in set(before) - set(files) - kept:
        _delete(target / name, target)
    _write_mark(
        target, {name: [made[name]] if name in made else before.get(name, ()) for name in {*made, *(kept & set(files))}}
    )
    return sorted(kept)


def _is_ours(path: Path, content: bytes | None, digests: Sequence[str]) -> bool:
    if not path.is_file():
        return not path.exists()
    there = path.read_bytes()
    return there == content or _digest(there) in digests


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_mark(target: Path, digests: Mapping[str, Sequence[str]]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    write_whole(target / MARK, json.dumps(digests, sort_keys=True, indent=0).encode())


def _delete(path: Path, target: Path) -> None:
    # The mark lies among files that anybody may edit: what it names must still lie in the folder.
    if target.resolve() not in path.resolve().parents:
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == target or (folder.is_dir() and any(folder.iterdir())):
            break
        if folder.is_dir():
            folder.rmdir()
