"""`mopsbook graph`: the same nodes and relations in every language, and nothing in a title can break one."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable

import pytest
from click.testing import Result

from mopsbook.answers.drawing import as_svg
from mopsbook.answers.graph import as_dot, as_json, as_mermaid, make_graph
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.today import today

HOSTILE = '"; } <b>&amp;</b> | ]] --> \\" `x` {root} #quot; end'


def test_the_whole_book_is_every_document_and_every_relation_once(catalog: Catalog) -> None:
    graph = make_graph(catalog)
    assert len(graph.entities) == len(catalog.entities)
    pairs = {(link.source, link.target, link.words) for link in catalog.links if link.source != link.target}
    assert {(link.source, link.target, link.words) for link in graph.links} == pairs
    assert len(graph.links) == len(pairs)


def test_hops_count_in_both_directions(catalog: Catalog) -> None:
    drift = catalog.get("system", "snowflake")
    near = {entity.id for entity in make_graph(catalog, drift, 1).entities}
    assert {"snowflake", "snowflake-marketo", "segment-snowflake", "mops-lead"} <= near
    assert "marketo" not in near
    assert "marketo" in {entity.id for entity in make_graph(catalog, drift, 2).entities}


def test_programs_get_nodes_and_edges_that_name_each_other(catalog: Catalog) -> None:
    told = json.loads(as_json(make_graph(catalog)))
    names = {node["id"] for node in told["nodes"]}
    assert told["version"] == 1
    assert all({edge["source"], edge["target"]} <= names for edge in told["edges"])


@pytest.fixture
def hostile(book: Callable[..., Shelf]) -> Catalog:
    """A book whose titles try to end whatever they stand in."""
    title = json.dumps(HOSTILE)
    shelf = book(
        {
            "a.yaml": f"kind: team\nid: a\ntitle: {title}\n",
            "b.yaml": f"kind: role\nid: b\ntitle: {title}\nteam: a\n",
        }
    )
    return make_catalog(shelf, (), today())


def test_graphviz_reads_what_we_write_whatever_stands_in_a_title(hostile: Catalog) -> None:
    pygraphviz = pytest.importorskip("pygraphviz")
    graph = pygraphviz.AGraph(string=as_dot(make_graph(hostile)))
    assert sorted(graph.nodes()) == ["role/b", "team/a"]
    assert len(graph.edges()) == 1


def test_in_mermaid_a_title_holds_no_sign_that_means_something(hostile: Catalog) -> None:
    lines = as_mermaid(make_graph(hostile)).splitlines()
    assert lines[0] == "flowchart LR"
    assert len(lines) == 4
    node = re.compile(r'  n\d\["[\w .,:()/+#;-]*"\]')
    assert all(node.fullmatch(line) for line in lines[1:3])
    assert re.fullmatch(r'  n\d -->\|"[\w .,:()/+#;-]*"\| n\d', lines[3])


def test_a_drawing_is_xml_that_stands_by_itself(hostile: Catalog) -> None:
    svg = as_svg(make_graph(hostile, hostile.get("team", "a")))
    root = etree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "href" not in svg
    assert "<style>" in svg


def test_a_drawing_shows_what_leads_away_from_the_centre_and_says_that_it_does(catalog: Catalog) -> None:
    """What two neighbours have with each other is not drawn; every box has a way to the centre."""
    centre = catalog.get("system", "marketo")
    graph = make_graph(catalog, centre)
    svg = as_svg(graph)
    drawn = re.findall(r'data-from="([^"]+)" data-to="([^"]+)"', svg)
    assert all("system/marketo" in pair for pair in drawn)
    assert {end for pair in drawn for end in pair} == {"/".join(entity.key) for entity in graph.entities}
    assert "are drawn: those that lead away from Marketo" in svg


def test_a_drawing_that_nobody_could_read_is_refused_with_a_way_out(
    catalog: Catalog, book: Callable[..., Shelf]
) -> None:
    many = {f"{number}.yaml": f"kind: team\nid: t{number}\ntitle: T{number}\n" for number in range(81)}
    with pytest.raises(SetupError, match="nobody could read a drawing of 81 documents") as failed:
        as_svg(make_graph(make_catalog(book(many), (), today())))
    assert "--hops 1" in failed.value.hint


@pytest.mark.parametrize(
    ("words", "begins"),
    [((), "digraph"), (("--format", "mermaid"), "flowchart"), (("--json",), "{"), (("--format", "svg"), "<svg")],
)
def test_the_command_writes_each_language(ask: Callable[..., Result], words: tuple[str, ...], begins: str) -> None:
    done = ask("graph", "workato", *words)
    assert (done.exit_code, done.output.startswith(begins)) == (0, True)
