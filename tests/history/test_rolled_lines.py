"""However many lines there are and wherever they lie, each is given back as it was taken."""

import os
import tempfile
from random import Random

import pytest

from mopsbook.history.lines import Lines


def some(number: int) -> list[bytes]:
    rng = Random(number)
    return [rng.randbytes(rng.choice((0, 1, 40, 900))).replace(b"\n", b" ") for _ in range(number)]


def written(lines: Lines, number: int) -> list[bytes]:
    """Return so many lines as they stand in a file to which they are written."""
    return b"".join(block + b"\n" for block in lines.blocks(number)).split(b"\n")[:-1]


@pytest.mark.parametrize("few", [0, 1, 700, 1 << 20])
@pytest.mark.parametrize("number", [0, 1, 2, 1_500])
def test_each_line_comes_back_by_its_number_and_all_in_their_order(few: int, number: int) -> None:
    lines, taken = Lines(few), some(number)
    assert [lines.add(line) for line in taken] == list(range(number))
    assert len(lines) == number
    assert [lines[at] for at in reversed(range(number))] == taken[::-1]
    for first in (0, number // 2, number):
        assert written(lines, first) == taken[:first]


def test_what_was_read_does_not_keep_more_from_being_taken() -> None:
    lines, taken = Lines(300), some(200)
    for number, line in enumerate(taken):
        lines.add(line)
        assert lines[number // 2] == taken[number // 2]
    assert written(lines, 200) == taken


def test_without_room_for_a_file_lines_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    lines, taken = Lines(100), some(500)
    for line in taken:
        lines.add(line)
    assert written(lines, 500) == taken


def test_where_a_file_is_read_only_at_one_position_each_line_comes_back_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "pread", raising=False)
    lines, taken = Lines(100), some(500)
    for number, line in enumerate(taken):
        lines.add(line)
        assert lines[number // 3] == taken[number // 3]
    assert written(lines, 500) == taken
