"""A fault in a schema stops the run and is named with its file, its line and column, and the nearest word."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.load import find_builtin, load_kinds
from mopsbook.kinds.loose_ends import OUR_TEMPLATES

Book = Callable[..., Shelf]
SCHEMA = """\
$schema: https://json-schema.org/draft/2020-12/schema
title: Runbook
description: What to do when something breaks.
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {label: Runbook, plural: Runbooks, folder: runbooks, icon: material/book, hue: 1, section: Processes}
properties:
  kind: {const: runbook}
  system:
    title: System
    type: string
    x-ref: system
    x-expect: required
required: [system]
"""


@pytest.mark.parametrize(
    ("good", "bad", "place", "says"),
    [
        ("x-ref: system", "x-reff: system", "12:5", "`x-reff` is no word of our schemas; did you mean `x-ref`?"),
        ("required: [system]", "requried: [system]", "14:1", "`requried` is no word of our schemas; did you mean `required`?"),
        ("    type: string", "    tpye: string", "11:5", "`tpye` is no word of our schemas; did you mean `type`?"),
        ("x-ref: system", "x-ref: sytem", "12:12", "x-ref names the kind `sytem`, which no schema describes; did you mean `system`?"),
        ("x-ref: system", "x-ref: [role, sytem]", "12:19", "did you mean `system`?"),
        ("x-ref: system", "x-ref: lifecycle.stge", "12:12", "the part `stge`, which a lifecycle does not have; did you mean `stage`?"),
        ("x-ref: system", "x-ref: team.member", "12:12", "the part `member`, which a team does not have"),
        ("const: runbook", "const: runbok", "8:17", "properties.kind.const must be `runbook`, as the file is called"),
        ("  kind: {const: runbook}", "  knd: {const: runbook}", "8:3", "properties.kind.const must be `runbook`"),
        ("x-expect: required", "x-expect: needed", "13:15", "cannot be `needed`; allowed are `required`, `recommended` and `optional`"),
        ("type: string", "type: text", "11:11", "properties.system.type cannot be `text`; allowed are `array`"),
        ("type: string", "type: sting", "11:11", "properties.system.type cannot be `sting`; did you mean `string`?"),
        ("x-ref: system", "x-place: fact", "12:14", "cannot be `fact`; did you mean `facts`?"),
        ("type: string", "enum: []", "11:11", "properties.system.enum: [] has less than 1 item"),
        ("type: string", "$ref: system.schema.yaml#/properties/tier", "11:11", "$ref leads into the kind `system`; what kinds share lies in a file that begins with an underscore"),
        ("type: string", "$ref: runbook.schema.yaml#/properties/kind", "11:11", "write `#/properties/kind`"),
        ("type: string", "$ref: https://example.org/a.json", "11:11", "$ref names the file `https://example.org/a.json`, which is not there"),
        ("type: string", "$dynamicRef: '#meta'", "11:5", "`$dynamicRef` cannot be used so in our schemas; leave it out"),
        ("type: string", "$id: https://example.org/a", "11:5", "`$id` cannot be used so"),
        ("2020-12", "2019-09", "1:1", "`$schema` cannot be used so in our schemas; write `https://json-schema.org/draft/2020-12/schema`"),
        ("type: string", "type: integer", "9:3", "`system` has x-ref and holds no text"),
        ("type: string", "type: array", "9:3", "`system` has x-ref and holds no text"),
        ("x-ref: system", "x-part: task", "9:3", "`system` has x-part and is no list of groups"),
        ("type: string", "type: [integer, boolean]", "9:3", "`system` has x-ref"),
        ("x-ref: system", "x-labels: {a: A}", "9:3", "`system` has x-labels for `a`, which enum does not allow"),
        ("x-expect: required", "x-expect: required\n    x-expect-when: {stauts: active}", "9:3", "`system` has x-expect-when for `stauts`, which does not stand beside it; did you mean `status`?"),
        ("x-expect: required", "x-weight: 5", "9:3", "`system` has x-weight and is not asked for; write `x-expect` as well"),
        ("x-expect: required", "x-expect: required\n    x-weight: 0", "14:15", "0 is less than the minimum of 1"),
        ("required: [system]", "  notes: {type: integer, x-prose: block}\nrequired: [system]", "14:3", "`notes` has x-prose and holds no text"),
        ("required: [system]", "required: [sytem]", "14:1", "`sytem` is required, and there is no such field; did you mean `system`?"),
        ("hue: 1,", "hue: 1, many: system,", "6:91", "`system` is a field, so no list of documents can stand under this key"),
        ("plural:", "plurals:", "6:26", "`plurals` is no word of `x-kind`; did you mean `plural`?"),
        ("hue: 1,", "hue: 400,", "6:88", "400 is greater than the maximum"),
        ("x-kind: {", "x-kin: {", "6:1", "did you mean `x-kind`?"),
        ("_envelope.schema.yaml}", "_envelop.schema.yaml}", "4:16", "did you mean `_envelope.schema.yaml`?"),
        ("type: string", "$ref: _envelope.schema.yaml#/$defs/dat", "11:11", "leads to `dat`, which _envelope.schema.yaml does not have; did you mean `date`?"),
        ("type: string", '$ref: "#/properties/system"', "11:11", "leads round in a circle"),
        ("type: string", 'pattern: "(a"', "11:14", "regular expression"),
        ("folder: runbooks", "folder: systems", "6:52", "the folder `systems` belongs to the kind `system`"),
        ("title: Runbook", "title: Runbook: what to do", "2:15", "colon"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place_and_the_nearest_word(
    book: Book, good: str, bad: str, place: str, says: str
) -> None:
    with pytest.raises(SetupError) as caught:
        book({}, {"runbook.schema.yaml": SCHEMA.replace(good, bad, 1)})
    lines = caught.value.message.splitlines()
    assert lines[0] == "a schema is broken:"
    assert any(f"/runbook.schema.yaml:{place}: " in line and says in line for line in lines[1:]), lines


def test_every_fault_of_every_schema_is_listed(book: Book) -> None:
    with pytest.raises(SetupError) as caught:
        book(
            {},
            {
                "runbook.schema.yaml": SCHEMA.replace("x-ref:", "x-reff:"),
                "other.schema.yaml": SCHEMA.replace("title", "tilte"),
            },
        )
    assert caught.value.message.count("runbook.schema.yaml:") == 1
    assert caught.value.message.count("other.schema.yaml:") == 2


@pytest.mark.parametrize("said", ["columns: [sytem]", "sort_by: -sytem"])
def test_a_column_that_is_no_field_is_a_fault(book: Book, said: str) -> None:
    with pytest.raises(SetupError) as caught:
        book({}, {"runbook.schema.yaml": SCHEMA.replace("hue: 1,", f"hue: 1, {said},")})
    message = caught.value.message
    assert (
        "runbook.schema.yaml:6:91: x-kind names the field `sytem`, which there is not; did you mean `system`?"
        in message
    )


def test_a_schema_without_a_kind_is_not_skipped_in_silence(book: Book) -> None:
    without = "\n".join(line for line in SCHEMA.splitlines() if not line.startswith("x-kind"))
    with pytest.raises(SetupError, match="`x-kind` is missing"):
        book({}, {"runbook.schema.yaml": without})


@pytest.mark.parametrize("name", ["runbook.yaml", "runbook.schema.yml"])
def test_a_file_that_only_looks_like_a_schema_is_not_skipped_in_silence(book: Book, name: str) -> None:
    with pytest.raises(SetupError, match=name):
        book({}, {name: SCHEMA})


def test_a_schema_that_holds_itself_is_a_fault(book: Book) -> None:
    endless = SCHEMA.replace(
        "    type: string\n", "    type: object\n    properties: {inner: {$ref: '#/properties/system'}}\n"
    )
    with pytest.raises(SetupError, match="leads back to itself"):
        book({}, {"runbook.schema.yaml": endless})


@pytest.mark.parametrize("name", ["properties", "x-reff", "requried"])
def test_a_field_may_have_any_name(book: Book, name: str) -> None:
    schema = SCHEMA.replace("  system:\n", f"  {name}:\n").replace("required: [system]", f"required: [{name}]")
    assert name in book({}, {"runbook.schema.yaml": schema}).kinds["runbook"].by_name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Run Book", "rename the file to `run-book.schema.yaml`"),
        ("run_book", "rename the file to `run-book.schema.yaml`"),
        ("3d-assets", "begins with a letter, and joins words by single hyphens"),
        ("any", "which in references means every kind"),
        ("r" * 64, "rename the file to"),
        ("_Our Words", "rename the file to `_our-words.schema.yaml`"),
    ],
)
def test_the_name_of_a_kind_comes_from_its_file_and_is_a_word(book: Book, name: str, says: str) -> None:
    with pytest.raises(SetupError) as caught:
        book({}, {f"{name}.schema.yaml": SCHEMA})
    assert says in caught.value.message


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("runbook.yml", SCHEMA, "this reads like a schema, and the name of one ends in `.schema.yaml`; rename it to `runbook.schema.yaml`"),
        ("runbook.json", '{"properties": {}}', "rename it to `runbook.schema.yaml`"),
        ("runbook.schema.json", "{}", "the name of a schema ends in `.schema.yaml`, so this file is not one"),
        ("Runbook.Schema.YAML", SCHEMA, "the name of a schema ends in `.schema.yaml`"),
        ("ours/runbook.schema.yaml", SCHEMA, "schemas in folders below are not read; move `ours/runbook.schema.yaml` up"),
        ("ours.schema.yaml/x", "", "this is a folder, and has the name of a schema"),
    ],
)  # fmt: skip
def test_what_is_meant_as_a_schema_and_would_change_nothing_is_a_fault_with_a_way_out(
    book: Book, name: str, content: str, says: str
) -> None:
    with pytest.raises(SetupError) as caught:
        book({}, {name: content})
    assert says in caught.value.message


def test_other_files_may_lie_beside_the_schemas(book: Book) -> None:
    beside = {
        "README.md": "# Our kinds\n\nproperties: none\n",
        "notes.yaml": "todo:\n  - properties are missing\n",
        "people.json": '[{"name": "properties"}]',
        "runbook.html.jinja": "x",
        "list.csv": "properties:\n",
        ".git/x.schema.yaml": SCHEMA,
        "._runbook.schema.yaml": "\0",
        ".#runbook.schema.yaml": "",
        "docs/index.md": "# Hello",
    }
    assert "runbook" in book({}, {"runbook.schema.yaml": SCHEMA, **beside}).kinds


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes on this system")
def test_what_cannot_be_read_among_the_schemas_is_a_fault_and_is_not_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    for make in (
        lambda: folder.write_text("x-kind: {}\n"),
        lambda: folder.symlink_to("schemas"),
        lambda: (folder.mkdir(), os.mkfifo(folder / "a.schema.yaml")),
        lambda: (folder.mkdir(), os.mkfifo(folder / "a.yaml"), (folder / "b.schema.yaml").symlink_to("b.schema.yaml")),
    ):
        make()
        with pytest.raises(SetupError, match=r"cannot be read|could be read"):
            load_kinds([folder])
        if folder.is_dir():
            shutil.rmtree(folder)
        else:
            folder.unlink()


def test_whoever_writes_a_schema_of_ours_is_told_of_a_fault_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a book elsewhere our schemas are trusted; where their folder is the one of the book, every word of them is looked at."""
    shutil.copytree(find_builtin(), tmp_path / "schemas")
    ours = tmp_path / "schemas" / "team.schema.yaml"
    ours.write_text(
        ours.read_text(encoding="utf-8").replace("x-expect: required", "x-expect: needed", 1), encoding="utf-8"
    )
    monkeypatch.setattr("mopsbook.kinds.load.find_builtin", lambda: tmp_path / "schemas")
    with pytest.raises(SetupError) as told:
        load_kinds([tmp_path / "schemas"])
    assert "team.schema.yaml" in str(told.value)
    assert "cannot be `needed`" in str(told.value)
    ours.write_text(ours.read_text(encoding="utf-8").replace("x-ref: role", "x-ref: rule", 1), encoding="utf-8")
    ours.write_text(
        ours.read_text(encoding="utf-8").replace("x-expect: needed", "x-expect: required", 1), encoding="utf-8"
    )
    with pytest.raises(SetupError, match="the kind `rule`"):
        load_kinds([tmp_path / "schemas"])


def test_a_kind_cannot_be_called_as_a_page_of_every_book(book: Book) -> None:
    """Its template would be that of the page, or the page would look like the kind; all names of our templates are known."""
    ours = {
        path.name.removesuffix(".html.jinja")
        for path in Path(str(files("mopsbook.pages") / "templates")).glob("*.jinja")
    }
    assert ours == OUR_TEMPLATES
    year = SCHEMA.replace("kind: {const: runbook}", "kind: {const: year}")
    with pytest.raises(SetupError, match="`year` is the name of a page that every book has"):
        book({}, {"year.schema.yaml": year})
