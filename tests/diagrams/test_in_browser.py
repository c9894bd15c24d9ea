"""What a reader sees: no label leaves its box in any font, all can be read, and pointing and opening work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import plotted
import pytest
from drawn import REPOSITORY, draw_all
from hostile_data import hostile_data
from stacks import hostile_book, large_stack, make_book

from mopsbook.catalog.make import make_catalog
from mopsbook.diagrams.picture import Picture
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

pytestmark = [pytest.mark.browser, pytest.mark.wide, pytest.mark.xdist_group("pictures")]

ASSETS = REPOSITORY / "generators" / "mopsbook" / "assets"
FONTS = (
    "DejaVu Sans",
    "DejaVu Sans Mono",
    "Liberation Sans",
    "Liberation Serif",
    "Verdana, sans-serif",
    "monospace",
    "Roboto, sans-serif",
)
# What Material defines; the values are of its two schemes.
LIGHT = "--md-default-fg-color:#000000de;--md-default-fg-color--light:#0000008a;--md-default-bg-color:#fff;--md-accent-fg-color:#526cfe;--md-typeset-a-color:#4051b5"
DARK = "--md-default-fg-color:hsla(225,15%,90%,.82);--md-default-fg-color--light:hsla(225,15%,90%,.56);--md-default-bg-color:hsl(225,15%,14%);--md-accent-fg-color:#526cfe;--md-typeset-a-color:#5488e8"

# How far each text reaches beyond its box or its picture, in units of the picture.
OVERFLOWS = """() => [...document.querySelectorAll('.mb-svg')].flatMap((svg) => {
  if (!svg.getClientRects().length) return [];
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  return [...svg.querySelectorAll('text')].flatMap((text) => {
    const box = text.parentNode.querySelector('rect.mb-node__box');
    const room = box ? box.getBBox() : {x: 0, y: 0, width, height};
    return [...text.querySelectorAll('tspan')].flatMap((line) => {
      const at = text.getBBox();
      const long = line.getComputedTextLength();
      const start = text.getAttribute('text-anchor') === 'middle' ? +line.getAttribute('x') - long / 2 : +line.getAttribute('x');
      const over = Math.max(room.x - start, start + long - room.x - room.width, room.y - at.y, at.y + at.height - room.y - room.height);
      return over > 0.5 ? [`${svg.querySelector('title').textContent}: "${line.textContent}" by ${over.toFixed(1)}`] : [];
    });
  });
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.mb-svg')].filter((svg) => svg.getClientRects().length).flatMap((svg) => {
  const scale = svg.getBoundingClientRect().width / +svg.getAttribute('viewBox').split(' ')[2];
  return [...svg.querySelectorAll('text')].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
}))"""

# How far each name of a cluster or lane reaches beyond the frame it stands in.
OUTSIDE = """() => [...document.querySelectorAll('.mb-svg')].filter((svg) => svg.getClientRects().length).flatMap((svg) => {
  const frames = [...svg.querySelectorAll('.mb-region__box')].map((frame) => frame.getBBox());
  return [...svg.querySelectorAll('.mb-region__label')].flatMap((label) => {
    const at = label.getBBox();
    const holds = (frame) => at.x >= frame.x - 0.5 && at.y >= frame.y - 0.5 && at.x + at.width <= frame.x + frame.width + 0.5
      && at.y + at.height <= frame.y + frame.height + 0.5;
    return frames.some(holds) ? [] : [label.textContent];
  });
})"""
# The contrast of each kind of text with each colour it stands on, as WCAG counts it.
FAINT = """() => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {willReadFrequently: true});
  const page = getComputedStyle(document.body).backgroundColor;
  const mix = (...colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  return [...document.querySelectorAll('.mb-svg text, .mb-legend li')].flatMap((text) => {
    const box = text.closest('.mb-node')?.querySelector('rect');
    const fills = box && getComputedStyle(box).fill !== 'none' ? [page, getComputedStyle(box).fill] : [page];
    const style = getComputedStyle(text);
    const [low, high] = [light(mix(...fills)), light(mix(...fills, text.localName === 'li' ? style.color : style.fill))].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    return ratio < 4.5 ? [`${text.textContent}: ${ratio.toFixed(2)}`] : [];
  });
}"""


def as_page(pictures: dict[str, Picture], width: str = "860px", scheme: str = "default") -> str:
    """Return the pictures as a page like those of the site."""
    css = (ASSETS / "diagrams.css").read_text(encoding="utf-8")
    figures = "".join(
        f'<figure class="mb-picture" id="f{number}"><div class="mb-picture__wide">{picture.wide}</div>'
        f'<div class="mb-picture__narrow">{picture.narrow}</div><figcaption><ul class="mb-legend"><li>{escape(name)}</ul></figcaption></figure>'
        for number, (name, picture) in enumerate(pictures.items())
    )
    return (
        f'<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>:root{{{LIGHT}}}[data-md-color-scheme=slate]{{{DARK}}}{css}'
        f"main{{max-width:{width};margin:0 auto}}body{{margin:0;font-family:sans-serif;background:var(--md-default-bg-color)}}</style>"
        f'<body data-md-color-scheme="{scheme}"><main class="md-typeset">{figures}</main>'
        f"<script>{(ASSETS / 'diagrams.js').read_text(encoding='utf-8')}</script>"
    ).replace("{root}", "https://example.invalid/")


def _without_most_fields(pictures: dict[str, Picture]) -> dict[str, Picture]:
    """Return the pictures with one in five of those of fields: a hundred alike would only take time."""
    fields = [name for name in pictures if name.startswith("field/")]
    left_out = {name for number, name in enumerate(fields) if number % 5}
    return {name: picture for name, picture in pictures.items() if name not in left_out}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Picture]]:
    layout = Layout(REPOSITORY, REPOSITORY / "knowledge")
    reference = make_catalog(load_shelf(layout, load_kinds([layout.schemas])), [], date(2026, 10, 1))
    folder = tmp_path_factory.mktemp("books")
    return {
        "reference": _without_most_fields(draw_all(reference)),
        "hostile": draw_all(make_book(folder / "hostile", [*hostile_book(), *hostile_data()])),
        "large": {
            name: one
            for name, one in draw_all(make_book(folder / "large", large_stack(60))).items()
            if name.startswith("book/")
        },
        "plots": plotted.usual() | plotted.hostile(),
    }


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """A function that opens a page of pictures at a width of the window; nothing may be asked of another host."""
    opened: list[Any] = []

    def open_page(html: str, width: int = 1280) -> Any:
        page = browser.new_page(viewport={"width": width, "height": 900})
        opened.append(page)
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.on("dialog", lambda dialog: pytest.fail(f"a name ran: {dialog.message}"))
        file = tmp_path / f"page{len(opened)}.html"
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        return page

    yield open_page
    for page in opened:
        page.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("book", ["reference", "hostile", "large", "plots"])
def test_no_label_leaves_its_box_and_no_name_its_frame(
    show: Callable[..., Any], books: dict[str, dict[str, Picture]], book: str, width: int
) -> None:
    """Whatever font the reader's machine has, each label stands in its box and each name of a cluster or lane in its frame."""
    page = show(as_page(books[book]), width)
    for font in FONTS:
        # To open the page anew for each font takes ten times as long as to measure it.
        page.evaluate("(font) => { document.body.style.fontFamily = font; }", font)
        drawn = page.evaluate("() => getComputedStyle(document.querySelector('.mb-svg text')).fontFamily")
        assert drawn.replace('"', "") == font
        assert (font, page.evaluate(OVERFLOWS)) == (font, [])
        assert (font, page.evaluate(OUTSIDE)) == (font, [])


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_every_text_stands_out_from_what_is_behind_it(
    show: Callable[..., Any], books: dict[str, dict[str, Picture]], scheme: str
) -> None:
    for name, book in books.items():
        assert show(as_page(book, scheme=scheme)).evaluate(FAINT) == [], name


