"""An example of a naming convention contradicts the convention, or the convention cannot be used.

What: Every good example must follow the rule, read segment by segment in the usual form or in that of a variant, the example of
a variant must be one of it, and every bad example must break the rule. Retired values of a list are no longer good. A segment of type `list` names its list, one of type `const` its value; a pattern
looks neither around nor back; only the last segments may be left out, unless they have a placeholder; and the separator
occurs neither in the form of a date nor in a value, a constant or a placeholder.

Why: People copy the examples. GitLab's handbook documents one form of a campaign name and its own parser wants
another, so that names written as the handbook says give nothing but empty columns.

Mend: The message says which segment does not fit. Mend the example, or the rule if the example is what you mean.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.naming.clashes import find_clashes
from mopsbook.naming.convention import read_convention
from mopsbook.naming.parse import find_fault, find_fault_and_next, find_variant_fault, is_usable

SEVERITY = "error"
DIMENSION = "scalable"
_RULE = ("segments", "separator", "case", "max_length", "forbidden_words", "forbidden_characters", "exceptions")


def asks(kind: Kind) -> bool:
    """Naming conventions are asked."""
    return kind.name == "naming-convention"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each good example that breaks its rule, and each bad one that follows it."""
    for document in shelf.of_kind("naming-convention"):
        yield from _useless_segments(document)
        convention = read_convention(document, shelf)
        clashes = list(find_clashes(convention))
        for clash in clashes:
            yield Complaint(document, ("segments", clash.index, clash.field), clash.message, clash.hint)
        if clashes or not convention.segments or any(document.is_spoilt((field,)) for field in _RULE):
            # By such a rule no name can be read, so what is wrong with the examples would only be said again.
            continue
        for variant in convention.variants:
            name = document.data["variants"][variant.number].get("example")
            fault = find_variant_fault(name, variant, convention) if name else None
            if fault:
                at = ("variants", variant.number, "example")
                yield Complaint(document, at, f"the example is none of the variant: {fault.message}", fault.hint)
        # A name that fits no form may be of a variant that cannot be read.
        for index, example in enumerate(() if convention.unread else document.data.get("examples", ())):
            fault = find_fault_and_next(example["name"], convention) if example.get("name") else None
            if fault:
                yield Complaint(
                    document,
                    ("examples", index, "name"),
                    f"the good example breaks the rule: {fault.message}",
                    fault.hint,
                )
        if any(segment.type == "list" and segment.values is None for segment in convention.segments):
            # While a list is missing, which is said elsewhere, more names follow the rule than should.
            continue
        for index, example in enumerate(document.data.get("counter_examples", ())):
            if example.get("name") and find_fault(example["name"], convention) is None:
                hint = "Tighten the rule so that it refuses the name, or move the name to the good examples."
                yield Complaint(document, ("counter_examples", index, "name"), "the bad example follows the rule", hint)


def _useless_segments(document: Document) -> Iterator[Complaint]:
    segments = document.data.get("segments", ())
    last = max((index for index, segment in enumerate(segments) if segment.get("required", True)), default=-1)
    for index, segment in enumerate(segments):
        at = ("segments", index)
        if segment.get("type") == "list" and not segment.get("values") and not document.is_spoilt((*at, "values")):
            yield Complaint(document, at, "its values come from no list", "Name a value list in `values`.", on_key=True)
        if segment.get("type") == "const" and not segment.get("value") and not document.is_spoilt((*at, "value")):
            yield Complaint(document, at, "what is always the same is not said", "Write it in `value`.", on_key=True)
        if segment.get("pattern") and not is_usable(segment["pattern"]):
            hint = "Looking around (?=...) and back-references cannot be used; say it with plain groups and counts."
            yield Complaint(document, (*at, "pattern"), "the pattern cannot be used", hint)
        if index < last and not segment.get("required", True) and not segment.get("placeholder"):
            hint = "Move it to the end, or say in `placeholder` what stands there if nothing fits."
            yield Complaint(document, (*at, "required"), "it may be left out, and others follow it", hint)
