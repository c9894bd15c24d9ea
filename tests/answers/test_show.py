"""`mopsbook show`: one page of text with both directions of every relation, by title; the same for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from mopsbook.answers.about import tell_about
from mopsbook.answers.find import find_subject
from mopsbook.answers.show import show
from mopsbook.catalog.catalog import Catalog
from mopsbook.errors import SetupError
from mopsbook.history.change import ChangeLog
from mopsbook.terminal.lines import measure
from mopsbook.terminal.screen import Screen
from small_book import git, small_documents, write_book

Ask = Callable[..., Result]


def test_it_says_what_is_known_in_the_words_of_the_schema(ask: Ask) -> None:
    shown = ask("show", "marketo").output
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert lines[:2] == ["Marketo", "system/marketo · knowledge/systems/marketo.yaml:1 · systems/marketo/"]
    # Prose without its marks, references by title, allowed values by their labels.
    for line in (
        "Sends the e-mails we plan.",
        "Owner Head of operations",
        "Reviewed 2026-09-01, due 2027-03-01",
        "Category Marketing automation",
        "- Programs",
        "used by Sales",
        "is used in Send an e-mail (Build the e-mail)",
        "receives data through Snowflake to Marketo",
    ):
        assert line in lines


def test_a_part_has_a_page_of_its_own(ask: Ask) -> None:
    shown = ask("show", "lead-lifecycle#mql").output
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert lines[0] == "Qualified · Lead lifecycle"
    assert lines[1].startswith("lifecycle/lead-lifecycle#mql · knowledge/lifecycles/lead-lifecycle.yaml:")
    assert lines[lines.index("Meaning") + 1] == "Worth a call."
    assert "Owner Sales development" in lines
    assert "SLA Time: 4; Unit: business hours" in lines


@pytest.mark.parametrize("width", [30, 60, 200])
@pytest.mark.parametrize(
    "name", ["marketo", "send-email", "lead-lifecycle", "mql", "marketing-ops", "send-email#build"]
)
def test_no_line_of_prose_is_wider_than_the_terminal(catalog: Catalog, name: str, width: int) -> None:
    about = tell_about(find_subject(catalog, name), catalog, ChangeLog())
    shown = show(about, Screen(width=width), catalog.today)
    lines = shown.splitlines()[2:]
    assert lines
    for line in lines:
        # A word that is too long, such as an address, stays whole.
        assert measure(line) <= min(width, 110) or len(line.split()) == 1 or "://" in line, line


def test_what_stands_in_a_file_cannot_steer_the_terminal(book: Callable[..., object]) -> None:
    from mopsbook.catalog.make import make_catalog
    from mopsbook.today import today

    shelf = book(
        {
            "a.yaml": 'kind: system\nid: a\ntitle: "A\\e[31m"\npurpose: "\\e]0;x\\a red"\ndescription: "one\\n\\n- \\e[2Jtwo"\n'
        }
    )
    catalog = make_catalog(shelf, (), today())
    about = tell_about(find_subject(catalog, "a"), catalog, ChangeLog())
    assert "\033" not in show(about, Screen(width=80), catalog.today)


def test_findings_and_what_is_missing_are_told(ask: Ask) -> None:
    shown = ask("show", "salesforce").output
    assert "missing:" in shown
    assert "To mend" in shown


def test_a_program_gets_all_of_it(ask: Ask) -> None:
    told = json.loads(ask("show", "marketo", "--json").output)
    assert list(told) == [
        "version", "kind", "id", "title", "part", "path", "line", "page", "owner", "completeness", "freshness", "data",
        "refers_to", "referred_by", "findings", "changes", "since",
    ]  # fmt: skip
    assert told["data"]["tier"] == 1
    assert told["owner"] == {"kind": "role", "id": "mops-lead", "title": "Head of operations"}
    used = next(one for one in told["referred_by"] if one["words"] == "is used in")
    assert used["entities"] == [
        {"kind": "process", "id": "send-email", "title": "Send an e-mail", "parts": ["Build the e-mail"]}
    ]


def test_the_last_changes_are_told_with_their_reasons(
    tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = small_documents()
    root = write_book(tmp_path, documents)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    documents["systems/marketo.yaml"]["tier"] = 2
    write_book(root, documents)
    git(root, "commit", "-q", "-a", "-m", "Marketo matters less")
    monkeypatch.chdir(root)
    told = json.loads(ask("show", "marketo", "--json").output)["changes"]
    assert [(one["what"], one["summary"], one["subject"]) for one in told] == [
        ("changed", "tier: 1 → 2", "Marketo matters less"),
        ("added", "new", "Begin"),
    ]
    assert "tier: 1 → 2 (Marketo matters less)" in ask("show", "marketo").output


def test_each_value_says_since_when_on_request(tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person reads since when, by whom and why; a program gets it by path, and of a part below that."""
    documents = small_documents()
    root = write_book(tmp_path, documents)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin", "--date", "2026-01-05T12:00:00Z")
    documents["systems/marketo.yaml"]["tier"] = 2
    stage = documents["lifecycles/lead-lifecycle.yaml"]["stages"][1]
    stage["definition"] = "Worth two calls."
    write_book(root, documents)
    message = "Marketo matters less (#9)\n\nChange-note: Half of it moved."
    git(root, "commit", "-q", "-a", "-m", message, "--date", "2026-03-12T12:00:00Z")
    monkeypatch.chdir(root)
    assert "Since when" not in ask("show", "marketo").output
    shown = " ".join(ask("show", "marketo", "--since").output.split())
    assert "2 since 2026-03-12, A Colleague (#9): Half of it moved." in shown
    assert "All else since it was added, 2026-01-05, A Colleague: Begin" in shown
    since = json.loads(ask("show", "marketo", "--json").output)["since"]
    assert (since["tier"]["date"], since["tier"]["pull"], since["tier"]["reason"]) == (
        "2026-03-12",
        "#9",
        "Half of it moved.",
    )
    assert since[""]["subject"] == "Begin" and "vendor" not in since
    assert list(json.loads(ask("show", "lead-lifecycle#mql", "--json").output)["since"]) == ["definition"]
    assert "Worth two calls." in ask("show", "lead-lifecycle#mql", "--since").output


