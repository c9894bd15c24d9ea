"""A convention as plain values, for the name builder of the pages (`assets/builder.js`), which tries names by the same rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from mopsbook.naming.convention import Convention, Segment
from mopsbook.naming.parse import is_usable
from mopsbook.naming.pattern import automaton_of_pattern

# A pattern with more ways than that would make the page heavy; the browser reads it by itself then.
_MOST_MOVES = 1_000


def as_plain(convention: Convention) -> Mapping[str, Any]:
    """Return what decides about names, as JSON can say it; what is empty is left out.

    `forms` are the ways in which names are made, the usual one first, each with the numbers of its segments.
    """
    numbers = {segment.id: number for number, segment in enumerate(convention.segments)}
    return _filled(
        separator=convention.separator,
        case=convention.case if convention.case != "any" else "",
        mixed=convention.is_mixed,
        most=convention.max_length,
        words=list(convention.forbidden_words),
        characters=list(convention.forbidden_characters),
        exceptions=sorted(convention.exceptions),
        segments=[_segment(segment) for segment in convention.segments],
        forms=[
            {"segments": list(range(len(convention.segments)))},
            *(
                _filled(title=one.title, suffix=one.suffix, segments=[numbers[each.id] for each in one.segments])
                for one in convention.variants
            ),
        ],
    )


def _segment(segment: Segment) -> Mapping[str, Any]:
    pattern = segment.pattern if is_usable(segment.pattern) else ""
    return _filled(
        title=segment.title,
        type=segment.type,
        required=segment.required,
        format=segment.format if segment.type == "date" else "",
        pattern=pattern,
        ways=_ways(pattern),
        most=segment.max_length,
        placeholder=segment.placeholder,
        constant=segment.constant,
        values=None if segment.values is None else list(segment.values),
        list=segment.list_name,
        retired=[list(one) for one in segment.retired],
        case=segment.case,
    )


def _ways(pattern: str) -> Sequence[Any] | None:
    """Return the automaton of a pattern: by state, whether a text may end there, and the ways out of it.

    A browser would try some patterns on some names for years; this takes a step for each letter.
    """
    found = automaton_of_pattern(pattern) if pattern else None
    if found is None or sum(map(len, found.moves)) > _MOST_MOVES:
        return None
    return [[state in found.ends, [list(move) for move in moves]] for state, moves in enumerate(found.moves)]


def _filled(**values: Any) -> Mapping[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if value not in (None, "", False) and (value != [] or name == "values")
    }
