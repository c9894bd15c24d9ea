"""Quotes that were opened and not closed, and the keys they swallow."""

from __future__ import annotations

import re

import yaml
from msgspec import Struct

from mopsbook.reading.lines import one_dot_one, split_lines
from mopsbook.reading.nodes import LIMIT, LOADER
from mopsbook.reading.places import Places, Pointer
from mopsbook.reading.problem import Problem

_KEY_INSIDE = re.compile(r"[ \n](\w[\w-]*)[\"']?:(?:\s|\Z)")
_KEY_LINE = re.compile(r"[ \t]*(?:-[ \t]+)*[\"']?(\w[\w-]*)[\"']?[ \t]*:(?=[ \t]|\Z)")
# A quote where a value may begin, with no end on its line. Each begins with one letter, for which `re` looks fastest; what was
# taken is not given back (`*+`), or the text in each pair of quotes would be looked at twice.
_OPEN_LINES = {
    '"': re.compile(r"""\"(?<![^\s\[{,:]\")[^"\\\n]*+(?:\\.[^"\\\n]*+)*+\\?$""", re.MULTILINE),
    "'": re.compile(r"""'(?<![^\s\[{,:]')[^'\n]*+(?:''[^'\n]*+)*+$""", re.MULTILINE),
}


class Swallowed(Struct, frozen=True):
    """A quote that runs over keys: which value it belongs to, and the problem to report there."""

    pointer: Pointer
    problem: Problem


class Opened(Struct, frozen=True):
    """What stands open where a parser gave up: a quote that runs over lines, and the innermost bracket."""

    quote: tuple[int, int, str] | None
    bracket: tuple[int, int, str] | None


def find_swallowed(text: str, value: object, places: Places, known_keys: frozenset[str]) -> list[Swallowed]:
    """Quoted scalars of several lines in which a line begins with a known key; none is wrong as YAML, all as meant."""
    # Hardly any file has a quote that runs over lines, and looking at every value costs more than this.
    if "\r" not in text and not any(quote in text and lines.search(text) for quote, lines in _OPEN_LINES.items()):
        return []
    lines: list[str] | None = None
    found: list[Swallowed] = []
    seen: set[tuple[int, int]] = set()
    for pointer in _suspects(value, known_keys):
        if places.style(pointer) not in ("'", '"'):
            continue
        place = places.value(pointer)
        if place.end_line == place.line or (place.line, place.column) in seen:
            continue
        lines = split_lines(text) if lines is None else lines
        for number in range(place.line + 1, place.end_line + 1):
            match = _KEY_LINE.match(lines[number - 1])
            if match and match.group(1) in known_keys:
                mark = lines[place.line - 1][place.column - 1 : place.column]
                seen.add((place.line, place.column))
                found.append(Swallowed(pointer, _swallows(place.line, place.column, mark, number, match.group(1))))
                break
    return found


def _suspects(value: object, known_keys: frozenset[str]) -> list[Pointer]:
    found: list[Pointer] = []
    stack: list[tuple[Pointer, object]] = [((), value)]
    while stack:
        pointer, part = stack.pop()
        if isinstance(part, str):
            # The cheap test first: a key needs a colon, and the rest of it a blank before the key.
            if ":" in part and any(match.group(1) in known_keys for match in _KEY_INSIDE.finditer(part)):
                found.append(pointer)
        elif isinstance(part, dict):
            stack.extend(((*pointer, key), child) for key, child in reversed(part.items()))
        elif isinstance(part, list):
            stack.extend(((*pointer, index), part[index]) for index in reversed(range(len(part))))
    return found


def _swallows(line: int, column: int, mark: str, swallowed_line: int, key: str) -> Problem:
    message = (
        f"the quote {mark} opened here is not closed on line {line}: it swallows line {swallowed_line} "
        f"with the key '{key}'"
    )
    return Problem(line, column, column + 1, message, f"Close the quote with {mark} at the end of line {line}.")


def never_closed(lines: list[str], quote: tuple[int, int, str], until: int, reason: str) -> Problem:
    """The problem of a quote that made the file unreadable; `until` is the line where the parser gave up."""
    line, column, mark = quote
    for number in range(line + 1, min(until, len(lines)) + 1):
        match = _KEY_LINE.match(lines[number - 1])
        if match:
            return _swallows(line, column, mark, number, match.group(1))
    close = f"lose the quote with {mark} at the end of line {line}."
    if "indentation" in reason and lines[until - 1].strip():
        message = f"the text in the quote {mark} opened here goes on in line {until}, which is not indented"
        return Problem(line, column, column + 1, message, f"Indent line {until}, or c{close}")
    return Problem(line, column, column + 1, f"the quote {mark} opened here is never closed", f"C{close}")


def opened(text: str, line: int, column: int) -> Opened:
    """What was open at the place where the fast parser gave up."""
    quote: tuple[int, int, str] | None = None
    brackets: list[tuple[int, int, str]] = []
    here = (line, column)
    try:
        for token in yaml.scan(one_dot_one(text), Loader=LOADER):
            start = (token.start_mark.line + 1, token.start_mark.column + 1)
            end = (token.end_mark.line + 1, token.end_mark.column + 1)
            if start >= here:
                break
            if isinstance(token, (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)):
                brackets.append((*start, text[token.start_mark.index]))
                if len(brackets) > LIMIT:
                    return Opened(None, None)
            elif isinstance(token, (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)) and brackets:
                brackets.pop()
            elif isinstance(token, yaml.ScalarToken) and token.style in ("'", '"') and start[0] < line <= end[0]:
                # Only the quote in which, or right behind which, the parser stumbled.
                quote = (*start, token.style)
    except yaml.MarkedYAMLError as error:
        if "quoted scalar" in (error.context or "") and error.context_mark is not None:
            mark = error.context_mark
            start = (mark.line + 1, mark.column + 1)
            # An unknown escape is also reported inside a quote, but on a line of its own account.
            if "unexpected end" in (error.problem or "") or (
                error.problem_mark is not None and error.problem_mark.line > mark.line and start < here
            ):
                quote = (*start, text[mark.index])
    except yaml.YAMLError:
        pass
    return Opened(quote, brackets[-1] if brackets else None)
