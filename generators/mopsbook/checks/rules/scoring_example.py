"""An example of a scoring model does not get the score or the stage that it must reach.

What: Each example lead is scored as the model says: exclusions first, then day by day what the person did, with
frequencies, caps, decay and resets, then what is known of them, the limits of the parts, and the thresholds. Score, parts
and stage must be those under `expect`. While a name in the model or the example leads nowhere, or a rule of the model can never fire, nothing is computed.

Why: A scoring model is twenty small rules that nobody can run in the head. The examples are what sales was promised: this
person is an MQL, that one is not. Without them a new rule changes who is called, and it shows weeks later.

Mend: The message says which rule gave which points, and what held them back. Change the rule if the example is right;
if the model is right, write what it gives.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mopsbook.checks.dead_rules import find_dead
from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.scoring.model import PARTS
from mopsbook.scoring.read import ModelReader
from mopsbook.scoring.result import Result
from mopsbook.scoring.score import score
from mopsbook.scoring.words import account_of

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each example that comes to something else than it must."""
    doubtful = {dead.document.key for dead in find_dead(shelf)}
    for document in shelf.of_kind("scoring-model"):
        reader = ModelReader(document, shelf)
        model = reader.read()
        if reader.is_spoilt or document.key in doubtful:
            continue
        for index, example in enumerate(document.data.get("examples", ())):
            at = ("examples", index)
            expected = example.get("expect") or {}
            person = reader.person(index)
            stage = reader.name((*at, "expect", "stage")) if expected.get("stage") else ""
            if not expected or reader.is_example_spoilt(index):
                continue
            result = score(model, person)
            wrong = list(_wrong(expected, stage, result))
            if wrong:
                said = ", ".join(f"{words} {comes}, not {must}" for _, words, comes, must in wrong)
                hint = f"{account_of(result)} If that is as it should be, write it under `expect`."
                yield Complaint(document, (*at, "expect", wrong[0][0]), said, hint)


def _wrong(expected: Mapping[str, Any], stage: str, result: Result) -> Iterator[tuple[str, str, str, str]]:
    """Yield what differs: the key, what it is in words, what comes out, what must."""
    for key, comes in (("score", result.score), *((part, result.parts[part]) for part in PARTS)):
        if key in expected and expected[key] != comes:
            yield key, f"the {key} is" if key == "score" else f"{key} is", str(comes), str(expected[key])
    if stage and stage != result.stage:
        verb = f"by `{result.threshold.id}` it is in" if result.threshold else "it stays in"
        yield "stage", verb, f"`{result.stage}`" if result.stage else "a stage that is not said", f"`{stage}`"
