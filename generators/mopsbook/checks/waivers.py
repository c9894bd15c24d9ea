"""Waivers: what a team lets stay for a while. They take findings, and know which of them they took."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.checks.finding import Finding
from mopsbook.checks.subject import name_part
from mopsbook.checks.targets import target_at
from mopsbook.documents.dates import parse_date
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf, Target

KIND = "waiver"
# Of a waiver nobody may be let off: it would never end.
OF_WAIVERS = frozenset({"unusable-waiver", "waiver-expired", "waiver-unused"})


class Waiver(Struct, frozen=True):
    """One waiver. `target` is None if what it names is nowhere, `until` if that is no date; then it waives nothing."""

    document: Document
    rule: str
    target: Target | None
    until: date | None

    @property
    def reason(self) -> str:
        """Why, in words."""
        return str(self.document.data.get("reason") or "")

    def holds(self, today: date) -> bool:
        """Return whether its last day is not over."""
        return self.until is not None and today <= self.until

    def covers(self, finding: Finding) -> bool:
        """Return whether it lets a finding stay: by rule, document and, if it names one, the part or what is within it."""
        if self.target is None or finding.rule != self.rule:
            return False
        if (finding.kind, finding.id) != self.target.document.key:
            return False
        part = name_part(self.target.document, self.target.part)
        return not part or finding.part == part or finding.part.startswith(f"{part}, ")


def read_waivers(shelf: Shelf) -> tuple[Waiver, ...]:
    """Return the waivers of a book in the order of their files."""
    return tuple(
        Waiver(
            document,
            str(document.data.get("rule") or ""),
            target_at(shelf, document, ("entity",)),
            parse_date(document.data.get("until")),
        )
        for document in shelf.of_kind(KIND)
    )


def waive(
    findings: Iterable[Finding], waivers: Sequence[Waiver], never: Iterable[str], today: date
) -> tuple[list[Finding], frozenset[str]]:
    """Return the findings, those that a waiver covers with its reason, and the ids of the waivers that covered something.

    `never` are the rules that nobody may be let off. A waiver that is incomplete, or over, covers nothing.
    """
    spared = {*never, *OF_WAIVERS}
    holding = [one for one in waivers if one.rule not in spared and one.holds(today) and not one.document.violations]
    used: set[str] = set()
    told: list[Finding] = []
    for finding in findings:
        waiver = next((one for one in holding if one.covers(finding)), None)
        if waiver is not None:
            used.add(waiver.document.id)
        told.append(replace(finding, state="waived", reason=waiver.reason) if waiver else finding)
    return told, frozenset(used)
