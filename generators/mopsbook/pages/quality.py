"""Quality: where to help, by team and by kind; never a wall of red."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import jinja2
from markupsafe import Markup, escape
from msgspec import Struct

from mopsbook.catalog.addresses import index_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.scores import Scores
from mopsbook.catalog.what_next import Task, line_of
from mopsbook.checks.dimensions import DIMENSIONS
from mopsbook.checks.explain import explain
from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.scores import Score
from mopsbook.checks.tiers import LEVELS
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.indexes import average_of
from mopsbook.pages.page import Page, SearchEntry
from mopsbook.pages.render import find_headings, tidy
from mopsbook.pages.reviews import reviews_of
from mopsbook.pages.sections import in_order

_MOST_TASKS = 10


class Standing(Struct, frozen=True):
    """How a kind, a team or a tier stands. `short` is how many documents are under their targets."""

    name: Markup
    number: int
    score: int
    short: int
    overdue: int
    findings: int
    scores: Mapping[str, Score]


def make_quality(book: Book, env: jinja2.Environment) -> Page:
    """Return the quality page."""
    catalog = book.catalog
    hrefs = Hrefs.on("quality")
    scores = Scores(catalog)
    living = [entity for entity in catalog.entities if entity.status != "retired"]
    html = tidy(
        env.get_template("quality.html.jinja").render(
            hrefs=hrefs,
            total=len(catalog.entities),
            score=average_of(living),
            findings=sum(not finding.is_waived for finding in catalog.findings),
            waived=sum(finding.is_waived for finding in catalog.findings),
            dimensions=DIMENSIONS,
            scores=scores.of_book(),
            kinds=_by_kind(catalog, scores, hrefs),
            teams=_by_team(catalog, scores, hrefs),
            reviews=reviews_of(catalog, hrefs),
            plots=book.plots_of("page:quality"),
            tiers=_by_tier(catalog, scores),
            asked=bool(catalog.shelf.policy("completeness")),
            tasks=[(task, book.edit_url(task.entity.path, line_of(catalog, task))) for task in shown_tasks(book)],
            rest=len(book.tasks) - _MOST_TASKS,
            waiting=_waiting(book, hrefs),
            rules=_by_rule(catalog),
        )
    )
    words = "How complete and how fresh this book is, and where to help."
    asked = "Which documents are out of date, overdue, never reviewed or not finished, and whose they are."
    entry = SearchEntry("Quality", f"{words} {asked}", tags=("out of date", "overdue", "stale"))
    return Page("quality", "Quality", html, words, find_headings(html), (entry,), menu="Quality")


def shown_tasks(book: Book) -> Sequence[Task]:
    """Return what the page names of what is left to write, each with the line to edit."""
    return book.tasks[:_MOST_TASKS]


def _stand(name: Markup, entities: Sequence[Entity], catalog: Catalog, scores: Scores) -> Standing:
    return Standing(
        name,
        len(entities),
        average_of(entities),
        sum(1 for entity in entities if entity.completeness.score < catalog.target_of(entity)),
        sum(1 for entity in entities if entity.freshness.state == "overdue"),
        sum(not finding.is_waived for entity in entities for finding in catalog.findings_of(entity)),
        scores.of(entities),
    )


def _by_kind(catalog: Catalog, scores: Scores, hrefs: Hrefs) -> list[Standing]:
    rows = []
    for kind in in_order(catalog.kinds.shown):
        entities = catalog.of_kind(kind)
        if entities:
            name = Markup('<a class="mb-ref mb-kind-{}" href="{}">{}</a>').format(
                kind.name, hrefs.page(f"{index_of(kind)}/index"), kind.plural
            )
            rows.append(_stand(name, entities, catalog, scores))
    return rows


def _by_team(catalog: Catalog, scores: Scores, hrefs: Hrefs) -> list[Standing]:
    teams: dict[Entity | None, list[Entity]] = defaultdict(list)
    for entity in catalog.entities:
        teams[catalog.team_of(entity)].append(entity)
    ordered = sorted(teams.items(), key=lambda item: (item[0] is None, item[0].title.casefold() if item[0] else ""))
    names = [hrefs.chip(team) if team else escape("Nobody") for team, _ in ordered]
    return [_stand(name, entities, catalog, scores) for name, (_, entities) in zip(names, ordered, strict=True)]


def _by_tier(catalog: Catalog, scores: Scores) -> list[Standing]:
    tiers: dict[int, list[Entity]] = {level: [] for level in LEVELS}
    for entity in catalog.entities:
        if entity.status != "retired":
            tiers[catalog.tier_of(entity).level].append(entity)
    return [_stand(escape(f"Tier {level}"), entities, catalog, scores) for level, entities in tiers.items() if entities]


def _waiting(book: Book, hrefs: Hrefs) -> list[tuple[Markup, str, Markup, str]]:
    """Return what nobody knows yet: document, field, whom to ask, what was tried."""
    rows = []
    for entity in book.catalog.entities:
        for path, entry in entity.data.get("unknown", {}).items():
            field = entity.kind.field(path)
            asked = book.catalog.lookup(entity, "unknown.ask", str(entry.get("ask", ""))) if entry else None
            who = hrefs.chip(asked) if asked else escape(entry.get("ask", "")) if entry else Markup("")
            rows.append(
                (hrefs.chip(entity), field.label if field else path, who, str(entry.get("note", "")) if entry else "")
            )
    return rows


def _by_rule(catalog: Catalog) -> list[tuple[str, str, str, list[tuple[Entity | None, str, str, int]]]]:
    rules: dict[tuple[int, str], list[tuple[Entity | None, str, str, int]]] = defaultdict(list)
    order = ("error", "warning", "info")
    for finding in catalog.findings:
        entity = catalog.get(finding.kind, finding.id)
        message = finding.remark if entity else finding.sentence
        if finding.reason:
            message = f"{message} (waived: {finding.reason.rstrip('.')})"
        rules[(order.index(finding.severity), finding.rule)].append((entity, message, finding.path, finding.line))
    own = read_own_rules(catalog.shelf, catalog.today).by_name
    return [
        (rule, order[severity], explain(rule, own).sentence, found) for (severity, rule), found in sorted(rules.items())
    ]
