"""Tell: from edits to commits as people make them: who, when, by which pull request, for which ticket, on a branch or not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from random import Random

_ZONE = timezone(timedelta(hours=1))
_NOBODY = "Head of Marketing Operations"
_MERGES, _BROKEN = 0.05, 0.006


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit to be written. `after` holds the touched files as they are after it; `branch` is how many before it it merges."""

    when: datetime
    author: str
    subject: str
    after: Mapping[str, str | None]
    trailers: tuple[str, ...] = ()
    pull: int = 0
    branch: int = 0

    @property
    def message(self) -> str:
        """The message as git keeps it."""
        head = f"{self.subject} (#{self.pull})" if self.pull and not self.branch else self.subject
        return "\n".join([head, *(("", *self.trailers) if self.trailers else ())]) + "\n"


def make_commit(
    day: date, minute: int, author: str, subject: str, after: Mapping[str, str | None], reason: str, rng: Random
) -> Commit:
    """Return a commit of one moment, with the trailers that its author took the time for."""
    trailers = [f"Ticket: MOPS-{rng.randrange(100, 2900)}"] if rng.random() < 0.2 else []
    trailers += [f"Change-note: {reason}"] if reason else []
    when = datetime.combine(day, time(minute // 60, minute % 60, rng.randrange(60)), _ZONE)
    return Commit(when, author or _NOBODY, subject, after, tuple(trailers))


def with_accidents(commits: Sequence[Commit], rng: Random) -> Iterator[Commit]:
    """Yield the commits; before some of them comes one that left a file unreadable, and which they mend."""
    for commit in commits:
        texts = {path: text for path, text in commit.after.items() if text and path.endswith(".yaml")}
        if len(texts) == 1 == len(commit.after) and rng.random() < _BROKEN:
            ((path, text),) = texts.items()
            yield replace(commit, when=commit.when - timedelta(minutes=25), after={path: _break(text)})
            yield replace(commit, subject="Mend the file so that it can be read", trailers=())
        else:
            yield commit


def with_merges(commits: Sequence[Commit], rng: Random) -> list[Commit]:
    """Return the commits with merges put in: some that follow each other were made on a branch."""
    told: list[Commit] = []
    at = 0
    while at < len(commits):
        told.append(commits[at])
        at += 1
        if at == 1 or rng.random() >= _MERGES:
            continue
        branch = list(commits[at : at + rng.randint(1, 4)])
        at += len(branch)
        if branch:
            last = branch[-1]
            after = {path: text for commit in branch for path, text in commit.after.items()}
            told += branch
            told.append(Commit(last.when + timedelta(minutes=20), last.author, last.subject, after, (), 0, len(branch)))
    return told


def with_pulls(commits: Sequence[Commit], known: Mapping[str, int], rng: Random) -> list[Commit]:
    """Return the commits with the numbers of their pull requests; `known` says which one brought a file into the book.

    In its first years a small team commits to the main branch; so there are no more numbers before one that is known.
    """
    free = _free(commits)
    fixed = {
        at: number
        for at in free
        for path, number in known.items()
        if path in commits[at].after and _is_new(commits, at, path)
    }
    number, begin = 0, 0
    numbers: dict[int, int] = {}
    for stop, here in [*sorted(fixed.items()), (len(commits), 0)]:
        between = [at for at in free if begin <= at < stop]
        most = here - number - 1 if here else len(between) * 4 // 5
        chosen = sorted(rng.sample(between, max(0, min(most, len(between)))))
        numbers |= {at: number + n for n, at in enumerate(chosen, 1)}
        number += len(chosen)
        if here:
            numbers[stop] = number = here
        begin = stop + 1
    return [replace(commit, pull=numbers.get(at, 0)) for at, commit in enumerate(commits)]


def _free(commits: Sequence[Commit]) -> list[int]:
    """Return the commits that can have come by a pull request of their own: those on a branch came with its merge."""
    on_branch = {at - n for at, commit in enumerate(commits) for n in range(1, commit.branch + 1)}
    return [at for at in range(1, len(commits)) if at not in on_branch]


def _is_new(commits: Sequence[Commit], at: int, path: str) -> bool:
    return not any(path in commit.after for commit in commits[:at])


def _break(text: str) -> str:
    """Return a text of YAML with a slip of the keyboard in it."""
    return re.sub(r"^(title|purpose): (.*)$", r'\1: "\2', text, count=1, flags=re.MULTILINE)
