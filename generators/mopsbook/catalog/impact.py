"""What depends on a thing, over how many hops, and why: the graph walked against the direction of its references.

Which end of a reference depends on the other, the schema says (`x-dependence`).
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Key, Link
from mopsbook.catalog.parts import parts_of

MOST_HOPS = 3

# Those who answer for things. When a role changes, what it owns needs somebody; what depends on that goes on as before.
PEOPLE = frozenset({"role", "team"})


class Node(NamedTuple):
    """A document, or with `part` the step, stage or field of it that has this id."""

    key: Key
    part: str = ""


class Hop(Struct, frozen=True):
    """One step of a way: `node` depends on the one before it, because of `link`."""

    node: Node
    link: Link

    @property
    def words(self) -> str:
        """The relation as the one that depends would say it: "shows", "has stages reached through"."""
        return self.link.words if self.link.source == self.node.key else self.link.back


class Reached(Struct, frozen=True):
    """A document that depends on something. `way` leads there on the shortest path; `parts` are those of its parts (id and
    title) that are reached as near, none if it is meant as a whole.
    """

    key: Key
    way: tuple[Hop, ...]
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def distance(self) -> int:
        """Over how many hops."""
        return len(self.way)


def reach(catalog: Catalog, key: Key, part: str = "", most_hops: int = MOST_HOPS) -> tuple[Reached, ...]:
    """Return what depends on a document, or on one part of it, the nearest first, then by kind and title."""
    return Dependence(catalog).reach(key, part, most_hops)


def say_why(catalog: Catalog, reached: Reached) -> str:
    """Return why something is reached, from its side: "shows MQLs created, which is about stages of Lead lifecycle (MQL)"."""
    said = [f"{hop.words} {_name_before(catalog, reached, at)}" for at, hop in enumerate(reached.way)]
    return ", which ".join(reversed(said))


class Dependence:
    """Who depends on what, of a whole catalog: made once, asked often."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._hops: dict[Key, list[tuple[Node, Hop, bool]]] = defaultdict(list)
        for link in catalog.links:
            for on, hop, carries in _hops_of(link, catalog):
                self._hops[on.key].append((on, hop, carries))

    def reach(self, key: Key, part: str = "", most_hops: int = MOST_HOPS) -> tuple[Reached, ...]:
        """Return what depends on a document or a part. What is retired depends on nothing any more."""
        start = Node(key, part)
        ways: dict[Node, tuple[Hop, ...]] = {start: ()}
        carrying, edge = {start}, [start]
        for _ in range(most_hops):
            nexts: dict[Node, None] = {}
            for node in edge:
                for hop, carries in self._onwards(node, passing=node != start):
                    known = ways.get(hop.node)
                    if known is None:
                        ways[hop.node] = (*ways[node], hop)
                    # Reached by a way that ends there, it may still lie on a way that goes on, as long as that is no longer.
                    if carries and hop.node not in carrying and (known is None or len(known) > len(ways[node])):
                        carrying.add(hop.node)
                        nexts[hop.node] = None
            edge = list(nexts)
        del ways[start]
        return self._gather(ways, start)

    def _onwards(self, node: Node, *, passing: bool) -> Iterator[tuple[Hop, bool]]:
        for on, hop, carries in self._hops.get(node.key, ()):
            entity = self._catalog.at(hop.node.key)
            # Which of the things that a document does is touched is not known where the document as a whole was reached in
            # passing: an integration that one field goes through also writes a hundred others. Readers are told in any case.
            vague = passing and not node.part and hop.link.source == node.key and hop.node.key[0] not in PEOPLE
            if entity.status != "retired" and not vague and self._is_meant(node, on):
                yield hop, carries

    def _is_meant(self, node: Node, on: Node) -> bool:
        """Return whether a reference to `on` is one to `node`: whoever takes the whole takes all its parts where they hang together."""
        if not node.part or on.part == node.part:
            return True
        return not on.part and _hangs_together(self._catalog, node)

    def _gather(self, ways: dict[Node, tuple[Hop, ...]], start: Node) -> tuple[Reached, ...]:
        nearest: dict[Key, list[Node]] = {}
        for node, way in sorted(ways.items(), key=lambda item: len(item[1])):
            nodes = nearest.setdefault(node.key, [node])
            if node not in nodes and len(ways[nodes[0]]) == len(way):
                nodes.append(node)
        found = []
        for key, nodes in nearest.items():
            whole = any(not node.part for node in nodes)
            parts = () if whole else tuple((node.part, self._title(node)) for node in nodes)
            # Other parts of a document hang on the part that one began with; that it comes back over others is no news.
            if key != start.key or (start.part and parts and len(ways[nodes[0]]) == 1):
                found.append(Reached(key, ways[nodes[0]], parts))
        kinds = list(self._catalog.kinds)
        return tuple(sorted(found, key=lambda one: (one.distance, kinds.index(one.key[0]), self._order(one.key))))

    def _order(self, key: Key) -> tuple[str, str]:
        return (self._catalog.at(key).title.casefold(), key[1])

    def _title(self, node: Node) -> str:
        part = parts_of(self._catalog.at(node.key)).get(node.part)
        return part.title if part else node.part


def _hops_of(link: Link, catalog: Catalog) -> Iterator[tuple[Node, Hop, bool]]:
    """Yield what depends on what because of a link: the one, the hop to the other, and whether that goes on from there."""
    kind = catalog.at(link.source).kind
    field = kind.field(link.field)
    here, there = Node(link.source, link.part_id), Node(link.target, link.to_part)
    says = field.dependence if field and field.refs else "none"
    if says in ("here", "here-only", "both") and here != there:
        yield there, Hop(here, link), says != "here-only" and link.target[0] not in PEOPLE
    if says in ("there", "both") and here != there:
        yield here, Hop(there, link), link.target[0] not in PEOPLE


def _hangs_together(catalog: Catalog, node: Node) -> bool:
    """Return whether the parts among which this one is are said to be pieces of a whole."""
    part = parts_of(catalog.at(node.key)).get(node.part)
    return part is not None and part.field.dependence == "whole"


def _name_before(catalog: Catalog, reached: Reached, at: int) -> str:
    """Return what the hop at a place of the way depends on: what the hop before it led to, or what one began with."""
    link = reached.way[at].link
    back = link.source == reached.way[at].node.key
    key, part = (link.target, link.to_part) if back else (link.source, link.part_id)
    title = catalog.at(key).title
    name = (link.to_title if back else link.part) if part else ""
    return f"{title} ({name})" if name else title
