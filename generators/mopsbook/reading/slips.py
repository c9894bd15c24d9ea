"""The slips behind a refusal: looks at the text around the place, each for one thing that people do."""

from __future__ import annotations

import re

from mopsbook.reading.closely import TAB_HINT, TAB_MESSAGE
from mopsbook.reading.problem import Problem

QUOTE_VALUE = 'Put the whole value in quotes: "like this".'
INDENT = "Line it up with the key or the item it belongs with; each level takes two spaces."
_SECOND_COLON = "a second colon stands in this value, and reads as one more key"
_NO_SPACE = "a space is missing after this colon"
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
# Behind a key: a colon with a space that is none, or one from another keyboard.
_ODD_COLON = re.compile(r"[ -]*[\w-]+(?::(?P<space>[^\S \t])|[ \t]*(?P<colon>[\uff1a\ufe55\ua789\u2236]))")
_MERGE_MARK = re.compile(r"(?:={7}|>{7}(?: .*)?|\|{7}(?: .*)?)[ \t]*")
# What typewriters and word processors put before an item.
BULLETS = "*\u2022\u2023\u25cf\u25aa\u00b7\u2013\u2014\u2212"
_BULLET = re.compile(rf"[ \t]*([{BULLETS}])[ \t]+(?=\S)")
BULLET_HINT = "Begin each item with a hyphen and a space: `- like this`."
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_IN_BRACES = re.compile(r"[{,][ \t]*[\w-]+:[ \t]+[^\s\"'\[\]{},][^\"\[\]{},]*\Z")

_Bracket = tuple[int, int, str] | None


