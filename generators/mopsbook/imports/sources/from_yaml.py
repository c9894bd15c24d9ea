"""Records of a YAML file, read as mopsbook reads everything: as YAML 1.2, each number as it was typed.

The reader of documents wants a mapping, and a list is none: it is read below a key of its own. That moves every line
down by one and every column by one, which is taken back in what is said about them.
"""

import re
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.reading.closely import MERGE_HINT
from mopsbook.reading.places import Places
from mopsbook.reading.problem import Problem
from mopsbook.reading.read import read_yaml

_KEY = "records"
_MARK = re.compile(r"^---(?:[ \t]+#.*|[ \t]*)$", re.MULTILINE)
_END = re.compile(r"^\.\.\.[ \t]*$|^%YAML[^\n]*$", re.MULTILINE)


def read_yaml_list(text: str, file: str) -> tuple[Any, list[int], list[str]]:
    """Return the value, the line of each record if the file is a list, and what is worth saying about the file.

    Documents one below the other, separated by ---, are a list.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = [(0, text)]
    if _MARK.search(text):
        ends = [0, *(found.end() for found in _MARK.finditer(text))]
        starts = [*(found.start() for found in _MARK.finditer(text)), len(text)]
        pieces = [(text.count("\n", 0, a), text[a:b]) for a, b in zip(ends, starts, strict=True)]
        parts = [piece for piece in pieces if not _is_bare(piece[1])]
    read = [_read(part, above, file) for above, part in parts]
    if len(read) == 1:
        return read[0]
    together: list[Any] = []
    lines: list[int] = []
    for (above, _), (value, places, _) in zip(parts, read, strict=True):
        together += value if isinstance(value, list) else [value]
        lines += places if isinstance(value, list) else [above + 2]
    return together, lines, [note for *_, notes in read for note in notes]


def _is_bare(text: str) -> bool:
    return not re.sub(r"#.*", "", _END.sub("", text)).strip()


def _read(text: str, above: int, file: str) -> tuple[Any, list[int], list[str]]:
    text = _END.sub("", text)
    inner = "\n".join(f" {line}" if line.strip() else line for line in text.split("\n"))
    reading = read_yaml(f"{_KEY}:\n{inner}".encode("utf-8", "replace"))
    said = [(_place(problem, above, file), problem) for problem in reading.problems]
    if not isinstance(reading.value, dict):
        lines = [f"{place}: {problem.message}" for place, problem in said]
        hint = said[0][1].hint if said else "Is it a list?"
        raise SetupError("\n".join(["the records cannot be read:", *lines]), hint)
    value = _merged(reading.value[_KEY])
    places = Places(reading.text)
    count = len(value) if isinstance(value, list) else 0
    where = [places.value((_KEY, index)).line - 1 + above for index in range(count)]
    notes = [
        f"{place}: {problem.message}; the last one counts" for place, problem in said if problem.hint != MERGE_HINT
    ]
    return value, where, notes


def _merged(value: Any) -> Any:
    """Return the value with what `<<` brings along written out. Books have no merge keys; the files of others are full of them."""
    if isinstance(value, list):
        return [_merged(item) for item in value]
    if not isinstance(value, dict):
        return value
    own = {key: _merged(part) for key, part in value.items()}
    others = own.get("<<")
    groups = others if isinstance(others, list) else [others]
    if "<<" not in own or not all(isinstance(group, dict) for group in groups):
        return own
    del own["<<"]
    brought: dict[str, Any] = {}
    for group in reversed(groups):
        brought |= group
    # What stands there itself counts, in the place where the others would stand.
    return {**brought, **own}


def _place(problem: Problem, above: int, file: str) -> str:
    return f"{file}:{max(problem.line - 1, 1) + above}:{max(problem.column - 1, 1)}"
