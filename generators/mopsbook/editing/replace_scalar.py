"""Put another plain value in the place of one, written in the way the old one was: its quotes, its block, its line breaks."""

import re
import textwrap
from typing import Any

import yaml

from mopsbook.editing.edit_yaml import CannotEdit, end_of
from mopsbook.editing.write_yaml import WIDTH, write_scalar


def replace_scalar(text: str, old: yaml.ScalarNode, value: Any, indent: int, *, is_date: bool, in_flow: bool) -> str:
    """Return the text with the value instead of the node. `indent` is the column of the key or hyphen it belongs to.

    Raises CannotEdit where it has to be written in another way: then its whole entry is.
    """
    start, end = old.start_mark.index, old.end_mark.index
    if old.style in ("|", ">"):
        if not isinstance(value, str):
            raise CannotEdit("a text of several lines stands there")
        return _replace_block(text, old, value, indent)
    if start >= end or old.start_mark.line != old.end_mark.line:
        raise CannotEdit("it has no line of its own")
    too_long = isinstance(value, str) and ("\n" in value or old.start_mark.column + len(value) > WIDTH)
    # A comment at its end keeps a line together, however long it gets.
    if too_long and not in_flow and text[end:].partition("\n")[0].strip() == "":
        raise CannotEdit("it is too long for a line")
    return text[:start] + _quote_like(old, value, is_date, in_flow) + text[end:]


def _quote_like(old: yaml.ScalarNode, value: Any, is_date: bool, in_flow: bool) -> str:
    written = write_scalar(value, flow=in_flow, is_date=is_date)
    if not isinstance(value, str) or written.startswith('"') or not value.isprintable():
        return written
    if old.style == "'":
        return "'" + value.replace("'", "''") + "'"
    if old.style == '"' and not set(value) & set('"\\'):
        return f'"{value}"'
    return written


def _replace_block(text: str, old: yaml.ScalarNode, value: str, indent: int) -> str:
    """Return the text with other lines below the same sign (|, >-), indented as the old ones were."""
    begin = text.find("\n", old.start_mark.index) + 1
    end = end_of(text, old, indent)
    was = text[begin:end].removesuffix("\n").split("\n") if 0 < begin < end else []
    filled = [line for line in was if line.strip()]
    body = value.rstrip("\n")
    if not filled or not body.strip() or body[0] in " \t\n" or _UNSAFE.search(body):
        raise CannotEdit("it is no text for a block")
    margin = filled[0][: len(filled[0]) - len(filled[0].lstrip(" "))]
    was = [line.removeprefix(margin) for line in was]
    lines = body.split("\n") if old.style == "|" else _fold(body, was, len(margin))
    after = "\n" if text[:end].endswith("\n") else ""
    head = _end_like(text[:begin], old.start_mark.index, value)
    return head + "\n".join(margin + line if line.strip(" ") else "" for line in lines) + after + text[end:]


# What no block may hold; elsewhere it stands as its number.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SIGN = re.compile(r"([|>])([-+0-9]*)")


def _end_like(head: str, start: int, value: str) -> str:
    """Return the text up to a block with a sign that says whether the value ends with a line break: | or |-."""
    sign = _SIGN.match(head, start)
    if sign is None or "+" in sign.group(2) or value.endswith("\n") == ("-" not in sign.group(2)):
        return head
    chomp = "" if value.endswith("\n") else "-"
    return head[: sign.start()] + sign.group(1) + sign.group(2).replace("-", "") + chomp + head[sign.end() :]


def _fold(body: str, was: list[str], used: int) -> list[str]:
    """Return the lines of folded text: those that say what they said stay as they were broken."""
    old: list[list[str]] = [[]]
    for line in was:
        if line.strip():
            old[-1].append(line)
        elif old[-1]:
            old.append([])
    paragraphs = body.split("\n")
    if any(each.startswith((" ", "\t")) or "  " in each for each in paragraphs):
        raise CannotEdit("its blanks would be lost in folded text")
    longest = max(map(len, was))
    width = longest if len(was) > 1 else WIDTH - used
    known = {" ".join(lines): lines for lines in old if lines}
    result: list[str] = []
    filled = 0
    for number, paragraph in enumerate(paragraphs):
        # One break in the value is an empty line between; of two paragraphs the first has none before it.
        result += [""] if number else []
        if not paragraph:
            continue
        before = old[filled] if filled < len(old) else []
        result += known.get(paragraph) or _wrap(paragraph.split(" "), before, max(width, 40))
        filled += 1
    return result


def _wrap(words: list[str], before: list[str], width: int) -> list[str]:
    head: list[str] = []
    tail: list[str] = []
    lines = list(before)
    while lines and words[: len(lines[0].split(" "))] == lines[0].split(" "):
        head.append(lines.pop(0))
        words = words[len(head[-1].split(" ")) :]
    while lines and words and words[-len(lines[-1].split(" ")) :] == lines[-1].split(" "):
        tail.insert(0, lines.pop())
        words = words[: -len(tail[0].split(" "))]
    middle = textwrap.wrap(" ".join(words), width, break_long_words=False, break_on_hyphens=False) if words else []
    return [*head, *middle, *tail]
