"""mopsbook diff in a real repository: which states it compares, how it is written, what it says when it cannot."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema_rs
import markdown
import pytest
from click.testing import Result
from compared_repo import Repo
from msgspec.structs import replace
from two_books import BOOK, catalog_of, edited

from mopsbook.diff import formats
from mopsbook.diff.enforce import find_breaches
from mopsbook.diff.formats import text
from mopsbook.diff.formats.markdown import render
from mopsbook.diff.make import make_diff
from mopsbook.errors import SetupError
from mopsbook.markdown_text import MOST

Run = Callable[..., Result]
SCORE = "scoring/score.yaml"
LOWER = edited(SCORE, ("score: 100", "score: 80"))
SCHEMA = json.loads((Path(formats.__path__[0]) / "json.schema.json").read_text("utf-8"))


def test_the_working_tree_is_compared_with_where_the_branch_left_the_main_one(repo: Repo, run: Run) -> None:
    repo.git("switch", "-q", "-c", "lower")
    repo.write({SCORE: LOWER[SCORE]})
    repo.commit("Lower it")
    repo.git("switch", "-q", "main")
    repo.write({"teams/new.yaml": "kind: team\nid: new\ntitle: New\n"})
    repo.commit("What others did meanwhile")
    repo.git("switch", "-q", "lower")
    said = run("diff").output
    assert said.startswith("1 breaking change; the working tree compared with where this left main (")
    assert "Lead score: threshold MQL: score at least 100 → 80" in said
    assert "Example lead “Student” now becomes MQL (84 points, and 80 are enough)" in said
    assert "Head of Operations (@acme/mops): Lead score" in said
    assert "New" not in said


def test_the_branch_of_origin_comes_before_ones_own(repo: Repo, run: Run, tmp_path: Path) -> None:
    repo.git("clone", "-q", "--bare", ".", str(tmp_path / "origin.git"))
    repo.git("remote", "add", "origin", str(tmp_path / "origin.git"))
    repo.git("fetch", "-q", "origin")
    repo.write({SCORE: LOWER[SCORE]})
    repo.commit("On main itself, and not pushed")
    assert "where this left origin/main (" in run("diff").output


def test_two_revisions_are_compared_as_they_are(repo: Repo, run: Run) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.write({SCORE: LOWER[SCORE]})
    repo.commit("Lower it")
    assert "100 → 80" in run("diff", first, "HEAD").output
    assert "80 → 100" in run("diff", "HEAD", first).output


def test_where_nothing_changed_it_says_so(run: Run) -> None:
    result = run("diff")
    assert result.return_value == 0
    assert result.output.startswith("Nothing changed: the working tree compared with where this left main (")


def test_a_shallow_clone_says_which_depth_it_needs(repo: Repo, run: Run, tmp_path: Path) -> None:
    repo.git("switch", "-q", "-c", "lower")
    repo.write({SCORE: LOWER[SCORE]})
    repo.commit("Lower it")
    repo.git("switch", "-q", "main")
    repo.git("clone", "-q", "--depth", "1", "-b", "lower", f"file://{repo.root}", str(tmp_path / "shallow"))
    repo.root = tmp_path / "shallow"
    result = run("diff")
    assert isinstance(result.exception, SetupError)
    assert "fetch-depth: 0" in result.exception.hint


@pytest.mark.parametrize("words", [("nowhere",), ("main", "nowhere"), ("-x",)])
def test_an_unknown_revision_is_refused(run: Run, words: tuple[str, ...]) -> None:
    result = run("diff", "--", *words)
    assert isinstance(result.exception, SetupError)


def test_what_programs_read_is_as_its_schema_says(repo: Repo, run: Run) -> None:
    validator = jsonschema_rs.Draft202012Validator(SCHEMA)
    empty = json.loads(run("diff", "--format", "json").output)
    repo.write(
        {
            SCORE: LOWER[SCORE],
            "systems/marketo.yaml": "kind: [x\n",
            "teams/new.yaml": "kind: team\nid: new\ntitle: New\n",
        }
    )
    said = json.loads(run("diff", "--format", "json").output)
    for found in (empty, said):
        assert [error.message for error in validator.iter_errors(found)] == []
    assert said["counts"] == {"breaking": 1, "needs-action": 0, "informative": 1}
    assert said["example_leads"][0]["flips"] is True
    assert said["notes"]


def test_it_is_written_into_a_file(repo: Repo, run: Run) -> None:
    repo.write({SCORE: LOWER[SCORE]})
    assert run("diff", "--format", "markdown", "--output", "out/note.md").output == ""
    assert (repo.root / "out/note.md").read_text("utf-8").startswith("### 1 breaking change\n")


def test_a_note_is_short_first_and_complete_below() -> None:
    found = make_diff(catalog_of(BOOK), catalog_of(LOWER))
    note = render(found, catalog_of(BOOK).kinds)
    first, _, rest = note.partition("<details>")
    assert "Lead score: threshold MQL: score at least 100 → 80" in first
    assert "Other people reach the stage" not in first
    assert "Other people reach the stage" in rest
    assert "knowledge/scoring/score.yaml" in rest


def test_what_people_wrote_does_nothing_in_a_note() -> None:
    bad = '"</details><script>x</script> @acme/all #1 | [a](b)"'
    after = edited("systems/marketo.yaml", ("title: Marketo", f"title: {bad}"))
    note = render(make_diff(catalog_of(BOOK), catalog_of(after)), catalog_of(BOOK).kinds)
    assert "<script" not in note
    assert note.count("</details>") == note.count("<details>")
    assert "@acme/all" not in note.replace("`@acme", "")
    assert "<script" not in markdown.markdown(note)


def test_a_note_of_very_many_changes_stays_within_what_github_takes_and_says_what_it_cut() -> None:
    many = {
        f"systems/s{number}.yaml": f"kind: system\nid: s{number}\ntitle: System {number}\nowner: lead\n"
        for number in range(900)
    }
    note = render(make_diff(catalog_of({**BOOK, **many}), catalog_of(BOOK)), catalog_of(BOOK).kinds)
    assert len(note.encode()) <= MOST
    assert "Cut, because a comment holds 65,536 characters: systems (900)" in note
    assert "and 888 more, below" in note


def test_lines_fit_the_terminal() -> None:
    from mopsbook.diff.formats.text import render as render_text
    from mopsbook.terminal.screen import Screen

    found = make_diff(catalog_of(BOOK), catalog_of(LOWER))
    plain = render_text(found, catalog_of(BOOK).kinds, Screen(width=60))
    assert max(map(len, plain.splitlines())) <= 60
    assert "\033" not in plain
    assert "\033[1;31mBreaking\033[0m" in render_text(found, catalog_of(BOOK).kinds, Screen(colour=True))


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_a_kind_that_a_team_has_given_up_is_told_as_it_was(repo: Repo, run: Run, format_: str) -> None:
    schema = "allOf: [{$ref: _envelope.schema.yaml}]\nunevaluatedProperties: false\nx-kind: {}\nproperties: {kind: {const: runbook}}\n"
    repo.write(
        {
            "../schemas/runbook.schema.yaml": schema,
            "runbooks/r.yaml": "kind: runbook\nid: r\ntitle: Bounces\nowner: lead\n",
        }
    )
    repo.commit("A kind of our own")
    (repo.root / "schemas/runbook.schema.yaml").unlink()
    (repo.root / "knowledge/runbooks/r.yaml").unlink()
    assert "Removed: runbook Bounces (owned by Head of Operations)" in run("diff", "--format", format_).output
    repo.git("stash", "-q")
    assert "New runbook Bounces" in run("diff", "HEAD~1", "HEAD", "--format", format_).output


def test_the_book_itself_is_compared_as_well(repo: Repo, run: Run) -> None:
    repo.write({"book.yaml": "kind: book\ntitle: Ours\n"})
    repo.commit("A book")
    repo.write({"book.yaml": "kind: book\ntitle: Theirs\npolicy: {completeness: {minimum: 80}}\n"})
    said = run("diff").output
    assert "Theirs: title Ours → Theirs" in said
    assert "At least 80" in said


def test_what_several_changes_have_in_common_is_said_once() -> None:
    """Three steps that move to another system have one reason and touch one list of things, on the terminal and in a note."""
    crm = {**BOOK, "systems/crm.yaml": "kind: system\nid: crm\ntitle: CRM\nowner: lead\nstatus: active\n"}
    steps = BOOK["processes/launch.yaml"]
    trail = "kind: campaign-type\nid: webinar\ntitle: Webinar\nowner: lead\nbuilt_by: launch\n"
    before = {**crm, "campaign-types/webinar.yaml": trail}
    after = {**before, "processes/launch.yaml": steps.replace("systems: [marketo]", "systems: [crm]")}
    found = make_diff(catalog_of(before), catalog_of(after))
    kinds = catalog_of(BOOK).kinds
    on_terminal = text.render(found, kinds)
    assert on_terminal.count("now uses CRM instead of Marketo") == 2
    assert on_terminal.count("The step is done in another system") == 1
    assert on_terminal.count("knowledge/processes/launch.yaml:") == 2
    assert render(found, kinds).count("The step is done in another system") == 1


def test_a_change_rule_and_what_it_was_asked_of_are_said_once() -> None:
    """A rule that asks two things of one change names the rule and the change once, and both things."""
    rules = (
        "kind: book\ntitle: Acme\nchange_rules:\n- id: explained\n  when: {kind: scoring-model, class: breaking}\n"
        "  require: {change_note: true, review_by: lead}\n  message: Say why.\n"
    )
    before, after = (catalog_of({**files, "book.yaml": rules}) for files in (BOOK, LOWER))
    found = make_diff(before, after)
    found = replace(found, breaches=find_breaches(found, before, after, [], date(2026, 11, 22)))
    said = text.render(found, after.kinds).partition("Change rules that are not met")[2]
    assert said.count("Say why.") == said.count("score at least 100 → 80") == said.count("-->") == 1
    assert "- no change note that came with it names scoring-model/score under `touches`" in said
    assert "- Head of Operations has not reviewed it" in said
    note = render(found, after.kinds).partition("**Breaking**")[0]
    assert note.count("Say why.") == note.count("score at least 100 → 80") == 1
    assert "`mopsbook note` writes one" in note
