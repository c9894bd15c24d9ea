"""The entry criteria of a stage quote another number than the threshold that leads there."""

import re

from edits import Broken, Draw, change, put, value_line
from hypothesis import strategies as st
from scored import thresholds

from mopsbook.checks.models import Sound
from mopsbook.checks.targets import target_at
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import Threshold


def spots(shelf: Shelf) -> list[tuple[Sound, Threshold, str]]:
    return [(sound, threshold, name) for sound, threshold in thresholds(shelf) for name in threshold.asks]


def break_at(spot: tuple[Sound, Threshold, str], draw: Draw, shelf: Shelf) -> Broken:
    sound, threshold, name = spot
    target = target_at(shelf, sound.document, sound.at(threshold, "stage"))
    assert target
    number, other = threshold.asks[name], draw(st.integers(200, 900))
    criteria = target.document.get((*target.part, "entry_criteria"))
    texts = [re.sub(rf"\b{number}\b", str(other), text) for text in criteria]
    at = (*target.part, "entry_criteria")
    edits = [put(target.document, (*at, index), f'"{text}"') for index, text in enumerate(texts)]
    broken = change(target.document, *edits, named=target.part)
    return broken.and_named(sound.document.path, value_line(sound.document, sound.at(threshold, name)))