@pytest.mark.parametrize(("window", "column"), [(1280, "860px"), (1280, "700px"), (390, "358px")])
def test_every_label_can_be_read_without_a_magnifying_glass(
    show: Callable[..., Any], books: dict[str, dict[str, Picture]], window: int, column: str
) -> None:
    least = 9.4 if column != "700px" else 8.3  # below 0.8 of its natural size a picture scrolls instead
    for name, book in books.items():
        assert show(as_page(book, width=column), window).evaluate(SMALLEST) >= least, name


def test_the_reference_book_fits_a_laptop_without_scrolling_sideways(
    show: Callable[..., Any], books: dict[str, dict[str, Picture]]
) -> None:
    page = show(as_page(books["reference"]))
    wider = "() => [...document.querySelectorAll('.mb-picture__wide')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    assert page.evaluate(wider) == 0


def test_a_telephone_shows_the_narrow_pictures_without_scrolling_sideways(
    show: Callable[..., Any], books: dict[str, dict[str, Picture]]
) -> None:
    page = show(as_page(books["reference"], width="358px"), 390)
    assert page.locator(".mb-picture__wide:visible").count() == 0
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_pointing_at_a_system_lights_it_with_its_neighbours(
    show: Callable[..., Any], books: dict[str, dict[str, Picture]]
) -> None:
    page = show(as_page({"map": books["reference"]["book/stack-map"]}))
    svg = page.locator(".mb-picture__wide .mb-svg")
    svg.locator('[data-node="salesforce"]').hover()
    lit = set(svg.locator(".mb-node.is-on").evaluate_all("(all) => all.map((one) => one.dataset.node)"))
    ends = svg.locator('.mb-edge[data-from="salesforce"], .mb-edge[data-to="salesforce"]')
    expected = ends.evaluate_all("(all) => all.flatMap((one) => [one.dataset.from, one.dataset.to])")
    assert lit == set(expected)
    svg.hover(position={"x": 3, "y": 3})
    assert svg.locator(".is-on").count() == 0, "pointing at nothing lights nothing"
    svg.locator('[data-node="salesforce"]').hover()
    page.mouse.move(2, 2)
    assert svg.locator(".is-on").count() == 0


