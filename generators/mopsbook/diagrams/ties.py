"""Tie: what joins two boxes before anybody knows where they stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from mopsbook.diagrams.flows import SystemFlow, classes_of_flows, say
from mopsbook.diagrams.picture import link_to
from mopsbook.diagrams.scene import Point, Wire
from mopsbook.words import count


class Tie(Struct, frozen=True):
    """A way between two boxes, named by their keys, with a tip at its target, its source, or both.

    `trunk` is the end whose ways are drawn as one bundle where there is little room; "" lets the busier end have it.
    """

    source: str
    target: str
    forward: bool
    backward: bool
    title: str
    href: str = ""
    classes: tuple[str, ...] = ()
    via: str = ""
    label: str = ""
    trunk: str = ""

    def along(self, path: str, heads: Iterable[tuple[Point, Point]], *classes: str) -> Wire:
        """Return the way as it is drawn: along a path of SVG, with tips as `Wire` has them, and with these classes besides its own."""
        return Wire(
            self.source, self.target, path, self.title, self.href, (*self.classes, *classes), tuple(heads), self.via
        )


def tie_flows(flows: Sequence[SystemFlow]) -> list[Tie]:
    """Return one tie for all flows between the same two systems, sorted by the ids of both."""
    pairs: dict[tuple[str, str], list[SystemFlow]] = {}
    for flow in flows:
        low, high = sorted((flow.source.id, flow.target.id))
        pairs.setdefault((low, high), []).append(flow)
    busy = Counter(end for pair in pairs for end in pair)
    return [_tie(pairs[pair], busy) for pair in sorted(pairs)]


def _tie(flows: list[SystemFlow], busy: Mapping[str, int]) -> Tie:
    first = flows[0]
    source, target = first.source.id, first.target.id
    forward = any(flow.source.id == source or flow.both for flow in flows)
    backward = any(flow.source.id != source or flow.both for flow in flows)
    if forward and backward and busy[target] > busy[source]:
        # Where data flows both ways the busier system goes first, so that its satellites stand on either side of it.
        source, target = target, source
    words = "; ".join(say(flow) for flow in flows)
    return Tie(
        source=source,
        target=target,
        forward=forward,
        backward=backward,
        title=words if len(flows) == 1 else f"{count(len(flows), 'integration')}. {words}",
        href=link_to(first.entity) if len(flows) == 1 else "",
        classes=classes_of_flows(flows, forward and backward),
        via=" ".join(sorted({flow.via.id for flow in flows if flow.via})),
    )
