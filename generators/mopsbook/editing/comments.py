"""The comments of a YAML text, so that an edit can show that it lost none."""

import re
from collections import Counter

import yaml

from mopsbook.reading.lines import one_dot_one
from mopsbook.reading.nodes import LOADER

_COMMENT = re.compile(r"(?:(?<=\s)|\A)#.*")


def find_comments(text: str) -> Counter[str]:
    """Return each comment with how often it stands there. Raises yaml.YAMLError for what is no YAML."""
    found: Counter[str] = Counter()
    end = 0
    for token in yaml.scan(one_dot_one(text), Loader=LOADER):
        # Between two tokens there is nothing but white space and comments.
        found.update(_in(text, end, token.start_mark.index))
        end = max(end, token.end_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            start = token.start_mark.index
            head = text.find("\n", start)
            found.update(_in(text, start, head if head >= 0 else len(text)))
    found.update(_in(text, end, len(text)))
    return found


def _in(text: str, start: int, end: int) -> list[str]:
    # One character before, because a # begins a comment only behind white space.
    return (
        [match.rstrip() for match in _COMMENT.findall(text, max(start - 1, 0), end)] if "#" in text[start:end] else []
    )
