"""Scores in each dimension of SCORE: of the book as a whole, and of any of its entities, such as those of a team."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.checks.dimensions import DIMENSIONS
from mopsbook.checks.finding import Finding
from mopsbook.checks.scores import Key, Score, find_asked, measure


class Scores:
    """The scores of a catalog, by dimension in the order of the word."""

    def __init__(self, catalog: Catalog) -> None:
        self._asked = find_asked(catalog.shelf, catalog.today)
        self._findings: dict[str, dict[Key, list[Finding]]] = {name: defaultdict(list) for name in DIMENSIONS}
        for finding in catalog.findings:
            if finding.dimension and not finding.is_waived:
                self._findings[finding.dimension][finding.kind, finding.id].append(finding)

    def of_book(self) -> Mapping[str, Score]:
        """Return the scores of everything, files that could not be read and book.yaml itself included."""
        every = {name: [one for found in by_key.values() for one in found] for name, by_key in self._findings.items()}
        return {name: measure(self._asked[name], every[name]) for name in DIMENSIONS}

    def of(self, entities: Iterable[Entity]) -> Mapping[str, Score]:
        """Return the scores of some entities."""
        keys = {entity.key for entity in entities}
        scores: dict[str, Score] = {}
        for name, asked in self._asked.items():
            findings = [one for key in keys for one in self._findings[name].get(key, ())]
            scores[name] = measure(asked & keys, findings)
        return scores
