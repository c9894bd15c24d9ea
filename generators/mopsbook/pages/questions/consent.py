"""Where consent lives: the fields that say it, who writes them, how a no gets to every system that sends, and the policies."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key, title_of
from mopsbook.checks.known_fields import Known, known_fields, record_of, system_at
from mopsbook.checks.opt_outs import Hop, find_captures, find_hops, find_opt_outs, holds_for, next_systems
from mopsbook.checks.stages import follow
from mopsbook.diagrams.flows import FREQUENCIES, LEGEND, classes_of
from mopsbook.diagrams.picture import Picture, cell, link_to
from mopsbook.diagrams.stations import Column, Said, Station, draw_stations
from mopsbook.diagrams.ties import Tie
from mopsbook.pages.questions.question import Answer, Question
from mopsbook.pages.questions.reading import by_title, is_used, items, names
from mopsbook.words import count

_IN_USE = ("active", "deprecated")
_HERE = "people say it here"


class Told(Struct, frozen=True):
    """A field that says something about consent: on which object, whose value counts, and the systems that get to know it."""

    object: Entity
    field: Any
    record: Entity | None
    writers: Sequence[tuple[str, Entity | None, Entity | None, str]]
    flows_to: Sequence[Entity]


class Reached(Struct, frozen=True):
    """A system and how it hears of an opt-out: from which system, through which integration. None of it if it does not hear.

    `sends` are the messages that it sends and that the opt-out holds for, as they are written.
    """

    system: Entity
    source: Entity | None
    through: Entity | None
    far: int
    sends: Sequence[str]


class OptOut(Struct, frozen=True):
    """An opt-out with where people say it, and whom it reaches."""

    told: Told
    captures: Sequence[Entity]
    reached: Sequence[Reached]
    deaf: Sequence[Reached]
    picture: Picture | None


class Consent(Struct, frozen=True):
    """What the page shows."""

    fields: Sequence[Told]
    opt_outs: Sequence[OptOut]
    senders: Sequence[Entity]
    policies: Sequence[Entity]


def asks(entity: Entity) -> bool:
    """Return whether an object has fields that say something about consent."""
    fields = items(entity.data, "fields") if entity.kind.name == "object" and is_used(entity) else []
    return any(field.get("consent") and field.get("id") and field.get("status") != "retired" for field in fields)


def answer(catalog: Catalog) -> Answer | None:
    """Return where consent lives; None if no field says that it does."""
    order = ("opt-out", "opt-in", "preference", "evidence")
    known = [one for one in known_fields(catalog.shelf).values() if one.item.get("consent") and not one.is_gone]
    known.sort(key=lambda one: order.index(one.item["consent"]) if one.item["consent"] in order else len(order))
    told = [_tell(one, catalog) for one in known]
    if not told:
        return None
    senders = [one for one in catalog.of_kind("system") if one.status in _IN_USE and names(one.data.get("sends"))]
    opt_outs = [_opt_out(one, senders, catalog) for one in find_opt_outs(catalog.shelf)]
    deaf = {one.system for opt_out in opt_outs for one in opt_out.deaf}
    now = (
        f"{count(len(told), 'field')}, {count(len(senders), 'system')} that {'sends' if len(senders) == 1 else 'send'}"
    )
    if opt_outs and senders:
        now += f", {len(deaf)} of them deaf to an opt-out" if deaf else ", and every opt-out reaches them"
    return Answer(Consent(told, opt_outs, senders, _policies(catalog)), now)


def _system(id: str, catalog: Catalog) -> Entity | None:
    return catalog.get("system", id) if id else None


def _tell(known: Known, catalog: Catalog) -> Told:
    object_ = catalog.at(known.document.key)
    record = record_of(catalog.shelf, known)
    writers = []
    for item in items(known.item, "written_by"):
        field = object_.kind.field("fields.written_by.by")
        by = str(item.get("by") or "")
        system, through = (
            next((catalog.lookup(object_, f"fields.written_by.{key}", name) for name in names(item.get(key))), None)
            for key in ("system", "through")
        )
        writers.append((field.value_label(by) if field else by, system, through, str(item.get("when") or "")))
    reached = follow(next_systems(find_hops(catalog.shelf, known)), [record] if record else [])
    targets = by_title(system for id in reached - {record} if (system := _system(id, catalog)) is not None)
    return Told(object_, known.item, _system(record, catalog), writers, [one for one in targets if is_used(one)])


def _opt_out(known: Known, senders: Sequence[Entity], catalog: Catalog) -> OptOut:
    shelf = catalog.shelf
    told = _tell(known, catalog)
    captures = {_system(system_at(shelf, document, at), catalog) for document, at in _said(known, catalog)}
    found = by_title(one for one in captures if one is not None and is_used(one))
    sends = {one.id: [name for name in names(one.data.get("sends")) if holds_for(known, name)] for one in senders}
    hops = list(find_hops(shelf, known))
    reached = list(_reach(told.record, hops, sends, catalog))
    heard = {one.system for one in reached} | {told.record}
    deaf = [Reached(one, None, None, 0, sends[one.id]) for one in senders if sends[one.id] and one not in heard]
    return OptOut(told, found, reached, deaf, _draw(told, found, reached, deaf, hops, catalog))


def _said(known: Known, catalog: Catalog) -> Iterator[Any]:
    """Yield where people themselves say no: what an integration or automation writes, somebody said elsewhere."""
    for document, at in find_captures(catalog.shelf, known):
        by = document.get((*at[:-1], "by")) if at[-3:-2] == ("written_by",) else None
        if by in (None, "form", "user", "import"):
            yield document, at


def _reach(
    record: Entity | None, hops: Sequence[Hop], sends: dict[str, list[str]], catalog: Catalog
) -> Iterator[Reached]:
    """Yield the systems that hear of it, the nearest first, each by the way that it is heard first."""
    leaving: dict[str, list[Hop]] = {}
    for hop in sorted(hops, key=lambda hop: (_how_often(hop), hop.target)):
        leaving.setdefault(hop.source, []).append(hop)
    waiting = [(record, 0)] if record else []
    seen = {record.id} if record else set()
    for source, far in waiting:
        for hop in leaving.get(source.id, ()):
            target = _system(hop.target, catalog)
            if target is not None and target.id not in seen:
                seen.add(target.id)
                waiting.append((target, far + 1))
                through = catalog.get(*hop.document.key)
                yield Reached(target, source, through, far + 1, sends.get(target.id, []))


def _how_often(hop: Hop) -> int:
    said = hop.document.data.get("frequency")
    return FREQUENCIES.index(said) if said in FREQUENCIES else len(FREQUENCIES)


def _draw(
    told: Told, captures: Sequence[Entity], reached: Sequence[Reached], deaf: Sequence[Reached], hops: Sequence[Hop],
    catalog: Catalog,
) -> Picture | None:  # fmt: skip
    record = told.record
    if record is None:
        return None
    labels = ("Hears of it first", "Hears of it then", "And last")
    # Only those that lead straight to the system of record can be drawn before it.
    leads = {hop.source: hop for hop in hops if hop.target == record.id}
    before = [one for one in captures if one.id in leads and one.key != record.key]
    elsewhere = [one for one in captures if one not in before]
    columns = [
        Column("People opt out in", tuple(_station(f"in-{one.id}", one, ()) for one in before)),
        Column("Counts", (_station(record.id, record, (_HERE,) if record in captures else ()),)),
    ]
    for far, label in enumerate(labels, 1):
        here = [one for one in reached if one.far == far]
        columns.append(
            Column(label, tuple(_station(one.system.id, one.system, _notes(one, elsewhere)) for one in here))
        )
    ties = [_tie(f"in-{one.id}", record.id, one, record, catalog.get(*leads[one.id].document.key)) for one in before]
    ties += [_tie(one.source.id, one.system.id, one.source, one.system, one.through) for one in reached if one.source]
    title = title_of(told.field, str(told.field.get("id")))
    id = f"_opt-out-{told.object.id}-{told.field.get('id')}".replace(".", "-")
    said = Said(
        f"{title}: {count(len(before), 'system')} where people say it, then {record.title}, then {count(len(reached), 'system')} that hear of it."
        + (f" {count(len(deaf), 'system')} that should hear of it does not." if len(deaf) == 1 else f" {len(deaf)} that should hear of it do not." if deaf else ""),
        ("System", "Hears it from", "Through", "Sends"),
        tuple(
            (cell(one.system), cell(one.source), cell(one.through), (", ".join(one.sends), "")) for one in (*reached, *deaf)
        ),
        LEGEND,
    )  # fmt: skip
    return draw_stations(id, title, columns, ties, said, told.object.kind.hue)


def _station(key: str, system: Entity, notes: tuple[str, ...]) -> Station:
    return Station(key, system.title, link_to(system), classes_of(system), notes)


def _notes(one: Reached, captures: Sequence[Entity]) -> tuple[str, ...]:
    field = one.system.kind.field("sends")
    sent = ", ".join(field.value_label(name) if field else name for name in one.sends)
    return (*((f"sends: {sent}",) if sent else ()), *((_HERE,) if one.system in captures else ()))


def _tie(source: str, target: str, one: Entity, other: Entity, through: Entity | None) -> Tie:
    often = str(through.data.get("frequency") or "unknown") if through else "unknown"
    title = f"{one.title} → {other.title}" + (f": {through.title}" if through else "")
    return Tie(
        source, target, True, False, title, link_to(through) if through else "", (f"freq-{often}",), trunk=source
    )


def _policies(catalog: Catalog) -> list[Entity]:
    """Return the policies about consent, and those that rely on a field of consent."""
    areas = ("consent", "preference-centre", "data-subject-requests")
    by_link = ("fields", "capture_points.writes", "subscriptions.field")
    fields = _consent_fields(catalog)
    found = []
    for policy in catalog.of_kind("policy"):
        telling = any((link.target, link.to_part) in fields for link in catalog.links_from(policy, *by_link))
        if is_used(policy) and (policy.data.get("area") in areas or telling):
            found.append(policy)
    return found


def _consent_fields(catalog: Catalog) -> set[tuple[Key, str]]:
    objects = catalog.of_kind("object")
    return {
        (one.key, str(field.get("id")))
        for one in objects
        for field in items(one.data, "fields")
        if field.get("consent")
    }


QUESTION = Question(
    name="consent",
    title="Where does consent live?",
    words="Where does consent live?",
    gives="The fields that say it, who writes them, how an opt-out reaches every system that sends, and the policies that govern it.",
    kind="policy",
    asked="Consent field, opt-in, opt-out, unsubscribe, suppression, GDPR, privacy, preference, double opt-in, do not contact, legal basis.",
    answer=answer,
)
