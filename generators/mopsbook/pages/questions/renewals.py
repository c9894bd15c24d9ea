"""What renews: contracts by the last day on which one can still say no."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.checks.contracts import last_notice, read_contract
from mopsbook.diagrams.axis import say_number
from mopsbook.diagrams.drawings.renewals import draw
from mopsbook.diagrams.picture import Picture
from mopsbook.documents.dates import parse_date
from mopsbook.pages.questions.question import Answer, Question, Section
from mopsbook.pages.questions.reading import group, is_used, names, number
from mopsbook.words import count

_DAYS = 90


class Contract(Struct, frozen=True):
    """A contract that ends or renews: the last day to give notice, and that of the renewal if it is known.

    `left` is how many days there are until the last day, below 0 if it has passed; `unused` how many of the `seats`;
    `decided` what was decided about the next term, in words.
    """

    system: Entity
    last: date
    renewal: date | None
    left: int
    goes_on: bool | None
    cost: float | None
    currency: str
    seats: int
    unused: int
    decides: Entity | None
    decided: str

    @property
    def when(self) -> str:
        """How far away the last day is, in words."""
        if self.left == 0:
            return "today"
        return f"in {count(self.left, 'day')}" if self.left > 0 else f"{count(-self.left, 'day')} ago"

    @property
    def said_cost(self) -> str:
        """The cost of a year with its currency; "" if nobody said."""
        return "" if self.cost is None else say_number(self.cost, self.currency)


class Renewals(Struct, frozen=True):
    """The contracts: soon, too late to stop, later, past (does it still run?), and the systems whose contract has no date."""

    soon: Sequence[Contract]
    missed: Sequence[Contract]
    later: Sequence[Contract]
    past: Sequence[Contract]
    undated: Sequence[Entity]
    days: int
    sums: str
    picture: Picture | None


def asks(entity: Entity) -> bool:
    """Return whether the contract of an entity stands on the page: that of a system in use, with a date."""
    return entity.kind.name == "system" and is_used(entity) and _last_day(group(entity.data, "contract")) is not None


def answer(catalog: Catalog) -> Answer | None:
    """Return the contracts of all systems in use; None if none has a date."""
    contracts = [_contract(system, catalog) for system in catalog.of_kind("system") if asks(system)]
    if not contracts:
        return None
    contracts.sort(key=lambda one: (one.last, one.system.title.casefold(), one.system.id))
    today = catalog.today
    past = [one for one in contracts if (one.renewal or one.last) < today]
    missed = [one for one in contracts if one.left < 0 and one not in past]
    soon = [one for one in contracts if 0 <= one.left <= _DAYS]
    undated = [
        one for one in catalog.of_kind("system") if is_used(one) and group(one.data, "contract") and not asks(one)
    ]
    found = Renewals(
        soon,
        missed,
        [one for one in contracts if one.left > _DAYS],
        past,
        undated,
        _DAYS,
        add_up(soon),
        # Its own name could be that of a system.
        next((replace(picture, id="_renewals") for picture in draw(catalog, None)), None),
    )
    now = (
        f"{count(len(soon), 'contract')} can be ended in the next {_DAYS} days"
        if soon
        else f"none in the next {_DAYS} days"
    )
    return Answer(found, now + (f" ({found.sums} a year)" if found.sums else ""), tuple(_section(one) for one in soon))


def add_up(contracts: Iterable[Contract]) -> str:
    """Return what contracts cost together, currency by currency: "156,000 EUR and 24,000 USD"; "" if no cost is known."""
    sums: dict[str, float] = {}
    for one in contracts:
        if one.cost is not None:
            sums[one.currency] = sums.get(one.currency, 0) + one.cost
    return " and ".join(say_number(sums[currency], currency) for currency in sorted(sums))


def _section(one: Contract) -> Section:
    return Section(
        one.system.id, f"{one.system.title} renews", f"Contract: last day to give notice, {one.last.isoformat()}"
    )


def _last_day(contract: Mapping[str, object]) -> date | None:
    """Return the last day on which something can be said: to give notice, else that of the renewal."""
    return last_notice(contract) or parse_date(contract.get("renewal_date"))


def _contract(system: Entity, catalog: Catalog) -> Contract:
    contract = group(system.data, "contract")
    last = _last_day(contract)
    assert last is not None, "only contracts with a date are asked"
    seats, used = (number(contract.get(name)) for name in ("seats", "seats_used"))
    auto = contract.get("auto_renew")
    deciders = [catalog.lookup(system, "contract.decides", name) for name in names(contract.get("decides"))]
    return Contract(
        system,
        last,
        parse_date(contract.get("renewal_date")),
        (last - catalog.today).days,
        auto if isinstance(auto, bool) else None,
        number(contract.get("cost")),
        str(contract.get("currency") or ""),
        int(seats or 0),
        max(0, int(seats - used)) if seats is not None and used is not None else 0,
        next((who for who in deciders if who), catalog.owner_of(system)),
        _decided(system, catalog),
    )


def _decided(system: Entity, catalog: Catalog) -> str:
    """Return in words what was decided about the next term; "" if nothing was, or only about an earlier one."""
    document = catalog.shelf.get(*system.key)
    contract, field = read_contract(document) if document else None, system.kind.field("contract.decided.what")
    return field.value_label(contract.decided) if contract and contract.decided and field else ""


QUESTION = Question(
    name="renewals",
    title="Renewals",
    words=f"What renews in the next {_DAYS} days?",
    gives="Contracts by the last day to give notice, with what they cost, the seats nobody uses, and who decides.",
    kind="system",
    asked="Renewal, renewals, contract ends, expires, notice, cancel, terminate, vendor, budget, licence, seats, cost, procurement.",
    answer=answer,
)
