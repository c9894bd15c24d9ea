"""PyYAML kept on a short lead: nodes, events and tokens with marks, only of text that cannot break it.

libyaml ends the whole process on deep nesting, so nothing here reads a text before its depth is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from mopsbook.reading.lines import at_index, one_dot_one

LIMIT = 64
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# Which of two classes it is hangs on the machine.
class _Untyped(LOADER):  # type: ignore[misc,valid-type]
    """A loader that does not ask what a plain value might be."""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return ""


# Block nesting costs columns, so a line that opens with a long run of indentation and indicators is the only way to
# nest deeply in blocks.  Anchored at line starts: searching for the run anywhere would take quadratic time.
_LONG_LEAD = re.compile(r"[ \t?:-]{400}")
_LONG_LEAD_BELOW = re.compile(r"\n[ \t?:-]{400}")
_LONG_LEAD_BELOW_CR = re.compile(r"\r[ \t?:-]{400}")
_OPENERS = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSERS = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)

Failure = tuple[int, int, str]


def too_deep(text: str, *, brackets: bool) -> tuple[int, int] | None:
    """Where a text nests deeper than the limit, if it might; brackets need a look only before PyYAML."""
    lead = _LONG_LEAD.match(text) or _LONG_LEAD_BELOW.search(text)
    if lead is None and "\r" in text:
        lead = _LONG_LEAD_BELOW_CR.search(text)
    if lead is None and not (brackets and text.count("[") + text.count("{") > LIMIT):
        return None
    deep, certain = deepest(text)
    if certain and deep is None:
        return None
    if deep is not None:
        return deep
    return at_index(text, lead.end() - 1) if lead else (1, 1)


def deepest(text: str) -> tuple[tuple[int, int] | None, bool]:
    """Where the level beyond the limit opens, and whether the scan got to the end; safe at any depth (no recursion)."""
    depth = 0
    try:
        for token in yaml.scan(one_dot_one(text), Loader=LOADER):
            if isinstance(token, _OPENERS):
                depth += 1
                if depth > LIMIT:
                    return (token.start_mark.line + 1, token.start_mark.column + 1), True
            elif isinstance(token, _CLOSERS):
                depth -= 1
    except yaml.YAMLError:
        return None, False
    return None, True


def compose(text: str, *, typed: bool = True) -> tuple[yaml.Node | None, Failure | None]:
    """The node tree of a text, or where and why there is none; without the types of plain values it takes half the time."""
    deep = too_deep(text, brackets=True)
    if deep is not None:
        return None, (*deep, "nested too deeply")
    try:
        return yaml.compose(one_dot_one(text), Loader=LOADER if typed else _Untyped), None
    except yaml.YAMLError as error:
        return None, failure(error)
    except RecursionError:  # only the loader written in Python can get here
        return None, (1, 1, "nested too deeply")


def events(text: str) -> Iterator[yaml.Event]:
    """The events of a text; raises yaml.YAMLError where libyaml refuses."""
    return yaml.parse(one_dot_one(text), Loader=LOADER)


def failure(error: yaml.YAMLError) -> Failure:
    """Place and reason of a refusal by PyYAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or "it is not clear"
    return (mark.line + 1, mark.column + 1, reason) if mark else (1, 1, reason)
