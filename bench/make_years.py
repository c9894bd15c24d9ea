"""Make years: a repository whose last commit is the reference book and whose past is three believable years.

For all that needs a past to be looked at or measured: logs, feeds, the year in review. Nobody kept the history of the reference
book, so it is made, backwards from the end: a document taken away was added then, another number was changed then, a missing
sentence was written then. People, dates, pull requests and accidents are made up; reviews, audits, decisions and what vendors
did fall on the days that the book names. The same arguments give the same commits, id for id.

    python -m bench.make_years DIR [--months 36] [--seed 1]
"""

import argparse
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from bench.years.days import first_day, work_days
from bench.years.odd import odd_events
from bench.years.past import Past
from bench.years.plan import Plan
from bench.years.stream import write_repository
from bench.years.tell import Commit, make_commit, with_accidents, with_merges, with_pulls
from mopsbook.kinds.load import load_kinds

ROOT = Path(__file__).parent.parent
LAST = date(2026, 11, 20)
# Changes that people make besides reviews, audits and what is written for the first time.
_A_MONTH = 18
_AUTHOR = "Head of Marketing Operations"


def make_years(folder: Path, months: int = 36, seed: int = 1, last: date = LAST, source: Path = ROOT) -> int:
    """Write the repository into an empty folder; return the number of its commits. The last is made on `last`, or before."""
    rng = Random(seed)
    past = Past(dict(_files(source)), load_kinds([]))
    pulls = dict(_known_pulls(past))
    commits = with_merges(list(with_accidents(_go_back(past, months, last, rng), rng)), rng)
    folder.mkdir(parents=True, exist_ok=True)
    write_repository(folder, with_pulls(commits, pulls, rng))
    return len(commits)


def _files(source: Path) -> Iterator[tuple[str, str]]:
    yield ".gitignore", "/site/\n/.cache/\n"
    for path in (source / "mkdocs.yml", *sorted((source / "knowledge").rglob("*"))):
        if path.is_file():
            yield path.relative_to(source).as_posix(), path.read_text(encoding="utf-8")


def _known_pulls(past: Past) -> Iterator[tuple[str, int]]:
    """Yield the files of the book that say by which pull request they came."""
    for document in past.all():
        number = re.search(r"/pull/(\d+)\Z", str(document.data.get("ticket", "")))
        if number and document.kind.name == "change-note":
            yield document.path, int(number[1])


def _go_back(past: Past, months: int, last: date, rng: Random) -> list[Commit]:
    """Return the commits, the first first, the files of the book being turned back to its beginning."""
    days = work_days(first_day(last, months), last)
    plan = Plan(past, days, rng)
    odd = list(odd_events(plan))
    commits = []
    for event in sorted([*plan.events(_A_MONTH * months), *odd], reverse=True):
        edit = event.act(past, rng)
        if edit is not None and edit.before:
            after = past.take_back(edit.before)
            commits.append(make_commit(event.day, event.minute, edit.author, edit.subject, after, edit.reason, rng))
    commits.append(make_commit(days[0], 8 * 60, _AUTHOR, "Begin the book", past.files, "", rng))
    return commits[::-1]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.make_years", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="an empty folder, or one that is to be made")
    parser.add_argument("--months", type=int, default=36, help="how long the past is (36)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another past (1)")
    chosen = parser.parse_args()
    if chosen.folder.exists() and any(chosen.folder.iterdir()):
        parser.error(f"{chosen.folder} is not empty")
    number = make_years(chosen.folder, chosen.months, chosen.seed)
    print(f"{chosen.folder}: {number} commits")


if __name__ == "__main__":
    main()
