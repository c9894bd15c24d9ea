"""Catalog: entities and links, whose methods are questions."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property

from mopsbook.catalog.entity import Entity, Key, Link
from mopsbook.checks.aims import target_of
from mopsbook.checks.finding import Finding
from mopsbook.checks.tiers import LEVELS, Tier, tier_of
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind, Kinds


class Catalog:
    """The whole book as a graph. Immutable; every order in it is the same on every machine."""

    def __init__(
        self, shelf: Shelf, entities: Sequence[Entity], links: Sequence[Link], find: Callable[[], Sequence[Finding]],
        today: date,
    ) -> None:  # fmt: skip
        """`find` gives the findings of the check, and is called when somebody asks for them."""
        self.shelf = shelf
        self.kinds: Kinds = shelf.kinds
        self.entities = tuple(entities)
        self.links = tuple(links)
        self._find = find
        self.today = today
        self._by_key = {entity.key: entity for entity in reversed(self.entities)}
        # Lists, plots and tasks all ask for the team of every entity.
        self._teams: dict[Key, Entity | None] = {}
        # Where the names in an entity lead; few pages ask for few of them, and a large book has tens of thousands.
        self._names: dict[Key, Mapping[tuple[str, str], Key]] = {}

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What the check found in the book. Raises SetupError if it could not be checked."""
        return tuple(self._find())

    def get(self, kind: str, id: str) -> Entity | None:
        """Return an entity, or None."""
        return self._by_key.get((kind, id))

    def at(self, key: Key) -> Entity:
        """Return the entity of a key that is known to exist."""
        return self._by_key[key]

    def of_kind(self, kind: str | Kind) -> Sequence[Entity]:
        """Return the entities of a kind, sorted by title."""
        return self._by_kind.get(kind if isinstance(kind, str) else kind.name, ())

    def links_from(self, entity: Entity, *fields: str) -> Sequence[Link]:
        """Return what an entity refers to; only in the given fields (dotted paths) if any are given."""
        links = self._out.get(entity.key, ())
        return [link for link in links if link.field in fields] if fields else links

    def links_to(self, entity: Entity, *kinds: str) -> Sequence[Link]:
        """Return what refers to an entity; only from the given kinds if any are given."""
        links = self._in.get(entity.key, ())
        return [link for link in links if link.source[0] in kinds] if kinds else links

    def named(self, entity: Entity, field: str) -> Sequence[Entity]:
        """Return the entities that a field of an entity names, each once, in the order they are named."""
        return [self._by_key[key] for key in self._named.get((entity.key, field), ())]

    def lookup(self, source: Entity, field: str, name: str) -> Entity | None:
        """Return what a name in a field of an entity leads to, or None."""
        names = self._names.get(source.key)
        if names is None:
            names = self._names[source.key] = self._names_in(source)
        key = names.get((field, name))
        return self._by_key.get(key) if key else None

    def _names_in(self, source: Entity) -> Mapping[tuple[str, str], Key]:
        document = self.shelf.get(*source.key)
        pairs = self.shelf.pairs_of(document) if document else ()
        return {(one.field.dotted, one.name): target.document.key for one, target in pairs if target is not None}

    def owner_of(self, entity: Entity) -> Entity | None:
        """Return the role or team that answers for an entity; a role's team if the role says nothing else."""
        owners = self.named(entity, "owner") or (self.named(entity, "team") if entity.kind.name == "role" else [])
        return owners[0] if owners else (entity if entity.kind.name == "team" else None)

    def owners_of_part(self, entity: Entity, part: str) -> list[Entity]:
        """Return who answers for a part of an entity, given its id, where that says so itself."""
        links = (link for link in self.links_from(entity) if link.part_id == part)
        return [self.at(link.target) for link in links if link.field.endswith(".owner")]

    def team_of(self, entity: Entity) -> Entity | None:
        """Return the team behind the owner of an entity, or None."""
        if entity.key not in self._teams:
            owner = self.owner_of(entity)
            teams = [owner] if owner is None or owner.kind.name == "team" else self.named(owner, "team")
            self._teams[entity.key] = teams[0] if teams else None
        return self._teams[entity.key]

    def tier_of(self, entity: Entity) -> Tier:
        """Return how much hangs on an entity."""
        document = self.shelf.get(*entity.key)
        return tier_of(document, self.shelf) if document else Tier(LEVELS[-1])

    def target_of(self, entity: Entity) -> int:
        """Return the score that is asked of an entity, 0 if nothing is."""
        document = self.shelf.get(*entity.key)
        return target_of(document, self.shelf) if document else 0

    def findings_of(self, entity: Entity) -> Sequence[Finding]:
        """Return what the check found in an entity."""
        return self._findings.get(entity.key, ())

    @cached_property
    def digests(self) -> Mapping[Entity, str]:
        """What each entity says, as a digest: that of its file, or of its data where a file holds many."""
        return {entity: _digest(document) for entity, document in zip(self.entities, self.shelf.documents, strict=True)}

    @cached_property
    def facts(self) -> Mapping[Entity, str]:
        """What each entity says but for the prose at its top level, as a digest."""
        return {entity: document.facts for entity, document in zip(self.entities, self.shelf.documents, strict=True)}

    @cached_property
    def _findings(self) -> Mapping[Key, Sequence[Finding]]:
        found: dict[Key, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            found[(finding.kind, finding.id)].append(finding)
        return found

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Entity]]:
        found: dict[str, list[Entity]] = defaultdict(list)
        for entity in sorted(self._by_key.values(), key=lambda entity: (entity.title.casefold(), entity.id)):
            found[entity.kind.name].append(entity)
        return found

    @cached_property
    def _out(self) -> Mapping[Key, Sequence[Link]]:
        found: dict[Key, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.source].append(link)
        return found

    @cached_property
    def _named(self) -> Mapping[tuple[Key, str], Mapping[Key, None]]:
        # Asked for owners and teams tens of thousands of times in a large book.
        found: dict[tuple[Key, str], dict[Key, None]] = {}
        for link in self.links:
            found.setdefault((link.source, link.field), {})[link.target] = None
        return found

    @cached_property
    def _in(self) -> Mapping[Key, Sequence[Link]]:
        found: dict[Key, list[Link]] = defaultdict(list)
        for link in self.links:
            if link.source != link.target:
                found[link.target].append(link)
        return found


def _digest(document: Document) -> str:
    # The data of a file follow from its text, and to write them as JSON takes longer than all the rest.
    if not document.base:
        return f"{document.kind.name} {document.id} {document.source.digest}"
    said = json.dumps(document.data, sort_keys=True, default=str)
    return hashlib.sha256(f"{document.kind.name} {document.id} {said}".encode(errors="surrogatepass")).hexdigest()[:24]