def _left_of_merge(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    # Where the first mark is still there, the whole conflict was found before; who deletes it may forget the others.
    for number in (line, line - 1, line + 1):
        if 1 <= number <= len(lines) and (found := _MERGE_MARK.fullmatch(lines[number - 1])):
            message = "a line of a merge conflict was left in this file"
            hint = "Delete it, and see that only one of the two versions stays above and below it."
            return Problem(number, 1, len(found.group()) + 1, message, hint)
    return None


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
        if number >= 1 and (found := _ODD_COLON.match(lines[number - 1])):
            sign = found["space"] or found["colon"]
            what = "an unusual space stands behind this colon" if found["space"] else "this colon is not the usual one"
            at = found.end()
            message = f"{what} (U+{ord(sign):04X})"
            return Problem(number, at, at + 1, message, "Type it anew: an ordinary colon, and an ordinary space.")
    return None


def _hidden_rest(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    # Of a bracket whose end a comment hides, the parser speaks lines below.
    if bracket is None or (bracket[0] == line and "unclosed" not in reason):
        return None
    for number in range(bracket[0], line + 1):
        bare = _QUOTED.sub(lambda quoted: "x" * len(quoted.group()), lines[number - 1])
        found = re.search(r"(?<=[^\s,\[{])[ \t]+#(?=\S)", bare)
        if found and ({"[": "]", "{": "}"}[bracket[2]] in bare[found.end() :]):
            message = "a # behind a space begins a comment, which hides the rest of this line"
            hint = 'Delete the space, or put the value in quotes: "like #this".'
            return Problem(number, found.end(), found.end() + 1, message, hint)
    return None


def _bullet(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    found = _BULLET.match(lines[line - 1])
    if bracket is not None or found is None or found.start(1) + 1 != column:
        return None
    return Problem(
        line, found.start(1) + 1, found.end(1) + 1, f"an item of a list cannot begin with {found[1]}", BULLET_HINT
    )


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
        return Problem(line, column, end, message, QUOTE_VALUE)
    if sign == "," and bracket is not None:
        return None
    if sign in _STARTS and re.search("unexpected character|anchor or alias|unexpected EOF", reason):
        return Problem(line, column, column + 1, _STARTS[sign], QUOTE_VALUE)
    return None


def _colon(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    here = lines[line - 1]
    before = here[: column - 1]
    if bracket is not None and here[column - 1 : column + 1].rstrip() == ":" and _IN_BRACES.search(before):
        return Problem(line, column, column + 1, _SECOND_COLON, QUOTE_VALUE)
    if "mapping values are not allowed" not in reason:
        return None
    if re.search(r":[ \t]", before):
        return Problem(line, column, column + 1, _SECOND_COLON, QUOTE_VALUE)
    above = _line_above(lines, line)
    glued = re.match(r"[ -]*([\w-]+:)\S", lines[above - 1]) if above else None
    if above and glued:
        at = glued.end(1)
        return Problem(above, at, at + 1, _NO_SPACE, "Write 'key: value', with a space.")
    shallow = _shallow(lines, line, above)
    if shallow:
        return shallow
    at = len(here) - len(here.lstrip(" -")) + 1
    message = f"this key is indented below line {above}, which already has a value" if above else "a key is misplaced"
    return Problem(line, at, column, message, INDENT)


def _shallow(lines: list[str], line: int, above: int | None) -> Problem | None:
    """Return the problem of a key that slipped to the left, between lines that stand where it should."""
    over = _line_above(lines, above) if above else None
    if not above or not over:
        return None
    depths = [len(lines[number - 1]) - len(lines[number - 1].lstrip(" ")) for number in (over, above, line)]
    if depths[0] != depths[2] or lines[over - 1].lstrip().startswith("-"):
        return None
    message = f"this line is indented less than lines {over} and {line}, between which it stands"
    end = depths[1] + len(lines[above - 1].strip().partition(":")[0]) + 1
    return Problem(above, depths[1] + 1, end, message, INDENT)


def _no_colon(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    if "simple key expect" not in reason:
        return None
    # Noticed only where the next key begins, or at the end of the file.
    number = line if column > 1 and lines[line - 1][: column - 1].strip() else _line_above(lines, line)
    number = _below_bar(lines, number or line) or number or line
    here = lines[number - 1]
    at = len(here) - len(here.lstrip()) + 1
    glued = re.match(r"[ -]*([\w-]+:)[^\s/]", here)
    above = _line_above(lines, number)
    if glued:
        return Problem(number, glued.end(), glued.end() + 1, _NO_SPACE, "Write 'key: value', with a space.")
    if here[at - 1 : at] == "-" and re.match(r"-[^\s-]", here[at - 1 :]):
        item = here[at:].strip()
        return Problem(number, at, at + 1, "a space is missing after this hyphen", f"Write the item as `- {item}`.")
    if above and _opens_text(lines[above - 1]) and at <= _depth(lines[above - 1]) + 1:
        message = f"the text that line {above} announces is not indented"
        return Problem(number, at, len(here.rstrip()) + 1, message, f"Indent it by two spaces more than line {above}.")
    message = "this line is not 'key: value', and not part of the text above it"
    hint = "Write a colon and a space after the key, or indent the line below the value it continues."
    key = _key_over(lines, number)
    if key:
        hint = f"Write a colon and a space after the key; or, if all this is one text, write `{key}: |` above it."
    return Problem(number, at, len(here.rstrip()) + 1, message, hint)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _opens_text(line: str) -> bool:
    """Whether a line ends in the | or > that a text of several lines follows."""
    return re.search(r":[ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?$", line) is not None


def _below_bar(lines: list[str], line: int) -> int | None:
    """The first line of a text that should be indented below | or > and is not; None if `line` lies in no such text."""
    first = line
    for number in range(line - 1, 0, -1):
        if _opens_text(lines[number - 1]):
            return first if _depth(lines[first - 1]) <= _depth(lines[number - 1]) else None
        if lines[number - 1].strip():
            first = number
        if re.match(r"[ -]*[\w-]+:(?:\s|$)", lines[number - 1]):
            return None
    return None


def _key_over(lines: list[str], line: int) -> str:
    """The key without a value that the lines down to this one are indented below; "" if there is none."""
    for number in range(line - 1, 0, -1):
        here = lines[number - 1]
        if here.strip() and _depth(here) < _depth(lines[line - 1]):
            found = re.fullmatch(r"[ -]*([\w-]+):[ \t]*(?:#.*)?", here)
            return found[1] if found else ""
    return ""


def _after_comment(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    above = lines[line - 2].lstrip() if line > 1 else ""
    if not above.startswith("#") or "expected key" not in reason or ":" in lines[line - 1]:
        return None
    message = "a comment stands inside a text of several lines, so this line belongs to nothing"
    return Problem(line, column, None, message, "Move the comment above the key, or write the text below 'key: |'.")


def _behind_value(lines: list[str], line: int, column: int, reason: str, bracket: _Bracket) -> Problem | None:
    if "did not find expected key" not in reason or not lines[line - 1][: column - 1].strip(" \t-"):
        return None
    return Problem(line, column, None, "something stands here behind a value that is complete", QUOTE_VALUE)


def _line_above(lines: list[str], line: int) -> int | None:
    """The nearest line above that says something."""
    for number in range(line - 1, 0, -1):
        said = lines[number - 1].strip()
        if said and not said.startswith("#"):
            return number
    return None


# Read from the left, so the narrower look stands first. Each takes the lines, the place, the parser's reason and what stands open.
LOOKS = (
    _left_of_merge, _tab, _odd_space, _hidden_rest, _bracket, _bullet, _sign, _colon, _no_colon, _after_comment,
    _behind_value,
)  # fmt: skip
