"""What a form is worth: the scoring rules it meets, the stages that their models lead to, and who takes over there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, title_of
from mopsbook.pages.questions.form_ways import FieldKey, speaks_of_form
from mopsbook.pages.questions.reading import Touched, is_used, items, names


class Points(Struct, frozen=True):
    """A rule that a form meets: of which model, because of what, and the systems in which that is seen."""

    model: Entity
    rule: Mapping[str, Any]
    because: Sequence[str]
    seen_in: Sequence[Entity]


class Step(Struct, frozen=True):
    """A stage that people get to: how, who works it, and the processes that are set off."""

    lifecycle: Entity
    stage: Mapping[str, Any]
    models: Sequence[Entity]
    how: Sequence[str]
    owner: Entity | None
    processes: Sequence[Touched]

    @property
    def id(self) -> str:
        """The id of the stage."""
        return str(self.stage.get("id") or "")

    @property
    def title(self) -> str:
        """What people call the stage."""
        return title_of(self.stage, self.id)


def find_points(fields: set[FieldKey], channels: set[Entity], catalog: Catalog) -> list[Points]:
    """Return the rules in use that look at the form itself, at what was typed, or at the status that a form brings."""
    found = []
    for model in catalog.of_kind("scoring-model"):
        for rule in items(model.data, "rules") if is_used(model) else []:
            because: dict[str, None] = {}
            seen: dict[Entity, None] = {}
            for when in items(rule, "when") if rule.get("status") != "retired" else []:
                for words, systems in _met(model, when, fields, channels, catalog):
                    because[words] = None
                    seen |= dict.fromkeys(systems)
            if because:
                found.append(Points(model, rule, list(because), list(seen)))
    return found


def _met(
    model: Entity, when: Mapping[str, Any], fields: set[FieldKey], channels: set[Entity], catalog: Catalog
) -> Iterator[tuple[str, Sequence[Entity]]]:
    """Yield what a condition has to do with a form, in words, with the systems in which it is seen."""
    object_, part = _part(model, when, "field", catalog)
    if object_ and (object_.key, part) in fields:
        field = _item(object_, "fields", part)
        yield f"what they typed: {title_of(field, part)}", []
    object_, part = _part(model, when, "activity", catalog)
    activity = _item(object_, "activities", part) if object_ else {}
    logged = [item.get("name") for item in items(activity, "names")]
    if object_ and speaks_of_form(part, activity.get("title"), *logged):
        systems = [catalog.lookup(object_, "activities.names.system", name) for item in items(activity, "names") for name in names(item.get("system"))]  # fmt: skip
        detail = "; ".join(_where(item) for item in items(when, "where"))
        yield "the form itself" + (f", {detail}" if detail else ""), [one for one in systems if one]
    for name in names(when.get("statuses")):
        channel = catalog.lookup(model, "rules.when.statuses", name)
        if channel in channels:
            id = name.rpartition("#")[2]
            status = _item(channel, "statuses", id) if channel else {}
            yield f"the status {title_of(status, id)} that a form brings", []


def _part(model: Entity, when: Mapping[str, Any], key: str, catalog: Catalog) -> tuple[Entity | None, str]:
    name = when.get(key)
    if not isinstance(name, str):
        return None, ""
    return catalog.lookup(model, f"rules.when.{key}", name), name.rpartition("#")[2]


def _item(entity: Entity, name: str, id: str) -> Mapping[str, Any]:
    return next((item for item in items(entity.data, name) if item.get("id") == id), {})


def _where(item: Mapping[str, Any]) -> str:
    value = item.get("value")
    values = value if isinstance(value, list) else [value]
    return f"{item.get('attribute') or ''}: {', '.join(str(one) for one in values if one is not None)}".strip(": ")


def find_steps(points: Sequence[Points], objects: Sequence[Entity], catalog: Catalog) -> list[Step]:
    """Return the stages that a form can lead to, in the order of their lifecycles.

    Without a scoring model they are those in which somebody takes over, in the lifecycles of the objects that are written.
    """
    reached: dict[tuple[Entity, str], dict[str, Entity]] = {}
    for model in dict.fromkeys(one.model for one in points):
        met = {str(one.rule.get("id")): one.rule for one in points if one.model is model}
        for threshold in items(model.data, "thresholds"):
            name = threshold.get("stage")
            lifecycle = catalog.lookup(model, "thresholds.stage", name) if isinstance(name, str) else None
            if lifecycle is not None and is_used(lifecycle):
                at = (lifecycle, str(name).rpartition("#")[2])
                reached.setdefault(at, {})[_takes(threshold, met)] = model
    stages = list(_stages(catalog))
    concerned = {one.key for one in objects}
    ahead = [(lifecycle, stage) for lifecycle, stage in stages if (lifecycle, str(stage["id"])) in reached] or [
        (lifecycle, stage)
        for lifecycle, stage in stages
        if stage.get("hand_over") is True
        and any(link.target in concerned for link in catalog.links_from(lifecycle, "objects"))
    ]
    return [_step(lifecycle, stage, reached, catalog) for lifecycle, stage in ahead]


def _stages(catalog: Catalog) -> Iterator[tuple[Entity, Mapping[str, Any]]]:
    for lifecycle in catalog.of_kind("lifecycle"):
        for stage in items(lifecycle.data, "stages") if is_used(lifecycle) else []:
            if stage.get("id"):
                yield lifecycle, stage


def _takes(threshold: Mapping[str, Any], met: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what it takes to cross a threshold: "at once: Asks for a call" or "score 100, behavioural 40"."""
    rules = [name.rpartition("#")[2] for name in names(threshold.get("by_rules"))]
    told = [title_of(met[name], name) for name in rules if name in met]
    sums = [f"{name} {threshold[name]}" for name in ("score", "demographic", "behavioural") if threshold.get(name)]
    return " or ".join(filter(None, (", ".join(sums), f"at once: {', '.join(told)}" if told else ""))) or "other rules"


def _step(
    lifecycle: Entity, stage: Mapping[str, Any], reached: Mapping[tuple[Entity, str], Mapping[str, Entity]], catalog: Catalog
) -> Step:  # fmt: skip
    ways = reached.get((lifecycle, str(stage.get("id"))), {})
    owners = [catalog.lookup(lifecycle, "stages.owner", name) for name in names(stage.get("owner"))]
    return Step(
        lifecycle,
        stage,
        list(dict.fromkeys(ways.values())),
        list(ways),
        next((one for one in owners if one), None),
        list(_processes(lifecycle, stage, catalog)),
    )


def _processes(lifecycle: Entity, stage: Mapping[str, Any], catalog: Catalog) -> Iterator[Touched]:
    """Yield the processes that entering a stage sets off: their trigger names it, they mention it, or stop their clock on it."""
    title = re.escape(title_of(stage, str(stage.get("id"))))
    named = re.compile(rf"(?<![\w-]){title}(?![\w-])")
    for process in catalog.of_kind("process"):
        links = [link for link in catalog.links_from(process) if link.target == lifecycle.key]
        linked = any(link.to_part == stage.get("id") for link in links)
        if is_used(process) and (linked or named.search(str(process.data.get("trigger") or ""))):
            steps = [step for step in items(process.data, "steps") if step.get("id")]
            yield Touched(process, tuple((str(one["id"]), title_of(one, str(one["id"]))) for one in steps))
