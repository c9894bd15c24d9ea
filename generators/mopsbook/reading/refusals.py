"""Why the fast parser refused, in a colleague's words."""

from __future__ import annotations

from mopsbook.reading.closely import TAB_HINT, TAB_MESSAGE, nested_too_deeply
from mopsbook.reading.lines import split_lines
from mopsbook.reading.problem import Problem
from mopsbook.reading.quotes import never_closed, opened
from mopsbook.reading.slips import INDENT, LOOKS, QUOTE_VALUE

_DOUBLE = "Write a quote inside the text twice (''), or use the other kind of quotes around it."
_ESCAPE = r"Write the backslash twice (\\), or use single quotes, in which it means itself."

# Part of the parser's reason -> (message, hint).  Read from the top, so the narrower part stands first.
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("mismatched bracket", "this bracket does not match the one that was opened", "Close [ with ] and { with }."),
    (
        "comments must be separated",
        "a # stands right behind other text",
        "Put a space before it, or " + QUOTE_VALUE.lower(),
    ),
    ("comment intercepting", "a comment cuts a text of several lines in two", "Move the comment above the key."),
    ("found a tab", "a tab stands where only spaces may stand", TAB_HINT),
    ("tabs disallowed", "a tab stands where only spaces may stand", TAB_HINT),
    ("':' must be followed", "a tab stands behind the colon of a key", "Put a space there."),
    ("'-' must be followed", "a tab stands behind the dash of a list item", "Put a space there."),
    ("placement of ':'", "a colon stands where no key comes before it", QUOTE_VALUE),
    ("expected node content", "a value is missing here", QUOTE_VALUE),
    ("misplaced bracket", "a bracket is closed here that was never opened", "Delete it, or " + QUOTE_VALUE.lower()),
    ("unknown escape character", "a backslash stands in double quotes before a letter it does not go with", _ESCAPE),
    ("while parsing a quoted scalar", "the code behind a backslash in these quotes is not complete", _ESCAPE),
    ("invalid trailing content", "there is more text after the closing quote", _DOUBLE),
    ("unexpected document indicator", "a line of --- or ... stands in quotes", "Indent it, or close the quote."),
    ("block sequence entries", "a list cannot begin on the line of its key", "Start the list on the next line."),
    ("mapping keys are not allowed", "a value cannot begin with '? '", QUOTE_VALUE),
    ("only valid inside a block", "'- ' cannot stand inside brackets", "Separate the items by commas: [a, b]."),
    ("content cannot start with a tab", TAB_MESSAGE, TAB_HINT),
    ("wrongly indented line in block", "this line is indented less than the text block it belongs to", INDENT),
    ("while scanning a block scalar", "text follows | or > on the same line", "Begin it on the next line, indented."),
    ("expected ',' or", "a comma or the closing bracket is missing before this place", "Separate the parts by commas."),
    ("flow", "something is missing or doubled inside these brackets", "Check the commas and the closing bracket."),
    ("directive", "a line that begins with % is an instruction to the parser", "Delete the line, or quote the value."),
    ("tag", "a value cannot begin with !", QUOTE_VALUE),
    ("handle wasn't declared", "a value cannot begin with !", QUOTE_VALUE),
    ("did not find expected key", "this line fits neither the keys nor the list above it", INDENT),
    ("expected '-' indicator", "a key stands where the list above expects its next '- ' item", INDENT),
    ("expected <document start>", "this line is indented less than the first key of the file", INDENT),
    ("indentation", "the indentation does not fit the lines above", INDENT),
    ("document end marker", "text follows the end of the document", "Delete the line of --- or ..., or what follows."),
)


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
    for look in LOOKS:
        problem = look(lines, line, column, reason, open_here.bracket)
        if problem is not None:
            return problem
    for part, message, hint in _WORDS:
        if part in reason:
            if "colon of a key" in message:
                column = here.rfind("\t", 0, column) + 1 or column
            elif hint is INDENT:
                column = len(here) - len(here.lstrip()) + 1
            return Problem(line, column, None, message, hint)
    return Problem(line, column, None, f"this line cannot be read ({reason})", "Compare it with the lines around it.")
