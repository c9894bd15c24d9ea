"""How many documents each team keeps, and how many of them have gaps, so that one sees where help is needed."""

from collections import defaultdict
from collections.abc import Sequence

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.bars import Bar, Measure, draw_bars

EACH = "page:quality"

_FEWEST = 2
_ALL = 100


def draw(catalog: Catalog, _: object) -> Sequence[Picture]:
    """Return a bar for each team, the one with most gaps first, and one for what nobody owns; none for fewer than two teams."""
    scores: dict[Entity | None, list[int]] = defaultdict(list)
    for entity in catalog.entities:
        scores[catalog.team_of(entity)].append(entity.completeness.score)
    if len(scores.keys() - {None}) < _FEWEST:
        return []
    bars = []
    for team, found in scores.items():
        complete = sum(score == _ALL for score in found)
        name, href = (team.title, link_to(team)) if team else ("Nobody's", "")
        bars.append(Bar(name, (complete, len(found) - complete), href))
    bars.sort(key=lambda bar: (-(bar.values[1] or 0), -(bar.values[0] or 0), bar.label.casefold()))
    said = Measure("Team", "Documents", series=("Complete", "With gaps"))
    title = "Documents of each team, and how many of them have gaps"
    picture = draw_bars("complete", title, bars, said, catalog.kinds["team"].hue)
    return [picture] if picture else []
