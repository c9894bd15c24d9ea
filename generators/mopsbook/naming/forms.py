"""Forms: the ways in which a convention lets names be made, the usual one first, and how long names get by them."""

from collections.abc import Sequence

from mopsbook.naming.convention import Convention
from mopsbook.naming.readings import Form, of_segment


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
        texts = of_segment(segment, form.separator)
        length = texts.longest if texts else segment.max_length
        if length is None:
            return None
        total += length
    return total
