"""All questions, in the order in which readers see them, and the answers that a book has."""

from collections.abc import Sequence
from functools import lru_cache

from mopsbook.catalog.catalog import Catalog
from mopsbook.pages.questions import consent, form_filled, renewals, retire, role_leaves, system_down
from mopsbook.pages.questions.question import Answer, Question

QUESTIONS: tuple[Question, ...] = (
    form_filled.QUESTION,
    system_down.QUESTION,
    role_leaves.QUESTION,
    renewals.QUESTION,
    consent.QUESTION,
    retire.QUESTION,
)


class Asked:
    """What one book answers. An answer looks through the whole book, so each is worked out when somebody first asks for it."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[str, Answer | None] = {}

    def answer(self, question: Question) -> Answer | None:
        """Return the answer to a question; None if the book has none."""
        if question.name not in self._known:
            self._known[question.name] = question.answer(self._catalog)
        return self._known[question.name]

    @property
    def answered(self) -> Sequence[tuple[Question, Answer]]:
        """The questions that the book can answer, each with its answer."""
        found = ((question, self.answer(question)) for question in QUESTIONS)
        return [(question, answer) for question, answer in found if answer is not None]


# The answers lead back to their catalog, so that of an earlier one is let go when another is asked about.
@lru_cache(maxsize=1)
def ask(catalog: Catalog) -> Asked:
    """Return what a book answers. Home and the pages themselves ask, and get the same."""
    return Asked(catalog)
