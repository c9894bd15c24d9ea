"""mopsbook note in a real repository: what it writes, what it adds to, what it leaves to people."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from compared_repo import Repo
from two_books import BOOK, edited

from mopsbook.checks.run import run_checks
from mopsbook.diff.note import as_prose
from mopsbook.documents.load import load_shelf, read_document
from mopsbook.editing.key_order import order_keys
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.today import today
from terminals import mopsbook_command, run_on_terminal

Run = Callable[..., Result]
SCORE, MARKETO, LIFE = "scoring/score.yaml", "systems/marketo.yaml", "lifecycles/life.yaml"
LOWER = edited(SCORE, ("score: 100", "score: 80"))[SCORE]
SLOWER = edited(LIFE, ("value: 4", "value: 8"))[LIFE]
RULE = (
    "kind: book\ntitle: Ours\nrepository: {url: https://github.com/acme/book, ticket: 'https://t.example/{ticket}'}\n"
    "change_rules:\n- {id: told, when: {class: breaking}, require: {change_note: true, review_by: sales}, message: Why?}\n"
)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026


def branch(repo: Repo, name: str, files: dict[str, str], message: str = "") -> None:
    """Switch to a branch and write files; commit them if there is a message."""
    repo.git("switch", "-q", "-c", name)
    repo.write(files)
    if message:
        repo.commit(message)


def notes(repo: Repo) -> dict[str, dict[str, Any]]:
    """Return what each note says, by the name of its file."""
    found = {}
    for path in sorted((repo.root / "knowledge").rglob("*.yaml")):
        _, documents, _ = read_document(path.name, path.read_bytes(), load_kinds())
        if documents and documents[0].kind.name == "change-note":
            found[path.relative_to(repo.root / "knowledge").as_posix()] = dict(documents[0].data)
    return found


def test_a_note_says_what_changed_what_it_touches_and_whom_it_concerns(repo: Repo, run: Run) -> None:
    branch(repo, "lower", {SCORE: LOWER})
    said = run("note").output
    assert said.startswith("knowledge/changes/lower.yaml is there and tells of 1 change; it touches `score#mql`.\n")
    assert "Say there why it changed, then run `mopsbook check knowledge/changes/lower.yaml`." in said
    (note,) = notes(repo).values()
    assert note.pop("what") == (
        "- Lead score: threshold MQL: score at least 100 → 80\n\nExample leads:\n\n"
        "- Example lead “Student” now becomes MQL (84 points, and 80 are enough)\n"
    )
    assert note == {
        "kind": "change-note", "id": "lower", "title": "Lead score: threshold MQL: score at least 100 → 80",
        "owner": "lead", "effective": "2026-11-22", "touches": ["score#mql"], "told": ["caller", "sales", "builder"],
    }  # fmt: skip


def test_a_title_that_would_be_too_long_says_what_changed_and_not_half_of_how(repo: Repo, run: Run) -> None:
    """The file is called after what changed as well, so that no value stands in its name."""
    named = edited(SCORE, ("title: MQL,", "title: Marketing qualified lead in all our regions and segments,"))[SCORE]
    repo.write({SCORE: named})
    repo.commit("Longer")
    repo.write({SCORE: named.replace("score: 100", "score: 80")})
    run("note", "HEAD")
    [(path, note)] = notes(repo).items()
    assert note["title"] == "Lead score: threshold Marketing qualified lead in all our regions and segments"
    assert path == "changes/lead-score-threshold-marketing-qualified-lead-in-all.yaml"


def test_nothing_is_wrong_with_a_note_but_that_nobody_has_said_why(repo: Repo, run: Run) -> None:
    everything = {name: text for name, text in BOOK.items() if name not in (MARKETO, "metrics/mqls.yaml")}
    changed = edited("processes/launch.yaml", (", systems: [marketo], accountable: builder", ", accountable: builder"))
    branch(
        repo,
        "tidy",
        {**everything, SCORE: LOWER, LIFE: SLOWER, **{name: changed[name] for name in ["processes/launch.yaml"]}},
    )
    repo.write(
        {
            "teams/new.yaml": "kind: team\nid: new\ntitle: '# [[New]] *team* <b>'\n",
            "roles/lead.yaml": BOOK["roles/lead.yaml"] + "status: retired\n",
        }
    )
    for gone in (MARKETO, "metrics/mqls.yaml"):
        (repo.root / "knowledge" / gone).unlink()
    run("note")
    kinds = load_kinds()
    shelf = load_shelf(Layout(repo.root, repo.root / "knowledge"), kinds)
    path = "knowledge/changes/tidy.yaml"
    found = [(one.rule, one.message) for one in run_checks(shelf, today()) if one.path == path]
    assert found == [("incomplete", "`why` is empty")]
    text = (repo.root / path).read_text("utf-8")
    assert order_keys(text, kinds).text == text


def test_the_reason_that_somebody_gives_is_written_down(repo: Repo, run: Run) -> None:
    branch(repo, "lower", {SCORE: LOWER})
    said = run(
        "note", "--why", "The team *grew*.", "--title", "The MQL threshold falls to 80", "--set", "told=builder,"
    ).output
    assert "Say there why" not in said
    assert notes(repo)["changes/the-mql-threshold-falls-to-80.yaml"].items() >= {
        "title": "The MQL threshold falls to 80", "why": "The team *grew*.\n", "told": ["builder"]
    }.items()  # fmt: skip


def test_commits_and_branch_tell_the_ticket_and_the_reason(repo: Repo, run: Run) -> None:
    repo.write({"book.yaml": RULE})
    repo.commit("A rule")
    branch(repo, "feature/OPS-12-lower-the-bar", {SCORE: LOWER}, "Lower it\n\nChange-note: The SDR team grew.")
    run("note")
    said = notes(repo)["changes/lower-the-bar.yaml"]
    assert (said["ticket"], said["why"]) == ("https://t.example/OPS-12", "The SDR team grew.\n")
    (repo.root / "knowledge/changes/lower-the-bar.yaml").unlink()
    repo.git("commit", "-q", "--allow-empty", "-m", "More\n\nTicket: https://desk.example/7")
    run("note")
    assert notes(repo)["changes/lower-the-bar.yaml"]["ticket"] == "https://desk.example/7"


def test_a_ticket_without_a_known_page_is_said_and_not_written(repo: Repo, run: Run) -> None:
    branch(repo, "OPS-12", {SCORE: LOWER})
    assert "no page is known of `OPS-12`; `repository.ticket` in book.yaml says how to find it" in run("note").output
    (note,) = notes(repo).values()
    assert "ticket" not in note


def test_it_says_which_change_rules_it_meets_and_what_they_still_ask(repo: Repo, run: Run) -> None:
    repo.write({"book.yaml": RULE})
    repo.commit("A rule")
    branch(repo, "lower", {SCORE: LOWER})
    said = run("note").output
    assert "It is the note that the change rule `told` asks for." in said
    assert "Still missing for the change rule `told`: Sales has not reviewed it" in said
    assert "under `touches`" not in run("diff").output


def test_a_note_that_came_with_the_change_names_the_rest_and_keeps_its_words(repo: Repo, run: Run) -> None:
    written = "kind: change-note\nid: n\ntitle: Lower  # ours\ntouches: [score]  # first\n"
    branch(repo, "lower", {SCORE: LOWER, LIFE: SLOWER, "changes/n.yaml": written})
    said = run("note").output
    assert said.startswith("knowledge/changes/n.yaml names `life#mql` now, too.")
    text = (repo.root / "knowledge/changes/n.yaml").read_text("utf-8")
    assert text == written.replace("[score]", '[score, "life#mql"]') or text == written.replace(
        "[score]", "[score, life#mql]"
    )
    assert run("note").output == "Every change is told in `knowledge/changes/n.yaml`. Nothing was written.\n"


def test_of_several_notes_somebody_says_which_one_and_a_new_one_tells_only_the_rest(repo: Repo, run: Run) -> None:
    two = {f"changes/{name}.yaml": f"kind: change-note\nid: {name}\ntitle: {name}\n" for name in "ab"}
    two["changes/a.yaml"] += "touches: [score]\n"
    branch(repo, "lower", {SCORE: LOWER, LIFE: SLOWER, **two})
    refused = run("note").exception
    assert isinstance(refused, SetupError)
    assert "`knowledge/changes/a.yaml` and `knowledge/changes/b.yaml` came with this change" in refused.message
    run("note", "--into", "knowledge/changes/c.yaml")
    assert notes(repo)["changes/c.yaml"]["touches"] == ["life#mql"]
    (repo.root / "knowledge/changes/c.yaml").unlink()
    run("note", "--into", "knowledge/changes/b.yaml")
    assert notes(repo)["changes/b.yaml"]["touches"] == ["life#mql"]


@pytest.mark.parametrize("files", [{}, {MARKETO: BOOK[MARKETO] + "last_reviewed: 2026-11-22\n"}])
def test_where_there_is_nothing_to_tell_nothing_is_written(repo: Repo, run: Run, files: dict[str, str]) -> None:
    branch(repo, "quiet", files)
    result = run("note")
    assert result.return_value in (None, 0)
    assert result.output.startswith("Nothing to tell: the working tree compared with where this left main (")
    assert notes(repo) == {}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--into", "elsewhere.yaml"), "`elsewhere.yaml` is no part of the book"),
        (("--into", "knowledge/changes/n.txt"), "`knowledge/changes/n.txt` is no YAML file"),
        (("--into", f"knowledge/{MARKETO}"), "knowledge/systems/marketo.yaml is there, and is not the file of one change note"),
        (("--into", "knowledge/changes/Not Good.yaml"), "`Not Good` can be no id"),
        (("--set", "owner"), "`owner` sets nothing"),
        (("--set", "owner=nobody"), "no role or team is called `nobody`"),
        (("--set", "effective=soon"), "`effective` must be"),
        (("nowhere",), "There is no revision `nowhere`"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    repo: Repo, run: Run, words: tuple[str, ...], message: str
) -> None:
    branch(repo, "lower", {SCORE: LOWER})
    before = repo.git("status", "--porcelain")
    refused = run("note", *words).exception
    assert isinstance(refused, SetupError), refused
    assert message in refused.message
    assert repo.git("status", "--porcelain") == before


def test_a_note_that_is_there_takes_no_other_title(repo: Repo, run: Run) -> None:
    branch(repo, "lower", {SCORE: LOWER, "changes/n.yaml": "kind: change-note\nid: n\ntitle: N\n"})
    assert isinstance(run("note", "--title", "Mine").exception, SetupError)


def test_a_second_note_of_a_branch_has_a_name_of_its_own(repo: Repo, run: Run) -> None:
    repo.write({"changes/lower.yaml": "kind: change-note\nid: lower\ntitle: Last time\n"})
    repo.commit("An old note")
    branch(repo, "lower", {SCORE: LOWER})
    assert run("note").output.startswith("knowledge/changes/lower-2.yaml is there")
    assert "title: Last time" in (repo.root / "knowledge/changes/lower.yaml").read_text("utf-8")


def test_what_changed_in_the_book_itself_is_named_by_its_file(repo: Repo, run: Run) -> None:
    repo.write({"book.yaml": "kind: book\ntitle: Ours\n"})
    repo.commit("A book")
    branch(repo, "ours", {"book.yaml": "kind: book\ntitle: Theirs\n"})
    run("note")
    assert notes(repo)["changes/ours.yaml"]["touches"] == ["book.yaml"]


@pytest.mark.parametrize(
    ("pairs", "touches"),
    [
        ([("title: MQL\n", "title: Ready\n"), ("value: 4", "value: 8")], ["life#mql"]),
        ([("title: Lead life", "title: Life of a lead"), ("value: 4", "value: 8")], ["life"]),
        ([("{id: raw, title: Raw", "{id: raw, title: New"), ("value: 4", "value: 8")], ["life#mql", "life#raw"]),
    ],
)
def test_parts_are_named_where_only_they_changed(
    repo: Repo, run: Run, pairs: list[tuple[str, str]], touches: list[str]
) -> None:
    branch(repo, "parts", {LIFE: edited(LIFE, *pairs)[LIFE]})
    run("note")
    assert sorted(notes(repo)["changes/parts.yaml"]["touches"]) == touches


def test_on_a_terminal_it_asks_what_it_is_called_and_why(repo: Repo) -> None:
    branch(repo, "lower", {SCORE: LOWER})
    code, shown = run_on_terminal(mopsbook_command("note"), repo.root, answers=["Eighty points", "The team grew."])
    assert code == 0, shown
    (note,) = notes(repo).values()
    assert (note["title"], note["why"]) == ("Eighty points", "The team grew.\n")


@pytest.mark.parametrize(
    "text", ["*a* _b_ [[c]] <d> `e` \\f &amp; snake_case", "# a", "- a", "+ a", "> a", "1. a", "12) a"]
)
def test_a_sentence_in_a_note_reads_as_it_was(text: str) -> None:
    from mopsbook.pages.prose import plain, render_block

    assert plain(as_prose(text)) == " ".join(text.split())
    assert render_block(as_prose(text)).startswith("<p>")
