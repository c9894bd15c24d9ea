"""A name that follows a convention can be read in two ways.

What: The pattern of a segment lets the separator through, so that nobody can tell where the segment ends; or some name fits
two variants of a convention, or a variant and the usual form. This is decided from the patterns, lists and lengths as they
stand, for all names that they allow, and not tried out with a few. Patterns with flags, `\\b`, `\\W` or `\\p{...}` are not
looked at.

Why: GitLab's handbook put an optional language before the name of a campaign, and its parser counted segments from the
left: agencies ended up in the column for languages, and nobody saw it in a table of ten thousand rows.

Mend: Take the separator out of the pattern. Give each variant something that no other one has, such as a segment that is
always the same, or a fixed end.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.naming.clashes import find_clashes
from mopsbook.naming.convention import Convention, read_convention
from mopsbook.naming.forms import usual_form, variant_forms
from mopsbook.naming.readings import find_common, find_leak, find_twofold

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Naming conventions are asked."""
    return kind.name == "naming-convention"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each pattern that lets the separator through, and each variant whose names fit another form."""
    for document in shelf.of_kind("naming-convention"):
        convention = read_convention(document, shelf)
        segments = document.data.get("segments", ())
        # Both are for the rule naming-example to say, and make every reading doubtful.
        if document.data.get("status") == "retired" or any(find_clashes(convention)) or _has_gap(convention):
            continue
        if any(document.is_spoilt(("segments", index)) for index in range(len(segments))):
            continue
        leaks = list(_leaks(document, convention))
        yield from leaks or _common(document, convention)


def _leaks(document: Document, convention: Convention) -> Iterator[Complaint]:
    form = usual_form(convention)
    for index, segment in enumerate(convention.segments):
        text = find_leak(segment, form) if segment.type == "text" and segment.pattern else None
        if text is None:
            continue
        message = f"the pattern lets the separator `{form.separator}` through"
        twofold = find_twofold(form)
        if twofold:
            one, other = (" | ".join(texts) for texts in (twofold.one, twofold.other))
            message += f": `{twofold.name}` reads as {one} and as {other}"
        else:
            message += f", and names are split there: `{text}` fits"
        hint = f"Take `{form.separator}` out of the pattern, or choose another `separator`."
        yield Complaint(document, ("segments", index, "pattern"), message, hint)


def _common(document: Document, convention: Convention) -> Iterator[Complaint]:
    usual = usual_form(convention)
    variants = variant_forms(convention)
    for place, (number, form) in enumerate(variants):
        # A variant that repeats the usual form only gives it a name.
        others = [] if form == usual else [("the usual form", usual)]
        others += [(f"the variant `{_name(document, earlier)}`", other) for earlier, other in variants[:place]]
        for title, other in others:
            name = find_common(form, other)
            if name is not None:
                hint = "Give one of them what the other has not: a segment that is always the same, or a fixed end."
                message = f"a name such as `{name}` fits it and {title}"
                yield Complaint(document, ("variants", number, "segments"), message, hint)
                break


def _name(document: Document, number: int) -> str:
    variant = document.data["variants"][number]
    return str(variant.get("id", variant.get("title", number + 1)))


def _has_gap(convention: Convention) -> bool:
    last = max((index for index, segment in enumerate(convention.segments) if segment.required), default=-1)
    return any(not segment.required and not segment.placeholder for segment in convention.segments[:last])
