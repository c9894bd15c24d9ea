"""Run the examples of a scoring model."""

from collections.abc import Mapping

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import Model
from mopsbook.scoring.read import ModelReader
from mopsbook.scoring.result import Result
from mopsbook.scoring.score import score


def run_examples(document: Document, shelf: Shelf) -> tuple[Model, Mapping[str, Result]]:
    """Return a model and what it makes of its examples, by their ids; of none if nobody can tell, since something is spoilt."""
    reader = ModelReader(document, shelf)
    model = reader.read()
    results: dict[str, Result] = {}
    for index, example in enumerate(document.data.get("examples", ())):
        person = reader.person(index)
        if example.get("id") and not reader.is_spoilt and not reader.is_example_spoilt(index):
            results.setdefault(example["id"], score(model, person))
    return model, results
