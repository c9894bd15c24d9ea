"""Something that is expected of every document of this kind is missing here.

What: A field that the kind marks as required is empty, null or a placeholder such as TBD, or the document as a whole
is less complete than the book's policy asks for (`policy.completeness`: a minimum, targets by tier, others for single
kinds). Fields that are merely recommended count for the completeness and are listed on the quality page.

Why: A required key that may be null is how real catalogues stay empty behind a green check: GitLab's stack file has
21 required keys, and 74 % of its systems say nothing in one of them.

Mend: Fill it in. If it makes no sense here, say why under `does_not_apply`. If nobody knows, say under `unknown` who
finds out: that is a fact, too, and it is on the page of whom you ask.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.aims import target_of
from mopsbook.checks.completeness import SPOKEN_OF, Completeness, Gap, measure_all
from mopsbook.checks.finding import Complaint
from mopsbook.documents.comments import swallowed_by_comment
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.explain import value_at
from mopsbook.documents.shelf import Shelf
from mopsbook.reading.read import read_yaml
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "reliable"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each required field that says nothing, and each document that is under the minimum."""
    for document, result in zip(shelf.documents, measure_all(shelf, today), strict=True):
        # Of what the rule schema-violation took out, or found behind a #, enough is said there.
        wanted = [gap for gap in result.gaps if gap.state == "missing" and not document.is_spoilt(gap.pointer)]
        wanted = [gap for gap in wanted if gap.field.expect == "required" or gap.said]
        if document.data.get("status") == "retired":
            # Of what is gone, only what is asked because it is gone still matters.
            wanted = [gap for gap in wanted if "retired" in gap.field.expect_when.get("status", ())]
        named = _named_badly(document)
        absent: dict[Pointer, list[Gap]] = {}
        for gap in wanted:
            if swallowed_by_comment(document, gap.pointer) or _path(gap) in named:
                continue
            if gap.pointer in document.blanks:
                said = f"says `{gap.said}`, which says nothing" if gap.said else "is empty"
                yield Complaint(
                    document, gap.pointer, f"`{_path(gap)}` {said}", f"{gap.field.hint} {_OR}".strip(), not gap.said
                )
            else:
                absent.setdefault(gap.pointer[:-1], []).append(gap)
        for pointer, gaps in absent.items():
            yield _complain(document, pointer, gaps)
        # Of one mistake one rule speaks: what is left is what nobody has said anything of.
        if not wanted and not document.violations:
            aim = target_of(document, shelf)
            if result.score < aim and result.but_for(SPOKEN_OF) < aim:
                yield Complaint(document, (), f"it is {result.score} % complete; {aim} % is asked for", _name(result))


def _named_badly(document: Document) -> frozenset[str]:
    """Return the fields that are excused in a way that no schema allows: of them the rule schema-violation speaks."""
    names: set[str] = set()
    for violation in document.violations:
        if violation.pointer[:1] not in (("unknown",), ("does_not_apply",)):
            continue
        if len(violation.pointer) > 1:
            names.add(str(violation.pointer[1]))
            continue
        # What was not allowed is in no document any more, so the file has to tell.
        typed = value_at(read_yaml(document.source.text.encode()).value, document.in_file(violation.pointer))
        names.update(map(str, typed) if isinstance(typed, (list, dict)) else [str(typed)])
    return frozenset(names)


def _name(result: Completeness) -> str:
    """Return what is missing, and what says no more than its name, in a sentence each."""
    missing = list(dict.fromkeys(_path(gap) for gap in result.gaps if gap.state in ("missing", "unknown")))
    thin = list(dict.fromkeys(_path(gap) for gap in result.gaps if gap.state == "thin"))
    said = []
    if missing:
        said.append(f"Missing {'are' if len(missing) > 1 else 'is'} {listed(missing, most=6, last='and')}.")
    if thin:
        verb = "say no more than their names" if len(thin) > 1 else "says no more than its name"
        said.append(f"{listed(thin, most=6, last='and')} {verb}.")
    return " ".join(said)


def _complain(document: Document, pointer: Pointer, gaps: list[Gap]) -> Complaint:
    """Return one complaint of all that is missing at one place.

    Nine of them under one another would be read by nobody.
    """
    if len(gaps) == 1:
        return Complaint(
            document, pointer, f"`{_path(gaps[0])}` is missing", f"{gaps[0].field.hint} {_OR}".strip(), on_key=True
        )
    names = listed([_path(gap) for gap in gaps], most=40, last="and")
    return Complaint(document, pointer, f"{names} are missing", f"Fill them in. {_OR}", on_key=True)


_OR = "Or say under `does_not_apply` why it makes no sense, or under `unknown` who finds out."


def _path(gap: Gap) -> str:
    return ".".join(gap.field.path)
