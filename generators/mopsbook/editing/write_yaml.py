"""Values to YAML as people write it, quoted so that every reader of YAML gets back exactly what was put in."""

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from mopsbook.kinds.field import Field
from mopsbook.reading.scalars import resolve

WIDTH = 120
_FLOW_WIDTH = 100
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Words and numbers of YAML 1.1, which other programs still read: yes, 012, 12:30, 1_000, .5, 2026-01-01.
_WORDS = frozenset(("yes", "no", "on", "off", "y", "n", "true", "false", "null", "nan", "inf"))
_NUMBERLIKE = re.compile(r"[-+._\d][-+.\d_:,xobeETZ a-fA-F]*|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_PLAIN = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~.+\x00-\x20\x7f-\xa0\ufeff\ufffe\uffff][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]*"
)
# In block text everything stands as it is, so nothing may stand there that nobody sees.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def write_document(data: Mapping[str, Any], fields: Sequence[Field], first_line: str = "") -> str:
    """Return a whole document: the keys in the order of the schema, below a first line if there is one."""
    lines = [first_line] if first_line else []
    return "\n".join([*lines, *write_mapping(data, fields, 0)]) + "\n"


def write_mapping(data: Mapping[str, Any], fields: Sequence[Field], indent: int) -> list[str]:
    """Return the lines of a mapping, each key with its value."""
    order = {field.name: number for number, field in enumerate(fields)}
    by_name = {field.name: field for field in fields}
    lines: list[str] = []
    for key in sorted(data, key=lambda name: order.get(name, len(order))):
        field = by_name.get(key)
        lines += write_entry(
            key, data[key], field.children if field else (), indent, bool(field and field.format == "date")
        )
    return lines


def write_entry(key: str, value: Any, children: Sequence[Field], indent: int, is_date: bool = False) -> list[str]:
    """Return the lines of one key with its value."""
    head = f"{' ' * indent}{write_scalar(key)}:"
    if isinstance(value, Mapping) and value:
        # A map whose keys are free has its fields one level further down; the order there is that of its values.
        inner = children if any(field.name in value for field in children) or not children else ()
        return [head, *write_mapping(value, inner, indent + 2)] if inner or not children else [
            head, *(line for name, part in value.items() for line in write_entry(name, part, children, indent + 2))
        ]  # fmt: skip
    if isinstance(value, list) and value:
        flow = write_flow(value) if not any(isinstance(item, (list, Mapping)) for item in value) else ""
        if flow and len(head) + 1 + len(flow) <= _FLOW_WIDTH and all(len(str(item)) <= 40 for item in value):
            return [f"{head} {flow}"]
        return [head, *(line for item in value for line in write_item(item, children, indent + 2))]
    if isinstance(value, str):
        block = write_block(value, indent + 2, len(head) + 1)
        if block:
            return [f"{head} {block[0]}", *block[1:]]
    written = write_flow(value) if isinstance(value, (list, Mapping)) else write_scalar(value, is_date=is_date)
    return [f"{head} {written}"]


def write_item(item: Any, children: Sequence[Field], indent: int) -> list[str]:
    """Return the lines of one item of a list, its hyphen at the indent."""
    if isinstance(item, Mapping) and item:
        lines = write_mapping(item, children, indent + 2)
        return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]
    if isinstance(item, str):
        block = write_block(item, indent + 2, indent + 2)
        if block:
            return [f"{' ' * indent}- {block[0]}", *block[1:]]
    return [f"{' ' * indent}- {write_flow(item) if isinstance(item, (list, Mapping)) else write_scalar(item)}"]


def write_flow(value: Any) -> str:
    """Return a value on one line: [a, b], {key: value}."""
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{write_scalar(key, flow=True)}: {write_flow(part)}" for key, part in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(write_flow(item) for item in value) + "]"
    return write_scalar(value, flow=True)


def write_scalar(value: Any, flow: bool = False, is_date: bool = False) -> str:
    """Return a plain value on one line, in double quotes wherever plain text could be read as something else."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    if (is_date and _DATE.fullmatch(value)) or _is_plain(value, flow):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def _is_plain(text: str, flow: bool) -> bool:
    if not _PLAIN.fullmatch(text) or text != text.strip() or not isinstance(resolve(text), str):
        return False
    if text.casefold() in _WORDS or _NUMBERLIKE.fullmatch(text):
        return False
    if ": " in text or " #" in text or text.endswith(":") or ":\t" in text:
        return False
    return not flow or not any(sign in text for sign in ",[]{}:?")


def write_block(text: str, indent: int, used: int) -> list[str]:
    """Return the lines of a long text, the first one its sign (|, |-, >-); nothing if one line is better."""
    body = text.removesuffix("\n")
    # A text that ends without a line break has a hyphen.
    ends = "-" if body == text else ""
    if ends and "\n" not in body and used + len(body) <= WIDTH:
        return []
    if not body.strip() or body != body.strip() or _UNSEEN.search(body):
        return []
    margin = " " * indent
    if "\n" in body or (not ends and indent + len(body) <= WIDTH):
        return [f"|{ends}", *(f"{margin}{line}" if line else "" for line in body.split("\n"))]
    if "  " in body:
        return []
    wrapped = textwrap.wrap(body, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    # Wrapping must break at single blanks alone, or folding would not give the text back.
    return [f">{ends}", *(margin + line for line in wrapped)] if " ".join(wrapped) == body else []
