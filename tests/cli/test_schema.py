"""`mopsbook schema`: what it prints, what it writes, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest
from click.testing import CliRunner, Result

from mopsbook.cli.schema import command
from mopsbook.editors.schema import MARK
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds

RUNBOOK = """\
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {}
properties:
  kind: {const: runbook}
  system: {title: System, type: string, description: The system that breaks., x-ref: system}
"""
BOOK = {
    "mkdocs.yml": "site_name: Test\ndocs_dir: knowledge\n",
    "knowledge/book.yaml": "kind: book\ntitle: Our book\n",
    "knowledge/systems/hubspot.yaml": "kind: system\nid: hubspot\ntitle: HubSpot\n",
    "knowledge/systems/2024.yaml": 'kind: system\nid: "2024"\ntitle: The old one\n',
    "schemas/runbook.schema.yaml": RUNBOOK,
}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """A function that writes a book, goes there, and returns its folder."""

    def make(more: dict[str, str] | None = None) -> Path:
        for name, text in {**BOOK, **(more or {})}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return make


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, standalone_mode=False, catch_exceptions=False)


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_schema_is_printed_whole(book: Callable[..., Path]) -> None:
    """What is printed is JSON, refers to no other file, and takes what the kind takes."""
    book()
    printed = run("runbook").output
    validator = jsonschema_rs.Draft202012Validator(json.loads(printed))
    assert ".yaml" not in printed
    assert validator.is_valid({"kind": "runbook", "id": "a", "title": "A", "system": "hubspot"})
    assert not validator.is_valid({"kind": "runbook", "id": "a", "title": "A", "sytem": "hubspot"})


def test_our_kinds_need_no_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of a book there are the kinds that come with mopsbook."""
    monkeypatch.chdir(tmp_path)
    assert json.loads(run("system").output)["title"] == "System"
    assert len(run().output.splitlines()) == len(load_kinds())


def test_a_book_whose_folders_cannot_be_told_is_not_taken_for_none(book: Callable[..., Path]) -> None:
    """The team's own kinds would be missing from the list, and nobody would know why."""
    book({"mkdocs.yml": "site_name: Test\n", "docs/index.md": ""})
    with pytest.raises(SetupError, match="does not say `docs_dir`"):
        run()


def test_all_kinds_are_listed_with_what_they_are(book: Callable[..., Path]) -> None:
    """Without a kind: one line for each, the team's own among them."""
    book()
    lines = run().output.splitlines()
    assert "system             A tool, application or platform of the stack." in lines
    assert "runbook" in lines


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["sytem"], "there is no kind `sytem`", "did you mean `system`?"),
        (["zzz"], "there is no kind `zzz`", "Kinds are "),
        (["system", "--into", "x"], "`system` is one kind", "Leave out the kind"),
        (["--vscode", "--into", ".."], "lies outside", "the folder that it opens"),
    ],
)
def test_what_cannot_be_done_is_a_wrong_setup(
    book: Callable[..., Path], arguments: list[str], message: str, hint: str
) -> None:
    """Exit 2 with what is wrong and a way out."""
    folder = book()
    with pytest.raises(SetupError) as caught:
        run(*arguments)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert not (folder / ".vscode").exists()


def test_schemas_are_written_with_the_names_of_the_book(book: Callable[..., Path]) -> None:
    """A reference is offered what the book has; a name that YAML would read as a number comes in quotes."""
    folder = book()
    assert run("--into", "editor").output == f"{len(load_kinds()) + 1} schemas in editor\n"
    system = read(folder / "editor" / "runbook.schema.json")["properties"]["system"]
    assert system["defaultSnippets"] == [
        {"label": "2024", "description": "The old one (System)", "body": '"2024"'},
        {"label": "hubspot", "description": "HubSpot (System)", "body": "hubspot"},
    ]
    assert "enum" not in system


