"""What the stack costs in a year, by category. Currencies are never added: each has a picture of its own."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from mopsbook.catalog.addresses import index_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.grouping import grouping_of
from mopsbook.diagrams.axis import say_number
from mopsbook.diagrams.flows import category_label, category_of
from mopsbook.diagrams.picture import ROOT, Picture, link_to
from mopsbook.diagrams.plots.bars import Bar, Measure, draw_bars

EACH = "index:system"

# Fewer bars than this are read faster as a sentence.
_FEWEST = 3


def draw(catalog: Catalog, _: object) -> Sequence[Picture]:
    """Return the bars of each currency with enough of them, the largest bar first. What is in none of them is named."""
    systems = [system for system in catalog.of_kind("system") if system.status != "retired" and _contract(system)]
    by_currency: dict[str, list[Entity]] = defaultdict(list)
    for system in systems:
        if _cost(system):
            by_currency[_currency(system)].append(system)
    drawn = sorted(
        (name for name, found in by_currency.items() if name and len({category_of(one) for one in found}) >= _FEWEST),
        key=lambda name: (-len(by_currency[name]), name),
    )
    pictures = [_bars(catalog, name, by_currency[name]) for name in drawn]
    rest = [(_say(one), link_to(one), "") for one in systems if not (_cost(one) and _currency(one) in drawn)]
    found = [picture for picture in pictures if picture is not None]
    return [*found[:-1], *(replace(last, chips=tuple(rest)) for last in found[-1:])]


def _bars(catalog: Catalog, currency: str, systems: Sequence[Entity]) -> Picture | None:
    sums: dict[str, float] = defaultdict(float)
    labels = {}
    for system in systems:
        sums[category_of(system)] += _cost(system)
        labels[category_of(system)] = category_label(system)
    kind = catalog.kinds["system"]
    index = f"{ROOT}{index_of(kind)}/"
    grouping = grouping_of(kind, catalog.of_kind(kind))
    groups = {system.data.get("category") for system in systems} if grouping and grouping.name == "category" else set()
    bars = [
        Bar(labels[name], (cost,), f"{index}#group-{name}" if name in groups else index)
        for name, cost in sorted(sums.items(), key=lambda item: (-item[1], labels[item[0]]))
    ]
    whole = say_number(sum(sums.values()), currency)
    title = f"Cost in a year, contracts in {currency}: {whole}"
    return draw_bars(
        f"stack-cost-{currency.lower()}", title, bars, Measure("Category", "Cost in a year", currency), kind.hue
    )  # fmt: skip


def _contract(system: Entity) -> dict[str, object]:
    return system.data.get("contract") or {}


def _cost(system: Entity) -> float:
    cost = _contract(system).get("cost")
    return float(cost) if isinstance(cost, (int, float)) else 0.0


def _currency(system: Entity) -> str:
    return str(_contract(system).get("currency", ""))


def _say(system: Entity) -> str:
    cost = _contract(system).get("cost")
    if not isinstance(cost, (int, float)):
        return f"{system.title} (cost not known)"
    return f"{system.title} ({say_number(cost, _currency(system) or 'in a currency that is not known')})"
