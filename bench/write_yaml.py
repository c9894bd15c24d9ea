"""Write plain values as YAML the way people do: words without quotes, long texts as blocks."""

import json
import re
from typing import Any

_PLAIN = re.compile(
    r"[A-Za-z][A-Za-z0-9 ,./()'-]*[A-Za-z0-9.)]|[A-Za-z]|https://[a-z0-9./-]+|\d{4}-\d{2}-\d{2}|\d+[dwmy]"
)
_WORDS_OF_YAML = {"true", "false", "null", "yes", "no", "on", "off"}


def write_yaml(document: dict[str, Any]) -> str:
    """Return the document as text."""
    return "".join(_entry(key, value, "") for key, value in document.items())


def _entry(key: str, value: Any, pad: str) -> str:
    if isinstance(value, str) and "\n" in value:
        lines = "".join(f"{pad}  {line}\n" if line else "\n" for line in value.rstrip("\n").split("\n"))
        return f"{pad}{key}: |\n{lines}"
    if isinstance(value, dict):
        return f"{pad}{key}:\n" + "".join(_entry(name, inner, f"{pad}  ") for name, inner in value.items())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{pad}{key}:\n" + "".join(_item(item, f"{pad}  ") for item in value)
    return f"{pad}{key}: {_flow(value)}\n"


def _item(item: dict[str, Any], pad: str) -> str:
    lines = "".join(_entry(key, value, f"{pad}  ") for key, value in item.items())
    return f"{pad}- {lines[len(pad) + 2 :]}"


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) if ',' not in str(item) else json.dumps(item) for item in value)}]"
    if isinstance(value, str) and (not _PLAIN.fullmatch(value) or value.casefold() in _WORDS_OF_YAML):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str) else json.dumps(value)
