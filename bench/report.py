"""The result as a table: for a terminal, and as Markdown."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version

from bench.contest import Line
from bench.measure import Cost

_HEAD = ("documents", "task", "mopsbook", "plain", "faster", "cpu", "plain cpu", "memory", "plain memory", "remark")
_WITH = ("mopsbook", "mkdocs", "mkdocs-material", "check-jsonschema")
ABOUT = """\
Plain is check-jsonschema with the same schemas for `check`, and MkDocs with Material for the builds: the same pages, as
`mopsbook write` puts them on disk as Markdown, with the same theme features and the search, every page in the menu, and
navigation.prune. Plain MkDocs reads no YAML, checks nothing and draws nothing: that work is in the mopsbook column alone.
Of a long past, plain is git itself: `git log --raw`, and `git cat-file --batch` of each version that it names. Git reads no
YAML and compares no values; what Python and the schemas take to start is not counted.
A full build begins without site and caches. Seconds are those of a clock (`faster` compares them) and, as cpu, those of
the processor, which other work on the machine disturbs less; of mopsbook they are medians of runs. Memory is the peak."""


def render_text(lines: Sequence[Line]) -> str:
    """Return the table in columns."""
    rows = [_HEAD, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    left = (1, len(_HEAD) - 1)
    table = [
        "  ".join(
            cell.ljust(width) if n in left else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([line.rstrip() for line in table] + ["", _machine(), "", ABOUT]) + "\n"


def render_markdown(lines: Sequence[Line]) -> str:
    """Return the table as a Markdown page."""
    rows = [_HEAD, tuple("---" for _ in _HEAD), *(_cells(line) for line in lines)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"# How fast mopsbook is\n\n{table}\n\n{_machine()}\n\n{ABOUT}\n\nMeasure again with `make bench`, and `python -m bench --write` for this page.\n"


def _cells(line: Line) -> tuple[str, ...]:
    theirs = line.theirs
    faster = f"{theirs.seconds / line.ours.seconds:.1f} x" if theirs else ""
    return (
        f"{line.size:,}", line.task, _seconds(line.ours), _seconds(theirs), faster, _processor(line.ours), _processor(theirs),
        _megabytes(line.ours), _megabytes(theirs), line.note,
    )  # fmt: skip


def _seconds(cost: Cost | None) -> str:
    return f"{cost.seconds:.2f} s" if cost else ""


def _processor(cost: Cost | None) -> str:
    return f"{cost.processor:.2f} s" if cost and cost.processor else ""


def _megabytes(cost: Cost | None) -> str:
    return f"{cost.megabytes:.0f} MB" if cost and cost.megabytes else ""


def _machine() -> str:
    tools = ", ".join(f"{name} {version(name)}" for name in _WITH)
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}; {tools}."
