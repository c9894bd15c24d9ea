"""What depends on a thing: by hops and kinds, each with the way that leads to it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.answers.find import Subject
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.impact import Reached, reach, say_why
from mopsbook.terminal.lines import fill, printable
from mopsbook.terminal.paint import paint
from mopsbook.terminal.screen import Screen
from mopsbook.words import count

_WIDEST = 110


class Impact(Struct, frozen=True):
    """All that depends on a subject, the nearest first, over at most so many hops."""

    subject: Subject
    reached: tuple[Reached, ...]
    hops: int

    def as_json(self, catalog: Catalog) -> dict[str, Any]:
        """Return the documented shape: see docs/terminal.md."""
        part = self.subject.part
        return {
            "version": 1,
            "kind": self.subject.entity.kind.name,
            "id": self.subject.entity.id,
            "title": self.subject.entity.title,
            "part": part.id if part else None,
            "hops": self.hops,
            "count": len(self.reached),
            "reached": [_as_json(one, catalog) for one in self.reached],
        }


def find_impact(subject: Subject, catalog: Catalog, hops: int) -> Impact:
    """Return what depends on a subject."""
    part = subject.part.id if subject.part else ""
    return Impact(subject, reach(catalog, subject.entity.key, part, hops), hops)


def show_impact(impact: Impact, catalog: Catalog, screen: Screen) -> str:
    """Return a summary, and below it a paragraph for each distance, sorted by kind; in a pipe a line for each document.

    The line has hops, kind, id, title and the reason, with tabs between them.
    """
    if not screen.width:
        rows = [
            (str(one.distance), *one.key, catalog.at(one.key).title, say_why(catalog, one)) for one in impact.reached
        ]
        return "".join("\t".join(map(printable, row)) + "\n" for row in rows)
    width = min(screen.width, _WIDEST)
    paragraphs = [fill(_summarise(impact, catalog), width)]
    for distance in range(1, impact.hops + 1):
        those = [one for one in impact.reached if one.distance == distance]
        if those:
            head = paint("Right away" if distance == 1 else f"Over {distance} hops", "head", screen.colour)
            paragraphs.append("\n".join([head, *_lines(those, catalog, width, screen)]))
    return "\n\n".join(paragraphs) + "\n"


def _summarise(impact: Impact, catalog: Catalog) -> str:
    part, entity = impact.subject.part, impact.subject.entity
    title = f"{part.title} of {entity.title}" if part else entity.title
    if not impact.reached:
        return f"Nothing depends on {title}."
    kinds = Counter(one.key[0] for one in impact.reached)
    named = [
        count(number, catalog.kinds[kind].label.lower(), catalog.kinds[kind].plural.lower())
        for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    ]
    verb = "depends" if len(impact.reached) == 1 else "depend"
    return f"{count(len(impact.reached), 'document')} {verb} on {title}: {', '.join(named)}."


def _lines(those: Sequence[Reached], catalog: Catalog, width: int, screen: Screen) -> Iterator[str]:
    kind = ""
    for one in those:
        entity = catalog.at(one.key)
        if entity.kind.name != kind:
            kind = entity.kind.name
            yield "  " + paint(entity.kind.plural, "faint", screen.colour)
        parts = f" ({', '.join(title for _, title in one.parts)})" if one.parts else ""
        yield fill(f"{entity.title}{parts}: {say_why(catalog, one)}", width, "    ", "      ")


def _as_json(one: Reached, catalog: Catalog) -> dict[str, Any]:
    return {
        "kind": one.key[0],
        "id": one.key[1],
        "title": catalog.at(one.key).title,
        "hops": one.distance,
        "parts": [{"id": id, "title": title} for id, title in one.parts],
        "why": say_why(catalog, one),
        "way": ["/".join(hop.node.key) + (f"#{hop.node.part}" if hop.node.part else "") for hop in one.way],
    }
