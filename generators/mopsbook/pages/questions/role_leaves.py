"""Somebody leaves: for each role what needs an owner, which work nobody does, and what must be taken away."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key, Link
from mopsbook.pages.questions.question import Answer, Case, Question
from mopsbook.pages.questions.reading import Touched, by_title, is_used, items, names, touched
from mopsbook.words import count

# What a role is to something else than its owner, by the field that names it.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "Teams without a lead": ("lead",),
    "Steps nobody answers for": ("steps.accountable",),
    "Work nobody does": ("steps.responsible", "done_by", "milestones.role"),
    "Stages nobody works": ("stages.owner", "stages.transitions.performed_by", "stages.on_owner_leaving.owner"),
    "Systems without their administrator": ("technical_owner", "admins"),
    "Nobody says yes": ("approvals.role", "approver", "contact", "contract.decides", "sponsor"),
    "Nobody lets people in or out": ("provisioners", "deprovisioners"),
    "Nobody stands in for": ("backup", "delegated_to.role"),
    "Nobody leads": ("reports_to",),
}
_OWNER = "owner"
_WORDS: Mapping[str, str] = {field: words for words, fields in _GROUPS.items() for field in fields}
_FIELDS = frozenset((_OWNER, *_WORDS))
# Where more than one is named, it matters whether somebody is left.
_SHARED = frozenset({"technical_owner", "admins", "provisioners", "deprovisioners", "done_by"})


class Duty(Struct, frozen=True):
    """A document that a role has to do with, with the parts that are meant, and those who are left: None where it has but one."""

    touched: Touched
    others: Sequence[Entity] | None


class Leaving(Struct, frozen=True):
    """Who could take over from a role, and what it leaves behind."""

    backup: Entity | None
    is_backed: bool
    heads: Sequence[Entity]
    holders: int | None
    owned: int
    duties: Mapping[str, Sequence[Duty]]
    access: Sequence[tuple[Entity, str, Sequence[Entity]]]
    paths: Sequence[Entity]
    also: Sequence[tuple[str, int]]


class Found(Struct, frozen=True):
    """The roles by team, those of no team last, and the checklists for when somebody leaves.

    What a role leaves behind is worked out when it is asked.
    """

    teams: Sequence[tuple[Entity | None, Sequence[Entity]]]
    checklists: Sequence[Entity]
    catalog: Catalog

    def of(self, role: Entity) -> Leaving:
        """Return what a role leaves behind."""
        return _leaving(role, self.catalog)

    def is_backed(self, role: Entity) -> bool:
        """Return whether somebody steps in for a role."""
        return _is_held(_backup(role, self.catalog))


def asks(entity: Entity, catalog: Catalog) -> bool:
    """Return whether an entity is a case: a role in use that leaves something behind."""
    if entity.kind.name != "role" or not is_used(entity):
        return False
    return any(link.field in _FIELDS and is_used(catalog.at(link.source)) for link in catalog.links_to(entity))


def answer(catalog: Catalog) -> Answer | None:
    """Return what each role leaves behind."""
    teams: dict[Entity | None, list[Entity]] = {}
    for role in catalog.of_kind("role"):
        if asks(role, catalog):
            team = next(iter(catalog.named(role, "team")), None)
            teams.setdefault(team, []).append(role)
    if not teams:
        return None
    ordered = sorted(teams.items(), key=lambda item: (item[0] is None, item[0].title.casefold() if item[0] else ""))
    roles = [role for _, found in ordered for role in found]
    alone = sum(1 for role in roles if not _is_held(_backup(role, catalog)))
    checklists = [
        one for one in catalog.of_kind("checklist") if one.data.get("type") == "off-boarding" and is_used(one)
    ]
    return Answer(
        Found(ordered, checklists, catalog),
        count(len(roles), "role") + (f", {alone} of them without a backup" if alone else ", each with a backup"),
        cases=tuple(_case(role) for role in roles),
    )


def _backup(role: Entity, catalog: Catalog) -> Entity | None:
    return next((one for one in catalog.named(role, "backup") if is_used(one)), None)


def _is_held(backup: Entity | None) -> bool:
    return backup is not None and backup.data.get("holders") != 0


def _case(role: Entity) -> Case:
    said = f"Successor: what needs an owner? {' · '.join((*role.aliases, role.id))}"
    return Case(role, f"{role.title} leaves", said)


def _leaving(role: Entity, catalog: Catalog) -> Leaving:
    links = [link for link in catalog.links_to(role) if is_used(catalog.at(link.source))]
    backup = _backup(role, catalog)
    leads = [lead for team in catalog.named(role, "team") for lead in catalog.named(team, "lead")]
    heads = dict.fromkeys([*catalog.named(role, "reports_to"), *leads])
    holders = role.data.get("holders")
    owned = _owned(links, catalog)
    duties = {f"{plural} without an owner": found for plural, found in owned.items()}
    groups: dict[str, list[Link]] = {words: [] for words in _GROUPS}
    for link in links:
        if link.field in _WORDS:
            groups[_WORDS[link.field]].append(link)
    duties |= {words: _duties(role, meant, _GROUPS[words], catalog) for words, meant in groups.items() if meant}
    return Leaving(
        backup,
        _is_held(backup),
        [one for one in heads if one.key != role.key],
        holders if isinstance(holders, int) and not isinstance(holders, bool) else None,
        sum(len(found) for found in owned.values()),
        {words: found for words, found in duties.items() if found},
        _access(role, catalog),
        by_title({catalog.at(link.source) for link in links if link.source[0] == "onboarding-path" and link.field == "roles"}),
        _also(links),
    )  # fmt: skip


def _owned(links: Sequence[Link], catalog: Catalog) -> Mapping[str, list[Duty]]:
    """Return what needs an owner by the plural of its kind, in the order of the kinds; the many words of a glossary last."""
    kinds = sorted(catalog.kinds.values(), key=lambda kind: kind.name == "term")
    owned: dict[str, list[Duty]] = {}
    for one in touched([link for link in links if link.field == _OWNER], catalog):
        owned.setdefault(one.entity.kind.name, []).append(Duty(one, None))
    return {kind.plural: owned[kind.name] for kind in kinds if kind.name in owned}


def _duties(role: Entity, meant: Sequence[Link], fields: Sequence[str], catalog: Catalog) -> list[Duty]:
    """Return the documents that name a role in one of some fields. `meant` are the links that do."""
    shared = [field for field in fields if field in _SHARED]
    of_it: dict[Key, set[str]] = {}
    for link in meant:
        of_it.setdefault(link.source, set()).add(link.field)
    found = []
    for one in touched(meant, catalog):
        others = {who for field in shared for who in catalog.named(one.entity, field)} - {role}
        found.append(Duty(one, by_title(others) if of_it[one.entity.key] <= _SHARED else None))
    return found


def _access(role: Entity, catalog: Catalog) -> list[tuple[Entity, str, Sequence[Entity]]]:
    """Return what the role may do where, and who takes that away."""
    rows: list[tuple[Entity, str, Sequence[Entity]]] = []
    for item in items(role.data, "access"):
        for name in names(item.get("system")):
            system = catalog.lookup(role, "access.system", name)
            if system is not None and is_used(system):
                removers = [one for one in catalog.named(system, "deprovisioners") if one.key != role.key]
                rows.append((system, str(item.get("profile") or ""), removers))
    return rows


def _also(links: Sequence[Link]) -> list[tuple[str, int]]:
    """Return in what other ways it is named, and how often: what is looked at later."""
    found: dict[str, set[tuple[object, str]]] = {}
    for link in links:
        if link.field not in _FIELDS and link.back:
            found.setdefault(link.back, set()).add((link.source, link.part_id))
    return sorted((words, len(places)) for words, places in found.items())


QUESTION = Question(
    name="role-leaves",
    title="Somebody leaves",
    words="Somebody leaves: what needs an owner?",
    gives="For each role: who takes over, what it owns, which steps and stages it works, what it administers and approves, "
    "and the access to take away.",
    kind="role",
    asked="Off-boarding, hand-over, successor, resignation, parental leave, vacation, backup, this role leaves.",
    answer=answer,
)
