"""A graph as an SVG file that stands by itself: drawn as the pictures of the site are, with colours of its own."""

from collections.abc import Sequence

from mopsbook.answers.graph import Graph
from mopsbook.catalog.entity import Link
from mopsbook.diagrams.boxes import Room, make_box
from mopsbook.diagrams.clustered import Cluster, arrange
from mopsbook.diagrams.scene import Box
from mopsbook.diagrams.svg import write_svg
from mopsbook.diagrams.ties import Tie
from mopsbook.errors import SetupError

# What is larger takes minutes to lay out, and nobody could read it.
_MOST = 80
_ROOM = Room((110.0, 140.0, 170.0), across=20.0, above=8.0)
# Legible on a light and on a dark page, wherever the file is shown.
_STYLE = (
    "<style>"
    "svg{--ink:#1f2430;--paper:#fff;--line:#6b7280;--soft:#f3f4f6;background:var(--paper);"
    "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}"
    "@media(prefers-color-scheme:dark){svg{--ink:#e5e7eb;--paper:#14171f;--line:#9ca3af;--soft:#1d222d}}"
    ".mb-node__box{fill:var(--paper);stroke:var(--line)}.is-self .mb-node__box{stroke:var(--ink);stroke-width:2.5}"
    ".mb-region__box{fill:var(--soft)}.mb-node__label,.mb-region__label{fill:var(--ink)}.mb-region__label{font-weight:600}"
    ".mb-edge__line{fill:none;stroke:var(--line)}.mb-edge__head{fill:var(--line)}.mb-edge__hit{fill:none;stroke:none}"
    "</style>"
)


def as_svg(graph: Graph) -> str:
    """Return the drawing: a frame for each kind, a way for each pair, with the words of the relation as its title.

    Raises SetupError for a graph that could not be read, and where there is no Graphviz.
    """
    if len(graph.entities) > _MOST:
        raise SetupError(
            f"nobody could read a drawing of {graph.summary}",
            "Name one document (with `--hops 1`), or take `--format dot` or `json` into a tool that can search and zoom.",
        )
    if not graph.entities:
        raise SetupError("there is nothing to draw", "`mopsbook check` says what is in the book.")
    centre = "/".join(graph.centre) if graph.centre else ""
    boxes: dict[str, list[Box]] = {}
    for entity in graph.entities:
        key = "/".join(entity.key)
        box = make_box(key, entity.title, _ROOM, "", ("is-self",) if key == centre else ())
        boxes.setdefault(entity.kind.plural, []).append(box)
    clusters = [Cluster(tuple(those), plural) for plural, those in boxes.items()]
    links = _telling(graph)
    scene = arrange(clusters, _ties(links))
    title = next((entity.title for entity in graph.entities if entity.key == graph.centre), "The whole book")
    said = graph.summary
    if len(links) < len(graph.links):
        said += f", of which {len(links):,} are drawn: those that lead away from {title}"
    svg = write_svg(scene, "graph", title, said, 0)
    head, _, rest = svg.partition(">")
    return f'{head} width="{scene.width:.0f}" height="{scene.height:.0f}">{_STYLE}{rest}\n'


def _telling(graph: Graph) -> list[Link]:
    """Return the relations that lead away from the centre. What its neighbours have with each other would hide them."""
    if graph.centre is None:
        return list(graph.links)
    distances = {graph.centre: 0}
    # Every round reaches what is one relation further away, until nothing new is found.
    for distance in range(1, len(graph.entities) + 1):
        edge = [link for link in graph.links if (link.source in distances) is not (link.target in distances)]
        if not edge:
            break
        distances |= {key: distance for link in edge for key in (link.source, link.target) if key not in distances}
    return [link for link in graph.links if distances.get(link.source) != distances.get(link.target)]


def _ties(links: Sequence[Link]) -> list[Tie]:
    words: dict[tuple[str, str], list[str]] = {}
    for link in links:
        words.setdefault(("/".join(link.source), "/".join(link.target)), []).append(link.words)
    ties = []
    for (source, target), said in words.items():
        if (target, source) in words and source > target:
            continue
        back = words.get((target, source), [])
        title = "; ".join([*said, *(f"back: {one}" for one in back)])
        ties.append(Tie(source, target, True, bool(back), title))
    return ties
