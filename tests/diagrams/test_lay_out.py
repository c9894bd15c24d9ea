"""Graphviz is used where it is: in this process, else on the PATH, else the reader is told what to install."""

from __future__ import annotations

import builtins
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import graphviz
import pytest
from stacks import Documents, large_stack

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams import lay_out as module
from mopsbook.diagrams.draw import draw_for_book
from mopsbook.diagrams.lay_out import lay_out
from mopsbook.errors import SetupError

Make = Callable[[Documents], Catalog]


def graph() -> graphviz.Digraph:
    made = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "box", "fixedsize": "true", "label": ""})
    made.node("a", width="1", height="0.5")
    made.node("b", width="1", height="0.5")
    made.edge("a", "b", id="e0", dir="both")
    return made


@pytest.fixture
def no_pygraphviz(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "pygraphviz":
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    module._engine.cache_clear()
    yield
    module._engine.cache_clear()


def test_nodes_stand_in_the_order_of_their_ways_and_tips_touch_their_boxes() -> None:
    places = lay_out(graph())
    assert places.nodes["a"][0] < places.nodes["b"][0]
    spline = places.splines["e0"]
    assert spline.tail and spline.head
    assert abs(spline.tail[0] - (places.nodes["a"][0] + 36)) < 1
    assert abs(spline.head[0] - (places.nodes["b"][0] - 36)) < 1


@pytest.mark.usefixtures("no_pygraphviz")
def test_without_pygraphviz_and_without_dot_the_reader_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(SetupError) as caught:
        lay_out(graph())
    assert "pygraphviz" in caught.value.hint


def test_a_library_that_a_slim_machine_lacks_is_named_with_what_brings_it(tmp_path: Path) -> None:
    (tmp_path / "pygraphviz.py").write_text("raise ImportError('libgobject-2.0.so.0: cannot open shared object file')")
    code = (
        "from mopsbook.diagrams.lay_out import _ask; from mopsbook.errors import SetupError\n"
        "try: _ask('digraph {}')\n"
        "except SetupError as error: print(error, error.hint)"
    )
    environment = {"PYTHONPATH": ":".join((str(tmp_path), *sys.path)), "PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "libgobject-2.0.so.0" in done.stdout
    assert "apt-get install graphviz" in done.stdout


@pytest.mark.usefixtures("no_pygraphviz")
def test_without_pygraphviz_the_command_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = b'{"bb":"0,0,100,50","objects":[{"name":"a","pos":"20,25"},{"name":"b","pos":"80,25"}],"edges":[]}'
    asked: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, answer, b"")

    monkeypatch.setattr(shutil, "which", lambda _: "dot")
    monkeypatch.setattr(subprocess, "run", run)
    assert lay_out(graph()).nodes == {"a": (20.0, 25.0), "b": (80.0, 25.0)}
    assert asked == [["dot", "-Tjson0"]]


@pytest.mark.usefixtures("no_pygraphviz")
def test_a_command_that_fails_is_a_wrong_set_up_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "dot")
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1, b"", b"no layout")
    )
    with pytest.raises(SetupError, match="no layout"):
        lay_out(graph())


def test_drawing_says_nothing_even_where_no_fonts_are_set_up() -> None:
    code = (
        "from mopsbook.diagrams.clustered import Cluster, arrange; from mopsbook.diagrams.scene import Box;"
        "arrange([Cluster((Box('a', 0, 0, 30, 20, ('a',), 'a'),), 'CRM')], [])"
    )
    environment = {"FONTCONFIG_FILE": "/nowhere", "HOME": "/nowhere", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout + done.stderr == ""


def test_nothing_of_graphviz_is_loaded_before_a_picture_is_drawn() -> None:
    code = "import sys, mopsbook.diagrams.lay_out; print('pygraphviz' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_the_pictures_of_a_large_stack_take_seconds_and_not_minutes(catalog: Make) -> None:
    book = catalog(large_stack(400))
    start = time.process_time()
    pictures = draw_for_book(book)
    assert len(pictures) == 11
    assert time.process_time() - start < 20
