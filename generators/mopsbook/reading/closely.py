"""The second look: the node tree tells what the fast value hides - equal keys, odd keys, numbers as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from mopsbook.reading.lines import as_typed, at_index, split_lines
from mopsbook.reading.nodes import LIMIT, compose, deepest
from mopsbook.reading.problem import Problem
from mopsbook.reading.references import UNCLEAR, UNCLEAR_HINT, may_have_references, reference_problems
from mopsbook.reading.scalars import reads_as_text, resolve

TAB_HINT = "Replace the tab by spaces (two for each level)."
TAB_MESSAGE = "a tab is used for indentation; YAML allows only spaces there"
_TAB_LEAD = re.compile(r"(?:\A|[\r\n])[ ?:-]*\t[ \t]*[^\s#]")


class _Differs(Exception):
    """The two parsers disagree about the shape of the text."""


def may_have_tabs(text: str) -> bool:
    """Whether a line might be indented by a tab."""
    return "\t" in text and _TAB_LEAD.search(text) is not None


def look_closely(text: str, value: object) -> tuple[object, list[Problem]]:
    """The value with its numbers as typed, and the problems only the node tree shows.

    The value is None where a key is not text, since everything behind this room relies on text for keys.
    """
    if may_have_references(text):
        problems = reference_problems(text)
        if problems:
            return None, problems
    node, failed = compose(text, typed=False)
    if node is None:
        return None, [_unclear(text, *(failed or (1, 1, "")))]
    found, usable = _walk(node, text)
    if may_have_tabs(text):
        found.extend(_tabs(text, node))
    if not usable:
        return None, found
    try:
        return _retype(value, node), found
    except _Differs:
        mark = node.start_mark
        return None, [*found, Problem(mark.line + 1, mark.column + 1, None, UNCLEAR, UNCLEAR_HINT)]


def _unclear(text: str, line: int, column: int, reason: str) -> Problem:
    """What the stricter parser refuses although the fast one reads it."""
    tab = _TAB_LEAD.search(text) if "\t" in text else None
    if tab is not None:
        line, column = at_index(text, text.index("\t", tab.start()))
        return Problem(line, column, column + 1, TAB_MESSAGE, TAB_HINT)
    if "deeply" in reason:
        return nested_too_deeply(line, column)
    if split_lines(text)[line - 1].lstrip(" -").startswith(":"):
        return Problem(line, column, None, _NO_KEY, _NO_KEY_HINT)
    return Problem(line, column, None, UNCLEAR, UNCLEAR_HINT)


def deep_problem(text: str) -> Problem:
    """The problem of a text whose value nests too deeply."""
    place, _ = deepest(text)
    return nested_too_deeply(*(place or (1, 1)))


def nested_too_deeply(line: int, column: int) -> Problem:
    """The problem at a given place."""
    message = f"the values here are nested more than {LIMIT} levels deep"
    return Problem(line, column, None, message, "Move the inner part to a list or a document of its own.")


def _nodes(root: yaml.Node) -> Iterator[yaml.Node]:
    """Each node once, in the order of the text; an alias leads to a node already seen."""
    seen: set[int] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            stack.extend(part for pair in reversed(node.value) for part in reversed(pair))
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(reversed(node.value))


def _walk(root: yaml.Node, text: str) -> tuple[list[Problem], bool]:
    problems: list[Problem] = []
    usable = True
    for node in _nodes(root):
        if not isinstance(node, yaml.MappingNode):
            continue
        lines: dict[str, int] = {}
        again: dict[str, Problem] = {}
        for key, _ in node.value:
            odd = _odd_key(key, text)
            if odd is not None:
                problems.append(odd)
                usable = usable and odd.hint is MERGE_HINT
                continue
            name = as_typed(key.value)
            mark = key.start_mark
            if name in lines:
                message = f"the key '{shorten(name)}' already stands on line {lines[name]}"
                hint = "Keep one of the two; if both are needed, give one another name or make a list."
                problem = Problem(mark.line + 1, mark.column + 1, _end(key), message, hint)
                problems.append(problem)
                again.setdefault(name, problem)
            else:
                lines[name] = mark.line + 1
        if len(again) > 1 and next(iter(again)) == next(iter(lines)):
            # The whole group begins anew: nobody means that, so what it says is not to be judged.
            first = next(iter(again.values()))
            problems[problems.index(first) :] = [_begun_anew(list(again), lines, first, is_top=node is root)]
            usable = False
    return problems, usable


def _begun_anew(names: list[str], lines: dict[str, int], first: Problem, *, is_top: bool) -> Problem:
    """What is said once of keys that stand a second time because a group begins anew without a mark."""
    ticked = [f"'{shorten(name)}'" for name in names[:2]]
    said = f"{', '.join(ticked)} and {len(names) - 2} more" if len(names) > 2 else " and ".join(ticked)
    message = f"the keys {said} already stand above, from line {lines[names[0]]} on"
    begin = (
        "If another document begins here, move it to a file of its own"
        if is_top
        else f"If a new item of the list begins here, put a hyphen before it: `- {shorten(names[0])}: ...`"
    )
    return Problem(first.line, first.column, first.end_column, message, f"{begin}; else keep one of each.")


_NO_KEY = "a key is missing before the colon"
_NO_KEY_HINT = "Write a key, or delete the colon."
MERGE_HINT = "Write the keys out."


def _odd_key(key: yaml.Node, text: str) -> Problem | None:
    line, column = key.start_mark.line + 1, key.start_mark.column + 1
    if not isinstance(key, yaml.ScalarNode):
        token = _TOKEN.match(text, max(key.start_mark.index - 1, 0))
        if token:
            message = f"text in double braces such as {shorten(token.group())} needs quotes around it"
            return Problem(line, column - 1, column - 1 + len(token.group()), message, f'Write "{token.group()}".')
        return Problem(line, column, _end(key), "a list or a mapping stands where a key is expected", _BRACES_HINT)
    if key.style:
        return None
    typed = as_typed(key.value)
    if typed == "<<":
        return Problem(line, column, _end(key), "merge keys (<<) are not YAML 1.2; write the keys out", MERGE_HINT)
    if reads_as_text(typed):
        return None
    if typed == "":
        return Problem(line, column, None, _NO_KEY, _NO_KEY_HINT)
    message = f"the key {typed} is not text: it reads as {_nature(typed)}"
    return Problem(line, column, _end(key), message, f'Put it in quotes: "{typed}".')


# The tokens of marketing automation, and the variables of many templates.
_TOKEN = re.compile(r"\{\{[^{}\r\n]*\}\}")
_BRACES_HINT = "Use plain text for the key; text that begins with [ or { belongs in quotes."


def _nature(typed: str) -> str:
    value = resolve(typed)
    return "yes or no" if isinstance(value, bool) else "nothing" if value is None else "a number"


def _end(node: yaml.Node) -> int | None:
    return node.end_mark.column + 1 if node.end_mark.line == node.start_mark.line else None


def shorten(text: str) -> str:
    """A text short enough to stand in a message."""
    return text if len(text) <= 60 else text[:57] + "..."


def _tabs(text: str, root: yaml.Node) -> list[Problem]:
    """Tabs before a key or an item; inside block text and quotes a tab is the author's business."""
    lines = split_lines(text)
    problems: dict[int, Problem] = {}
    for node in _nodes(root):
        line, column = node.start_mark.line, node.start_mark.column
        lead = lines[line][:column] if line < len(lines) else ""
        at = lead.find("\t")
        if at >= 0 and not lead.strip(" \t?:-") and line not in problems:
            problems[line] = Problem(line + 1, at + 1, at + 2, TAB_MESSAGE, TAB_HINT)
    return list(problems.values())


def _retype(value: object, node: yaml.Node) -> object:
    """The value of the fast parser, in which numbers become what their source says."""
    if isinstance(node, yaml.MappingNode):
        if not isinstance(value, dict):
            raise _Differs
        children = {as_typed(key.value): child for key, child in node.value}
        if children.keys() != value.keys():
            raise _Differs
        return {key: _retype(part, children[key]) for key, part in value.items()}
    if isinstance(node, yaml.SequenceNode):
        if not isinstance(value, list) or len(value) != len(node.value):
            raise _Differs
        return [_retype(part, child) for part, child in zip(value, node.value, strict=True)]
    if isinstance(value, (dict, list)):
        raise _Differs
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return value
    return resolve(node.value)
