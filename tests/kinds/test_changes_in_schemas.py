"""What schemas say of changes: the words are checked, and what ours say leads somewhere."""

from collections.abc import Callable
from typing import Any

import pytest

from mopsbook.errors import SetupError
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kinds
from mopsbook.kinds.load import load_kinds

RUNBOOK = """\
allOf: [{{$ref: _envelope.schema.yaml}}]
unevaluatedProperties: false
x-kind: {{{about}}}
properties:
  kind: {{const: runbook}}
  state: {{enum: [open, shut], {field}}}
  time: {{type: object, properties: {{value: {{type: integer}}}}, {group}}}
"""


def _load(book: Callable[..., Any], about: str = "", field: str = "", group: str = "") -> Kinds:
    schema = RUNBOOK.format(about=about, field=field, group=group)
    return book({}, {"runbook.schema.yaml": schema}).kinds


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"field": "x-impact: {class: braking, why: So}"}, "impact"),
        ({"field": "x-impact: {class: breaking}"}, "impact"),
        ({"field": "x-impact: {class: breaking, why: So, when: renamed}"}, "impact"),
        ({"field": "x-impakt: {class: breaking, why: So}"}, "did you mean `x-impact`?"),
        ({"field": "x-impact: {class: breaking, why: So, to: [shutt]}"}, "x-impact for `shutt`, which enum does not allow"),
        ({"field": "x-dependence: both"}, "`state` has x-dependence and no x-ref"),
        ({"field": "x-watch: [owner]"}, "`state` has x-watch and no x-ref"),
        ({"field": "x-ref: system, x-watch: [ownr]"}, "an x-watch that names `ownr`, which system does not have; did you mean `owner`?"),
        ({"field": "x-ref: lifecycle.stage, x-watch: [sponsor]"}, "an x-watch that names `sponsor`, which lifecycle.stage does not have"),
        ({"field": "x-ref: system, x-dependence: none, x-watch: [owner]"}, "so it does not depend on what it names"),
        ({"field": "x-dependence: whole"}, "has `x-dependence: whole` and no x-part"),
        ({"group": "x-say: '{valu} days'"}, "an x-say that names `valu`, which does not stand in it; did you mean `value`?"),
        ({"about": "impact: {class: breaking, why: So, when: moved}"}, "impact"),
    ],
)  # fmt: skip
def test_what_a_schema_says_of_changes_names_what_there_is(book: Any, said: dict[str, str], message: str) -> None:
    with pytest.raises(SetupError, match="a schema is broken") as caught:
        _load(book, **said)
    assert message in caught.value.message


def test_a_schema_says_what_changes_mean(book: Any) -> None:
    kinds = _load(
        book,
        "impact: {class: breaking, why: Gone., when: removed}",
        "x-impact: [{class: breaking, why: Shut., to: [shut]}, {class: needs-action, why: Other., when: added}]",
        "x-say: '{value} days'",
    )
    runbook = kinds["runbook"]
    assert [(one.level, one.when, one.to) for one in runbook.by_name["state"].impacts] == [
        ("breaking", ("changed", "removed"), ("shut",)),
        ("needs-action", ("added",), ()),
    ]
    assert runbook.impacts[0].why == "Gone."
    assert runbook.by_name["time"].say == "{value} days"


def _fields() -> list[Field]:
    return [field for kind in load_kinds().values() for top in kind.fields for field in top.walk()]


def test_every_reason_is_a_sentence() -> None:
    reasons = {impact.why for field in _fields() for impact in field.impacts}
    reasons |= {impact.why for kind in load_kinds().values() for impact in kind.impacts}
    assert len(reasons) > 100
    assert not [why for why in reasons if not why.endswith(".") or not why[0].isupper()]


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("scoring-model.thresholds.score", "breaking"), ("scoring-model.rules.points", "breaking"),
        ("integration.field_mappings", "breaking"), ("object.fields.system_of_record", "breaking"),
        ("lifecycle.stages.id", "breaking"), ("lifecycle.stages.sla", "needs-action"), ("system.owner", "needs-action"),
        ("naming-convention.segments.values", "breaking"), ("policy.legal_bases", "breaking"),
    ],
)  # fmt: skip
def test_what_others_build_on_is_marked_so(path: str, level: str) -> None:
    kind, _, dotted = path.partition(".")
    field = load_kinds()[kind].field(dotted)
    assert field is not None
    assert {impact.level for impact in field.impacts} == {level}
