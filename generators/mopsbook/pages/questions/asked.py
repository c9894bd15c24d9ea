"""All questions, in the order in which readers see them, and the answers that a book has."""

from collections.abc import Mapping
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


# Home, the menu and the pages themselves ask, and an answer looks through the whole book. The answers lead back to their catalog,
# so that of an earlier one is let go when another is asked about.
@lru_cache(maxsize=1)
def answers(catalog: Catalog) -> Mapping[str, tuple[Question, Answer]]:
    """Return the questions that a book can answer, each with its answer, by name."""
    found = ((question, question.answer(catalog)) for question in QUESTIONS)
    return {question.name: (question, answer) for question, answer in found if answer is not None}
