"""CODEOWNERS from ownership in the book: for each file whose review it needs, as GitHub and GitLab read it.

The last line that fits a file wins on both, so folders come first and files after them:
https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
https://docs.gitlab.com/user/project/codeowners/reference/
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diff.reviewers import handle_of

BEGIN = "# >>> mopsbook codeowners: written by `mopsbook codeowners`, do not edit by hand"
END = "# <<< mopsbook codeowners"

# Where hosts look, the first that is there counts; GitHub looks in this order, GitLab at the top first and has a folder of its own.
PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")


class Owners(Struct, frozen=True):
    """The block, and what nobody with a handle answers for: owners without one, and files without an owner, in words."""

    block: str
    warnings: tuple[str, ...]


def write_owners(catalog: Catalog, prefix: str, fallback: str = "") -> Owners:
    """Return the block between the marks.

    `prefix` is the folder of the book within its repository ("" if it is the repository). `fallback` owns what nobody with a
    handle owns; "" takes the team that owns most of the book.
    """
    by_path: dict[str, list[Entity]] = defaultdict(list)
    for entity in catalog.entities:
        by_path[entity.path].append(entity)
    handles: dict[str, list[str]] = {}
    silent: dict[str, list[str]] = defaultdict(list)
    for path in sorted(by_path):
        found: dict[str, None] = {}
        for entity in by_path[path]:
            owner = catalog.owner_of(entity)
            handle = handle_of(owner, catalog) if owner else ""
            if handle:
                found[handle] = None
            else:
                silent[owner.title if owner else ""].append(path)
        handles[path] = sorted(found)
    counted = Counter(handle for found in handles.values() for handle in found)
    usual = fallback or (min(counted, key=lambda handle: (-counted[handle], handle)) if counted else "")
    lines = [
        BEGIN,
        "# The last line that fits a file wins. Owners: `owner` of the documents; handles: `handle` of the teams.",
    ]
    if usual:
        lines += [_line(f"/{prefix}{catalog.shelf.folder}/", [usual]), *_folders(handles, prefix)]
    lines += [_line(f"/{prefix}{path}", found) for path, found in handles.items() if found]
    return Owners("\n".join([*lines, END]) + "\n", tuple(_warn(silent, usual)))


def _folders(handles: dict[str, list[str]], prefix: str) -> list[str]:
    """Return a line for each folder: a new file in it goes to whoever owns most of what lies there already."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for path, found in handles.items():
        folder = str(PurePosixPath(path).parent)
        counted[folder].update(found)
    return [
        _line(f"/{prefix}{folder}/", [min(owners, key=lambda handle: (-owners[handle], handle))])
        for folder, owners in sorted(counted.items())
        if owners and "/" in folder
    ]


def _line(path: str, owners: Sequence[str]) -> str:
    return f"{escape(path)} {' '.join(owners)}"


def escape(path: str) -> str:
    """Return a path as a pattern that fits nothing else: of blanks, `#` and what would be a pattern, each behind a backslash.

    GitHub knows neither `[` nor `!` as anything but itself and takes the backslash for what follows it, as GitLab does.
    """
    return "".join(f"\\{char}" if char in " #*?[]!\\\t" else char for char in path)


def _warn(silent: dict[str, list[str]], usual: str) -> list[str]:
    instead = f"{usual} is asked instead" if usual else "nobody is asked"
    warnings = []
    for owner, paths in sorted(silent.items()):
        named = ", ".join(dict.fromkeys(paths[:3])) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
        who = f"{owner} has no handle" if owner else "no owner is named"
        warnings.append(f"{who}, so {instead}: {named}")
    return warnings


def place_block(text: str, block: str) -> str:
    """Return a CODEOWNERS file with its block replaced, or put at its end; everything else as it was to the byte."""
    begin, end = text.find(BEGIN), text.find(END)
    if begin >= 0 and end > begin:
        rest = text[end + len(END) :]
        return text[:begin] + block.rstrip("\n") + (rest or "\n")
    if not text:
        return block
    return text + ("" if text.endswith("\n") else "\n") + "\n" + block
