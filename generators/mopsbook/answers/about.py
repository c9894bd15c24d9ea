"""About one thing: all that is known of an entity, or of a part of it, as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct, to_builtins

from mopsbook.answers.find import Subject
from mopsbook.answers.say import say, say_block, say_item
from mopsbook.answers.since import SinceByPath, since_as_json, since_of
from mopsbook.catalog.addresses import anchor_of, page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Link
from mopsbook.catalog.parts import Part
from mopsbook.checks.finding import Finding
from mopsbook.history.change import Change, ChangeLog
from mopsbook.history.names import with_names
from mopsbook.history.sentences import summarise
from mopsbook.kinds.field import Field

_MOST_CHANGES = 5
# What is longer is no word in a list but a sentence.
_LONGEST_WORDS = 28
# Said at the top, in other words.
_TOLD = frozenset({"kind", "id", "title", "completeness"})


class Related(Struct, frozen=True):
    """An entity at the other end of a relation, and the parts that say it or that are meant, by their titles."""

    entity: Entity
    parts: tuple[str, ...] = ()


class Relation(Struct, frozen=True):
    """What stands in one relation: "is used in", and all of one kind that do."""

    words: str
    plural: str
    others: tuple[Related, ...]


class About(Struct, frozen=True):
    """`facts` are (label, text), `blocks` (label, lines); `changes` are the newest, `since` by path those that count still."""

    subject: Subject
    sentence: str
    owner: Entity | None
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, tuple[str, ...]], ...]
    refers: tuple[Relation, ...]
    referred: tuple[Relation, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    line: int
    since: SinceByPath

    @property
    def page(self) -> str:
        """Its page on the site, relative to the root: "systems/marketo-engage/"."""
        entity, part = self.subject.entity, self.subject.part
        return f"{page_of(entity)}/" + (f"#{anchor_of(part.id)}" if part else "")

    @property
    def name(self) -> str:
        """What it is known by: "system/marketo-engage", "object/lead#email"."""
        part = self.subject.part
        return "/".join(self.subject.entity.key) + (f"#{part.id}" if part else "")

    def as_json(self) -> dict[str, Any]:
        """Return the documented shape: see docs/terminal.md. `data` is what the YAML says, without what a schema refused."""
        entity, part = self.subject.entity, self.subject.part
        fresh = entity.freshness
        return {
            "version": 1,
            **_name(entity),
            "part": {"id": part.id, "title": part.title, "noun": part.field.part} if part else None,
            "path": entity.path,
            "line": self.line,
            "page": self.page,
            "owner": _name(self.owner) if self.owner else None,
            "completeness": {
                "score": entity.completeness.score,
                "gaps": [{"field": gap.field.dotted, "state": gap.state} for gap in entity.completeness.gaps],
            },
            "freshness": {
                "state": fresh.state,
                "reviewed": fresh.reviewed.isoformat() if fresh.reviewed else None,
                "due": fresh.due.isoformat() if fresh.due else None,
                "changed": fresh.changed,
                "because": [{**to_builtins(cause), "sentence": cause.sentence} for cause in fresh.causes],
            },
            "data": dict(self.subject.data),
            "refers_to": [_relation(one) for one in self.refers],
            "referred_by": [_relation(one) for one in self.referred],
            "findings": [{**to_builtins(finding), "message": finding.sentence} for finding in self.findings],
            "changes": [
                {
                    "date": change.commit.when.date().isoformat(),
                    "what": change.what,
                    "summary": summarise(change, self.subject.entity.kind),
                    "author": change.commit.author,
                    "subject": change.commit.subject,
                    "commit": change.commit.id,
                }
                for change in self.changes
            ],
            "since": since_as_json(self.since),
        }


def tell_about(subject: Subject, catalog: Catalog, log: ChangeLog) -> About:
    """Return all that is known of a subject."""
    entity, part = subject.entity, subject.part
    fields = part.field.children if part else entity.kind.fields
    told = _TOLD | {"purpose" if part else entity.sentence_field}
    fields = tuple(field for field in fields if field.name not in told and _is_said(subject.data.get(field.name)))
    blocks = tuple(field for field in fields if _is_block(field, subject.data[field.name]))
    facts = tuple(field for field in fields if field not in blocks and not _is_relation(field))
    by_name = entity.kind.by_name if not part else part.field.by_name
    sentence = by_name.get("purpose" if part else entity.sentence_field)
    said = subject.data.get(sentence.name) if sentence else None
    past = with_names(ChangeLog(log.of(*entity.key)), catalog).changes
    out = [link for link in catalog.links_from(entity) if part is None or link.part_id == part.id]
    into = [link for link in catalog.links_to(entity) if part is None or link.to_part == part.id]
    return About(
        subject,
        say(said, sentence, entity, catalog) if sentence and said else "",
        next(iter(catalog.owners_of_part(entity, part.id)), None) if part else catalog.owner_of(entity),
        tuple((field.label, say(subject.data[field.name], field, entity, catalog)) for field in facts),
        tuple((field.label, tuple(_lines(subject.data[field.name], field, entity, catalog))) for field in blocks),
        _relations(out, catalog, outwards=True),
        _relations(into, catalog, outwards=False),
        tuple(one for one in catalog.findings_of(entity) if part is None or f"`{part.id}`" in one.part),
        () if part else tuple(islice((change for change in past if change.is_told), _MOST_CHANGES)),
        _line_of(entity, part, catalog),
        since_of(subject, past),
    )


def _is_said(value: Any) -> bool:
    return value not in (None, "", [], {})


def _is_block(field: Field, value: Any) -> bool:
    """Whether a value has lines of its own: long prose, groups, and lists of sentences, which have commas themselves."""
    if field.prose == "block" or (bool(field.children) and (field.many or field.free)):
        return True
    plain = isinstance(value, list) and not field.refs and not field.values
    return plain and any("," in str(item) or len(str(item)) > _LONGEST_WORDS for item in value)


def _is_relation(field: Field) -> bool:
    """Whether all that a field says is told as a relation. Where text may stand as well, it is not."""
    return bool(field.refs) and not field.or_text and not field.children


def _lines(value: Any, field: Field, entity: Entity, catalog: Catalog) -> Iterator[str]:
    if isinstance(value, str):
        yield from say_block(value, field, entity, catalog)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield f"- {key}: {say(item, field, entity, catalog)}"
    else:
        for item in value:
            yield f"- {say_item(item, field, entity, catalog)}"


def _relations(links: Sequence[Link], catalog: Catalog, *, outwards: bool) -> tuple[Relation, ...]:
    """Return links grouped by their words and the kind at the other end, in the order of the menu within the same words."""
    groups: dict[tuple[str, str], dict[Entity, dict[str, None]]] = {}
    for link in links:
        other = catalog.at(link.target if outwards else link.source)
        words = link.words if outwards else link.back
        parts = groups.setdefault((words, other.kind.name), {}).setdefault(other, {})
        title = link.to_title if outwards else link.part
        if title:
            parts[title] = None
    kinds = list(catalog.kinds)
    ordered = sorted(groups.items(), key=lambda item: (_is_vague(item[0][0]), item[0][0], kinds.index(item[0][1])))
    return tuple(
        Relation(
            words, catalog.kinds[kind].plural, tuple(Related(other, tuple(parts)) for other, parts in _sort(others))
        )
        for (words, kind), others in ordered
    )


def _sort(others: Mapping[Entity, Mapping[str, None]]) -> list[tuple[Entity, Mapping[str, None]]]:
    return sorted(others.items(), key=lambda item: (item[0].title.casefold(), item[0].id))


def _is_vague(words: str) -> bool:
    # What is only mentioned, or reviewed, tells least.
    return words in ("refers to", "is referred to by", "mentions", "is mentioned in", "reviews", "reviewed by")


def _line_of(entity: Entity, part: Part | None, catalog: Catalog) -> int:
    document = catalog.shelf.get(*entity.key)
    if part is None or document is None:
        return entity.line
    return document.source.places.value(document.in_file(part.pointer)).line


def _name(entity: Entity) -> dict[str, str]:
    return {"kind": entity.kind.name, "id": entity.id, "title": entity.title}


def _relation(relation: Relation) -> dict[str, Any]:
    others = [{**_name(other.entity), "parts": list(other.parts)} for other in relation.others]
    return {"words": relation.words, "entities": others}
