"""The sections of the menu, and the order of kinds in it."""

from collections.abc import Iterable

from mopsbook.kinds.kind import Kind

# Those that every book has.
_SECTIONS = ("Stack", "Data", "Campaigns", "Processes", "Measurement", "Governance", "People", "Glossary")


def in_order(kinds: Iterable[Kind]) -> list[Kind]:
    """Return kinds in the order of the menu: by section, those that every book has first."""
    kinds = list(kinds)
    sections = list(dict.fromkeys([*_SECTIONS, *(kind.section for kind in kinds)]))
    return sorted(kinds, key=lambda kind: sections.index(kind.section))
