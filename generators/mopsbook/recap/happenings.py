"""Happenings: what the documents of a book tell of a day themselves: decisions, answers to vendors, audits, what was retired."""

from collections.abc import Iterator, Sequence
from datetime import date

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.checks.runs import newest_first
from mopsbook.documents.dates import parse_date
from mopsbook.news.news import Told
from mopsbook.recap.recap import Happening
from mopsbook.words import count, say_short_day

_DECIDED = ("accepted", "rejected", "superseded")
_ANSWERED = ("done", "no-impact")
# Where systems say when their users were last gone through.
_USER_AUDIT = "user_audit.last_done"
_WRITTEN_WITHIN = 31

Happenings = tuple[Happening, ...]


def find_decisions(catalog: Catalog, first: date, last: date) -> tuple[Happenings, Happenings]:
    """Return what was decided on the days from `first` to `last`, and what was proposed then and is open still."""
    decided: list[Happening] = []
    proposed: list[Happening] = []
    for one in catalog.of_kind("decision"):
        day, state = parse_date(one.data.get("date")), str(one.data.get("state", ""))
        if day and first <= day <= last:
            note = "turned down" if state == "rejected" else "superseded since" if state == "superseded" else ""
            (decided if state in _DECIDED else proposed).append(Happening(day, one.title, note, one.key))
    return _in_order(decided), _in_order(proposed)


def find_answers(catalog: Catalog, first: date, last: date) -> tuple[Happenings, Happenings]:
    """Return the vendor updates that were answered on these days, and those that took effect on one and wait for an answer.

    An answer is late when it came after the day on which the update took effect. What does not concern us is answered by that day.
    """
    answered, waiting = [], []
    for one in catalog.of_kind("vendor-update"):
        effective, done = parse_date(one.data.get("effective")), parse_date(one.data.get("done_on"))
        if one.data.get("state") not in _ANSWERED:
            if effective and first <= effective <= last:
                note = f"took effect on {say_short_day(effective)}"
                waiting.append(Happening(effective, one.title, note, one.key, is_bad=True))
            continue
        day = done or effective
        if day and first <= day <= last:
            answered.append(Happening(day, one.title, *_judge(one, day, effective)))
    return _in_order(answered), _in_order(waiting)


def _judge(update: Entity, day: date, effective: date | None) -> tuple[str, tuple[str, str], bool]:
    """Return in how good time an update was answered, in words, its key, and whether that was late."""
    days = (day - effective).days if effective else 0
    if update.data.get("state") == "no-impact":
        return "does not concern us", update.key, False
    if days > 0:
        return f"{count(days, 'day')} late", update.key, True
    return f"{count(-days, 'day')} before it took effect" if days else "on the day it took effect", update.key, False


def find_audits(catalog: Catalog, told: Sequence[tuple[date, Told]], first: date, last: date) -> Happenings:
    """Return the audits that were run on these days: runs of checklists that come round by the calendar, and audits of users.

    Of the latter a system says the last day only; those before it are in the log, at the days on which they were written down.
    """
    found = [*_runs(catalog, first, last)]
    logged = {(one.entity.key, day) for day, one in told if one.entity and _says(one, _USER_AUDIT)}
    done = {
        system.key: parse_date((system.data.get("user_audit") or {}).get("last_done"))
        for system in catalog.of_kind("system")
    }
    days = {(key, day) for key, day in done.items() if day and first <= day <= last}
    # What the log tells of the last audit counts at the day of that alone, be it in the year before.
    days |= {(key, day) for key, day in logged if not _tells_of(done.get(key), day)}
    found += [Happening(day, catalog.at(key).title, "Its users were checked", key) for key, day in days]
    return _in_order(found)


def _tells_of(done: date | None, logged: date) -> bool:
    """Return whether what was logged on a day may be the audit that was done on another: it is written down within a month."""
    return done is not None and 0 <= (logged - done).days <= _WRITTEN_WITHIN


def _runs(catalog: Catalog, first: date, last: date) -> Iterator[Happening]:
    for one in catalog.of_kind("checklist"):
        if not one.data.get("cadence"):
            continue
        for index, day in newest_first(one.data):
            if first <= day <= last:
                results = [result.get("result") for result in one.data["runs"][index].get("results") or ()]
                passed, failed = results.count("pass"), results.count("fail")
                note = f"{passed} of {passed + failed} passed" if passed + failed else ""
                yield Happening(day, one.title, note, one.key, is_bad=failed > 0)


def find_retired(catalog: Catalog, told: Sequence[tuple[date, Told]], first: date, last: date) -> Happenings:
    """Return what is retired and says that it was on one of these days, or was set so by the changes told."""
    found: dict[tuple[str, str], Happening] = {}
    for each in catalog.entities:
        said = parse_date(each.data.get("retired_on"))
        if said and first <= said <= last and each.status == "retired":
            found[each.key] = Happening(said, each.title, each.kind.label.lower(), each.key)
    for day, one in told:
        entity = one.entity
        silent = entity is not None and entity.key not in found and not entity.data.get("retired_on")
        if entity is not None and silent and entity.status == "retired" and _says(one, "status"):
            found[entity.key] = Happening(day, entity.title, entity.kind.label.lower(), entity.key)
    return _in_order(list(found.values()))


def _says(one: Told, path: str) -> bool:
    """Return whether a change gave a value to a field."""
    return any(field.path == path and field.new for field in one.change.fields)


def _in_order(happenings: Sequence[Happening]) -> Happenings:
    return tuple(sorted(happenings, key=lambda one: (one.day, one.title.casefold(), one.key or ("", ""))))