def test_only_files_that_we_made_are_touched(book: Callable[..., Path]) -> None:
    """The schema of a kind that is gone goes; what somebody else put there stays, and is never written over."""
    folder = book()
    run("--into", "editor")
    (folder / "schemas" / "runbook.schema.yaml").unlink()
    (folder / "editor" / "mine.schema.json").write_text("{}", encoding="utf-8")
    run("--into", "editor")
    assert not (folder / "editor" / "runbook.schema.json").exists()
    assert (folder / "editor" / "mine.schema.json").exists()
    (folder / "editor" / "team.schema.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SetupError, match="was not made by mopsbook"):
        run("--into", "editor")
    assert MARK in (folder / "editor" / "system.schema.json").read_text(encoding="utf-8")


def test_vscode_gets_its_settings_beside_those_that_are_there(book: Callable[..., Path]) -> None:
    """Every kind is mapped to its folder, other settings stay, and a second run changes nothing."""
    other = (
        '{"editor.rulers": [100], "yaml.schemas": {"x.json": ["y.yaml"], ".mopsbook/schemas/gone.schema.json": ["z"]}}'
    )
    folder = book({".vscode/settings.json": other, ".vscode/extensions.json": '{"recommendations": ["a.b"]}'})
    assert run("--vscode").output.splitlines()[1:] == [
        "written: .vscode/settings.json",
        "written: .vscode/extensions.json",
    ]
    settings = read(folder / ".vscode" / "settings.json")
    schemas = settings["yaml.schemas"]
    assert (settings["editor.rulers"], schemas.pop("x.json")) == ([100], ["y.yaml"])
    assert schemas.keys() == {f".mopsbook/schemas/{kind}.schema.json" for kind in (*load_kinds(), "runbook")}
    assert schemas[".mopsbook/schemas/runbook.schema.json"] == [
        "knowledge/runbooks/**/*.yaml",
        "knowledge/runbooks/**/*.yml",
    ]
    assert schemas[".mopsbook/schemas/book.schema.json"] == ["knowledge/book.yaml"]
    assert read(folder / ".vscode" / "extensions.json") == {"recommendations": ["a.b", "redhat.vscode-yaml"]}
    assert len(run("--vscode").output.splitlines()) == 1


@pytest.mark.parametrize("text", ['{\n  // ours\n  "a": 1\n}\n', '["a"]', '{"yaml.schemas": "x.json"}'])
def test_settings_that_cannot_be_kept_as_they_are_are_left_alone(book: Callable[..., Path], text: str) -> None:
    """VS Code allows comments there; writing the file would lose them, so we say what to write by hand."""
    folder = book({".vscode/settings.json": text})
    with pytest.raises(SetupError) as caught:
        run("--vscode")
    assert ".mopsbook/schemas/runbook.schema.json" in caught.value.hint
    assert (folder / ".vscode" / "settings.json").read_text(encoding="utf-8") == text


def test_documents_outside_of_their_folder_are_mapped_where_they_lie(book: Callable[..., Path]) -> None:
    """A folder of one kind as a whole, others file by file; what lies in the folder of another kind is named."""
    role = "kind: role\nid: {0}\ntitle: {0}\n"
    folder = book(
        {
            "knowledge/people/a.yaml": role.format("a"),
            "knowledge/mixed/b.yaml": role.format("b"),
            "knowledge/mixed/c.yaml": "kind: team\nid: c\ntitle: C\n",
            "knowledge/systems/d.yaml": role.format("d"),
        }
    )
    done = run("--vscode")
    schemas = read(folder / ".vscode" / "settings.json")["yaml.schemas"]
    assert schemas[".mopsbook/schemas/role.schema.json"][2:] == [
        "knowledge/mixed/b.yaml",
        "knowledge/people/*.yaml",
        "knowledge/people/*.yml",
    ]
    assert schemas[".mopsbook/schemas/team.schema.json"][2:] == ["knowledge/mixed/c.yaml"]
    assert "knowledge/systems/d.yaml lies in the folder of another kind" in done.output
