"""Tell the files of a schemas folder apart: schemas, mistakes that would be skipped in silence, and what is no schema.

`x.schema.yaml` is a schema. A file that reads like one under another name, or in a folder below, would change nothing and
is a fault. Everything else (templates, a README, notes) may lie there.
"""

import os
import re
from pathlib import Path

from mopsbook.tool_files import is_tool_file, is_tool_folder

SUFFIX = ".schema.yaml"
_KIND = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FRAGMENT = re.compile(r"_[a-z0-9]+([-_][a-z0-9]+)*")
_LONGEST = 63
# In references, `any` is every kind.
_TAKEN = frozenset({"any"})
_DATA = frozenset({".yaml", ".yml", ".json"})
_WORDS = re.compile(
    rb"""^[ \t{]*["']?(?:x-kind|properties|allOf|unevaluatedProperties|\$defs|\$schema)["']?[ \t]*:""", re.MULTILINE
)
# A schema is written by hand; more is a list of something, or an export.
_MOST_BYTES = 1_000_000


def find_schemas(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """Return the schemas by name, and a line for each fault: `path:1:1: what is wrong; the way out`."""
    found: dict[str, Path] = {}
    faults: list[str] = []
    if not os.path.lexists(folder):
        return found, faults
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        return found, [f"{folder}:1:1: the folder cannot be read: {error.strerror}"]
    for path in paths:
        if is_tool_file(path.name) or is_tool_folder(path.name):
            continue
        fault = _fault_of_folder(path) if path.is_dir() else _fault_of_file(path)
        if fault:
            faults.append(f"{path}:1:1: {fault}")
        elif path.name.endswith(SUFFIX) and not path.is_dir():
            found[path.name.removesuffix(SUFFIX)] = path
    return found, faults


def _fault_of_folder(folder: Path) -> str:
    if folder.name.endswith(SUFFIX):
        return "this is a folder, and has the name of a schema; rename it"
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_tool_folder(name)]
        for name in sorted(names):
            if name.endswith(SUFFIX):
                where = os.path.relpath(Path(base, name), folder.parent)
                return f"schemas in folders below are not read; move `{where}` up"
    return ""


def _fault_of_file(path: Path) -> str:
    name = path.name
    if not name.endswith(SUFFIX):
        return _looks_like_one(path)
    if not path.is_file():
        return "this is no file that could be read; mend it or delete it"
    stem = name.removesuffix(SUFFIX)
    wanted = _FRAGMENT if stem.startswith("_") else _KIND
    if stem in _TAKEN:
        return f"no kind can be called `{stem}`, which in references means every kind; choose another name"
    if len(stem) <= _LONGEST and wanted.fullmatch(stem):
        return ""
    slug = re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-")[:_LONGEST]
    better = f"_{slug}" if stem.startswith("_") else slug
    hint = f"; rename the file to `{better}{SUFFIX}`" if wanted.fullmatch(better) else ""
    return (
        "the name of a kind, which documents write behind `kind:`, is made of lower-case letters and digits, begins with a"
        f" letter, and joins words by single hyphens{hint}"
    )


def _looks_like_one(path: Path) -> str:
    """Return the fault of a file that is a schema by its content or by most of its name, and not by its ending."""
    stem, dot, ending = path.name.partition(".")
    if path.suffix.casefold() not in _DATA:
        return ""
    meant = f"; rename it to `{stem}{SUFFIX}`" if dot and stem else ""
    if ending.casefold().startswith("schema."):
        return f"the name of a schema ends in `{SUFFIX}`, so this file is not one{meant}"
    try:
        like = path.is_file() and path.stat().st_size <= _MOST_BYTES and _WORDS.search(path.read_bytes())
    except OSError as error:
        return f"the file cannot be read: {error.strerror}"
    if not like:
        return ""
    return f"this reads like a schema, and the name of one ends in `{SUFFIX}`{meant}, or move it out of this folder"
