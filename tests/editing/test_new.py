"""`mopsbook new`: a file that its schema allows, in its place, in which nothing is wrong but what is honestly missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from renamed import TODAY, read, write

from mopsbook.checks.run import run_checks
from mopsbook.cli.new import command
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.foresee import foresee
from mopsbook.editing.key_order import order_keys
from mopsbook.editing.new_document import draft_document, prove_draft
from mopsbook.editing.new_place import find_first_line, find_place
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, find_layout
from terminals import mopsbook_command, run_on_terminal

# Without these a document of the kind is useless, and the command asks for them.
KNOWN: dict[str, dict[str, Any]] = {
    "integration": {"source": "okta", "target": "salesforce", "direction": "one-way"},
    "waiver": {
        "rule": "orphan",
        "entity": "system/okta",
        "reason": "Until the spring.",
        "owner": "web-manager",
        "until": "2027-01-01",
    },
}
# Nothing can refer to it yet, and nobody has said yet who watches it.
HONEST = {"incomplete", "orphan", "channel-unused", "integration-unwatched", "waiver-unused"}
RUNBOOK = """\
$schema: https://json-schema.org/draft/2020-12/schema
title: Runbook
description: What to do at night.
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {}
properties:
  kind: {const: runbook}
  system: {title: System, type: string, x-ref: system, x-link: mends, x-backlink: is mended by, x-expect: required, description: What breaks.}
  calls:
    title: Calls
    type: object
    additionalProperties: false
    description: Whom to call.
    x-expect: required
    properties:
      first: {title: First, type: string, x-expect: required, description: The one on duty.}
