"""Question and Answer: what readers ask, and what one book has to say to it."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from mopsbook.catalog.addresses import page_within
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity


class Section(Struct, frozen=True):
    """A part of an answer that the search finds by itself: where it stands, what it is called, and what else finds it."""

    anchor: str
    title: str
    text: str


class Case(Struct, frozen=True):
    """One entity that a question is asked about, with a page of its own: what that is called, and what else finds it."""

    entity: Entity
    title: str
    text: str


class Answer(Struct, frozen=True):
    """What a book has to say: `found` is what the templates show, `now` what it comes to in a line.

    Where the answer is another one for each system or role, the page of the question is where to choose one of the `cases`: a
    browser needs half a minute for a page that tells of 900 systems.
    """

    found: Any
    now: str
    sections: tuple[Section, ...] = ()
    cases: tuple[Case, ...] = ()


def _nothing(entity: Entity, catalog: Catalog) -> Iterable[Entity]:
    """Return that a case shows nothing beyond what its entity and the neighbours of that say."""
    return ()


class Question(Struct, frozen=True):
    """A question with the page that answers it.

    `words` is the question as people ask it, `gives` what they get, `asked` other words by which they look for it, `kind` the
    kind whose icon it bears. `answer` returns None for a book that has nothing to say to it: then there is no such page.
    The page of a case shows an entity, its neighbours, the names of what those refer to, and what `beyond` returns.
    """

    name: str
    title: str
    words: str
    gives: str
    kind: str
    asked: str
    answer: Callable[[Catalog], Answer | None]
    beyond: Callable[[Entity, Catalog], Iterable[Entity]] = _nothing

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"questions/{self.name}"

    @property
    def template(self) -> str:
        """The name of the template of its page."""
        return f"questions/{self.name}.html.jinja"

    @property
    def case_template(self) -> str:
        """The name of the template of the page of a case."""
        return f"questions/{self.name}-case.html.jinja"

    def case_path(self, entity: Entity) -> str:
        """Return the address of the page of a case."""
        return page_within(self.path, entity)
