"""READMEs: MkDocs takes one for the index of its folder. It is written for those who read the repository, and replaces no page.

Who wants another Home, or another index of a kind, writes an `index.md`.
"""

from collections.abc import Iterable, Set
from pathlib import PurePosixPath


def set_aside(names: Iterable[str], taken: Set[str]) -> dict[str, str]:
    """Return each README that would stand at the address of one of our pages, with the name it goes by instead.

    `taken` are the folders that our pages are served from. The name is "" if it has no address of its own, either.
    """
    found = {}
    for name in names:
        path = PurePosixPath(name)
        if path.name == "README.md" and _folder(path) in taken:
            other = path.with_name("readme.md")
            found[name] = "" if _folder(other.with_suffix("")) in taken else other.as_posix()
    return found


def _folder(path: PurePosixPath) -> str:
    folder = path.parent if path.name == "README.md" else path
    return "" if folder == PurePosixPath() else folder.as_posix()