"""
DATED = "kind: system\nid: a\ntitle: A\n"


def test_a_draft_of_every_kind_lacks_only_what_is_honestly_missing() -> None:
    layout = find_layout(Path(__file__).parents[2])
    shelf = load_shelf(layout, load_kinds([layout.schemas]))
    files: dict[str, bytes] = {}
    for kind in shelf.kinds.shown:
        path = find_place(shelf, layout, kind, "quite-new")
        values = {"id": "quite-new", **KNOWN.get(kind.name, {})}
        text = draft_document(kind, values, TODAY, find_first_line(shelf, kind, path))
        prove_draft(shelf, kind, path, text)
        assert order_keys(text, shelf.kinds).text == text, f"{kind.name} is not in the order of mopsbook fmt"
        files[path] = text.encode()
    found = [finding for finding in run_checks(foresee(shelf, files), TODAY) if finding.path in files]
    assert {finding.rule for finding in found} <= HONEST, [each for each in found if each.rule not in HONEST]
    assert {finding.path for finding in found if finding.rule == "incomplete"} >= set(files) - {
        find_place(shelf, layout, shelf.kinds["waiver"], "quite-new")
    }


def test_a_kind_of_a_teams_own_is_drafted_from_its_schema(book: Callable[..., Shelf], layout: Layout) -> None:
    shelf = book({"systems/a.yaml": DATED}, {"runbook.schema.yaml": RUNBOOK})
    kind = shelf.kinds["runbook"]
    path = find_place(shelf, layout, kind, "night")
    assert path == "knowledge/runbooks/night.yaml"
    text = draft_document(kind, {"id": "night", "system": "a"}, TODAY)
    prove_draft(shelf, kind, path, text)
    assert text.startswith("kind: runbook\nid: night\ntitle: Night\n# What it is for")
    assert "last_reviewed: 2026-11-22\nsystem: a\n# Whom to call.\ncalls:\n  # The one on duty.\n  first:\n" in text


def test_it_goes_where_most_of_its_kind_lie_and_begins_as_they_do(book: Callable[..., Shelf], layout: Layout) -> None:
    line = "# yaml-language-server: $schema=../x.yaml\n"
    shelf = book({"stack/a.yml": line + DATED, "stack/b.yml": line + DATED, "systems/c.yaml": DATED})
    kind = shelf.kinds["system"]
    path = find_place(shelf, layout, kind, "new")
    assert path == "knowledge/stack/new.yml"
    assert draft_document(kind, {"id": "new"}, TODAY, find_first_line(shelf, kind, path)).startswith(
        line + "kind: system\n"
    )


def run(layout: Layout, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.chdir(layout.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    done = CliRunner().invoke(command, list(words), standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.output


def test_what_is_known_is_set_as_it_is_meant(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    write(layout, {"roles/head.yaml": "kind: role\nid: head\ntitle: Head\n"})
    settings = {
        "owner": "head",
        "title": "Name: of it",
        "tier": "2",
        "holds_personal_data": "true",
        "technical_owner": "head",
        "users": "head,",
        "contract.renewal_date": "2027-01-31",
        "contract.cost": "1200",
        "links": "[{url: https://x.org, title: X}]",
        "support_channel": "#ops",
    }
    options = [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
    assert run(layout, monkeypatch, "system", "new-one", *options).startswith("knowledge/systems/new-one.yaml is there")
    text = read(layout)["systems/new-one.yaml"].decode()
    for line in (
        'title: "Name: of it"', "owner: head", "tier: 2", "holds_personal_data: true", "users: [head]", "  cost: 1200",
        "  renewal_date: 2027-01-31", "  - url: https://x.org", 'support_channel: "#ops"', "last_reviewed: 2026-11-22",
        "status:",
    ):  # fmt: skip
        assert f"\n{line}\n" in text, line


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["sytem", "x"], "there is no kind `sytem`", "did you mean `system`?"),
        (["book", "x"], "a book has one file of the kind `book`", ""),
        (["system", "a"], "system `a` is there already, in knowledge/systems/a.yaml", ""),
        (["system", "nick"], "`nick` is another name of system `b`", ""),
        (["system", "taken"], "there is a file knowledge/systems/taken.yaml already", ""),
        (["system", "Not Good"], "`Not Good` can be no id", "did you mean `not-good`?"),
        (["system", "x", "--set", "owner"], "`owner` sets nothing", "--set FIELD=VALUE"),
        (["system", "x", "--set", "onwer=a"], "`onwer` is no field of a system", "did you mean `owner`?"),
        (["system", "x", "--set", "id=y"], "`id` is no field of a system that can be set", ""),
        (["system", "x", "--set", "owner=headd"], "no role or team is called `headd`", "did you mean `head`?"),
        (["system", "x", "--set", "status=actve"], "`actve` is no value of `status`", "did you mean `active`?"),
        (["system", "x", "--set", "tier=high"], "`tier` must be", ""),
        (["system", "x", "--set", "tags=[a"], "`tags` cannot be read", ""),
        (["integration", "x", "--set", "source=a"], "an integration cannot be without `target` and `direction`", "--set target="),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str, hint: str
) -> None:
    files = {"systems/a.yaml": DATED, "systems/b.yaml": "kind: system\nid: b\ntitle: B\naliases: [Nick]\n"}
    write(layout, {**files, "systems/taken.yaml": "kind: role\nid: head\ntitle: Head\n"})
    before = read(layout)
    with pytest.raises(SetupError) as error:
        run(layout, monkeypatch, *words)
    assert message in error.value.message
    assert hint in error.value.message + error.value.hint
    assert read(layout) == before


def answer(layout: Layout, kind: str, id: str, answers: list[str]) -> str:
    """Run the command on a terminal and type the answers; return what it shows."""
    command = mopsbook_command("new", kind, id)
    when = {"SOURCE_DATE_EPOCH": "1795305600"}
    code, shown = run_on_terminal(command, layout.knowledge, environment=when, answers=answers)
    assert code == 0, shown
    return shown


def test_on_a_terminal_it_asks_again_until_the_answer_fits_and_enter_leaves_a_field(layout: Layout) -> None:
    write(layout, {"roles/head.yaml": "kind: role\nid: head\ntitle: Head\n"})
    answers = ["", "Calls for help.", "haed", "head", "activ", "active", "", "", "", "", ""]
    shown = answer(layout, "system", "pager", answers)
    assert "no role or team is called `haed`; did you mean `head`?" in shown
    assert "`activ` is no value of `status`; did you mean `active`?" in shown
    assert "systems/pager.yaml is there" in shown
    text = read(layout)["systems/pager.yaml"].decode()
    assert "title: Pager\npurpose: Calls for help.\nowner: head\nstatus: active\n" in text
    assert "\ncategory:\n" in text


def test_on_a_terminal_what_a_document_cannot_be_without_is_not_left_out(layout: Layout) -> None:
    write(layout, {f"systems/{id}.yaml": DATED.replace("id: a", f"id: {id}") for id in "ab"})
    shown = answer(layout, "integration", "sync", ["", "", "", "", "", "a", "b", "one-way", *[""] * 9])
    assert "cannot be without it; type it as in ..." in shown
    assert "\nsource: a\n" in read(layout)["integrations/sync.yaml"].decode()


def test_a_list_that_a_document_cannot_be_without_begins_with_an_item(layout: Layout) -> None:
    """Nobody types groups of keys at a prompt: the file shows how one is written."""
    answer(layout, "naming-convention", "tag", [""] * 9)
    assert "\nsegments:\n  - id: first\n    title: First\n    type: " in read(layout)["naming/tag.yaml"].decode()


def test_on_a_terminal_titles_are_understood_and_whoever_leaves_keeps_what_was_said(layout: Layout) -> None:
    """A role is named as people call it; Ctrl+D is enough for today, and nothing that was typed is lost."""
    write(layout, {"roles/head-of-ops.yaml": "kind: role\nid: head-of-ops\ntitle: Head of Operations\n"})
    shown = answer(layout, "system", "pager", ["Pager", "Calls for help.", "head of operations", "\x04"])
    assert "systems/pager.yaml is there" in shown
    text = read(layout)["systems/pager.yaml"].decode()
    assert "title: Pager\npurpose: Calls for help.\nowner: head-of-ops\n" in text and "\nstatus:\n" in text


def test_every_allowed_value_stands_beside_an_empty_field(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows from other fields is asked for as well: who begins has not written those either."""
    run(layout, monkeypatch, "system", "x")
    text = read(layout)["systems/x.yaml"].decode()
    values = load_kinds()["system"].by_name["category"].values
    assert all(f"`{value}`" in text for value in values)
    assert "Or fill in `criticality`" in " ".join(text.replace("#", " ").split()) and "\ntier:\n" in text
