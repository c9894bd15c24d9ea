"""Somebody fills a form: what happens then, from the form to the one who has to act."""

from collections.abc import Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.flows import LEGEND, classes_of, how_often
from mopsbook.diagrams.picture import Picture, cell, link_to
from mopsbook.diagrams.stations import Column, Said, Station, draw_stations
from mopsbook.diagrams.ties import Tie, tie_flows
from mopsbook.pages.questions.form_points import Points, Step, find_points, find_steps
from mopsbook.pages.questions.form_ways import Onward, Way, Written, brings_forms, find_onward, find_ways, find_written
from mopsbook.pages.questions.question import Answer, Question
from mopsbook.pages.questions.reading import group, is_used, items
from mopsbook.words import amount, count


class Trace(Struct, frozen=True):
    """What happens, step by step: the ways in, the campaigns behind them, what is written, where it goes, points and stages."""

    ways: Sequence[Way]
    campaigns: Sequence[Entity]
    written: Sequence[Written]
    onward: Sequence[Onward]
    points: Sequence[Points]
    steps: Sequence[Step]
    picture: Picture | None


def asks(entity: Entity, catalog: Catalog) -> bool:
    """Return whether an entity is one of the ways by which forms arrive."""
    return brings_forms(entity, catalog)


def answer(catalog: Catalog) -> Answer | None:
    """Return what happens when somebody fills a form; None if the book knows of no way by which one arrives."""
    ways = find_ways(catalog)
    if not ways:
        return None
    written = find_written(ways, catalog)
    campaigns = [one for one in catalog.of_kind("campaign-type") if is_used(one) and _has_form(one)]
    channels = {channel for one in campaigns for channel in catalog.named(one, "channel")}
    points = find_points({one.key for one in written}, channels, catalog)
    objects = list(dict.fromkeys(one.object for one in written))
    steps = find_steps(points, objects, catalog)
    trace = Trace(
        ways, campaigns, written, find_onward(ways, written, catalog), points, steps, _draw(ways, points, steps)
    )
    now = f"{count(len(ways), 'way')} in, {count(len(written), 'field')} written"
    return Answer(trace, now + (f", {count(len(points), 'scoring rule')}" if points else ""))


def _has_form(campaign: Entity) -> bool:
    return any(asset.get("type") == "form" for asset in items(campaign.data, "assets"))


def _draw(ways: Sequence[Way], points: Sequence[Points], steps: Sequence[Step]) -> Picture | None:
    sources = list(dict.fromkeys(way.flow.source for way in ways))
    targets = list(dict.fromkeys(way.flow.target for way in ways))
    models = list(dict.fromkeys(one.model for one in points))
    owners = list(dict.fromkeys(step.owner for step in steps if step.owner))
    columns = [
        Column(
            "Filled in", tuple(Station(f"in-{one.id}", one.title, link_to(one), classes_of(one)) for one in sources)
        ),
        Column(
            "Arrives in", tuple(Station(f"at-{one.id}", one.title, link_to(one), classes_of(one)) for one in targets)
        ),
        Column("Gives points", tuple(_model(one, points) for one in models)),
        Column("Becomes", tuple(_stage(step) for step in steps)),
        Column("Who acts", tuple(Station(f"who-{one.key}", one.title, link_to(one), ("lane-3",)) for one in owners)),
    ]
    said = Said(
        f"From {count(len(sources), 'system')} with a form through {count(len(ways), 'integration')} to "
        f"{count(len(steps), 'stage')} that {'it leads' if len(steps) == 1 else 'they lead'} to. The steps below say the same in words.",
        ("From", "To", "Through", "How often"),
        tuple((cell(w.flow.source), cell(w.flow.target), cell(w.flow.entity), (how_often(w.flow), "")) for w in ways),
        LEGEND,
    )
    return draw_stations("_form", "What happens when somebody fills a form", columns, _ties(ways, points, steps), said)


def _model(model: Entity, points: Sequence[Points]) -> Station:
    rules = sum(1 for one in points if one.model is model)
    return Station(f"model-{model.id}", model.title, link_to(model), ("lane-2",), (count(rules, "rule"),))


def _stage(step: Step) -> Station:
    sla = group(step.stage, "sla")
    unit = step.lifecycle.kind.field("stages.sla.unit")
    notes: tuple[str, ...] = ()
    if sla.get("value") and sla.get("unit"):
        words = unit.value_label(sla["unit"]) if unit else str(sla["unit"])
        notes = (f"within {amount(sla['value'], words)}",)
    classes = ("stage-main", "is-self" if step.stage.get("hand_over") is True else "")
    return Station(_key(step), step.title, link_to(step.lifecycle, step.id), classes, notes)


def _key(step: Step) -> str:
    return f"stage-{step.lifecycle.id}-{step.id}"


def _ties(ways: Sequence[Way], points: Sequence[Points], steps: Sequence[Step]) -> list[Tie]:
    ties = []
    for tie, way in ((tie_flows([way.flow])[0], way) for way in ways):
        source, target = f"in-{way.flow.source.id}", f"at-{way.flow.target.id}"
        ties.append(Tie(source, target, True, False, tie.title, tie.href, tie.classes, trunk=target))
    targets = list(dict.fromkeys(way.flow.target for way in ways))
    for model in dict.fromkeys(one.model for one in points):
        seen = {system for one in points if one.model is model for system in one.seen_in}
        for system in [one for one in targets if one in seen] or targets[:1]:
            ties.append(_plain(f"at-{system.id}", f"model-{model.id}", f"{system.title} → {model.title}"))
    for step in steps:
        for model in step.models:
            told = f"{model.title} → {step.title}: {'; '.join(step.how)}"
            ties.append(_plain(f"model-{model.id}", _key(step), told))
        if not points:
            ties += [_plain(f"at-{one.id}", _key(step), f"{one.title} → {step.title}") for one in targets]
        if step.owner:
            ties.append(_plain(_key(step), f"who-{step.owner.key}", f"{step.title}: {step.owner.title}"))
    return ties


def _plain(source: str, target: str, title: str) -> Tie:
    return Tie(source, target, True, False, title, "", ("way-main",), trunk=source)


QUESTION = Question(
    name="form-filled",
    title="Somebody fills a form",
    words="What happens when somebody fills a form?",
    gives="The way from the form to the one who must act: integration, fields, points, stage, time limit and hand-over.",
    kind="lifecycle",
    asked="Form fill, form filled, filled in, submission, sign-up, lead capture, lead flow, trace, routing, MQL, who follows up.",
    answer=answer,
)
