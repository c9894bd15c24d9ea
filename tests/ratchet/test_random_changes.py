"""Whatever people do to a book: what is new and what is known are all there is, and nobody is worse than himself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsbook.checks.known import mark, tell_known
from mopsbook.checks.run import run_checks
from mopsbook.documents.load import Gathering
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.ratchet.baseline import marks_of
from mopsbook.ratchet.since import hold_against, make_earlier

TODAY = date(2026, 11, 22)
KINDS = load_kinds()
NAMES = ("a", "b", "c", "d")

# Fields that may be right, wrong, empty or missing; what they name may be there or not.
FIELDS = {
    "purpose": ["To send what has to be sent.", "TBD", ""],
    "owner": ["a", "b", "nobody"],
    "category": ["map", "crm", "no-category"],
    "tier": ["1", "3", "high"],
    "replaced_by": ["a", "c", "gone"],
    "status": ["active", "retired"],
    "last_reviewed": ["2026-11-01", "2025-01-01"],
    "stray": ["x"],
}
SYSTEMS = st.dictionaries(
    st.sampled_from(NAMES),
    st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FIELDS.items()}),
    min_size=1,
)
POLICY = st.sampled_from(["", "policy: {completeness: {minimum: 40}}\n"])


def shelf_of(systems: Mapping[str, Mapping[str, str]], policy: str) -> Shelf:
    gathering = Gathering(KINDS, "knowledge", is_root=False)
    gathering.read("knowledge/book.yaml", f"kind: book\ntitle: Ours\n{policy}".encode())
    for role in ("a", "b"):
        gathering.read(f"knowledge/roles/{role}.yaml", f"kind: role\nid: {role}\ntitle: Role {role}\n".encode())
    for id, fields in systems.items():
        said = "".join(f"{name}: {value}\n" for name, value in fields.items())
        gathering.read(f"knowledge/systems/{id}.yaml", f"kind: system\nid: {id}\ntitle: The {id}\n{said}".encode())
    return gathering.to_shelf()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(then=SYSTEMS, now=SYSTEMS, policy=POLICY, whole=st.booleans())
def test_new_and_known_are_all_findings_and_a_book_is_not_worse_than_itself(
    then: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]], policy: str, whole: bool
) -> None:
    before, after = shelf_of(then, policy), shelf_of(now, policy)
    earlier = make_earlier("main", before, after, TODAY, whole=whole)
    found, comparison = hold_against(earlier, after, TODAY)
    plain = Counter(mark(one) for one in run_checks(after, TODAY))
    compared = Counter(mark(one) for one in found)
    assert {one.state for one in found} <= {"new", "known"}
    # The rules that compare come on top, and nothing else does.
    assert compared >= plain and {one.rule for one in compared - plain} <= {"less-complete", "under-target"}
    was = Counter(mark(one) for one in earlier.findings)
    assert (
        sum(one.state == "known" for one in found if one.rule not in ("less-complete", "under-target"))
        + len(comparison.mended)
        == was.total()
    )
    for one in comparison.standings:
        assert one.touched or one.is_worse

    same, itself = hold_against(make_earlier("main", after, after, TODAY, whole=True), after, TODAY)
    assert all(one.state == "known" for one in same)
    assert (itself.mended, itself.before) == ((), itself.now)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(then=SYSTEMS, now=SYSTEMS, policy=POLICY)
def test_a_baseline_covers_the_book_it_was_made_of_and_never_more_findings_than_it_has(
    then: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]], policy: str
) -> None:
    before, after = run_checks(shelf_of(then, policy), TODAY), run_checks(shelf_of(now, policy), TODAY)
    marks = marks_of(before)
    assert all(one.state == "known" for one in tell_known(before, marks.elements(), {}).findings)
    told = tell_known(after, marks.elements(), {})
    for document in {(one.kind, one.id, one.rule) for one in after}:
        known = [one for one in told.findings if one.state == "known" and (one.kind, one.id, one.rule) == document]
        assert len(known) <= sum(times for one, times in marks.items() if (one.kind, one.id, one.rule) == document)
