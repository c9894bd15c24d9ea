"""Example leads: who of them comes out otherwise when the scoring models of both states are run on the same people."""

from collections.abc import Iterator, Mapping

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Key, title_of
from mopsbook.catalog.parts import parts_of
from mopsbook.diff.change import Flip
from mopsbook.documents.document import Document
from mopsbook.scoring.model import Person
from mopsbook.scoring.read import ModelReader
from mopsbook.scoring.result import Result
from mopsbook.scoring.score import score


def find_flips(before: Catalog, after: Catalog, renamed: Mapping[Key, Key]) -> Iterator[Flip]:
    """Yield the examples that come out otherwise, those that reach another stage first.

    The person is the one that the book describes now; what is known of a person and then changed is no doing of the model.
    """
    olds = {renamed.get(document.key, document.key): document for document in before.shelf.of_kind("scoring-model")}
    found: list[Flip] = []
    for document in after.shelf.of_kind("scoring-model"):
        old = olds.get(document.key)
        # In a book in which nothing changed, the very same document stands in both states.
        if old is not None and document.data.get("status") != "retired":
            found += _flips(old, document, before, after)
    yield from sorted(found, key=lambda flip: not flip.flips)


def _flips(old: Document, new: Document, before: Catalog, after: Catalog) -> Iterator[Flip]:
    old_reader, new_reader = ModelReader(old, before.shelf), ModelReader(new, after.shelf)
    old_model, new_model = old_reader.read(), new_reader.read()
    if old_reader.is_spoilt or new_reader.is_spoilt:
        return
    for index, example in enumerate(new.data.get("examples", ())):
        person = new_reader.person(index)
        if example.get("id") and not new_reader.is_example_spoilt(index):
            was, now = score(old_model, person), score(new_model, person)
            moved = was.stage != now.stage or bool(was.excluded) != bool(now.excluded)
            if moved or was.score != now.score:
                name = f"Example lead “{title_of(example, example['id'])}”"
                said = _say_stage(was, now, person, after) if moved else f"scores {now.score} instead of {was.score}"
                yield Flip(new.key, str(example["id"]), f"{name} {said}", moved)


def _say_stage(was: Result, now: Result, person: Person, after: Catalog) -> str:
    if now.excluded and not was.excluded:
        return f"is no longer scored ({now.excluded.title})"
    if was.excluded and not now.excluded:
        return f"is scored now ({now.score}), and was left out before ({was.excluded.title})"
    if now.threshold:
        asked = now.threshold.asks.get("score")
        points = (
            f"{now.score} points, and {asked} are enough"
            if asked is not None
            else f"{now.score}, {now.threshold.title}"
        )
        instead = f" instead of {_stage(was.stage, after)}" if was.threshold else ""
        return f"now becomes {_stage(now.stage, after)}{instead} ({points})"
    asked = was.threshold.asks.get("score") if was.threshold else None
    points = f"{now.score} points, and {asked} were enough" if asked is not None else f"{now.score}"
    return f"no longer becomes {_stage(was.stage, after)}" + f" ({points})"


def _stage(name: str, catalog: Catalog) -> str:
    lifecycle, _, stage = name.partition("#")
    entity = catalog.get("lifecycle", lifecycle)
    part = parts_of(entity).get(stage) if entity else None
    return part.title if part else name or "a stage that is not said"
