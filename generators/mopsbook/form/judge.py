"""What the checks say of a document as it would be, each remark at the control that it is about."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

import yaml
from msgspec import Struct

from mopsbook.checks.completeness import Gap, measure_all
from mopsbook.checks.finding import SEVERITIES, Finding
from mopsbook.checks.run import run_checks
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.documents.with_file import with_file
from mopsbook.form.posted import Posted
from mopsbook.reading.lines import as_typed
from mopsbook.reading.places import Pointer


class Remark(Struct, frozen=True):
    """A finding for the form: what is wrong, the way out, and the names of the controls where it is shown.

    `short` is what is said at a control, where the reader sees what it is about.
    """

    severity: str
    message: str
    hint: str
    rule: str
    names: tuple[str, ...] = ()
    place: str = ""
    short: str = ""


class Judge(Struct, dict=True):
    """The checks, over one shelf: the rest of the book is read once, and only the file that is edited anew."""

    shelf: Shelf
    today: date

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the book as it is."""
        return tuple(finding for finding in run_checks(self.shelf, self.today) if finding.is_open)

    @cached_property
    def _known(self) -> frozenset[tuple[str, str, str]]:
        return frozenset(_same(finding) for finding in self.findings)

    def judge(self, path: str, content: bytes, base: Pointer, posted: Posted) -> tuple[list[Remark], list[Remark]]:
        """Return what is to be said of the document in a file of this content, and what new there is elsewhere."""
        shelf = with_file(self.shelf, path, content)
        findings = [finding for finding in run_checks(shelf, self.today) if finding.is_open]
        measured = zip(shelf.documents, measure_all(shelf, self.today), strict=True)
        mine = (pair for pair in measured if pair[0].path == path and pair[0].base == base)
        document, gaps = next(((each, result.gaps) for each, result in mine), (None, ()))
        here: list[Remark] = []
        elsewhere: list[Remark] = []
        for finding in findings:
            pointer = _pointer(finding, document) if document and finding.path == path else None
            if pointer is None or pointer[: len(base)] != base or document is None:
                if (finding.path == path and document is None) or _same(finding) not in self._known:
                    elsewhere.append(_remark(finding, ()))
                continue
            names = _names(finding, pointer[len(base) :], document, gaps, posted)
            here.append(_remark(finding, tuple(dict.fromkeys(names))))
        return sorted(here, key=_gravity), sorted(elsewhere, key=_gravity)


def _gravity(remark: Remark) -> int:
    return SEVERITIES.index(remark.severity)


def _same(finding: Finding) -> tuple[str, str, str]:
    """Return what tells findings apart when lines have moved."""
    return finding.path, finding.rule, finding.sentence


def _remark(finding: Finding, names: tuple[str, ...]) -> Remark:
    place = f"{finding.path}:{finding.line}"
    said = finding.remark if names else finding.sentence
    return Remark(finding.severity, said, finding.hint, finding.rule, names, place, finding.message)


def _names(
    finding: Finding, pointer: Pointer, document: Document, gaps: Sequence[Gap], posted: Posted
) -> Iterator[str]:
    """Yield where a finding is shown. What is missing is said at the fields that are, and not at what is around them."""
    if finding.rule == "schema-violation":
        missing = [each.meant for each in document.violations if each.meant and each.message == finding.message]
        if missing:
            yield from map(posted.name_of, missing)
            return
    if finding.rule == "incomplete":
        # What is said of a whole document stands at its id, or at its beginning if it has none.
        around = () if pointer in (("id",), ("kind",)) else pointer
        wanted = [gap for gap in gaps if gap.state == "missing" and gap.field.expect == "required"]
        missing = [gap.pointer for gap in wanted if gap.pointer[:-1] == around and gap.field.name in finding.message]
        if missing:
            yield from map(posted.name_of, missing)
            return
    yield posted.name_of(pointer)


def _pointer(finding: Finding, document: Document) -> Pointer | None:
    """Return the pointer in its file of what stands at the place of a finding; None if the file cannot be read."""
    node = document.source.places.root
    if node is None:
        return None
    at = (finding.line - 1, finding.column - 1)
    pointer: list[str | int] = []
    while True:
        inner = _step(node, at)
        if inner is None:
            return tuple(pointer)
        pointer.append(inner[0])
        node = inner[1]


def _step(node: yaml.Node, at: tuple[int, int]) -> tuple[str | int, yaml.Node] | None:
    """Return the last child that begins before a place."""
    found: tuple[str | int, yaml.Node] | None = None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and (key.start_mark.line, key.start_mark.column) <= at:
                found = (as_typed(key.value), value)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            if (value.start_mark.line, value.start_mark.column) <= at:
                found = (number, value)
    return found
