"""The scoring models of a book that can be run, read once for all rules about them."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import Model, Threshold
from mopsbook.scoring.read import ModelReader


class Sound(Struct, frozen=True):
    """A model in which no name leads nowhere and nothing was taken out, with its document and its reader."""

    document: Document
    model: Model
    reader: ModelReader

    def stage_of(self, threshold: Threshold) -> dict[str, object]:
        """Return the stage that a threshold leads to, as its lifecycle describes it."""
        target = self.reader.shelf.target_at(self.document, self.at(threshold, "stage"))
        return (target.document.get(target.part) or {}) if target and target.part else {}

    def at(self, threshold: Threshold, *steps: str) -> Pointer:
        """Return the place of a threshold, or of what stands in it."""
        return ("thresholds", threshold.index, *steps)

    @property
    def several(self) -> frozenset[str]:
        """The fields that hold several values at once, and those of which nobody says what they hold."""
        fields = known_fields(self.reader.shelf).values()
        return frozenset(known.name for known in fields if known.item.get("type") in (None, "multipicklist"))

    @property
    def handing_over(self) -> list[Threshold]:
        """The thresholds at which somebody else takes over; without any, those to the furthest stage, which stand first."""
        marked = [one for one in self.model.thresholds if self.stage_of(one).get("hand_over")]
        return marked or [one for one in self.model.thresholds if one.stage == self.model.thresholds[0].stage]


def sound_models(shelf: Shelf) -> Sequence[Sound]:
    """Return the models that are not retired and can be run."""
    if shelf not in _read:
        found = []
        for document in shelf.of_kind("scoring-model"):
            reader = ModelReader(document, shelf)
            model = reader.read()
            if not reader.is_spoilt and document.data.get("status") != "retired":
                found.append(Sound(document, model, reader))
        _read[shelf] = found
    return _read[shelf]


_read: WeakKeyDictionary[Shelf, Sequence[Sound]] = WeakKeyDictionary()
