"""Plan a new repository: every file of it, by its path, before any is written.

`files/` holds them as they are. Of their names, `dot-` stands for the dot that would hide them (a `.gitignore` in there would work
in this very repository); in their text, __NAME__, __TODAY__ and __VERSION__ are filled in.
"""

import re
from datetime import date
from pathlib import Path

from mopsbook.errors import SetupError

_FILES = Path(__file__).with_name("files")
_OURS = re.compile(r"(?m)^(# yaml-language-server: \$schema=[./]*)schemas/([a-z-]+)\.schema\.yaml$")
# Within quotes, the only place where it stands in YAML, nothing else has a meaning.
_NAME = re.compile(r'[^\W_][^"\\]{0,99}')


def plan_book(name: str, today: date, version: str, *, full: bool = False) -> dict[str, bytes]:
    """Return the files of a book by their paths; `full` begins with the whole reference book instead of a few documents.

    Raises SetupError for a name that cannot stand in YAML as it is.
    """
    if not _NAME.fullmatch(name) or not name.isprintable() or name.strip() != name:
        raise SetupError(
            f"`{name}` cannot be the name of a book",
            "It begins with a letter or digit, has at most 100 characters on one line, and no double quote or backslash.",
        )
    words = {"__NAME__": name, "__TODAY__": today.isoformat(), "__VERSION__": _range_of(version)}
    files: dict[str, bytes] = {}
    for path in sorted(_FILES.rglob("*")):
        where = path.relative_to(_FILES).as_posix()
        if path.is_file() and not (full and where.startswith("knowledge/")):
            files[re.sub(r"(?:^|(?<=/))dot-", ".", where)] = _fill_in(path, words)
    return files | (_reference(name) if full else {})


def _fill_in(path: Path, words: dict[str, str]) -> bytes:
    text = path.read_text(encoding="utf-8")
    for sign, word in words.items():
        text = text.replace(sign, word)
    return text.encode()


def _range_of(version: str) -> str:
    """Return which versions do: this one and its mends. Before 1.0 a second number may change what a book may say."""
    first, second = (int(number) for number in re.findall(r"\d+", version)[:2])
    return f">={version},<{first}.{second + 1}" if first == 0 else f">={version},<{first + 1}"


def _reference(name: str) -> dict[str, bytes]:
    """Return the reference book under another name, without the address of its repository, and with schemas for editors."""
    folder = _find_reference()
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            content = path.read_bytes()
            if path.suffix == ".yaml":
                content = _OURS.sub(r"\1.mopsbook/schemas/\2.schema.json", content.decode()).encode()
            files[f"knowledge/{path.relative_to(folder).as_posix()}"] = content
    book = files["knowledge/book.yaml"].decode()
    book = re.sub(r"(?m)^title: .*$", lambda _: f'title: "{name}"', book, count=1)
    book = re.sub(
        r"(?m)^repository:\n(?:  .*\n)+",
        "# repository: {url: https://github.com/OWNER/REPOSITORY, branch: main}\n",
        book,
    )
    return files | {"knowledge/book.yaml": book.encode()}


def _find_reference() -> Path:
    """Return the folder of the reference book: beside this package where it is installed, or at the root of a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "reference", package.parent.parent.parent / "knowledge"):
        if (folder / "book.yaml").is_file():
            return folder
    raise SetupError("the reference book that belongs to mopsbook is missing", "Install mopsbook again.")
