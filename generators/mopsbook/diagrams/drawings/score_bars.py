"""The examples of a scoring model as bars: how both parts add up, and which threshold that reaches."""

from collections.abc import Iterator, Sequence

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.bars import Bar, Measure, draw_bars
from mopsbook.scoring.examples import run_examples
from mopsbook.scoring.model import PARTS, Model
from mopsbook.scoring.result import Result

EACH = "scoring-model"


def draw(catalog: Catalog, subject: Entity) -> Picture | None:
    """Return a bar for each example; None for a model without examples, or one of which nobody can tell what comes out."""
    document = catalog.shelf.get(*subject.key)
    if document is None:
        return None
    model, results = run_examples(document, catalog.shelf)
    # The part that thresholds ask for stands first: only what begins at 0 can be held against a line.
    parts = sorted(PARTS, key=lambda part: not any(part in threshold.asks for threshold in model.thresholds))
    titles = _stage_titles(catalog, subject)
    names = {example.get("id"): example.get("title") for example in subject.data.get("examples", ())}
    bars = [
        Bar(
            str(names[id] or id),
            tuple(float(result.parts[part]) for part in parts),
            link_to(subject, id),
            _note(result, titles),
        )
        for id, result in results.items()
    ]
    # Below 0 nothing can be stacked: then the parts stand side by side, and no line through both would be true.
    apart = any(value is not None and value < 0 for bar in bars for value in bar.values)
    levels = () if apart else tuple(_levels(model, parts))
    said = Measure(
        "Example",
        "Score",
        series=tuple(part.capitalize() for part in parts),
        apart=apart,
        levels=levels,
        noted="Leads to",
    )
    return draw_bars("scores", f"What the examples of {subject.title} come to", bars, said, subject.kind.hue)


def _levels(model: Model, parts: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Yield the numbers that thresholds ask for of the score and of the part that stands first, the lowest first."""
    asked: dict[tuple[float, str], list[str]] = {}
    for threshold in model.thresholds:
        for name, number in threshold.asks.items():
            if name in ("score", parts[0]):
                asked.setdefault((float(number), name), []).append(threshold.title)
    for (least, name), titles in sorted(asked.items()):
        yield least, f"{', '.join(titles)}: {name} {least:.0f} or more"


def _stage_titles(catalog: Catalog, subject: Entity) -> dict[str, str]:
    """Return the titles of the stages that thresholds lead to, by the ids of the thresholds."""
    found = {}
    for link in catalog.links_from(subject, "thresholds.stage"):
        found[link.part_id] = link.to_title
    return found


def _note(result: Result, titles: dict[str, str]) -> str:
    if result.excluded:
        return "not scored"
    return f"→ {titles.get(result.threshold.id, result.threshold.title)}" if result.threshold else ""
