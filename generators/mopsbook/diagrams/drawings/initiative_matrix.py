"""Initiatives that are open, by effort and impact: what to do first, and what had better be left."""

from collections.abc import Sequence

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.matrix import Scales, Spot, draw_matrix

EACH = "index:initiative"

_FEWEST = 3
_OPEN = ("idea", "planned", "in-progress")
_SCALES = Scales(
    "Effort", "Impact", 1, 5, ("Do first", "Plan well", "Do in between", "Better leave"), "open initiative"
)


def draw(catalog: Catalog, _: object) -> Sequence[Picture]:
    """Return the matrix of the initiatives that are open and weighed; none for fewer than three."""
    spots = [
        Spot(one.title, one.data["effort"], one.data["impact"], link_to(one))
        for one in catalog.of_kind("initiative")
        if one.data.get("state") in _OPEN and {"effort", "impact"} <= one.data.keys()
    ]
    if len(spots) < _FEWEST:
        return []
    hue = catalog.kinds["initiative"].hue
    picture = draw_matrix("initiatives", "Open initiatives by effort and impact", spots, _SCALES, hue)
    return [picture] if picture else []
