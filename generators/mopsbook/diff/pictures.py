"""Before and after as pictures: what changed is drawn in both states, additions green, removals red, each with a sign besides.

Each is one SVG file that needs nothing else: no font, no style sheet, no script, and legible on a light and on a dark page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from xml.etree import ElementTree as Xml

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.diagrams.draw import draw_for, draw_for_book
from mopsbook.diagrams.picture import Picture
from mopsbook.diagrams.svg import number
from mopsbook.diff.change import Diff
from mopsbook.diff.look import STYLE

_SVG = "http://www.w3.org/2000/svg"
_MARGIN, _HEADING, _LEGEND = 16.0, 34.0, 34.0
_LEAST = 460.0
# More of them nobody looks at, and each takes its time to draw.
_MOST = 40
_SIGNS = {"is-added": "+", "is-removed": "−", "is-changed": "~"}
# The map of the stack changes with these.
_STACK = ("system", "integration")


class Sketch(Struct, frozen=True):
    """One file: its name without the ending, and its SVG."""

    name: str
    svg: str


class _Side(Struct, frozen=True):
    """A picture in one state, with the keys of what is drawn."""

    root: Xml.Element
    nodes: Counter[str]
    wires: Counter[tuple[str, str, str]]


class _Known(Struct, frozen=True):
    """What the catalogs know of what is drawn: which keys of before are which of now, what changed, and what there is on
    either side though the picture may leave it out, as the map leaves out a system that nothing is joined with.
    """

    names: Mapping[str, str]
    changed: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]


def draw_diff(diff: Diff, before: Catalog, after: Catalog) -> Iterator[Sketch]:
    """Yield the pictures of what changed; none of what looks as it did. At most forty, the stack map first."""
    Xml.register_namespace("", _SVG)
    yield from islice(_sketches(diff, before, after), _MOST)


def _sketches(diff: Diff, before: Catalog, after: Catalog) -> Iterator[Sketch]:
    names = {
        change.old_id: change.id for change in diff.changes if change.what == "renamed" and change.kind == "system"
    }
    edited = frozenset(change.id for change in diff.changes if change.kind == "system" and change.edits)
    olds = frozenset(names.get(system.id, system.id) for system in before.of_kind("system"))
    systems = _Known(names, edited, olds, frozenset(system.id for system in after.of_kind("system")))
    if any(change.kind in _STACK for change in diff.changes):
        maps = [draw_for_book(catalog).get("stack-map") for catalog in (before, after)]
        yield from _sketch("stack-map", maps[0], maps[1], systems)
    for old, new in _subjects(diff, before, after):
        found = new or old
        if found is not None:
            known = (
                systems if found.kind.name in _STACK else _Known({}, _parts(diff, found.key), frozenset(), frozenset())
            )
            first = {picture.id: picture for picture in (draw_for(old, before) if old else ())}
            second = {picture.id: picture for picture in (draw_for(new, after) if new else ())}
            for id in dict.fromkeys([*first, *second]):
                yield from _sketch(f"{found.kind.name}-{found.id}-{id}", first.get(id), second.get(id), known)


def _subjects(diff: Diff, before: Catalog, after: Catalog) -> Iterator[tuple[Entity | None, Entity | None]]:
    """Yield what changed, in both states; of an integration also what it joins."""
    seen: set[Key] = set()
    ids = {(change.kind, change.old_id): change.key for change in diff.changes if change.what == "renamed"}
    olds = {new: old for old, new in ids.items()}
    for change in diff.changes:
        if change.what == "moved" and not change.edits:
            continue
        old = before.get(change.kind, change.old_id) if change.old_id else None
        new = after.get(*change.key) if change.what != "removed" else None
        pairs = [(old, new)]
        if change.kind == "integration":
            gone = [ids.get(end, end) for end in (_ends(old, before) if old else ())]
            ends = dict.fromkeys([*gone, *(_ends(new, after) if new else ())])
            pairs += [(before.get(*olds.get(end, end)), after.get(*end)) for end in ends]
        for one, other in pairs:
            found = other or one
            if found and found.key not in seen:
                seen.add(found.key)
                yield one, other


def _ends(integration: Entity, catalog: Catalog) -> list[Key]:
    return [end.key for field in ("source", "target", "via") for end in catalog.named(integration, field)]


def _parts(diff: Diff, key: Key) -> frozenset[str]:
    """Return the ids of the parts of a document that are not as they were."""
    parts = {edit.part for change in diff.changes if change.key == key for edit in change.edits if edit.part}
    return frozenset(parts | {flip.example for flip in diff.flips if flip.model == key})


def _sketch(name: str, old: Picture | None, new: Picture | None, known: _Known) -> Iterator[Sketch]:
    """Yield the sketch, unless nothing in it would be marked."""
    one, other = (_read(old, known.names) if old else None), (_read(new, {}) if new else None)
    marks = _mark(one, other, "is-removed", known.changed, known.after)
    marks += _mark(other, one, "is-added", known.changed, known.before)
    title = new.title if new else old.title if old else ""
    if marks:
        yield Sketch(re.sub(r"[^\w.-]+", "-", name), _write(title, [("Before", one), ("After", other)]))


def _read(picture: Picture, names: Mapping[str, str]) -> _Side:
    root = Xml.fromstring(picture.wide)
    nodes: Counter[str] = Counter()
    wires: Counter[tuple[str, str, str]] = Counter()
    for element in root.iter():
        # The links lead to pages of a site, which such a file does not belong to.
        if element.tag == f"{{{_SVG}}}a":
            element.tag = f"{{{_SVG}}}g"
        for attribute in ("href", "tabindex", "id", "aria-labelledby", "role"):
            element.attrib.pop(attribute, None)
        for attribute in ("data-node", "data-from", "data-to", "data-via"):
            if attribute in element.attrib:
                element.set(attribute, names.get(element.attrib[attribute], element.attrib[attribute]))
        if "data-node" in element.attrib:
            nodes[element.attrib["data-node"]] += 1
        elif "data-from" in element.attrib:
            wires[_wire(element)] += 1
    return _Side(root, nodes, wires)


def _wire(element: Xml.Element) -> tuple[str, str, str]:
    return (element.attrib["data-from"], element.attrib["data-to"], element.attrib.get("data-via", ""))


def _mark(side: _Side | None, other: _Side | None, name: str, changed: frozenset[str], there: frozenset[str]) -> int:
    """Mark what stands on one side only (and is not `there` on the other, out of the picture), and what changed; return how much."""
    if side is None:
        return 0
    spare = side.wires - (other.wires if other else Counter())
    marked = 0
    for element in list(side.root.iter()):
        node = element.attrib.get("data-node")
        classes = ""
        if node is not None:
            alone = (other is None or node not in other.nodes) and node not in there
            classes = name if alone else "is-changed" if node in changed else ""
        elif "data-from" in element.attrib and spare[_wire(element)]:
            spare[_wire(element)] -= 1
            classes = name
        if classes:
            marked += 1
            element.set("class", f"{element.get('class', '')} {classes}")
            _sign(element, classes)
    return marked


def _sign(element: Xml.Element, name: str) -> None:
    """Put a sign at the corner of a box, for those who do not see the colour."""
    box = element.find(f"{{{_SVG}}}rect")
    if box is None or element.attrib.get("data-node") is None:
        return
    x, y = float(box.attrib["x"]) + float(box.attrib["width"]) - 1, float(box.attrib["y"]) + 1
    badge = Xml.SubElement(
        element, f"{{{_SVG}}}circle", {"class": "badge", "cx": number(x), "cy": number(y), "r": "6.5"}
    )
    badge.tail = ""
    sign = Xml.SubElement(
        element, f"{{{_SVG}}}text", {"class": "sign", "x": number(x), "y": number(y + 3.8), "text-anchor": "middle"}
    )
    sign.text = _SIGNS[name]


def _write(title: str, panes: Sequence[tuple[str, _Side | None]]) -> str:
    inner: list[str] = []
    y, widest = _MARGIN + 22, _LEAST
    for heading, side in panes:
        inner.append(f'<text class="heading" x="{number(_MARGIN)}" y="{number(y + 16)}">{heading}</text>')
        y += _HEADING - 8
        if side is None:
            inner.append(
                f'<text class="nothing" x="{number(_MARGIN)}" y="{number(y + 14)}">It was not there.</text>'
                if heading == "Before"
                else f'<text class="nothing" x="{number(_MARGIN)}" y="{number(y + 14)}">It is gone.</text>'
            )
            y += 34
            continue
        _, _, width, height = map(float, side.root.attrib["viewBox"].split())
        side.root.attrib.update(
            {"x": number(_MARGIN), "y": number(y), "width": number(width), "height": number(height)}
        )
        inner.append(Xml.tostring(side.root, encoding="unicode"))
        y += height + 14
        widest = max(widest, width)
    width, height = widest + 2 * _MARGIN, y + _LEGEND
    return (
        f'<svg xmlns="{_SVG}" viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}" '
        f'role="img" aria-label="{escape(title)}, before and after"><title>{escape(title)}, before and after</title><style>{STYLE}</style>'
        f'<rect class="page" width="100%" height="100%"/><text class="title" x="{number(_MARGIN)}" y="{number(_MARGIN + 12)}">{escape(title)}</text>'
        f"{''.join(inner)}{_legend(y + 4)}</svg>\n"
    )


def _legend(y: float) -> str:
    parts = []
    x = _MARGIN
    for name, words in (("is-added", "added"), ("is-removed", "removed"), ("is-changed", "changed")):
        parts.append(
            f'<g class="mb-node {name}"><rect class="mb-node__box" x="{number(x)}" y="{number(y)}" width="26" height="16" rx="4"/>'
            f'<circle class="badge" cx="{number(x + 26)}" cy="{number(y)}" r="6.5"/><text class="sign" x="{number(x + 26)}" y="{number(y + 3.8)}" text-anchor="middle">{_SIGNS[name]}</text>'
            f'<text class="key" x="{number(x + 38)}" y="{number(y + 12)}">{words}</text></g>'
        )
        x += 110
    return "".join(parts)
