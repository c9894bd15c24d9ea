"""What stands in a picture: plain text, no colours, no fonts, links that lead somewhere, the same bytes each time."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from drawn import draw_all, reference_book, reference_pictures
from hostile_data import hostile_data
from msgspec.structs import astuple
from stacks import HOSTILE, Documents, hostile_book, large_stack, lifecycle, make_book, process, small_stack

from data_book import data_book
from mopsbook.catalog.addresses import page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import find_drawings
from mopsbook.diagrams.measure import plain
from mopsbook.diagrams.picture import Picture

Make = Callable[[Documents], Catalog]
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "g", "a", "rect", "path", "text", "tspan"}
ATTRIBUTES = {
    "class", "viewBox", "role", "aria-labelledby", "style", "font-size", "id", "href", "data-node", "data-from", "data-to",
    "data-via", "tabindex", "x", "y", "width", "height", "rx", "d", "text-anchor",
}  # fmt: skip


def drawings(pictures: Mapping[str, Picture]) -> Iterator[tuple[str, ElementTree.Element]]:
    for name, picture in pictures.items():
        for width, svg in (("wide", picture.wide), ("narrow", picture.narrow)):
            if svg:
                yield f"{name} {width}", ElementTree.fromstring(svg)


def everything() -> list[dict[str, object]]:
    return [
        *small_stack(),
        *process(9),
        *(one for one in data_book() if one["id"] not in ("marketo", "salesforce", "snowflake")),
    ]


def test_hostile_names_are_text_and_nothing_else(catalog: Make) -> None:
    for name, root in drawings(draw_all(catalog([*hostile_book(), *hostile_data()]))):
        for element in root.iter():
            assert element.tag.removeprefix(SVG) in ALLOWED, name
            assert set(element.attrib) <= ATTRIBUTES, name
            assert re.fullmatch(r"|\{root\}[a-z0-9/._-]+(#[\w.-]+)?", element.get("href", "")), name


def test_hostile_names_can_be_read_in_full_by_pointing_at_their_box(catalog: Make) -> None:
    root = ElementTree.fromstring(draw_all(catalog([*hostile_book(), *hostile_data()]))["lifecycle/l/lifecycle"].wide)
    titles = {element.text for element in root.iter(f"{SVG}title")}
    assert {plain(name) for name in HOSTILE} <= titles


def test_no_name_can_be_taken_for_the_way_to_the_root(catalog: Make) -> None:
    for picture in draw_all(catalog([*hostile_book(), *hostile_data()])).values():
        for svg in (picture.wide, picture.narrow):
            assert all(before.endswith('href="') for before in svg.split("{root}")[:-1])
            assert "{{" not in svg


def test_there_is_no_colour_font_or_script_in_a_picture(catalog: Make) -> None:
    for picture in draw_all(catalog(everything())).values():
        for svg in (picture.wide, picture.narrow):
            assert not re.search(
                r"#[0-9a-f]{3,6}\b|rgb|hsl|font-family|fill=|stroke=|<style|<script|<!|<\?|\son\w+=|pt\"", svg
            )


def test_ids_begin_with_the_id_of_the_picture_and_are_unique(catalog: Make) -> None:
    for name, picture in draw_all(catalog(everything())).items():
        ids = re.findall(r'\sid="([^"]*)"', picture.wide + picture.narrow)
        assert ids, name
        assert len(ids) == len(set(ids)), name
        assert all(id.startswith(f"{picture.id}-") for id in ids), name


def test_a_picture_has_a_name_and_a_description(catalog: Make) -> None:
    for name, root in drawings(draw_all(catalog(everything()))):
        said = {element.get("id"): element.text for element in root}
        assert all(said[id] for id in root.attrib["aria-labelledby"].split()), name


def test_the_reference_book_has_many_pictures_of_many_sorts() -> None:
    """What the tests below say of all pictures, they say of many."""
    drawn = {picture.id for picture in reference_pictures().values()}
    assert len(reference_pictures()) > 200 and len(drawn) > len(find_drawings())


def test_every_link_leads_to_a_page_and_every_part_to_its_place() -> None:
    book = reference_book()
    pages = {f"{page_of(entity)}/" for entity in book.entities} | {f"{kind.folder}/" for kind in book.kinds.shown}
    for name, picture in reference_pictures().items():
        hrefs = re.findall(r'href="([^"]*)"', picture.wide + picture.narrow)
        hrefs += [href for row in picture.rows for _, href in row if href] + [chip[1] for chip in picture.chips]
        assert hrefs, name
        for href in hrefs:
            assert href.removeprefix("{root}").partition("#")[0] in pages, (name, href)


def test_every_box_of_the_reference_book_is_a_link_but_the_one_the_page_is_about() -> None:
    for name, root in drawings(reference_pictures()):
        for element in root.iter(f"{SVG}g"):
            if "data-node" in element.attrib:
                assert "is-self" in element.attrib["class"] or "integration/" in name, name


def test_every_row_of_a_table_has_a_cell_for_each_column() -> None:
    for name, picture in reference_pictures().items():
        assert picture.alt and picture.title and picture.rows, name
        assert all(len(row) == len(picture.columns) for row in picture.rows), name


def test_nothing_lies_outside_its_picture() -> None:
    for name, root in drawings(reference_pictures()):
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        for rect in root.iter(f"{SVG}rect"):
            x, y, w, h = (float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
            assert x >= 0 and y >= 0 and x + w <= width + 0.2 and y + h <= height + 0.2, name


def test_no_two_boxes_touch() -> None:
    for name, root in drawings(reference_pictures()):
        boxes = [
            tuple(float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
            for rect in root.iter(f"{SVG}rect")
            if rect.get("class") == "mb-node__box"
        ]
        for index, (x, y, w, h) in enumerate(boxes):
            for x2, y2, w2, h2 in boxes[index + 1 :]:
                assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y, name


def test_the_same_book_gives_the_same_bytes_in_whatever_order_its_files_are_read(tmp_path: Path) -> None:
    documents = [*large_stack(60), lifecycle(), *process(9)]
    shuffled = documents[:]
    random.Random(3).shuffle(shuffled)
    first, again = draw_all(make_book(tmp_path / "a", documents)), draw_all(make_book(tmp_path / "a", documents))
    other = draw_all(make_book(tmp_path / "b", shuffled))
    assert {name: astuple(one) for name, one in first.items()} == {name: astuple(one) for name, one in again.items()}
    assert {name: astuple(one) for name, one in first.items()} == {name: astuple(one) for name, one in other.items()}