def test_since_when_tells_a_field_only_of_itself(tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What bears the same name elsewhere is told in its own row alone, and never as it was before."""
    documents = small_documents()
    root = write_book(tmp_path, documents)
    git(root, "init", "-q")
    lifecycle = documents["lifecycles/lead-lifecycle.yaml"]
    for subject, owner, of_stage in (
        ("Begin", "sdr", "sdr"),
        ("Both", "sales", "sales"),
        ("Stage", "sales", "mops-lead"),
    ):
        lifecycle["owner"] = owner
        lifecycle["stages"][1]["owner"] = of_stage
        write_book(root, documents)
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", subject)
    monkeypatch.chdir(root)
    rows = ask("show", "lead-lifecycle", "--since").output.partition("Since when")[2].partition("What changed")[0]
    told = [
        row.rpartition(" since ")[0].split()[-1] + row.rpartition(":")[2] for row in rows.splitlines() if ": " in row
    ]
    assert told == ["operations Stage", "Sales Both", "else Begin"], "by what they are called"


def test_since_when_agrees_with_the_page(tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage keeps its past under a new id, and an owner who is only called otherwise is as old as before."""
    documents = small_documents()
    root = write_book(tmp_path, documents)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    stage = documents["lifecycles/lead-lifecycle.yaml"]["stages"][1]
    stage["definition"] = "Worth two calls."
    write_book(root, documents)
    git(root, "commit", "-q", "-a", "-m", "Two calls")
    lead = documents.pop("roles/mops-lead.yaml")
    (root / "knowledge/roles/mops-lead.yaml").unlink()
    documents["roles/chief.yaml"] = {**lead, "id": "chief"}
    documents["systems/marketo.yaml"]["owner"] = "chief"
    stage["id"] = "mqp"
    write_book(root, documents)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Rename")
    monkeypatch.chdir(root)
    since = json.loads(ask("show", "lead-lifecycle#mqp", "--json").output)["since"]
    assert since["definition"]["subject"] == "Two calls"
    assert "Worth two calls. since" in ask("show", "lead-lifecycle#mqp", "--since").output
    assert "owner" not in json.loads(ask("show", "marketo", "--json").output)["since"]


def test_what_is_ambiguous_or_unknown_is_a_wrong_set_up(ask: Ask) -> None:
    assert isinstance(ask("show", "no-such-thing-at-all").exception, SetupError)
