"""The graph as text for other tools: DOT, Mermaid, JSON."""

import json
import re
from collections.abc import Sequence

from msgspec import Struct

from mopsbook.catalog.addresses import page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key, Link
from mopsbook.words import count

# Words on arrows of a larger graph lie on top of each other.
_MOST_WORDS = 60


class Graph(Struct, frozen=True):
    """Entities in the order of menu and id, and the relations among them, one for each pair and words."""

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]
    centre: Key | None = None

    @property
    def summary(self) -> str:
        """How large it is: "12 documents, 40 relations"."""
        return f"{count(len(self.entities), 'document')}, {count(len(self.links), 'relation')}"


def make_graph(catalog: Catalog, centre: Entity | None = None, hops: int = 1) -> Graph:
    """Return the whole catalog, or what is at most so many relations away from one entity, in either direction."""
    kept = {entity.key for kind in catalog.kinds.shown for entity in catalog.of_kind(kind)}
    if centre is not None:
        kept = edge = {centre.key}
        for _ in range(hops):
            near = [
                link
                for key in edge
                for link in (*catalog.links_from(catalog.at(key)), *catalog.links_to(catalog.at(key)))
            ]
            edge = {key for link in near for key in (link.source, link.target)} - kept
            kept = kept | edge
    kinds = list(catalog.kinds)
    entities = sorted(map(catalog.at, kept), key=lambda entity: (kinds.index(entity.kind.name), entity.id))
    links: dict[tuple[Key, Key, str], Link] = {}
    for entity in entities:
        for link in catalog.links_from(entity):
            if link.target in kept and link.target != link.source:
                links.setdefault((link.source, link.target, link.words), link)
    return Graph(tuple(entities), tuple(links.values()), centre.key if centre else None)


def as_dot(graph: Graph) -> str:
    """Return the graph in the language of Graphviz: https://graphviz.org/doc/info/lang.html."""
    lines = [
        "digraph mopsbook {",
        '  rankdir="LR";',
        '  node [shape="box", style="rounded,filled", fontname="sans-serif"];',
    ]
    lines.append('  edge [fontname="sans-serif", fontsize="9"];')
    for entity in graph.entities:
        hue = entity.kind.hue / 360
        width = ', penwidth="3"' if entity.key == graph.centre else ""
        label = f"{entity.title}\n{entity.kind.label}"
        lines.append(f'  {_dot(_id(entity.key))} [label={_dot(label)}, fillcolor="{hue:.3f} 0.12 1.000"{width}];')
    for link in graph.links:
        words = f"label={_dot(link.words)}" if _has_words(graph) else f"tooltip={_dot(link.words)}"
        lines.append(f"  {_dot(_id(link.source))} -> {_dot(_id(link.target))} [{words}];")
    return "\n".join([*lines, "}", ""])


def as_mermaid(graph: Graph) -> str:
    """Return the graph as a flowchart of Mermaid, which GitHub and GitLab draw: https://mermaid.js.org/syntax/flowchart.html."""
    names = {entity.key: f"n{number}" for number, entity in enumerate(graph.entities)}
    lines = ["flowchart LR"]
    lines += [f'  {names[entity.key]}["{_mermaid(entity.title)}"]' for entity in graph.entities]
    for link in graph.links:
        words = f'|"{_mermaid(link.words)}"|' if _has_words(graph) else ""
        lines.append(f"  {names[link.source]} -->{words} {names[link.target]}")
    if graph.centre:
        lines.append(f"  style {names[graph.centre]} stroke-width:3px")
    return "\n".join([*lines, ""])


def as_json(graph: Graph) -> str:
    """Return {"version": 1, "nodes": [...], "edges": [...]}; edges name nodes by "kind/id"."""
    nodes = [
        {
            "id": _id(entity.key),
            "kind": entity.kind.name,
            "title": entity.title,
            "path": entity.path,
            "line": entity.line,
            "page": f"{page_of(entity)}/",
        }
        for entity in graph.entities
    ]
    edges = [
        {"source": _id(link.source), "target": _id(link.target), "field": link.field, "words": link.words}
        for link in graph.links
    ]
    return json.dumps({"version": 1, "nodes": nodes, "edges": edges}, indent=2, ensure_ascii=False) + "\n"


def _has_words(graph: Graph) -> bool:
    return len(graph.links) <= _MOST_WORDS


def _id(key: Sequence[str]) -> str:
    return "/".join(key)


def _dot(text: str) -> str:
    # Within quotes only a quote and a backslash mean something; \n is a line end of the label.
    escaped = _plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\0", "\\n") + '"'


def _mermaid(text: str) -> str:
    # Everything that could end a label, or be read as HTML or Markdown, is written as a character reference.
    return re.sub(r"[^\w .,:()/+-]", lambda match: f"#{ord(match[0])};", _plain(text).replace("\0", " "))


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else "\0" if char == "\n" else " " for char in text)
