"""What somebody sees who edits the book: the real yaml-language-server, with our schemas and the settings we write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from language_server import LanguageServer

from mopsbook.editors.snippet import make_snippets
from mopsbook.kinds.load import load_kinds

# One server for all of them, whatever the number of processes.
pytestmark = pytest.mark.xdist_group("language server")

KINDS = load_kinds()
SHOWN = {kind.name: kind for kind in KINDS.shown}
FIRST_LINE = re.compile(r"\A# yaml-language-server: .*\n")


@pytest.fixture
def system(repository: Path) -> Path:
    """Where a new system would be written."""
    return repository / "knowledge" / "systems" / "new.yaml"


def read_documents(folder: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sorted((folder / "knowledge").rglob("*.yaml"))}


def test_no_document_of_the_reference_book_is_blamed(server: LanguageServer, repository: Path) -> None:
    """Every document is right in the eyes of the editor, by the schema of its first line or of the settings."""
    said = server.diagnose(read_documents(repository))
    assert len(said) > 200
    assert {path: lines for path, lines in said.items() if lines} == {}


def test_no_document_is_blamed_by_the_schemas_that_we_write(server: LanguageServer, repository: Path) -> None:
    """Without first lines, as in a team's own repository, the settings lead every document to a schema that it meets."""
    documents = {
        path.with_name(f"plain-{path.name}") if path.name != "book.yaml" else path.parent / "plain" / path.name: text
        for path, text in read_documents(repository).items()
    }
    said = server.diagnose({path: FIRST_LINE.sub("", text) for path, text in documents.items()})
    assert {path: lines for path, lines in said.items() if lines} == {}


def test_the_server_takes_every_schema_and_applies_it(server: LanguageServer, repository: Path) -> None:
    """A document without its title is blamed for just that, by our schemas as by those they were made of."""
    first = "# yaml-language-server: $schema=../../schemas/{kind}.schema.yaml\n"
    texts: dict[Path, str] = {}
    wanted: dict[Path, list[str]] = {}
    for kind in SHOWN:
        missing = {"title", *KINDS[kind].schema.get("required", ())} - {"kind", "id"}
        for number, head in enumerate(("", first.format(kind=kind)), 1):
            path = repository / "knowledge" / KINDS[kind].folder / f"untitled-{number}.yaml"
            texts[path] = f"{head}kind: {kind}\nid: untitled\n"
            wanted[path] = sorted(f'{number}: Missing property "{name}".' for name in missing)
    assert {path: sorted(lines) for path, lines in server.diagnose(texts).items()} == wanted


def test_a_new_document_begins_with_a_snippet_that_is_right_once_filled_in(
    server: LanguageServer, repository: Path
) -> None:
    """In an empty file the editor offers what every document of the kind should say, and nobody is blamed for taking it."""
    texts: dict[Path, str] = {}
    for kind in SHOWN.values():
        folder = repository / "knowledge" / kind.folder
        offered = server.complete(folder / "new.yaml", "\n|")
        for number, snippet in enumerate(make_snippets(kind)):
            texts[folder / f"snippet-{number}.yaml"] = fill(offered[snippet["label"]]["insertText"])
    assert {lines for text in texts.values() for lines in text.splitlines()[:1]} == {f"kind: {kind}" for kind in SHOWN}
    said = {path: lines for path, lines in server.diagnose(texts).items() if lines}
    # Which words a condition needs hangs on the first one, which no snippet can choose.
    assert [line for lines in said.values() for line in lines if "required by property field" not in line] == []


def fill(snippet: str) -> str:
    """Return a snippet as it stands in the file of somebody who only pressed the tabulator key."""
    text = snippet.replace("${TM_FILENAME_BASE}", "new")
    text = text.replace("${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}", "2026-11-22")
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    assert "${" not in text
    return text + "\n"


@pytest.mark.parametrize(
    ("key", "inserted"),
    [
        ("owner", "owner: "),
        ("last_reviewed", "last_reviewed: "),
        ("status", "status: "),
        ("product_url", "product_url: "),
        ("technical_owner", "technical_owner:\n  - ${1}"),
        ("tags", "tags:\n  - ${1}"),
        ("links", "links:\n  - url: $1\n    title: $2"),
    ],
)
def test_a_key_is_offered_with_its_help_and_what_stands_behind_it(
    server: LanguageServer, system: Path, key: str, inserted: str
) -> None:
    """Keys come with their colon, lists with their first hyphen, and each with the help of the schema."""
    item = server.complete(system, "kind: system\nid: new\n|")[key]
    field = KINDS["system"].by_name[key]
    assert item["insertText"] == inserted
    assert field.help in str(item["documentation"]["value"])


def test_a_key_that_is_there_is_not_offered_again(server: LanguageServer, system: Path) -> None:
    """What is written already is no choice."""
    assert "id" not in server.complete(system, "kind: system\nid: new\n|")


