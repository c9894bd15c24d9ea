"""Sentences: what a recap says in words, the most important first."""

from collections.abc import Iterator, Sequence

from mopsbook.recap.recap import Month, Recap, Row, Tally
from mopsbook.words import count, joined, say_short_day

_MOST_KINDS = 3
_FEWEST_MONTHS = 3


def tell(recap: Recap) -> list[str]:
    """Return the sentences of a recap; that nothing happened is one, too."""
    if recap.is_empty:
        return [f"{_begin(recap)} nothing was written, changed or decided."]
    return list(_sentences(recap))


def _sentences(recap: Recap) -> Iterator[str]:
    yield from _written(recap)
    yield from _complete(recap)
    yield from _who(recap)
    yield from _when(recap.months)
    yield from _decided(recap)
    yield from _answered(recap)
    yield from _audited(recap)
    yield from _gone(recap)


def _begin(recap: Recap) -> str:
    return f"{recap.period.words}{' so far' if recap.is_running else ''}"


def _written(recap: Recap) -> Iterator[str]:
    tally, begin = recap.tally, _begin(recap)
    did = []
    if tally.added:
        did.append(f"documented {_name_kinds(recap.kinds, tally.added)}")
    if tally.changed:
        did.append(f"made {count(tally.changed, 'change')}")
    if did:
        yield f"{begin} the team {', and '.join(did)}."
    elif tally.total:
        yield f"{begin} nothing was written or changed."
    if tally.reviewed:
        more = f", {times(tally.reviewed)} in all" if tally.reviewed > recap.reread else ""
        yield f"{count(recap.reread, 'document was', 'documents were')} read again and found still true{more}."


def _name_kinds(kinds: Sequence[Row], whole: int) -> str:
    """Return how many of what: "31 systems, 12 processes and 40 other things"."""
    ordered = sorted((row for row in kinds if row.tally.added), key=lambda row: -row.tally.added)
    first = ordered[: _MOST_KINDS if len(ordered) > _MOST_KINDS + 1 else _MOST_KINDS + 1]
    parts = [count(row.tally.added, row.singular, row.title.lower()) for row in first]
    rest = whole - sum(row.tally.added for row in first)
    return joined([*parts, *([f"{rest:,} more"] if rest else [])])


def _complete(recap: Recap) -> Iterator[str]:
    before, after = recap.before, recap.after
    if after is None:
        return
    if before is None or not before.documents:
        when = "It has" if recap.is_running else "At its end it had"
        yield f"{when} {count(after.documents, 'document')}, {after.score} % complete."
        return
    grew = "grew" if after.documents > before.documents else "shrank"
    size = f"The book {grew} from {before.documents:,} to {count(after.documents, 'document')}"
    if after.documents == before.documents:
        size = f"The book had {count(after.documents, 'document')} before and after"
    if after.score == before.score:
        yield f"{size} and stayed {after.score} % complete."
    else:
        verb = "rose" if after.score > before.score else "fell"
        yield f"{size}; its completeness {verb} from {before.score} to {after.score} %."


def _who(recap: Recap) -> Iterator[str]:
    teams = [row for row in recap.teams if row.key and row.tally.total]
    if len(teams) > 1:
        most = teams[0]
        yield f"Most was done to what {most.title} answers for: {say_tally(most.tally)}."
    busiest = [row for row in recap.busiest[:3] if row.tally.changed > 1]
    if busiest:
        yield f"Changed most: {joined([f'{row.title} ({times(row.tally.changed)})' for row in busiest])}."


def _when(months: Sequence[Month]) -> Iterator[str]:
    done = [month for month in months if month.tally.total]
    if len(done) < _FEWEST_MONTHS:
        return
    most = max(done, key=lambda month: month.tally.total)
    least = min(months, key=lambda month: month.tally.total)
    if most.tally.total > least.tally.total:
        number = count(most.tally.total, "time")
        yield (
            f"The busiest month was {most.period.title}: {number} a document was written, changed or read again."
            f" The quietest was {least.period.title}: {count(least.tally.total, 'time')}."
        )


def _decided(recap: Recap) -> Iterator[str]:
    if recap.decisions:
        down = sum(event.note == "turned down" for event in recap.decisions)
        more = f", {down:,} of them to turn something down" if down else ""
        yield f"{count(len(recap.decisions), 'decision')} {_was(len(recap.decisions))} taken{more}."
    if recap.proposed:
        yield f"{count(len(recap.proposed), 'proposal')} {_is(len(recap.proposed))} open."


def _answered(recap: Recap) -> Iterator[str]:
    if recap.answered:
        late = [event for event in recap.answered if event.is_bad]
        how = "all in good time" if not late else f"{len(late):,} of them late"
        if len(recap.answered) == 1:
            how = "late" if late else "in good time"
        yield f"{count(len(recap.answered), 'vendor update')} {_was(len(recap.answered))} answered, {how}."
    if recap.waiting:
        yield f"{count(len(recap.waiting), 'vendor update')} took effect and {_is(len(recap.waiting))} not answered yet."


def _audited(recap: Recap) -> Iterator[str]:
    if recap.audits:
        failed = sum(event.is_bad for event in recap.audits)
        found = f"; {failed:,} found something to mend" if failed else ""
        yield f"{count(len(recap.audits), 'audit')} {_was(len(recap.audits))} run{found}."


def _gone(recap: Recap) -> Iterator[str]:
    parts = [(recap.renamed, "renamed"), (recap.retired, "retired"), (recap.removed, "removed")]
    told = [f"{count(len(events), 'document')} {_was(len(events))} {word}" for events, word in parts if events]
    if told:
        yield f"{joined(told)}."


def say_tally(tally: Tally) -> str:
    """Return what was done: "3 added, 12 changed and 4 read again"."""
    words = {"added": tally.added, "changed": tally.changed, "read again": tally.reviewed, "removed": tally.removed}
    return joined([f"{number:,} {word}" for word, number in words.items() if number])


def say_until(recap: Recap) -> str:
    """Return what the figures do not cover, for the foot of a recap; "" if that is nothing."""
    parts = []
    if recap.is_running:
        parts.append(f"It is told until {say_short_day(recap.until)}.")
    if recap.began and recap.period.first < recap.began <= recap.until:
        parts.append(f"The history begins on {say_short_day(recap.began)}.")
    return " ".join([*parts, *([recap.missing] if recap.missing else [])])


def times(number: int) -> str:
    """Return "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
