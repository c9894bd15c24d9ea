"""A team adds a kind of its own with one file and no Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from mopsbook.catalog.make import make_catalog
from mopsbook.checks.run import run_checks
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Kind
from mopsbook.kinds.load import find_builtin

Book = Callable[..., Shelf]
TODAY = date(2026, 11, 22)
RUNBOOK = """\
$schema: https://json-schema.org/draft/2020-12/schema
title: Runbook
description: What to do when something breaks.
allOf: [{$ref: _envelope.schema.yaml}, {$ref: _ours.schema.yaml}]
unevaluatedProperties: false
x-kind: {label: Runbook, plural: Runbooks, folder: runbooks, icon: material/book, hue: 1, section: Processes, many: runbooks, orphan: true}
properties:
  kind: {const: runbook}
  system:
    title: System
    type: string
    description: The system that breaks.
    x-ref: system
    x-link: repairs
    x-backlink: is repaired by
    x-expect: required
  severity: {title: Severity, enum: [sev1, sev2], x-labels: {sev1: Everything stops, sev2: Something stops}, x-expect: recommended}
  tasks:
    title: Tasks
    type: array
    x-part: task
    items:
      type: object
      required: [id]
      additionalProperties: false
      properties:
        id: {$ref: _envelope.schema.yaml#/$defs/slug, title: Id}
        role: {title: Role, type: string, x-ref: role, x-link: done by, x-backlink: does}
        after: {title: After, type: string, x-ref: runbook.task}
"""
OURS = """\
$schema: https://json-schema.org/draft/2020-12/schema
title: Ours
properties:
  cost_centre: {title: Cost centre, type: string, pattern: "^[0-9]{4}$", x-form: four digits}
"""
SCHEMAS = {"runbook.schema.yaml": RUNBOOK, "_ours.schema.yaml": OURS}
FILES = {
    "systems/marketo.yaml": "kind: system\nid: marketo\ntitle: Marketo\n",
    "roles/admin.yaml": "kind: role\nid: admin\ntitle: Admin\n",
    "runbooks/bounces.yaml": "kind: runbook\nid: bounces\ntitle: Bounces rise\nsystem: marketo\ncost_centre: '1234'\n"
    "tasks:\n  - {id: stop, role: admin}\n  - {id: clean, role: admin, after: stop}\n",
}


def test_its_documents_are_validated_with_its_own_and_with_shared_fields(book: Book) -> None:
    wrong = FILES | {
        "runbooks/bad.yaml": "kind: runbook\nid: bad\ntitle: Bad\nsevrity: sev1\nseverity: Everything stops\ncost_centre: 12\nsystem: marketto\n"
    }
    findings = run_checks(book(wrong, SCHEMAS), TODAY)
    assert [(f.line, f.rule, f.message, f.hint) for f in findings if f.id == "bad" and f.severity == "error"] == [
        (4, "schema-violation", "`sevrity` is no field of a runbook", "Known are " + KNOWN),
        (5, "schema-violation", "`Everything stops` is no value of `severity`", "did you mean `sev1`? Allowed are `sev1` and `sev2`."),
        (6, "schema-violation", "`cost_centre` must be text, not `12`", 'Put it in quotes: "12".'),
        (7, "broken-reference", "no system is called `marketto`", "did you mean `marketo`?"),
    ]  # fmt: skip


KNOWN = (
    "`kind`, `id`, `title`, `purpose`, `owner`, `status`, `last_reviewed`, `review_every`, `reviewed_by`, `description`, `tags`,"
    " `aliases`, `replaced_by`, `links`, `evidence`, `does_not_apply`, `unknown`, `cost_centre`, `system`, `severity` and `tasks`."
)


def test_its_references_make_links_in_both_directions(book: Book) -> None:
    shelf = book(FILES, SCHEMAS)
    findings = run_checks(shelf, TODAY)
    catalog = make_catalog(shelf, findings, TODAY)
    runbook, system, role = (
        catalog.get(*key) for key in (("runbook", "bounces"), ("system", "marketo"), ("role", "admin"))
    )
    assert runbook and system and role
    assert [(link.source, link.back) for link in catalog.links_to(system)] == [
        (("runbook", "bounces"), "is repaired by")
    ]
    assert [(link.back, link.part) for link in catalog.links_to(role, "runbook")] == [
        ("does", "stop"),
        ("does", "clean"),
    ]
    assert not [finding for finding in findings if finding.rule in ("broken-reference", "orphan", "schema-violation")]


def test_what_it_expects_counts_for_completeness_and_orphans_are_found(book: Book) -> None:
    files = {"runbooks/x.yaml": "kind: runbook\nid: x\ntitle: X\n"}
    found = {f.rule: f.sentence for f in run_checks(book(files, SCHEMAS), TODAY)}
    assert "`system`" in found["incomplete"]
    assert found["orphan"].startswith("runbook `x`: ")


def test_its_files_may_hold_many(book: Book) -> None:
    many = "kind: runbook\nowner: admin\nrunbooks:\n  - {id: a, title: A, system: marketo}\n  - {id: b, title: B, system: marketo}\n"
    shelf = book(FILES | {"runbooks/many.yaml": many}, SCHEMAS)
    assert [document.id for document in shelf.of_kind("runbook")] == ["bounces", "a", "b"]


def test_a_schema_of_the_team_replaces_the_built_in_one_of_its_name(book: Book) -> None:
    term = RUNBOOK.replace("runbook", "term").replace("Runbook", "Word").replace(", {$ref: _ours.schema.yaml}", "")
    assert book({}, {"term.schema.yaml": term}).kinds["term"].label == "Word"


FIVE_LINES = """\
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {}
properties:
  kind: {const: field-policy}
"""


def test_a_first_kind_is_five_lines(book: Book) -> None:
    files = {"x/a.yaml": "kind: field-policy\nid: a\ntitle: A\n"}
    shelf = book(files, {"field-policy.schema.yaml": FIVE_LINES})
    kind = shelf.kinds["field-policy"]
    assert (kind.label, kind.plural, kind.folder) == ("Field policy", "Field policies", "field-policies")
    assert (kind.section, kind.icon) == ("Field policies", "material/file-document-outline")
    assert kind.hue == load_kinds_again(book).hue
    findings = run_checks(shelf, TODAY)
    assert {finding.rule for finding in findings} == {"incomplete"}
    assert findings[0].subject == "field policy `a`"


def load_kinds_again(book: Book) -> Kind:
    return book({}, {"field-policy.schema.yaml": FIVE_LINES.replace("{}", "")}).kinds["field-policy"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("title: Boxes of tools\nx-kind: {label: Toolbox}", ("Toolbox", "Toolboxes", "toolboxes", "Toolboxes")),
        ("title: Weekly digest\nx-kind: {section: News}", ("Weekly digest", "Weekly digests", "toolboxes", "News")),
        ("x-kind: {plural: Cases, folder: drawers}", ("Toolbox", "Cases", "drawers", "Cases")),
    ],
)
def test_each_word_of_a_kind_follows_from_the_others_where_it_is_left_out(
    book: Book, words: str, wanted: tuple[str, ...]
) -> None:
    schema = FIVE_LINES.replace("field-policy", "toolbox").replace("x-kind: {}", words)
    kind = book({}, {"toolbox.schema.yaml": schema}).kinds["toolbox"]
    assert (kind.label, kind.plural, kind.folder, kind.section) == wanted


def test_every_word_that_is_wrong_or_missing_is_said_at_once(book: Book) -> None:
    schema = FIVE_LINES.replace("{}", "{lable: A, hue: blue, icn: b}").replace(
        "  kind: {const: field-policy}", "  x: {}"
    )
    with pytest.raises(SetupError) as caught:
        book({}, {"field-policy.schema.yaml": schema})
    assert [line.partition(".schema.yaml:")[2].partition(" ")[0] for line in caught.value.message.splitlines()[1:]] == [
        "3:10:",
        "3:25:",
        "3:31:",
    ]


@pytest.mark.parametrize(
    ("name", "schema", "says"),
    [
        (
            "lifecycle",
            FIVE_LINES.replace("field-policy", "lifecycle") + "  stages: {type: string}\n",
            "6:3: `stages` must be of the type array",
        ),
        (
            "process",
            FIVE_LINES.replace("field-policy", "process")
            + "  steps: {type: array, items: {type: object, properties: {id: {}}}}\n",
            "6:3: `steps.id` must be of the type string",
        ),
        (
            "value-list",
            FIVE_LINES.replace("field-policy", "value-list") + "  values: {type: array, items: {type: string}}\n",
            "6:3: the items of `values` must be of the type object",
        ),
        ("field-policy", FIVE_LINES + "  aliases: {type: string}\n", "6:3: `aliases` must be of the type array"),
        ("field-policy", FIVE_LINES + "  id: {pattern: .}\n", "6:3: `id` must keep its pattern"),
        (
            "field-policy",
            FIVE_LINES.replace("allOf: [{$ref: _envelope.schema.yaml}]\n", ""),
            "1:1: every kind needs `id` and `title`; write `allOf: [{$ref: _envelope.schema.yaml}]`",
        ),
    ],
)
def test_fields_that_rules_and_pages_rely_on_keep_their_types(book: Book, name: str, schema: str, says: str) -> None:
    with pytest.raises(SetupError) as caught:
        book({}, {f"{name}.schema.yaml": schema})
    assert f"{name}.schema.yaml:{says}" in caught.value.message


def test_a_team_may_ask_for_more_and_leave_fields_of_ours_out(book: Book) -> None:
    schema = FIVE_LINES.replace("field-policy", "lifecycle") + "  owner: {x-expect: optional}\n  tags: {minItems: 1}\n"
    files = {"l.yaml": "kind: lifecycle\nid: l\ntitle: L\ntags: []\n"}
    found = run_checks(book(files, {"lifecycle.schema.yaml": schema}), TODAY)
    assert "schema-violation" in {finding.rule for finding in found}


def test_a_changed_copy_of_the_shared_fields_counts_for_every_kind(book: Book) -> None:
    envelope = (find_builtin() / "_envelope.schema.yaml").read_text("utf-8")
    more = envelope.replace("properties:\n", "properties:\n  region: {title: Region, type: string}\n", 1)
    assert "region" in book({}, {"_envelope.schema.yaml": more}).kinds["system"].by_name
    bent = re.sub(r"(    title: Also known as\n(?:    x-.*\n)*    type: )array\n", r"\1string\n", envelope)
    with pytest.raises(SetupError, match=r"_envelope.schema.yaml:[0-9]+:3: `aliases` must be of the type array"):
        book({}, {"_envelope.schema.yaml": bent})
