"""Bytes in; a plain value, its text and problems with places out.  Never raises, whatever the bytes."""

from __future__ import annotations

import re
from typing import Any

import yaml_rs

from mopsbook.reading.closely import deep_problem, look_closely, may_have_tabs, nested_too_deeply
from mopsbook.reading.decoding import decode
from mopsbook.reading.lines import DOCUMENT_MARK, at_index
from mopsbook.reading.nodes import LIMIT, too_deep
from mopsbook.reading.problem import Problem, Reading
from mopsbook.reading.references import MOST_NODES, may_have_references, reference_problems
from mopsbook.reading.refusals import explain
from mopsbook.reading.scalars import may_change_numbers

__all__ = ["Problem", "Reading", "read_yaml"]

# A fuse, not the limit: `references` counts exactly, and places the problem.
_FUSE = 4 * MOST_NODES
_VERSION = re.compile(r"(?:\A|[\r\n])(%YAML[ \t]+(?!1[.]2(?:[ \t\r\n]|\Z))(\S*))")
_POSITION = re.compile(r"YAML parse error at line (\d+), column (\d+)")


def read_yaml(content: bytes) -> Reading:
    """Read one YAML document whose top level is a mapping."""
    text, problem = decode(content)
    if problem is not None:
        return Reading(None, text, (problem,))
    # The fast parser, too, crashes by deep block nesting; brackets it counts itself.
    deep = too_deep(text, brackets=False)
    if deep is not None:
        return Reading(None, text, (nested_too_deeply(*deep),))
    # A bare CR is a line end, but the fast parser is not at ease with it inside values.
    parsed = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    try:
        value, equal_keys = _load(parsed)
    except Exception as error:  # the parser reports some limits by other exceptions, and reading never raises
        return Reading(None, text, _refused(text, error))
    if not isinstance(value, dict):
        return Reading(None, text, (_not_a_mapping(text, value),))
    old = _other_version(text) if "%YAML" in text else None
    if old is not None:
        return Reading(None, text, (old,))
    return _check(text, value, equal_keys)


def _check(text: str, value: object, equal_keys: bool) -> Reading:
    """A second look where something in the value or the text asks for one."""
    depth, odd_keys, numbers = _survey(value)
    references = may_have_references(text)
    if depth > LIMIT:
        # By aliases, or else by what is written.
        problems = reference_problems(text) if references else []
        return Reading(None, text, tuple(problems) or (deep_problem(text),))
    if equal_keys or odd_keys or references or may_have_tabs(text) or (numbers and may_change_numbers(text, numbers)):
        value, problems = look_closely(text, value)
        return Reading(value, text, tuple(sorted(problems, key=lambda each: (each.line, each.column))))
    return Reading(value, text, ())


def _other_version(text: str) -> Problem | None:
    """The line that says the file is written in another YAML than ours, in which `no` may be a switch."""
    found = _VERSION.search(text)
    if found is None:
        return None
    line, column = at_index(text, found.start(1))
    message = f"this line says that the file is YAML {found.group(2)}, and it would be read as YAML 1.2"
    return Problem(line, column, column + len(found.group(1)), message, "Delete the line.")


def _load(text: str) -> tuple[object, bool]:
    """The value, and whether a mapping in it has equal keys (then the last one counts)."""
    policies = yaml_rs.DuplicateKeyPolicy
    limits = yaml_rs.AliasLimits(max_total_replayed_events=_FUSE)
    try:
        return yaml_rs.loads(
            text, parse_datetime=False, alias_limits=limits, duplicate_key_policy=policies.Error
        ), False
    except yaml_rs.YAMLDecodeError as error:
        if not str(error).startswith("duplicate mapping key"):
            raise
    return yaml_rs.loads(text, parse_datetime=False, alias_limits=limits, duplicate_key_policy=policies.LastWins), True


def _survey(value: object) -> tuple[int, bool, list[int | float]]:
    """Depth of the value, whether a key needs a second look, and the numbers in it."""
    depth = 0
    odd_keys = False
    # Each by itself: in one set 1 and 1.0 would be the same, and only the first of them be looked at.
    integers: set[int] = set()
    floats: set[float] = set()
    level: list[Any] = [value]
    while level:
        below: list[Any] = []
        nested = False
        for part in level:
            kind = type(part)
            if kind is str:
                continue
            if kind is dict:
                nested = True
                for key in part:
                    if type(key) is not str or key == "<<":
                        odd_keys = True
                below.extend(part.values())
            elif kind is list:
                nested = True
                below.extend(part)
            elif kind is int:
                integers.add(part)
            elif kind is float:
                floats.add(part)
        depth += nested
        level = below
    return depth, odd_keys, [*integers, *floats]


def _not_a_mapping(text: str, value: object) -> Problem:
    second = _second_document(text)
    if second is not None:
        return second
    if value is None and not re.sub(r"(?:\A|(?<=[\s]))#[^\r\n]*|^(?:---|\.\.\.)$|\s", "", text, flags=re.M):
        return Problem(1, 1, None, "the file is empty", "Write the document, or delete the file.")
    kind = "a list" if isinstance(value, list) else "a single value"
    found = re.compile(r"(?:[ \t]*(?:#[^\r\n]*|---)?[ \t]*(?:\r\n|\r|\n))*[ \t]*").match(text)
    line, column = at_index(text, found.end() if found else 0)
    message = f"the file holds {kind} at its top level, where 'key: value' lines are expected"
    return Problem(line, column, None, message, "Begin with a key, such as 'title: ...', and put the rest below keys.")


def _second_document(text: str) -> Problem | None:
    """The mark that opens a second document; one at the top, or '...' at the very end, opens none."""
    blank = True
    position = 0
    for found in DOCUMENT_MARK.finditer(text):
        between = text[position : found.start()]
        blank = blank and all(line.lstrip()[:1] in ("", "#", "%") for line in re.split(r"[\r\n]", between))
        position = found.end()
        if found.group() == "---" and blank:
            blank = text[position : position + 2] in ("", "\n", "\r", "\r\n")
            continue
        if found.group() == "..." and not re.sub(r"#[^\r\n]*|\s", "", text[position:]):
            continue
        line, column = at_index(text, found.start())
        message = f"a second document begins at this '{found.group()}'; a file holds one"
        return Problem(line, column, column + 3, message, "Move what follows to a file of its own, or delete the line.")
    return None


def _refused(text: str, error: Exception) -> tuple[Problem, ...]:
    full = str(error)
    position = _POSITION.search(full)
    reason = full.rsplit("\n", 1)[-1].strip()
    if position is None:
        # Aliases beyond the fuse, tags the parser checks and keys that hold mappings come without a place.
        _, problems = look_closely(text, None)
        if problems:
            return tuple(problems)
        return (Problem(1, 1, None, f"this file cannot be read ({reason})", "Write it in a plainer way."),)
    line, column = int(position.group(1)), int(position.group(2))
    second = _second_document(text)
    if second is not None and second.line < line:
        return (second,)
    return (explain(text, line, column, reason),)
