"""Let Graphviz place the nodes of a graph: in this process if it can, else through `dot`.

Only sizes go in and only places come out. No text of the book ever reaches Graphviz, so none can break DOT, and no font
of this machine has a say in the layout. So the answer to a question is always the same, and can be kept (`keep_layouts`).
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from mopsbook.diagrams.layouts import Layouts
from mopsbook.diagrams.scene import Point
from mopsbook.errors import SetupError

if TYPE_CHECKING:
    import graphviz

INCH = 72.0

# Turns DOT into one of the formats of Graphviz.
Engine = Callable[[str, str], bytes]

_kept: ContextVar[Layouts | None] = ContextVar("kept layouts", default=None)


@contextmanager
def keep_layouts(folder: Path) -> Iterator[None]:
    """Within the block, take answers of Graphviz from a folder if it has them, and leave there those that were used.

    Drawings need not know of it, and `lay_out` outside such a block asks Graphviz each time.
    """
    layouts = Layouts(folder, _sign)
    mark = _kept.set(layouts)
    try:
        yield
    finally:
        _kept.reset(mark)
    layouts.save()


class Spline(Struct, frozen=True):
    """A curve of cubic pieces: `points` are 1 + 3n; `head` and `tail` are the tips of arrows beyond its ends, if any."""

    points: tuple[Point, ...]
    head: Point | None = None
    tail: Point | None = None


class Places(Struct, frozen=True):
    """Where things are, y downwards, in units of a point. Nodes by name, splines by `id`, frames (x, y, w, h) by name."""

    width: float
    height: float
    nodes: Mapping[str, Point]
    splines: Mapping[str, Spline]
    frames: Mapping[str, tuple[float, float, float, float]]


def lay_out(graph: "graphviz.Digraph") -> Places:
    """Return the places of a graph whose nodes have fixed sizes and whose edges have ids."""
    layouts = _kept.get()
    found = json.loads(layouts.answer(graph.source, _ask) if layouts else _ask(graph.source))
    left, bottom, right, top = (float(value) for value in found["bb"].split(","))
    nodes: dict[str, Point] = {}
    frames: dict[str, tuple[float, float, float, float]] = {}
    for item in found.get("objects", ()):
        if "pos" in item:
            x, y = _point(item["pos"])
            nodes[item["name"]] = (x - left, top - y)
        elif item.get("name", "").startswith("cluster") and "bb" in item:
            x0, y0, x1, y1 = (float(value) for value in item["bb"].split(","))
            frames[item["name"]] = (x0 - left, top - y1, x1 - x0, y1 - y0)
    splines = {edge["id"]: _spline(edge["pos"], left, top) for edge in found.get("edges", ()) if "pos" in edge}
    return Places(right - left, top - bottom, nodes, splines, frames)


def _ask(source: str) -> str:
    return _engine()(source, "json0").decode()


def _sign() -> str:
    # An SVG names the version of Graphviz in its first lines, in whatever way it came onto this machine.
    return _engine()("digraph {}", "svg").decode(errors="replace")


def name_command() -> str:
    """Return which `dot` is asked where no wheel can be loaded, so that another one is noticed; "" if there is none.

    Whether pygraphviz loads is known only after a time that most runs spare, so `dot` is named beside it, too.
    """
    dot = shutil.which("dot")
    return f"{dot} {Path(dot).stat().st_mtime_ns} {Path(dot).stat().st_size}" if dot else ""


def _spline(pos: str, left: float, top: float) -> Spline:
    tips: dict[str, Point] = {}
    points: list[Point] = []
    for word in pos.partition(";")[0].split():
        mark, _, rest = word.partition(",") if word[0] in "se" else ("", "", word)
        x, y = _point(rest)
        if mark:
            tips[mark] = (x - left, top - y)
        else:
            points.append((x - left, top - y))
    return Spline(tuple(points), tips.get("e"), tips.get("s"))


def _point(pos: str) -> Point:
    x, y = pos.rstrip("!").split(",")[:2]
    return float(x), float(y)


@lru_cache(maxsize=1)
def _engine() -> Engine:
    """Return the function that asks Graphviz."""
    try:
        import pygraphviz
    except (ImportError, OSError) as error:  # no wheel for this machine, or one without the libraries it counts on
        return _engine_on_path(error)

    def in_process(source: str, format: str) -> bytes:
        # A graph is read, laid out and thrown away: a second layout of one and the same graph can end the process.
        graph: Any = pygraphviz.AGraph(string=source)
        try:
            return bytes(graph.draw(format=format, prog="dot"))
        finally:
            graph.close()

    return in_process


def _engine_on_path(why: ImportError | OSError) -> Engine:
    dot = shutil.which("dot")
    if dot is None and find_spec("pygraphviz"):
        raise SetupError(
            f"pictures need Graphviz, and this machine lacks a library that it counts on: {why}",
            "Install Graphviz itself, which brings what is missing: `apt-get install graphviz` on Debian and Ubuntu, "
            "`dnf install graphviz` on Fedora and Red Hat.",
        )
    if dot is None:
        raise SetupError(
            "pictures need Graphviz, and there is none",
            "Install pygraphviz (its wheels bring Graphviz with them), or Graphviz itself so that `dot` is on the PATH.",
        )

    def by_command(source: str, format: str) -> bytes:
        done = subprocess.run([dot, f"-T{format}"], input=source.encode(), capture_output=True, check=False)
        if done.returncode:
            raise SetupError(
                f"`{dot}` failed: {done.stderr.decode(errors='replace').strip()}",
                "Try `dot -V`; any Graphviz of the last years will do.",
            )
        return done.stdout

    return by_command
