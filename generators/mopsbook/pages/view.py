"""View: what the page of an entity shows, gathered for its template. Templates ask a view, never the catalog."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from mopsbook.catalog.addresses import part_page_of
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.what_next import Task
from mopsbook.checks.finding import Finding
from mopsbook.checks.runs import Runs, runs_of
from mopsbook.diagrams.draw import draw_for
from mopsbook.diagrams.lineage import lineages_of
from mopsbook.diagrams.picture import Picture
from mopsbook.history.change import Change
from mopsbook.kinds.field import Field
from mopsbook.naming.convention import Convention, Segment, read_convention
from mopsbook.naming.parse import Fault, split_name
from mopsbook.pages.book import Book
from mopsbook.pages.builder import Builder, make_builder
from mopsbook.pages.duties import Duty, duties_of
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.mentions import show_sentence
from mopsbook.pages.past import Past, tell_past
from mopsbook.pages.questions.lead_to import lead_to
from mopsbook.pages.relations import Relation, relations_of
from mopsbook.pages.reviews import loud_chip, show_causes, state_chip, why_doubtful
from mopsbook.pages.since import Ages
from mopsbook.pages.to_write import ToWrite, say_tier, to_write
from mopsbook.pages.values import Values
from mopsbook.scoring.examples import run_examples
from mopsbook.scoring.result import Result


class Fact(Struct, frozen=True):
    """A field as it is shown: its label, what it means, its value as HTML, and the mark that says since when it has that."""

    name: str
    label: str
    help: str
    html: Markup
    since: Markup


class View:
    """One entity as its page shows it. Custom templates may use every public name of this class."""

    def __init__(self, entity: Entity, book: Book, hrefs: Hrefs) -> None:
        self.entity = entity
        self.kind = entity.kind
        self.data: Mapping[str, Any] = entity.data
        self.hrefs = hrefs
        self._book = book
        self._catalog = book.catalog
        self._values = Values(entity, book.catalog, hrefs, since=self.ages.mark)

    def show(self, path: str, value: Any = None) -> Markup:
        """Return the value of a field (dotted path) as HTML: the entity's own, or the one given, as for items of a list."""
        field = self.kind.field(path)
        if value is None and "." not in path:
            value = self.data.get(path)
        return self._values.show(value, field) if field is not None and value is not None else Markup("")

    def label(self, path: str) -> str:
        """Return the label of a field."""
        field = self.kind.field(path)
        return field.label if field else path

    def value_label(self, path: str, value: object) -> str:
        """Return how an allowed value is written."""
        field = self.kind.field(path)
        return field.value_label(value) if field else str(value)

    def placed(self, place: str) -> list[Fact]:
        """Return the filled fields that the schema puts in a place: head, facts, body or template."""
        return [
            self._fact(field, self.data[field.name])
            for field in self.kind.fields
            if field.place == place and not _is_blank(self.data.get(field.name))
        ]

    def named(self, path: str, names: Any) -> list[Entity]:
        """Return the entities that one name or many in a field lead to, each once."""
        listed = [names] if isinstance(names, str) else names or []
        found = [self._catalog.lookup(self.entity, path, name) for name in listed]
        return list(dict.fromkeys(one for one in found if one is not None))

    def chip(self, entity: Entity) -> Markup:
        """Return an entity as a linked chip."""
        return self.hrefs.chip(entity)

    @property
    def review(self) -> Markup:
        """Return how the review of the entity stands, as a chip, and what made it doubtful; nothing if it needs none."""
        return state_chip(self.entity.freshness) + why_doubtful(self.entity.freshness, "_is-this-true")

    @property
    def loud_review(self) -> Markup:
        """Return the same for a list, where only what has to be read again is marked."""
        return loud_chip(self.entity.freshness)

    @property
    def causes(self) -> list[Markup]:
        """Return what has changed around the entity since its review, each with a link."""
        return show_causes(self.entity.freshness, self._catalog, self.hrefs)

    def split_name(self, name: str) -> list[tuple[Segment, str]]:
        """Return a name as the segments of this convention; nothing if it does not follow it."""
        split = split_name(name, self._convention) if self._convention else []
        return [] if isinstance(split, Fault) else split

    @property
    def builder(self) -> Builder | None:
        """What puts names of this convention together; None if nobody can tell what names it allows."""
        return make_builder(self._convention, self.entity, self._catalog) if self._convention else None

    @cached_property
    def _convention(self) -> Convention | None:
        document = self._catalog.shelf.get(*self.entity.key)
        return read_convention(document, self._catalog.shelf) if document else None

    def lineage(self, field: str) -> str:
        """Return the address of the page that shows where a field of this object comes from and what uses it; "" for none."""
        found = field in lineages_of(self._catalog, self.entity)
        return self.hrefs.page(part_page_of(self.entity, field)) if found else ""

    def trace(self, example: str) -> Result | None:
        """Return what this scoring model makes of one of its examples, step by step; None if nobody can tell."""
        return self._results.get(example)

    @cached_property
    def _results(self) -> Mapping[str, Result]:
        document = self._catalog.shelf.get(*self.entity.key)
        return run_examples(document, self._catalog.shelf)[1] if document else {}

    @property
    def sentence(self) -> Markup:
        """What it is for, or what it means, as HTML; empty if nobody wrote that down."""
        return show_sentence(self.entity, self._catalog, self.hrefs)

    @property
    def owner(self) -> Entity | None:
        """Who answers for it."""
        return self._catalog.owner_of(self.entity)

    @property
    def questions(self) -> list[tuple[str, str]]:
        """The questions that are answered about it: the words of a link, and its address."""
        found = lead_to(self.entity, self._catalog)
        return [(words, self.hrefs.page(path, anchor)) for words, path, anchor in found]

    @property
    def relations(self) -> list[Relation]:
        """What refers to it, in words, grouped by the relation and the kind of what refers."""
        return relations_of(self.entity, self._catalog, self.hrefs)

    @property
    def duties(self) -> list[Duty]:
        """What it does in processes, for a role or a team."""
        return duties_of(self.entity, self._catalog, self.hrefs)

    @property
    def runs(self) -> Runs:
        """When it was last run and when it is due again, for a checklist."""
        return runs_of(self.data)

    def finds(self, rule: str) -> bool:
        """Return whether a rule found something here, be it waived or not."""
        return any(finding.rule == rule for finding in self._catalog.findings_of(self.entity))

    def referring(self, kind: str, field: str) -> list[Entity]:
        """Return what refers to it in a field (dotted path) of a kind, by title: the paths that bring newcomers into a role."""
        links = [link for link in self._catalog.links_to(self.entity, kind) if link.field == field]
        found = {self._catalog.at(link.source) for link in links}
        return sorted(found, key=lambda one: (one.title.casefold(), one.id))

    @property
    def pictures(self) -> Sequence[Picture]:
        """The pictures of the entity."""
        return draw_for(self.entity, self._catalog)

    @property
    def changes(self) -> Sequence[Change]:
        """Its past, newest first."""
        return [change for change in self._book.log.of(*self.entity.key) if change.is_told]

    @cached_property
    def ages(self) -> Ages:
        """Since when its values are as they are."""
        return Ages(self.entity, self._book, self.hrefs)

    @property
    def past(self) -> Past:
        """Its log, or that of all that a team answers for, with what was noted, decided and announced about it."""
        return tell_past(self.entity, self._book, self.hrefs)

    @property
    def findings(self) -> Sequence[Finding]:
        """What the check found in it."""
        return self._catalog.findings_of(self.entity)

    @property
    def target(self) -> int:
        """The score that is asked of it, 0 if nothing is."""
        return self._catalog.target_of(self.entity)

    @property
    def tier(self) -> str:
        """How much hangs on it, in a sentence."""
        return say_tier(self._catalog.tier_of(self.entity))

    @property
    def to_write(self) -> Sequence[ToWrite]:
        """What would raise its score, the most first."""
        return to_write(self._catalog, self.entity)

    @property
    def next(self) -> Sequence[tuple[Task, str]]:
        """What its team should write next, for a team, each with the address to edit it."""
        tasks = self._book.next_of(self.entity)
        return [(task, self._book.edit_url(task.entity.path, task.entity.line)) for task in tasks]

    @property
    def unknown(self) -> list[tuple[str, Markup, str]]:
        """The fields nobody knows: label, whom to ask, what was tried."""
        field = self.kind.field("unknown.ask")
        shown = []
        for path, entry in self.data.get("unknown", {}).items():
            known = self.kind.field(path)
            if known is not None and isinstance(entry, Mapping) and field is not None and entry.get("ask"):
                shown.append(
                    (self.kind.trail(known), self._values.reference(entry["ask"], field), str(entry.get("note", "")))
                )
        return shown

    @property
    def not_needed(self) -> list[tuple[str, str]]:
        """The fields that make no sense here, each with the reason."""
        answered = self.data.get("does_not_apply", {}).items()
        return [(self.kind.trail(field), reason) for path, reason in answered if (field := self.kind.field(path))]

    @property
    def edit_url(self) -> str:
        """Where its file is edited, at its line."""
        return self._book.edit_url(self.entity.path, self.entity.line)

    @property
    def issue_url(self) -> str:
        """Where one says that something here is wrong."""
        body = f"Page: {self.kind.label} {self.entity.title}\nFile: {self.entity.path}\n\nWhat is wrong or missing:\n"
        return self._book.issue_url(f"{self.entity.title}: ", body)

    def commit_url(self, change: Change) -> str:
        """The page of the commit that made a change."""
        return self._book.commit_url(change.commit.id)

    def pull_url(self, pull: str) -> str:
        """The page of a pull request."""
        return self._book.pull_url(pull)

    def tickets(self, said: str) -> list[tuple[str, str]]:
        """Each ticket that a commit names, and its page."""
        return self._book.tickets(said)

    def _fact(self, field: Field, value: Any) -> Fact:
        # First, as the rows of a list leave out what is said of the list.
        since = self.ages.mark_fact(field, value)
        return Fact(field.name, field.label, field.help, self._values.show(value, field), since)


def _is_blank(value: Any) -> bool:
    return value in (None, "", [], {})
