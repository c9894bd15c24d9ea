"""Run a command as a user would, and say how long it took and how much memory it needed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

from bench.make_book import EPOCH


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock and of the processor (medians of its runs), megabytes at the peak.

    Where the system does not tell, processor and megabytes are 0.
    """

    seconds: float
    processor: float = 0.0
    megabytes: float = 0.0
    runs: int = 1


def run(
    command: Sequence[str],
    folder: Path,
    may_find: bool = False,
    *,
    stdin: Path | None = None,
    output: Path | None = None,
) -> Cost:
    """Run a command once. `may_find` allows the exit code 1 of a check that has something to say."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    # Without it each start would compile all of mopsbook anew, as nobody's does, and none of the packages that pip compiled.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryFile() as log, open(stdin or os.devnull, "rb") as said, open(output or os.devnull, "wb") as out:  # noqa: PTH123
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdin=said, stdout=out if output or stdin else log, stderr=log
        )
        code, processor, megabytes = _wait(process)
        seconds = time.perf_counter() - start
        if code and not (may_find and code == 1):
            log.seek(0)
            sys.exit(
                f"{' '.join(command[:6])} in {folder} ended with {code}:\n{log.read().decode(errors='replace')[-3000:]}"
            )
    return Cost(seconds, processor, megabytes)


def run_often(times: int, once: Callable[[], Cost]) -> Cost:
    """Return the median of several runs."""
    costs = [once() for _ in range(times)]
    middle = median(cost.seconds for cost in costs), median(cost.processor for cost in costs)
    return Cost(*middle, max(cost.megabytes for cost in costs), times)


def _wait(process: "subprocess.Popen[bytes]") -> tuple[int, float, float]:
    if not hasattr(os, "wait4"):
        return process.wait(), 0.0, 0.0
    # Only wait4 tells what this very child needed; getrusage knows the largest of all children so far.
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    megabytes = used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1000)
    return process.returncode, used.ru_utime + used.ru_stime, megabytes


def weigh(folder: Path) -> float:
    """Return the megabytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1_000_000
