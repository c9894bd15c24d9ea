"""Why the fast parser refused, in a colleague's words."""

from __future__ import annotations

import re

from mopsbook.reading.closely import TAB_HINT, TAB_MESSAGE, nested_too_deeply
from mopsbook.reading.lines import split_lines
from mopsbook.reading.problem import Problem
from mopsbook.reading.quotes import never_closed, opened

_QUOTE_VALUE = 'Put the whole value in quotes: "like this".'
_INDENT = "Line it up with the key or the item it belongs with; each level takes two spaces."
_DOUBLE = "Write a quote inside the text twice (''), or use the other kind of quotes around it."
_ESCAPE = r"Write the backslash twice (\\), or use single quotes, in which it means itself."

# Part of the parser's reason -> (message, hint).  Read from the top, so the narrower part stands first.
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("mismatched bracket", "this bracket does not match the one that was opened", "Close [ with ] and { with }."),
    (
        "comments must be separated",
        "a # stands right behind other text",
        "Put a space before it, or " + _QUOTE_VALUE.lower(),
    ),
    ("comment intercepting", "a comment cuts a text of several lines in two", "Move the comment above the key."),
    ("found a tab", "a tab stands where only spaces may stand", TAB_HINT),
    ("tabs disallowed", "a tab stands where only spaces may stand", TAB_HINT),
    ("':' must be followed", "a tab stands behind the colon of a key", "Put a space there."),
    ("'-' must be followed", "a tab stands behind the dash of a list item", "Put a space there."),
    ("placement of ':'", "a colon stands where no key comes before it", _QUOTE_VALUE),
    ("expected node content", "a value is missing here", _QUOTE_VALUE),
    ("misplaced bracket", "a bracket is closed here that was never opened", "Delete it, or " + _QUOTE_VALUE.lower()),
    ("unknown escape character", "a backslash stands in double quotes before a letter it does not go with", _ESCAPE),
    ("while parsing a quoted scalar", "the code behind a backslash in these quotes is not complete", _ESCAPE),
    ("invalid trailing content", "there is more text after the closing quote", _DOUBLE),
    ("unexpected document indicator", "a line of --- or ... stands in quotes", "Indent it, or close the quote."),
    ("block sequence entries", "a list cannot begin on the line of its key", "Start the list on the next line."),
    ("mapping keys are not allowed", "a value cannot begin with '? '", _QUOTE_VALUE),
    ("only valid inside a block", "'- ' cannot stand inside brackets", "Separate the items by commas: [a, b]."),
    ("content cannot start with a tab", TAB_MESSAGE, TAB_HINT),
    ("wrongly indented line in block", "this line is indented less than the text block it belongs to", _INDENT),
    ("while scanning a block scalar", "text follows | or > on the same line", "Begin it on the next line, indented."),
    ("expected ',' or", "a comma or the closing bracket is missing before this place", "Separate the parts by commas."),
    ("flow", "something is missing or doubled inside these brackets", "Check the commas and the closing bracket."),
    ("directive", "a line that begins with % is an instruction to the parser", "Delete the line, or quote the value."),
    ("tag", "a value cannot begin with !", _QUOTE_VALUE),
    ("handle wasn't declared", "a value cannot begin with !", _QUOTE_VALUE),
    ("did not find expected key", "this line fits neither the keys nor the list above it", _INDENT),
    ("expected '-' indicator", "a key stands where the list above expects its next '- ' item", _INDENT),
    ("expected <document start>", "this line is indented less than the first key of the file", _INDENT),
    ("indentation", "the indentation does not fit the lines above", _INDENT),
    ("document end marker", "text follows the end of the document", "Delete the line of --- or ..., or what follows."),
)
_STARTS = {
    "@": "a value cannot begin with @",
    "`": "a value cannot begin with a backtick (`)",
    "%": "a value cannot begin with %",
    "&": "a value cannot begin with &",
    "*": "a value cannot begin with *",
    "!": "a value cannot begin with !",
    ",": "a value cannot begin with a comma",
    "|": "text follows | on the same line",
}
_ODD_SPACE = re.compile(r"[ \t-]*([^\S \t])")


def explain(text: str, line: int, column: int, reason: str) -> Problem:
    """The problem behind a refusal at a place: 1-based, as the fast parser gives it."""
    lines = split_lines(text)
    # The end of the file counts as a line of its own, also behind a last line without a line end.
    lines.append("")
    line = min(max(line, 1), len(lines))
    here = lines[line - 1]
    column = min(max(column, 1), len(here) + 1)
    if "recursion limit" in reason:
        return nested_too_deeply(line, column)
    open_here = opened(text, line, column)
    quote = open_here.quote or ((line, column, here[column - 1 : column]) if reason == "unclosed quote" else None)
    if quote is not None and "tab" not in reason:
        return never_closed(lines, quote, line, reason)
    for look in (_tab, _odd_space, _bracket, _sign, _colon, _no_colon, _after_comment, _behind_value):
        problem = look(lines, line, column, reason, open_here.bracket)
        if problem is not None:
            return problem
    for part, message, hint in _WORDS:
        if part in reason:
            if "colon of a key" in message:
                column = here.rfind("\t", 0, column) + 1 or column
            elif hint is _INDENT:
                column = len(here) - len(here.lstrip()) + 1
            return Problem(line, column, None, message, hint)
    return Problem(line, column, None, f"this line cannot be read ({reason})", "Compare it with the lines around it.")


