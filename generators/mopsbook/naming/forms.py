"""Forms: the ways in which a convention lets names be made, the usual one first, and how long names get by them."""

from collections.abc import Sequence

from msgspec import Struct

from mopsbook.naming.convention import Convention, Segment
from mopsbook.naming.segments import automaton_of_segment


class Form(Struct, frozen=True):
    """A way in which names are made: its segments from left to right, what stands between them, and a fixed end.

    `case` is lower, upper or any; `max_length` None means any length. Segments behind the last required one may be left
    out, the last first.
    """

    segments: tuple[Segment, ...]
    separator: str
    suffix: str = ""
    case: str = "any"
    max_length: int | None = None


def usual_form(convention: Convention) -> Form:
    """Return the form that names have unless they are of a variant."""
    return Form(convention.segments, convention.separator, case=convention.case, max_length=convention.max_length)


def variant_forms(convention: Convention) -> Sequence[tuple[int, Form]]:
    """Return the form of each variant with its number, as far as all of its segments are known."""
    usual = usual_form(convention)
    return [
        (one.number, Form(one.segments, usual.separator, one.suffix, usual.case, usual.max_length))
        for one in convention.variants
    ]


def longest_name(form: Form) -> int | None:
    """Return how many characters the longest name has that the segments allow; None if there is none, or nobody can tell.

    The `max_length` of the form itself is left out of account.
    """
    total = len(form.separator) * (len(form.segments) - 1) + len(form.suffix)
    for segment in form.segments:
        texts = automaton_of_segment(segment, form.separator)
        length = texts.longest if texts else segment.max_length
        if length is None:
            return None
        total += length
    return total
