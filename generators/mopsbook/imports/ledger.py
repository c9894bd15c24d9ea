"""Ledger: what an import wrote, by record, so that the next run tells its own words from those of people.

It lies outside the knowledge folder and is committed with it. It holds digests and no values: nothing that a document
keeps from a wider audience stands in it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from mopsbook.errors import SetupError

FOLDER = Path(".mopsbook") / "imports"

# Lists at the top of a document whose items have names, and the key under which these stand.
Parts = Mapping[str, str]
NONE: Parts = {}


class Entry(Struct, frozen=True):
    """What was written for one record: the document, its file as a whole, and each field."""

    id: str
    file: str
    digest: str
    fields: Mapping[str, str]


class Ledger(Struct, frozen=True):
    """All entries of one import, by the keys of the records. `keyed` says what these keys are (`ImportMap.keyed`)."""

    name: str
    kind: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    keyed: str = ""

    @property
    def ids(self) -> dict[str, str]:
        """The id that each record got."""
        return {key: entry.id for key, entry in self.entries.items()}

    def to_json(self) -> str:
        """Return the text of the file: the same for the same entries, one line for each fact, so that git merges it."""
        documents = {
            key: {
                "id": entry.id,
                "file": entry.file,
                "digest": entry.digest,
                "fields": dict(sorted(entry.fields.items())),
            }
            for key, entry in sorted(self.entries.items())
        }
        whole = {"import": self.name, "kind": self.kind, "key": self.keyed, "documents": documents}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def find_ledger(root: Path, name: str) -> Path:
    """Return where the ledger of an import lies."""
    return root / FOLDER / f"{name}.json"


def read_ledger(root: Path, name: str, kind: str) -> Ledger:
    """Return the ledger of an import, empty if this is its first run."""
    path = find_ledger(root, name)
    if not path.is_file():
        return Ledger(name, kind)
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        entries = {
            key: Entry(each["id"], each["file"], each["digest"], dict(each["fields"]))
            for key, each in whole["documents"].items()
        }
        found, keyed = whole["kind"], str(whole.get("key", ""))
    except json.JSONDecodeError as error:
        raise SetupError(
            f"{path}:{error.lineno}: the ledger of this import cannot be read: {error.msg}", "Take it from git again."
        ) from error
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise SetupError(
            f"{path}: the ledger of this import is not complete ({error!r})", "Take it from git again."
        ) from error
    if found != kind:
        raise SetupError(
            f"the import `{name}` has made documents of the kind `{found}` before", "Give this map a `name` of its own."
        )
    return Ledger(name, kind, entries, keyed)


def flatten(data: Mapping[str, Any], above: str = "", parts: Parts = NONE) -> dict[str, Any]:
    """Return every value by its path; a list is one value, unless it is one of `parts`. `/` joins, since names may have dots."""
    flat: dict[str, Any] = {}
    for key, value in data.items():
        named = by_name(value, parts[key]) if key in parts else None
        if named:
            for name, item in named.items():
                flat.update(flatten(item, f"{path_of((key, name), parts)}/"))
        elif isinstance(value, Mapping) and value:
            flat.update(flatten(value, f"{above}{key}/"))
        else:
            flat[f"{above}{key}"] = value
    return flat


def by_name(value: Any, key: str) -> dict[str, dict[str, Any]] | None:
    """Return the items of a list by what they say under a key; None if it is no list of groups with names of their own."""
    if not isinstance(value, list):
        return None
    items = {item[key]: item for item in value if isinstance(item, dict) and isinstance(item.get(key), str)}
    return items if len(items) == len(value) else None


def path_of(path: Sequence[str], parts: Parts) -> str:
    """Return a path as one word. The name of a part may hold what joins."""
    if path[0] in parts and len(path) > 1:
        path = (path[0], path[1].replace("~", "~0").replace("/", "~1"), *path[2:])
    return "/".join(path)


def digest(value: Any) -> str:
    """Return a short digest of a value. The order of the keys of a mapping is no part of it."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digest_fields(data: Mapping[str, Any], parts: Parts = NONE) -> dict[str, str]:
    """Return the digest of each field but `kind`, which never changes; of each part of the lists in `parts`, field by field."""
    return {path: digest(value) for path, value in flatten(data, parts=parts).items() if path != "kind"}


def digest_text(text: str) -> str:
    """Return the digest of a file, whatever its line ends: git may change them."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]
