"""Whether a name can be read in two ways is decided for all names at once, and agrees with trying them one by one."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.naming.automaton import Automaton
from mopsbook.naming.convention import Segment
from mopsbook.naming.forms import Form, longest_name
from mopsbook.naming.parse import matches
from mopsbook.naming.pattern import automaton_of_pattern
from mopsbook.naming.readings import find_common, find_leak, find_twofold

ALPHABET = "ab_"
ALL_TEXTS = ["".join(chars) for length in range(7) for chars in product(ALPHABET, repeat=length)]

single = st.sampled_from(
    ["a", "b", "_", "[ab]", "[a_]", "[^a]", ".", "\\w", "a?", "b*", "_+", "[ab]{1,2}", "a{2}", "b{1,}"]
)
patterns = st.recursive(
    single,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}"])).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=5,
)


def holds(automaton: Automaton, text: str) -> bool:
    state = 0
    for char in map(ord, text):
        state = next((target for low, high, target in automaton.moves[state] if low <= char <= high), -1)
        if state < 0:
            return False
    return state in automaton.ends


def text_segment(pattern: str, required: bool = True, max_length: int | None = None) -> Segment:
    return Segment("s", "S", "text", required, pattern=pattern, max_length=max_length)


def list_segment(*values: str, required: bool = True) -> Segment:
    return Segment("l", "L", "list", required, values=values)


@settings(max_examples=50, deadline=None)
@given(patterns)
def test_an_automaton_holds_what_the_pattern_matches(pattern: str) -> None:
    """Of all short texts, the automaton of a pattern holds those that the engine of the parser lets through."""
    automaton = automaton_of_pattern(pattern)
    assert automaton is not None
    assert [text for text in ALL_TEXTS if holds(automaton, text)] == [
        text for text in ALL_TEXTS if matches(pattern, text)
    ]


@pytest.mark.parametrize(
    "pattern",
    ["(?=a)", "(?i)a", "\\bx", "\\p{L}", "\\W", "[[:alpha:]]", "[a&&b]", "a**", "[", "(", "a)", "x{2000}{2000}", "\\1"],
)
def test_what_is_not_read_gives_no_automaton(pattern: str) -> None:
    """A pattern that holds more than is read here gives nothing, and not half of itself."""
    assert automaton_of_pattern(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "length"),
    [("a{2,5}b?", 6), ("[a-z]+", None), ("(ab|cde)x", 4), ("a*b{0}", None), ("", 0), ("^a$", 1), ("(a|b){3}", 3)],
)
def test_the_longest_text_is_counted(pattern: str, length: int | None) -> None:
    """The longest text of a pattern has so many characters, and None says that there is no longest."""
    automaton = automaton_of_pattern(pattern)
    assert automaton is not None
    assert automaton.longest == length


def readings_of(name: str, form: Form) -> set[tuple[str, ...]]:
    """Every way to cut a name into segments at separators, by trying all of them."""
    found = set()
    fewest = max((number for number, segment in enumerate(form.segments, 1) if segment.required), default=1)
    pieces = name.split(form.separator)
    for number in range(fewest, len(form.segments) + 1):
        for cuts in product([True, False], repeat=len(pieces) - 1):
            texts = [pieces[0]]
            for cut, piece in zip(cuts, pieces[1:], strict=True):
                texts = [*texts, piece] if cut else [*texts[:-1], f"{texts[-1]}{form.separator}{piece}"]
            if len(texts) == number and all(map(fits, form.segments, texts)):
                found.add(tuple(texts))
    return found


def fits(segment: Segment, text: str) -> bool:
    if not text or (segment.max_length and len(text) > segment.max_length):
        return False
    return text in segment.values if segment.values is not None else matches(segment.pattern, text)


segments = st.one_of(
    st.builds(text_segment, patterns, st.booleans(), st.one_of(st.none(), st.integers(1, 3))),
    st.builds(
        lambda values, required: list_segment(*values, required=required),
        st.lists(st.sampled_from(["a", "b", "ab"]), min_size=1, unique=True),
        st.booleans(),
    ),
)
forms = st.builds(lambda parts: Form(tuple(parts), "_"), st.lists(segments, min_size=1, max_size=3))


@settings(max_examples=50, deadline=None)
@given(forms)
def test_a_name_with_two_readings_is_found_if_there_is_one(form: Form) -> None:
    """What is found has two readings; where nothing is found, none of all short names has two."""
    twofold = find_twofold(form)
    if twofold is None:
        assert all(len(readings_of(name, form)) < 2 for name in ALL_TEXTS)
    else:
        assert {twofold.one, twofold.other} <= readings_of(twofold.name, form)
        assert twofold.one != twofold.other


@settings(max_examples=50, deadline=None)
@given(forms, forms)
def test_a_name_of_two_forms_is_found_if_there_is_one(one: Form, other: Form) -> None:
    """What is found follows both forms; where nothing is found, none of all short names does."""
    name = find_common(one, other)
    if name is None:
        assert not any(readings_of(name, one) and readings_of(name, other) for name in ALL_TEXTS)
    else:
        assert readings_of(name, one)
        assert readings_of(name, other)


DATE = Segment("d", "D", "date", True, format="YYYYMMDD")
TOPIC = text_segment("[A-Za-z0-9]+", max_length=40)
LOOSE = text_segment("[A-Za-z0-9_]+", max_length=40)
LANGUAGE = list_segment("de", "fr", required=False)


@pytest.mark.parametrize(
    ("form", "found"),
    [
        (Form((DATE, TOPIC, LANGUAGE), "_"), False),
        (Form((DATE, LOOSE, LANGUAGE), "_"), True),
        (Form((DATE, LOOSE), "_"), False),
        (Form((DATE, LOOSE, LANGUAGE), "-"), False),
        (Form((DATE, text_segment("[A-Z_]+"), LANGUAGE), "_", case="lower"), False),
        (Form((DATE, LOOSE, LANGUAGE), "_", max_length=12), False),
        (Form((DATE, LOOSE, LANGUAGE), "_", max_length=13), True),
        (Form((DATE, LOOSE, LANGUAGE), "_", suffix="_END"), True),
        (Form((DATE, Segment("t", "T", "text", True), LANGUAGE), " - "), False),
    ],
)
def test_letters_lengths_and_ends_are_taken_into_account(form: Form, found: bool) -> None:
    """A name counts only if the whole convention allows it."""
    twofold = find_twofold(form)
    assert (twofold is not None) == found
    if twofold:
        assert len(twofold.name) <= (form.max_length or 99)
        assert re.fullmatch(r"20[0-9]{6}_.+", twofold.name)


def test_a_leak_is_a_text_with_the_separator() -> None:
    """Of a pattern that lets the separator through, the text that is shown matches and holds it."""
    form = Form((DATE, text_segment("[a-z]+( - [a-z]+)?")), " - ")
    leak = find_leak(form.segments[1], form)
    assert leak is not None
    assert " - " in leak
    assert matches(form.segments[1].pattern, leak)
    assert find_leak(TOPIC, Form((TOPIC,), "_")) is None


def test_the_longest_name_counts_separators_placeholders_and_ends() -> None:
    """The longest name has the longest text of each segment, what stands between them, and the fixed end."""
    region = Segment("r", "R", "list", True, values=("DE", "BNLX"), placeholder="nowhere")
    assert longest_name(Form((DATE, region, TOPIC), " - ", suffix="_P")) == 8 + 7 + 40 + 2 * 3 + 2
    assert longest_name(Form((DATE, text_segment("[a-z]+")), "_")) is None
    assert longest_name(Form((text_segment("\\p{L}+", max_length=9),), "_")) == 9
