"""Records of a JSON file: a list, a mapping that holds one, or one object a line."""

import json
from typing import Any

from mopsbook.errors import SetupError

_LARGEST = 1e15


def read_json(text: str, file: str) -> Any:
    """Return the value of the file. Objects one below the other, one a line, are a list."""
    try:
        return _load(text)
    except RecursionError as error:
        raise SetupError(f"`{file}` is nested too deeply", "Export the list without what is below it.") from error
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if error.msg == "Extra data" and len(lines) > 1:
            try:
                return [_load(line) for line in lines]
            except json.JSONDecodeError:
                pass
        message = f"{file}:{error.lineno}:{error.colno}: this cannot be read as JSON: {error.msg}"
        raise SetupError(message, "Export the file again, or mend the line.") from error


def _load(text: str) -> Any:
    return json.loads(text, parse_float=_as_typed, parse_int=_as_typed, parse_constant=str)


def _as_typed(typed: str) -> Any:
    """Return a number, or the text where a number would not be written the same way: 1.10, 12345678901234567890."""
    value = float(typed) if any(char in typed for char in ".eE") else int(typed) if len(typed) < 20 else typed
    if isinstance(value, str) or abs(value) >= _LARGEST:
        return typed
    return value if repr(value) == typed else typed
