"""What readers come with, by the kind whose documents answer it: Home asks it, and the search finds the answer by it."""

from collections.abc import Mapping

from mopsbook.catalog.catalog import Catalog
from mopsbook.kinds.kind import Kind
from mopsbook.pages.page import SearchEntry

FIRST_QUESTIONS: Mapping[str, str] = {
    "system": "Which tool does what, and who owns it?",
    "integration": "How does data get from one tool to the next?",
    "process": "How is this done here, and who does it?",
    "naming-convention": "How do I name it?",
    "term": "What does this word mean?",
    "team": "Whom do I ask?",
    "onboarding-path": "I am new here: where do I begin?",
}

PERSONAL_DATA = "Where is personal data?"
# What the list of the systems is asked for by, and the words that people type who look for it.
PERSONAL_DATA_QUERY = "holds_personal_data=yes"
_PERSONAL_DATA_ASKED = (
    "Which systems hold personal data? Which tools store data of people: GDPR, privacy, data protection, PII."
)


def says_personal_data(catalog: Catalog) -> bool:
    """Return whether the book says of any system whether it holds personal data."""
    return any(system.data.get("holds_personal_data") is not None for system in catalog.of_kind("system"))


def question_entries(kind: Kind, catalog: Catalog) -> tuple[SearchEntry, ...]:
    """Return what the search finds on the list of a kind besides the list itself: a part of it that people ask for."""
    if kind.name != "system" or not says_personal_data(catalog):
        return ()
    return (SearchEntry(PERSONAL_DATA, _PERSONAL_DATA_ASKED, boost=2.0, query=PERSONAL_DATA_QUERY),)
