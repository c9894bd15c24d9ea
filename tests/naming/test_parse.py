"""A name is read by its convention, and the first thing that is wrong with it is said."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from mopsbook.documents.shelf import Shelf
from mopsbook.naming.convention import Convention, read_convention
from mopsbook.naming.parse import find_fault, is_date, is_usable, matches, split_name

Book = Callable[..., Shelf]
HEAD = "kind: naming-convention\nid: n\ntitle: Names\n"
REGIONS = "kind: value-list\nid: regions\ntitle: Regions\nvalues: [{value: DACH}, {value: NA}, {value: GER, status: retired, replaced_by: DACH}, {value: OLD, status: retired}]\n"


@pytest.fixture
def convention(book: Book) -> Callable[..., Convention]:
    def make(*segments: str, head: str = "") -> Convention:
        text = (
            HEAD
            + head
            + "segments:\n"
            + "".join(f"  - {{id: s{i}, title: S{i}, {s}}}\n" for i, s in enumerate(segments, 1))
        )
        shelf = book({"n.yaml": text, "r.yaml": REGIONS})
        assert [violation for document in shelf.documents for violation in document.violations] == []
        return read_convention(shelf.of_kind("naming-convention")[0], shelf)

    return make


def message(name: str, convention: Convention) -> str:
    fault = find_fault(name, convention)
    return f"{fault.message} | {fault.hint}" if fault else ""


DATE, REGION, TEXT = "type: date", "type: list, values: regions", "type: text"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("20270119_DACH_Topic_de", ""),
        ("20270119_DACH_Topic", ""),
        ("20270119_x_Topic", ""),
        ("20270119_NA_Topic", ""),
        ("20240229_NA_Topic", ""),
        ("20270229_NA_Topic", "segment `S1`: `20270229` is no date of the form YYYYMMDD | "),
        ("2027-01-19_NA_Topic", "segment `S1`: `2027-01-19` is no date of the form YYYYMMDD | "),
        ("２０２７０１１９_NA_Topic", "segment `S1`: `２０２７０１１９` is no date of the form YYYYMMDD | "),
        ("20270119_dach_Topic", "segment `S2`: `dach` is not in the list Regions | did you mean `DACH`?"),
        ("20270119_APAC_Topic", "segment `S2`: `APAC` is not in the list Regions | Allowed are `DACH` and `NA`."),
        ("20270119_GER_Topic", "segment `S2`: `GER` is retired | Use `DACH`."),
        ("20270119_OLD_Topic", "segment `S2`: `OLD` is retired | "),
        ("20270119__Topic", "segment `S2` is empty | Write `x` if nothing fits."),
        ("20270119_NA_", "segment `S3` is empty | "),
        ("20270119_NA_Topic_", "segment `S4` is empty | "),
        ("20270119_NA_Topic_deutsch", "segment `S4` has 7 characters; 2 are allowed | Shorten it."),
        ("20270119_NA", "split at `_` it has 2 segments, not 3 to 4 | The form is [S1]_[S2]_[S3]_[S4]."),
        ("20270119_NA_To_pic_de", "split at `_` it has 5 segments, not 3 to 4 | The form is [S1]_[S2]_[S3]_[S4]."),
        ("", "it is empty | "),
        (" 20270119_NA_Topic", "it has a space too many | Take out spaces at the ends and double ones."),
        ("20270119_NA_Copycat", ""),
        ("20270119_NA_My Copy", "it holds `copy`, which must not occur in a name | Take the word out."),
        ("20270119_NA_" + "a" * 50, "it has 62 characters; 50 are allowed | Shorten the free text."),
        ("Old Name", ""),
    ],
)
def test_a_name_is_right_or_the_first_thing_wrong_is_said(
    convention: Callable[..., Convention], name: str, fault: str
) -> None:
    rule = convention(
        DATE,
        REGION + ", placeholder: x",
        TEXT,
        "type: text, required: false, max_length: 2",
        head="max_length: 50\nforbidden_words: [copy]\nexceptions: [{name: Old Name, reason: Old.}]\n",
    )
    assert message(name, rule) == fault


@pytest.mark.parametrize(
    ("case", "name", "right"),
    [
        ("lower", "ab-1_x", True),
        ("lower", "Ab", False),
        ("upper", "AB-1", True),
        ("upper", "Ab", False),
        ("any", "aB", True),
    ],
)
def test_letters_are_of_the_case_that_is_wanted(
    convention: Callable[..., Convention], case: str, name: str, right: bool
) -> None:
    rule = convention(TEXT, "type: text, required: false", head=f"case: {case}\n")
    assert (find_fault(name, rule) is None) == right


@pytest.mark.parametrize("separator", [" - ", "__", "::", "-", ".", "|"])
def test_a_separator_may_have_several_characters(convention: Callable[..., Convention], separator: str) -> None:
    rule = convention(REGION, TEXT, head=f'separator: "{separator}"\n')
    split = split_name(separator.join(("NA", "a b")), rule)
    assert isinstance(split, list)
    assert [text for _, text in split] == ["NA", "a b"]
    assert find_fault(separator.join(("NA", "a b")), rule) is None
    assert find_fault("NA~a", rule) is not None


@pytest.mark.parametrize(
    ("text", "form", "right"),
    [
        ("20260131", "YYYYMMDD", True),
        ("20260132", "YYYYMMDD", False),
        ("20261301", "YYYYMMDD", False),
        ("00000101", "YYYYMMDD", False),
        ("2026-01", "YYYY-MM", True),
        ("2026-13", "YYYY-MM", False),
        ("2026Q4", "YYYYQ", True),
        ("2026Q5", "YYYYQ", False),
        ("26.02.28", "YY.MM.DD", True),
        ("2026", "YYYY", True),
        ("Q1", "Q", True),
        ("0229", "MMDD", True),
        ("0230", "MMDD", False),
        ("2026-2026", "YYYY-YYYY", True),
        ("2026-2027", "YYYY-YYYY", False),
        ("2026x01", "YYYY.MM", False),
        ("", "YYYY", False),
    ],
)
def test_a_date_is_one_that_the_calendar_has(text: str, form: str, right: bool) -> None:
    assert is_date(text, form) == right


def test_a_year_without_a_day_takes_any_month_of_a_leap_year() -> None:
    assert is_date("12", "MM")
    assert not is_date("13", "MM")


@pytest.mark.parametrize("number", ["12", "007", "0"])
def test_a_number_is_digits(convention: Callable[..., Convention], number: str) -> None:
    rule = convention("type: number")
    assert find_fault(number, rule) is None
    for wrong in ("-1", "1.5", "١٢", "1e3", "½"):
        assert find_fault(wrong, rule) is not None


def test_a_constant_is_always_the_same(convention: Callable[..., Convention]) -> None:
    assert message("ops", convention("type: const, value: OPS")) == "segment `S1` must be `OPS`, not `ops` | "


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*b", "(.*)*x", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(?:a?){40}a{40}"]
)
def test_no_pattern_can_stall_the_check(pattern: str) -> None:
    start = time.process_time()
    matches(pattern, "a" * 1500 + "!")
    assert time.process_time() - start < 2


@pytest.mark.parametrize("pattern", ["(?=a)a", "(?<!a)b", r"(a)\1", "[a", "(a"])
def test_a_pattern_that_cannot_be_used_refuses_nothing(pattern: str) -> None:
    assert not is_usable(pattern)
    assert matches(pattern, "anything")


@pytest.mark.parametrize(
    ("pattern", "text", "right"),
    [
        ("[A-Za-z0-9]+", "Topic1", True),
        ("[A-Za-z0-9]+", "To pic", False),
        ("a|b", "ab", False),
        ("a|bc", "bc", True),
        (r"\d{3}", "123\n", False),
        (r"\p{L}+", "Größe", True),
    ],
)
def test_a_pattern_matches_the_whole_text(pattern: str, text: str, right: bool) -> None:
    assert matches(pattern, text) == right


def test_a_name_of_a_variant_is_split_by_its_segments(convention: Callable[..., Convention]) -> None:
    """Without its fixed end; a name that fits no form is split as usual."""
    rule = convention(DATE, TEXT, head="variants: [{id: v, title: V, segments: [s2, s1], suffix: _P}]\n")
    split = split_name("Fair_20270119_P", rule)
    assert [(segment.id, text) for segment, text in split] == [("s2", "Fair"), ("s1", "20270119")]  # type: ignore[union-attr]
    split = split_name("Fair_2027", rule)
    assert [(segment.id, text) for segment, text in split] == [("s1", "Fair"), ("s2", "2027")]  # type: ignore[union-attr]
