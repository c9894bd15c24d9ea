"""Which share of the documents of each team has no gaps, so that one sees where help is needed."""

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
    """Return a bar for each team, the least complete first, and one for what nobody owns; none for fewer than two teams."""
    scores: dict[Entity | None, list[int]] = defaultdict(list)
    for entity in catalog.entities:
        scores[catalog.team_of(entity)].append(entity.completeness.score)
    if len(scores.keys() - {None}) < _FEWEST:
        return []
    bars = []
    for team, found in scores.items():
        share = 100 * sum(score == _ALL for score in found) // len(found)
        name, href = (team.title, link_to(team)) if team else ("Nobody's", "")
        bars.append(Bar(f"{name} ({len(found):,})", (share,), href))
    bars.sort(key=lambda bar: (bar.values[0] or 0, bar.label.casefold()))
    said = Measure("Team (documents)", "Without gaps", "%", most=100)
    title = "Documents without gaps, by team (of how many)"
    picture = draw_bars("complete", title, bars, said, catalog.kinds["team"].hue)
    return [picture] if picture else []
