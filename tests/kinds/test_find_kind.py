"""A kind is found by whatever people call it; one that is none is told with the nearest."""

from __future__ import annotations

import pytest

from mopsbook.errors import SetupError
from mopsbook.kinds.find_kind import find_kind
from mopsbook.kinds.load import load_kinds


@pytest.mark.parametrize("name", ["naming-convention", "Naming convention", "naming conventions", "naming"])
def test_a_kind_is_found_as_documents_or_readers_call_it(name: str) -> None:
    assert find_kind(name, load_kinds().shown).name == "naming-convention"


def test_an_unknown_kind_is_told_with_the_nearest() -> None:
    with pytest.raises(SetupError, match="there is no kind `sistem`") as failed:
        find_kind("sistem", load_kinds().shown)
    assert failed.value.hint == "did you mean `system`?"
