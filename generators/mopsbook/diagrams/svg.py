"""Write a scene as SVG for a page: classes instead of colours and fonts, every text escaped, every id prefixed.

The root is a labelled group and no image: its links must stay within reach of a keyboard and of a screen reader.
"""

from functools import lru_cache
from html import escape

from mopsbook.diagrams.measure import plain
from mopsbook.diagrams.scene import LEADING, SIZE, SMALL, Box, Mark, Point, Region, Rule, Scene, Shape, Wire, Words

# Whatever is wider shrinks on a laptop until its small words can hardly be read.
_WIDEST = 960.0


def write_svg(scene: Scene, id: str, title: str, alt: str, hue: int) -> str:
    """Return the markup. `id` must be unique on the page; `hue` is that of the kind it shows."""
    parts = [
        f'<svg class="mb-svg" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(scene.width)} {number(scene.height)}" role="group" '
        f'aria-labelledby="{id}-title {id}-desc" style="--mb-width:{number(scene.width)};--mb-hue:{hue}" font-size="{number(SIZE)}">'
        f'<title id="{id}-title">{_text(title)}</title><desc id="{id}-desc">{_text(alt)}</desc>'
    ]
    parts += [_region(region) for region in scene.regions]
    parts += [_rule(rule) for rule in scene.rules]
    parts += [_wire(wire) for wire in scene.wires]
    parts += [_region_label(region) for region in scene.regions if region.lines]
    parts += [_words(words) for words in scene.words]
    parts += [_box(box) for box in scene.boxes]
    parts += [_mark(mark) for mark in scene.marks]
    parts.append("</svg>")
    return "".join(parts)


def write_both(wide: Scene, narrow: Scene, id: str, title: str, alt: str, hue: int) -> tuple[str, str]:
    """Return the markup for wide and for narrow screens; what would be too wide to be read is narrow on all of them, and ""."""
    if wide.width > _WIDEST:
        return write_svg(narrow, f"{id}-narrow", title, alt, hue), ""
    return write_svg(wide, f"{id}-wide", title, alt, hue), write_svg(narrow, f"{id}-narrow", title, alt, hue)


def _box(box: Box) -> str:
    rect = (
        f'<rect class="mb-node__box" x="{number(box.x - box.width / 2)}" y="{number(box.y - box.height / 2)}" width="{number(box.width)}" '
        f'height="{number(box.height)}" rx="{number(min(box.corner, box.height / 2))}"/>'
    )
    rise = len(box.lines) * SIZE * LEADING
    top = box.y - (rise + len(box.notes) * SMALL * LEADING) / 2
    text = _lines(box.lines, box.x, top + SIZE * 0.97, SIZE, "middle", "mb-node__label")
    if box.notes:
        text += _lines(box.notes, box.x, top + rise + SMALL * 0.97, SMALL, "middle", "mb-node__note")
    return _linked(
        box.href, f'class="{_classes("mb-node", box.classes)}" data-node="{_text(box.key)}"', box.title, rect + text
    )


def _wire(wire: Wire) -> str:
    shapes = f'<path class="mb-edge__hit" d="{wire.path}"/><path class="mb-edge__line" d="{wire.path}"/>'
    shapes += "".join(f'<path class="mb-edge__head" d="{_head(tip, back)}"/>' for tip, back in wire.heads)
    ends = f'data-from="{_text(wire.source)}" data-to="{_text(wire.target)}"'
    via = f' data-via="{_text(wire.via)}"' if wire.via else ""
    # Ways are within reach of the pointer and, through the table below, of the keyboard: forty stops more would be no help.
    stop = ' tabindex="-1"' if wire.href else ""
    return _linked(wire.href, f'class="{_classes("mb-edge", wire.classes)}" {ends}{via}{stop}', wire.title, shapes)


def _region(region: Region) -> str:
    rect = (
        f'<rect class="mb-region__box" x="{number(region.x)}" y="{number(region.y)}" width="{number(region.width)}" '
        f'height="{number(region.height)}" rx="8"/>'
    )
    return f'<g class="{_classes("mb-region", region.classes)}">{rect}</g>'


def _region_label(region: Region) -> str:
    # Above the ways, with a halo in the colour of the page: a way that runs through a name must not strike it out.
    text = _lines(region.lines, *region.label_at, SMALL, region.anchor, "mb-region__label")
    title = region.title if "".join(region.lines) != region.title else ""
    return _linked(region.href, f'class="{_classes("mb-region__name", region.classes)}"', title, text)


def _words(words: Words) -> str:
    title = f"<title>{_text(words.title)}</title>" if words.title else ""
    text = _lines(words.lines, words.x, words.y, words.size, words.anchor, "mb-words__text")
    return f'<g class="{_classes("mb-words", words.classes)}">{title}{text}</g>'


def _rule(rule: Rule) -> str:
    (x, y), (x2, y2) = rule.start, rule.end
    return f'<path class="{_classes("mb-rule", rule.classes)}" d="M{number(x)} {number(y)}L{number(x2)} {number(y2)}"/>'


def _mark(mark: Mark) -> str:
    inner = "".join(_shape(shape) for shape in mark.shapes) + "".join(_words(words) for words in mark.words)
    stop = ' tabindex="-1"' if mark.again and mark.href else ""
    attributes = f'class="{_classes("mb-mark", mark.classes)}" data-node="{_text(mark.key)}"{stop}'
    return _linked(mark.href, attributes, mark.title, inner)


def _shape(shape: Shape) -> str:
    rect = (
        f'<rect class="{_classes("mb-mark__shape", shape.classes)}" x="{number(shape.x)}" y="{number(shape.y)}" '
        f'width="{number(shape.width)}" height="{number(shape.height)}" rx="{number(shape.corner)}"'
    )
    return f"{rect}><title>{_text(shape.title)}</title></rect>" if shape.title else f"{rect}/>"


def _lines(lines: tuple[str, ...], x: float, y: float, size: float, anchor: str, name: str) -> str:
    step = size * LEADING
    spans = "".join(
        f'<tspan x="{number(x)}" y="{number(y + index * step)}">{_text(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    small = f' font-size="{number(size)}"' if size != SIZE else ""
    return f'<text class="{name}"{where}{small}>{spans}</text>'


def _linked(href: str, attributes: str, title: str, inner: str) -> str:
    named = f"<title>{_text(title)}</title>" if title else ""
    return (
        f'<a href="{escape(href)}" {attributes}>{named}{inner}</a>' if href else f"<g {attributes}>{named}{inner}</g>"
    )


def _head(tip: Point, back: Point) -> str:
    """Return a triangle with its point at `tip`, seen from `back`."""
    dx, dy = tip[0] - back[0], tip[1] - back[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length, dy / length
    x, y = tip[0] - ux * 7, tip[1] - uy * 7
    return f"M{number(tip[0])} {number(tip[1])}L{number(x - uy * 3.2)} {number(y + ux * 3.2)}L{number(x + uy * 3.2)} {number(y - ux * 3.2)}Z"


def _classes(first: str, more: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys([first, *(_slug(name) for name in more if name)]))


@lru_cache(maxsize=1024)
def _slug(text: str) -> str:
    return "".join(ch if ch.isascii() and (ch.isalnum() or ch in "-_") else "-" for ch in text)


def _text(text: str) -> str:
    # Braces become references, so that no title can be taken for the placeholder of the site's root.
    return escape(plain(text)).replace("{", "&#123;").replace("}", "&#125;")


def number(value: float) -> str:
    """Return a coordinate as it is written: to a tenth, which no eye can tell from more."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