_Bracket = tuple[int, int, str] | None


def _tab(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    # The parser may notice the tab at the end of the line before, or complain of the indentation it makes.
    if column == 1 and "tab" not in reason:
        return None
    for number in (line, line + 1):
        if number <= len(lines):
            here = lines[number - 1]
            at = here[: len(here) - len(here.lstrip(" \t-"))].find("\t")
            if at >= 0 and here.strip():
                return Problem(number, at + 1, at + 2, TAB_MESSAGE, TAB_HINT)
    return None


def _odd_space(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    for number in (line, line - 1):
        if number >= 1 and (found := _ODD_SPACE.match(lines[number - 1])):
            message = f"an unusual space (U+{ord(found.group(1)):04X}) stands in the indentation"
            at = found.start(1) + 1
            return Problem(number, at, at + 1, message, "Replace it by an ordinary space.")
    return None


def _bracket(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    if "unclosed bracket" in reason and bracket is None:
        bracket = (line, column, lines[line - 1][column - 1])
    if bracket is None or (bracket[0] == line and "unclosed" not in reason):
        return None
    close = "]" if bracket[2] == "[" else "}"
    message = f"the bracket {bracket[2]} opened here is never closed"
    hint = f"Close it with {close}; if the value only begins with {bracket[2]}, put the value in quotes."
    return Problem(bracket[0], bracket[1], bracket[1] + 1, message, hint)


def _sign(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    sign = lines[line - 1][column - 1 : column]
    word = re.match(r"\S*", lines[line - 1][column - 1 :])
    end = column + (len(word.group()) if word else 0)
    if "unknown anchor" in reason and sign == "*":
        name = lines[line - 1][column : end - 1]
        message = f"a value cannot begin with *: it would repeat a value marked &{name}, and there is none above"
        return Problem(line, column, end, message, _QUOTE_VALUE)
    if sign == "," and bracket is not None:
        return None
    if sign in _STARTS and re.search("unexpected character|anchor or alias|unexpected EOF", reason):
        return Problem(line, column, column + 1, _STARTS[sign], _QUOTE_VALUE)
    return None


def _colon(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    if "mapping values are not allowed" not in reason:
        return None
    here = lines[line - 1]
    before = here[: column - 1]
    if re.search(r":[ \t]", before):
        message = "a second colon stands in this value, and reads as one more key"
        return Problem(line, column, column + 1, message, _QUOTE_VALUE)
    above = _line_above(lines, line)
    glued = re.match(r"[ -]*([\w-]+:)\S", lines[above - 1]) if above else None
    if above and glued:
        at = glued.end(1)
        return Problem(above, at, at + 1, "a space is missing after this colon", "Write 'key: value', with a space.")
    at = len(here) - len(here.lstrip(" -")) + 1
    message = f"this key is indented below line {above}, which already has a value" if above else "a key is misplaced"
    return Problem(line, at, column, message, _INDENT)


def _no_colon(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    if "simple key expect" not in reason:
        return None
    # Noticed only where the next key begins, or at the end of the file.
    number = line if column > 1 and lines[line - 1][: column - 1].strip() else _line_above(lines, line)
    number = number or line
    here = lines[number - 1]
    at = len(here) - len(here.lstrip()) + 1
    message = "this line is not 'key: value', and not part of the text above it"
    hint = "Write a colon and a space after the key, or indent the line below the value it continues."
    return Problem(number, at, len(here.rstrip()) + 1, message, hint)


def _after_comment(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    above = lines[line - 2].lstrip() if line > 1 else ""
    if not above.startswith("#") or "expected key" not in reason or ":" in lines[line - 1]:
        return None
    message = "a comment stands inside a text of several lines, so this line belongs to nothing"
    return Problem(line, column, None, message, "Move the comment above the key, or write the text below 'key: |'.")


def _behind_value(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    if "did not find expected key" not in reason or not lines[line - 1][: column - 1].strip(" \t-"):
        return None
    return Problem(line, column, None, "something stands here behind a value that is complete", _QUOTE_VALUE)


def _line_above(lines: list[str], line: int) -> int | None:
    """The nearest line above that says something."""
    for number in range(line - 1, 0, -1):
        said = lines[number - 1].strip()
        if said and not said.startswith("#"):
            return number
    return None
