"""The reference of a kind begins with a document that one may copy."""

from __future__ import annotations

import pytest

from mopsbook.kinds.kind import Kind
from mopsbook.kinds.load import load_kinds
from mopsbook.pages.authoring import sample
from mopsbook.reading.read import read_yaml


@pytest.mark.parametrize("kind", load_kinds().shown, ids=lambda kind: kind.name)
def test_the_sample_of_a_kind_is_valid(kind: Kind) -> None:
    """Nothing in it is refused; that a list wants two items and has one is all that may be left to do."""
    reading = read_yaml(sample(kind).encode())
    assert not reading.problems
    assert [error.message for error in kind.validator.iter_errors(reading.value) if error.kind.name != "minItems"] == []
