"""`python -m bench`: make books, measure, print the table. Nothing here fails because something is slow."""

import argparse
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from bench.contest import Line, measure_size, measure_start
from bench.long_past import measure_past
from bench.report import render_markdown, render_text

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,5000", help="how many documents, as in 1000,5000")
    parser.add_argument("--runs", type=int, default=3, help="runs of mopsbook, of which the median counts (default: 3)")
    parser.add_argument(
        "--quick", action="store_true", help="200 documents and one run: does the benchmark still work?"
    )
    parser.add_argument("--write", action="store_true", help=f"write the table to bench/{RESULTS.name} as well")
    options = parser.parse_args()
    if find_spec("check_jsonschema") is None:
        sys.exit("check-jsonschema is missing. Install what the benchmark compares with: pip install -e '.[bench]'")
    sizes = [200] if options.quick else [int(size) for size in options.sizes.split(",")]
    runs = 1 if options.quick else options.runs
    start = time.monotonic()

    def say(what: str) -> None:
        print(f"[{time.monotonic() - start:5.0f} s] {what}", file=sys.stderr, flush=True)

    lines: list[Line] = []
    # Outside of any repository: the made books bring their own.
    with tempfile.TemporaryDirectory(prefix="mopsbook-bench-") as folder:
        lines.append(measure_start(Path(folder), runs, say))
        for size in sizes:
            lines += measure_size(size, Path(folder), runs, say)
        lines += measure_past(*((200, 500) if options.quick else (1_000, 10_000)), Path(folder), runs, say)
    print(render_text(lines), end="")
    if options.write:
        RESULTS.write_text(render_markdown(lines), encoding="utf-8", newline="\n")


main()
