"""Records of a JSON file: a list, a mapping that holds one, or one object a line."""

import json
from collections import Counter
from typing import Any

from mopsbook.errors import SetupError

_LARGEST = 1e15


def read_json(text: str, file: str) -> tuple[Any, list[str]]:
    """Return the value of the file, and what is worth saying about it. Objects one a line are a list."""
    twice: Counter[str] = Counter()
    try:
        value = _load(text, twice)
    except RecursionError as error:
        raise SetupError(f"`{file}` is nested too deeply", "Export the list without what is below it.") from error
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        value = _load_lines(lines, twice) if error.msg == "Extra data" and len(lines) > 1 else None
        if value is None:
            message = f"{file}:{error.lineno}:{error.colno}: this cannot be read as JSON: {error.msg}"
            raise SetupError(message, "Export the file again, or mend the line.") from error
    where = "it stands twice in one group; the last one counts"
    return value, [
        f"the key `{key}`: {where}{f' ({times} times)' if times > 1 else ''}" for key, times in twice.items()
    ]


def _load_lines(lines: list[str], twice: Counter[str]) -> list[Any] | None:
    try:
        return [_load(line, twice) for line in lines]
    except json.JSONDecodeError:
        return None


def _load(text: str, twice: Counter[str]) -> Any:
    def group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            twice.update(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        return made

    return json.loads(text, parse_float=_as_typed, parse_int=_as_typed, parse_constant=str, object_pairs_hook=group)


def _as_typed(typed: str) -> Any:
    """Return a number, or the text where a number would not be written the same way: 1.10, 12345678901234567890."""
    value = float(typed) if any(char in typed for char in ".eE") else int(typed) if len(typed) < 20 else typed
    if isinstance(value, str) or abs(value) >= _LARGEST:
        return typed
    return value if repr(value) == typed else typed
