"""Segments: the texts that one part of a name may hold, as an automaton."""

import re

from mopsbook.naming.automaton import Automaton, automaton_of_texts, union
from mopsbook.naming.convention import Segment
from mopsbook.naming.pattern import automaton_of_pattern, literal

# Years of this century and days that every month has, so that a name which is found holds a real date.
_DATE = {"YYYY": "20[0-9]{2}", "YY": "[0-9]{2}", "MM": "(0[1-9]|1[0-2])", "DD": "(0[1-9]|1[0-9]|2[0-8])", "Q": "Q[1-4]"}
_DATE_PART = re.compile(r"YYYY|YY|MM|DD|Q|.")


def automaton_of_segment(segment: Segment, separator: str) -> Automaton | None:
    """Return the automaton of the texts that a segment may hold; None if that cannot be told, as with a pattern that is not read here.

    Without a pattern, a free text holds no character of the separator: names are split there.
    """
    found: Automaton | None = None
    if segment.type == "date":
        found = automaton_of_pattern(
            "".join(_DATE.get(part, literal(part)) for part in _DATE_PART.findall(segment.format))
        )
    elif segment.type == "number":
        found = automaton_of_pattern("[0-9]+")
    elif segment.type == "const":
        found = automaton_of_texts([segment.constant]) if segment.constant else None
    elif segment.type == "list":
        found = automaton_of_texts(segment.values) if segment.values is not None else None
    elif segment.type == "text":
        found = automaton_of_pattern(segment.pattern or f"[^{''.join(map(literal, separator))}]+")
    if found is None:
        return None
    found = found.limited(segment.max_length)
    return union(found, automaton_of_texts([segment.placeholder])) if segment.placeholder else found
