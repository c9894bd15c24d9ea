"""Places name the stretch an editor would mark, for every pointer, and never raise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from mopsbook.reading.places import Place, Places
from mopsbook.reading.read import read_yaml

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"

TEXT = "title: 'x y'\nsteps:\n  - name: ä😀\n    due: 0.50\n  - >\n    long\ntags: [a, \"b\"]\nnone:\n"


def test_key_and_value_of_a_mapping_entry() -> None:
    places = Places(TEXT)
    assert places.key(("title",)) == Place(1, 1, 1, 6)
    assert places.value(("title",)) == Place(1, 8, 1, 13)
    assert places.value(("steps", 0, "name")) == Place(3, 11, 3, 13)


def test_item_of_a_sequence_is_its_own_key() -> None:
    assert Places(TEXT).key(("tags", 1)) == Places(TEXT).value(("tags", 1)) == Place(7, 11, 7, 14)


def test_raw_is_the_source_as_typed() -> None:
    places = Places(TEXT)
    assert places.raw(("title",)) == "'x y'"
    assert places.raw(("steps", 0, "due")) == "0.50"
    assert places.raw(("tags", 1)) == '"b"'
    assert places.raw(("steps",)) is None
    assert places.raw(("nowhere",)) is None


def test_style_tells_how_a_scalar_is_written() -> None:
    places = Places(TEXT)
    pointers = [("title",), ("steps", 0, "due"), ("tags", 1), ("steps", 1), ("nowhere", 3)]
    assert [places.style(pointer) for pointer in pointers] == ["'", None, '"', ">", None]


def test_unknown_pointer_falls_back_to_the_nearest_enclosing_one() -> None:
    places = Places(TEXT)
    assert places.key(("steps", 0, "owner", "name")) == places.key(("steps", 0))
    assert places.value(("steps", 9)) == places.value(("steps",))
    assert places.key(("nowhere",)).line == 1


def test_unreadable_or_deep_text_falls_back_to_the_top() -> None:
    for text in ("", "a: [", "a: " + "[" * 100_000, "- " * 100_000 + "a", "{a: " * 100_000, "[ # ]\n" * 100_000):
        places = Places(text)
        assert places.key(("a", 0)) == places.value(()) == Place(1, 1, 1, 1)
        assert places.raw(("a",)) is None


def test_aliases_and_loops_end() -> None:
    places = Places("a: &x [*x, {b: *x}]\nc: *x\n")
    assert places.value(("c", 0, 0, 1, "b")).line == 1
    assert places.raw(("c", 0)) is None


def test_byte_order_mark_cr_and_foreign_breaks_do_not_shift_places() -> None:
    text = "\ufeffa: x\u2028y\rb: z\x85\r\nk\u2028: 'c'\n"
    places = Places(text)
    assert places.value(("b",)) == Place(2, 4, 2, 6)
    assert places.raw(("a",)) == "x\u2028y"
    assert places.raw(("k\u2028",)) == "'c'"
    assert places.key(("k\u2028",)).line == 3


def test_of_equal_keys_the_last_is_placed_as_it_is_the_one_that_counts() -> None:
    assert Places("a: 1\na: 2\n").key(("a",)).line == 2
    assert read_yaml(b"a: 1\na: 2\n").value == {"a": 2}


def _pointers(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield at
    for step, below in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from _pointers(below, (*at, step))


def test_the_first_question_is_answered_as_the_whole_text_answers_it() -> None:
    """The first place is found in the head of the text alone, and is the same as in all of it."""
    rng = Random(7)
    files = sorted(KNOWLEDGE.rglob("*.yaml"))
    for path in rng.sample(files, 40):
        text = path.read_text(encoding="utf-8")
        whole = Places(text)
        assert whole.root is not None
        pointers = list(_pointers(read_yaml(text.encode()).value))
        for pointer in rng.sample(pointers, min(12, len(pointers))):
            assert Places(text).key(pointer) == whole.key(pointer)
            assert Places(text).value(pointer) == whole.value(pointer)


@pytest.mark.parametrize(
    "text",
    [
        'a: "one\nowner: two"\n"owner": three\nb: 4\n',
        "a: {x: 1,\n owner: 2}\nb: 3\n? owner\n: five\nc: 6\n",
        "a: |\n  owner: one\n\nowner: two\n\n# owner: three\nb: 1\n",
        "--- # owner:\nowner: [1,\n  2]\nb: 1\n",
        "  owner: 1\n  b: 2\n",
        "b: 'x\n  y'\nowner : |+\n  text\n\n\nc: 1\n",
        "owner: 1\nowner: 2\nb: 3\n",
        "b: &x\n  owner: 1\nowner: *x\nc: 2\n",
        "owner: 'one\nb: two'\n\"b\": 3\nc: 4\n",
        "owner: [\n1,\nb,\n]\nb: 2\nc: 3\n",
        '{"owner": 1,\nb: 2}\n',
        "# first\n\nowner:\n- 1\n# between\n- 2\n\n# last\nb: 1\n",
        "%YAML 1.2\n---\nowner: 1\nb: 2\n...\n",
        "c: 1\r\nowner: [a,\r\n  b]\r\nb: 2\r\n",
        "c: 'x\u2028\nowner: y'\n'owner': 1\nb: 2\n",
        "c: one\n  two\nowner: >-\n  b: text\n\n  more\nb: 2",
    ],
)
def test_a_key_that_only_looks_like_one_is_not_taken_for_it(text: str) -> None:
    """Text within quotes, brackets and blocks is no key, and where that is not certain the whole text is read."""
    whole = Places(text)
    assert whole.root is not None
    for pointer in (("owner",), ("b",), ("owner", 1)):
        assert (Places(text).key(pointer), Places(text).value(pointer)) == (whole.key(pointer), whole.value(pointer))
