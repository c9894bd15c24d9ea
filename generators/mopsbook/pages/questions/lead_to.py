"""From the page of an entity to the questions that it is part of.

Only what the entity and its neighbours say may decide, because the fingerprint of its page covers no more.
"""

from collections.abc import Iterator

from mopsbook.catalog.addresses import page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.pages.questions import consent, form_filled, renewals, role_leaves, system_down


def lead_to(entity: Entity, catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Yield what is answered about an entity: the words of a link, the page, and the anchor on it."""
    if system_down.asks(entity):
        yield "If it is down: what stops, and whom to call", system_down.QUESTION.case_path(entity), ""
    if entity.kind.name == "integration":
        if entity.data.get("error_handling"):
            yield "When it fails", page_of(entity), "_error-handling"
        for end in ("source", "target"):
            for system in catalog.named(entity, end):
                if system_down.asks(system):
                    yield f"If {system.title} is down", system_down.QUESTION.case_path(system), ""
    if consent.asks(entity):
        yield "Where consent lives, and whom an opt-out reaches", consent.QUESTION.path, ""
    if form_filled.asks(entity, catalog):
        yield "What happens when somebody fills a form", form_filled.QUESTION.path, entity.id
    if renewals.asks(entity):
        yield "When its contract renews", renewals.QUESTION.path, entity.id
    if role_leaves.asks(entity, catalog):
        yield "If somebody leaves: what needs an owner", role_leaves.QUESTION.case_path(entity), ""