def test_allowed_values_are_offered_with_what_they_mean(server: LanguageServer, system: Path) -> None:
    """Each value comes with the words that readers see."""
    offered = server.complete(system, "kind: system\ndata_classification: |")
    assert {label: item["documentation"] for label, item in offered.items()} == dict(
        KINDS["system"].by_name["data_classification"].value_labels
    )


@pytest.mark.parametrize(
    "text",
    ["owner: |", "owner: sdr|", "technical_owner: |", "technical_owner: [|]", "technical_owner:\n  - |", "users: [sdr-manager, |]"],
)  # fmt: skip
def test_references_are_offered_with_titles(server: LanguageServer, system: Path, text: str) -> None:
    """Where a document refers to a role or a team, the roles and teams of the book are offered, and nothing else."""
    offered = server.complete(system, f"kind: system\n{text}")
    assert {"sdr-manager", "marketing"} <= offered.keys()
    assert "salesforce" not in offered
    assert offered["marketing"]["documentation"] == "Marketing (Team)"


def test_parts_of_documents_are_offered_with_the_document_they_belong_to(
    server: LanguageServer, repository: Path
) -> None:
    """A stage is named by its lifecycle and itself."""
    offered = server.complete(repository / "knowledge/metrics/new.yaml", "kind: metric\nstages: [|]")
    assert "lead-lifecycle#mql" in offered


def test_a_name_that_is_not_offered_is_not_blamed(server: LanguageServer, repository: Path) -> None:
    """Whether a reference leads somewhere is said by the check; in the editor a document may come before its owner."""
    path = repository / "knowledge" / "systems" / "unknown-owner.yaml"
    assert server.diagnose({path: "kind: system\nid: a\ntitle: A\nowner: somebody-new\n"})[path] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("own|er: x", ["#### Business owner", "answers for its budget.", "The id of a role or a team. Expected."]),
        ("last_rev|iewed: 2026-01-01", ["#### Last reviewed", "found it true."]),
        ("sta|tus: active", ["#### Status", "Allowed Values", "`planned`: Planned"]),
        ("links:\n  - ty|pe: admin", ["#### Type", "`admin`: Admin console"]),
        ("dpa_|url: https://x.y", ["#### Data processing agreement", "The agreement with the vendor."]),
        ("criticality:\n  bus|iness: 1", ["#### Business", "What stops without it."]),
        ("admins:\n  - |sdr-manager", ["#### Full rights"]),
    ],
)
def test_the_help_is_shown_over_keys_and_values(
    server: LanguageServer, system: Path, text: str, says: list[str]
) -> None:
    """Name and help of the schema, what is referred to, whether it is expected, and what values mean."""
    shown = server.hover(system, f"kind: system\n{text}\n")
    assert [part for part in says if part not in shown] == [], shown


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ownr: x", "Property ownr is not allowed."),
        (
            "status: activ",
            'Value is not accepted. Valid values: "planned", "draft", "active", "deprecated", "retired".',
        ),
        ("last_reviewed: soon", "This must be a date such as 2026-03-31."),
        ("review_every: 6 months", "This must be a length of time such as 30d, 12w, 6m or 1y."),
        ("holds_personal_data: yes", 'Incorrect type. Expected "boolean".'),
        ("links: [{title: T}]", 'Missing property "url".'),
        ("kind: system", "Map keys must be unique"),
    ],
)
def test_a_mistake_is_said_on_its_line(server: LanguageServer, repository: Path, line: str, says: str) -> None:
    """Each slip has one diagnostic, on its line, in words that help."""
    path = repository / "knowledge" / "systems" / f"slip-{line.partition(':')[0]}.yaml"
    said = server.diagnose({path: f"kind: system\nid: a\ntitle: A\n{line}\n"})[path]
    assert said == [f"4: {says}"]


def test_a_file_of_many_is_helped_like_a_file_of_one(server: LanguageServer, repository: Path) -> None:
    """Items are completed and checked, what holds for all stands beside the list, and an id there is a mistake."""
    head = "kind: system\nowner: sdr-manager\nsystems:\n  - id: a\n    title: A\n"
    path = repository / "knowledge" / "systems" / "many.yaml"
    assert "sdr-manager" in server.complete(path, f"{head}    owner: |")
    assert "purpose" in server.complete(path, f"{head}    |")
    wrong = f"{head}    ownr: x\nid: b\n"
    assert sorted(server.diagnose({path: wrong})[path]) == [
        "6: Property ownr is not allowed.",
        "7: Property id is not allowed.",
    ]


def test_a_kind_of_the_team_is_helped_like_ours(server: LanguageServer, repository: Path) -> None:
    """One schema file in schemas/, and its documents are completed, explained and checked."""
    path = repository / "knowledge" / "runbooks" / "bounces.yaml"
    head = "kind: runbook\nid: bounces\ntitle: Bounces rise\n"
    assert "salesforce" in server.complete(path, f"{head}system: |")
    assert "The system that breaks.\n\nThe id of a system. Expected." in server.hover(
        path, f"{head}sys|tem: salesforce\n"
    )
    assert server.diagnose({path: f"{head}sytem: salesforce\n"})[path] == ["4: Property sytem is not allowed."]