def test_pointing_at_a_line_of_a_matrix_lights_its_spot(show: Callable[..., Any]) -> None:
    page = show(as_page({"matrix": plotted.initiatives()}))
    svg = page.locator(".mb-picture__wide .mb-svg")
    svg.locator(".is-caption tspan", has_text="Routing by territory").hover()
    lit = svg.locator(".mb-mark.is-on")
    assert lit.evaluate_all("(all) => all.map((one) => one.dataset.node)") == ["spot-4", "spot-4"]
    assert svg.locator(".mb-mark.is-on .mb-mark__shape").count() == 1


def test_a_keyboard_reaches_every_system_and_lights_it(
    show: Callable[..., Any], books: dict[str, dict[str, Picture]]
) -> None:
    page = show(as_page({"map": books["reference"]["book/stack-map"]}))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.classList.contains('mb-node')")
    assert page.locator(".mb-picture__wide .mb-svg.is-lit").count() == 1


def test_a_large_picture_opens_alone_zooms_and_closes_by_keyboard(
    show: Callable[..., Any], books: dict[str, dict[str, Picture]]
) -> None:
    page = show(as_page({"map": books["reference"]["book/stack-map"]}))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    assert dialog.count() == 1
    before = dialog.locator(".mb-svg").bounding_box()["width"]
    dialog.get_by_role("button", name="Larger").click()
    assert dialog.locator(".mb-svg").bounding_box()["width"] > before * 1.2
    ids = "() => [...document.querySelectorAll('[id]')].map((one) => one.id)"
    assert len(page.evaluate(ids)) == len(set(page.evaluate(ids)))
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.evaluate("() => document.activeElement.textContent") == "Open alone"


def test_a_large_picture_opens_alone_and_closes_with_the_mouse_and_can_be_dragged(
    show: Callable[..., Any], books: dict[str, dict[str, Picture]]
) -> None:
    page = show(as_page({"map": books["reference"]["book/stack-map"]}))
    page.get_by_role("button", name="Open alone").click()
    pane = page.locator(".mb-picture-alone__pane")
    for _ in range(4):
        page.get_by_role("button", name="Larger").click()
    # Where everything is a link one drags on links.
    page.locator('dialog [data-node="marketo-engage"]').hover()
    before = pane.evaluate("(pane) => [pane.scrollLeft, pane.scrollTop]")
    box = page.locator('dialog [data-node="marketo-engage"]').bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 80, box["y"] + box["height"] / 2 - 60)
    page.mouse.up()
    after = pane.evaluate("(pane) => [pane.scrollLeft, pane.scrollTop]")
    moved = [one - other for one, other in zip(after, before, strict=True)]
    assert moved == pytest.approx([80, 60], abs=2)
    assert "/systems/" not in page.url
    page.get_by_role("button", name="Fit to the window").click()
    assert pane.evaluate("(pane) => pane.scrollWidth <= pane.clientWidth")
    page.get_by_role("button", name="Close the picture").click()
    page.locator("dialog").wait_for(state="detached")
    assert page.evaluate("() => document.activeElement.textContent") == "Open alone"


def test_colours_follow_the_scheme(show: Callable[..., Any], books: dict[str, dict[str, Picture]]) -> None:
    fill = "() => getComputedStyle(document.querySelector('.mb-node__box')).fill"
    picture = {"map": books["reference"]["book/stack-map"]}
    assert show(as_page(picture)).evaluate(fill) != show(as_page(picture, scheme="slate")).evaluate(fill)
