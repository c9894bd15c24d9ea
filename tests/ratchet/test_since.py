"""`check --since`: what a branch made new or worse fails, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk, serious, system

SINCE = ("--since", "main")
# An owner that there is not is an error; all else that a system lacks are warnings.
WRONG = {"owner": "nobody"}

KIND = """allOf: [{{$ref: _envelope.schema.yaml}}]
unevaluatedProperties: false
x-kind: {{}}
properties:
  kind: {{const: runbook}}
  steps: {{title: Steps, type: {type}, description: What to do., x-expect: {expect}}}
"""


def test_an_unchanged_book_is_not_worse_than_itself(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", **WRONG)})
    desk.branch()
    done = desk.check(*SINCE, "--ratchet")
    assert done.code == 0
    assert "No new findings." in done.text and "Besides 3 known; --all shows them." in done.text


def test_a_mistake_that_was_there_does_not_fail_wherever_it_stands_now(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", **WRONG)})
    desk.branch()
    desk.change("systems/a.yaml", "kind: system\n", "# A comment.\n\nkind: system\n")
    assert desk.check(*SINCE).code == 0
    assert serious(desk.find(*SINCE)) == ["known broken-reference a.yaml:7"]


def test_a_new_mistake_fails_and_is_the_only_one_that_is_shown(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", **WRONG)})
    desk.branch()
    desk.write({"systems/b.yaml": system("b", **WRONG)})
    done = desk.check(*SINCE)
    assert done.code == 1
    assert "systems/b.yaml:5" in done.text and "systems/a.yaml" not in done.text
    assert "systems/a.yaml" in desk.check(*SINCE, "--all").text


def test_a_deletion_that_breaks_a_reference_elsewhere_is_new_there(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", replaced_by="b"), "systems/b.yaml": system("b")})
    desk.branch()
    desk.commit({"systems/b.yaml": None})
    assert desk.check(*SINCE).code == 1
    assert serious(desk.find(*SINCE)) == ["new broken-reference a.yaml:5"]


def test_a_document_that_says_less_fails_by_the_name_of_what_went_with_what_it_said(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", category="map", tier="2")})
    desk.branch()
    desk.change("systems/a.yaml", "category: map\n", "category:\n")
    done = desk.check(*SINCE)
    assert done.code == 1
    assert "`category` says nothing now; it said `map` before" in done.text
    assert "new less-complete a.yaml:5" in desk.find(*SINCE)


def test_what_is_touched_has_to_reach_its_target_and_the_rest_may_wait(desk: Desk) -> None:
    policy = "policy: {completeness: {minimum: 90, kinds: {team: 0, role: 0}}}\n"
    files = {f"systems/{name}.yaml": system(name) for name in ("left", "touched", "rewritten", "moved")}
    desk.commit({"book.yaml": f"kind: book\ntitle: Ours\n{policy}", **files})
    desk.branch()
    desk.change("systems/touched.yaml", "Touched", "Touched up")
    desk.change("systems/rewritten.yaml", "kind: system\n", "# Only a comment.\nkind: system\n")
    desk.write({"systems/new.yaml": system("new"), "systems/moved.yaml": None, "stack/moved.yaml": system("moved")})
    found = [line for line in desk.find(*SINCE) if "target" in line]
    assert found == ["new under-target new.yaml:2", "new under-target touched.yaml:2"]


@pytest.mark.parametrize("alias", ["aliases: [old-name]\n", ""])
def test_a_renamed_document_is_held_against_what_it_was(desk: Desk, alias: str) -> None:
    desk.commit({"systems/old-name.yaml": system("old-name", tier="2", **WRONG)})
    desk.branch()
    text = system("old-name", tier="2", **WRONG).replace("id: old-name", "id: new-name") + alias
    desk.commit({"systems/old-name.yaml": None, "systems/new-name.yaml": text})
    assert serious(desk.find(*SINCE)) == ["known broken-reference new-name.yaml:6"]
    desk.change("systems/new-name.yaml", "tier: 2\n", "")
    assert "new less-complete new-name.yaml:2" in desk.find(*SINCE)


def test_one_that_takes_over_the_name_of_another_is_compared_with_itself(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a"), "systems/b.yaml": system("b", tier="2")})
    desk.branch()
    desk.write({"systems/a.yaml": None, "systems/b.yaml": system("b", aliases="[a]")})
    assert "new less-complete b.yaml:2" in desk.find(*SINCE)


def test_a_renamed_document_keeps_what_others_say_wrong_of_it(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", replaced_by="old"), "systems/old.yaml": system("old", status="retired")})
    desk.branch()
    before = serious(desk.find(*SINCE))
    desk.write(
        {"systems/old.yaml": None, "systems/new.yaml": system("old", status="retired").replace("id: old", "id: new")}
    )
    desk.change("systems/a.yaml", "replaced_by: old", "replaced_by: new")
    assert serious(desk.find(*SINCE)) == [line for line in before if line.startswith("known")]


def test_a_file_that_cannot_be_read_is_known_where_it_was_moved_to(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": 'title: "never closed\n'})
    desk.branch()
    desk.write({"systems/a.yaml": None, "stack/b.yaml": 'title: "never closed\n'})
    assert desk.find(*SINCE) == ["known unreadable-file b.yaml:1"]


def test_a_branch_is_held_against_where_it_began_and_not_against_what_others_did_since(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", **WRONG)})
    desk.branch()
    desk.commit({"systems/b.yaml": system("b")})
    desk.git("checkout", "-q", "main")
    desk.commit({"systems/a.yaml": system("a")})
    desk.git("checkout", "-q", "work")
    assert serious(desk.find(*SINCE)) == ["known broken-reference a.yaml:5"]


def test_a_stricter_schema_is_new_where_it_refuses_and_makes_nobody_less_complete(desk: Desk) -> None:
    schema = desk.root / "schemas" / "runbook.schema.yaml"
    schema.parent.mkdir()
    schema.write_text(KIND.format(type="string", expect="optional"))
    runbook = "kind: runbook\nid: a\ntitle: A\npurpose: What to do when it burns.\n"
    desk.commit({"runbooks/a.yaml": runbook, "runbooks/b.yaml": runbook.replace(" a\n", " b\n") + "steps: Run.\n"})
    desk.branch()
    schema.write_text(KIND.format(type="string", expect="recommended"))
    assert desk.check(*SINCE, "--ratchet").code == 0
    schema.write_text(KIND.format(type="array", expect="optional"))
    assert serious(desk.find(*SINCE)) == ["new schema-violation b.yaml:5"]
    assert desk.check(*SINCE).code == 1


def test_where_there_was_no_book_everything_is_new(desk: Desk, tmp_path: Path) -> None:
    desk.git("checkout", "-q", "--orphan", "before")
    desk.git("rm", "-rqf", ".")
    desk.commit()
    desk.git("tag", "nothing")
    desk.branch()
    desk.commit({"book.yaml": "kind: book\ntitle: Ours\n", "systems/a.yaml": system("a", **WRONG)})
    assert serious(desk.find("--since", "nothing")) == ["new broken-reference a.yaml:5"]


def test_ratchet_holds_every_document_and_the_book_as_a_whole(desk: Desk) -> None:
    desk.branch()
    desk.write({f"systems/{name}.yaml": system(name) for name in ("a", "b", "c")})
    assert "new less-complete book.yaml:2" not in desk.find(*SINCE)
    assert "new less-complete book.yaml:2" in desk.find(*SINCE, "--ratchet")
    assert "the book as a whole is" in desk.check(*SINCE, "--ratchet").text


@pytest.mark.parametrize(("severity", "code"), [("error", 0), ("warning", 1)])
def test_new_findings_fail_from_the_severity_on_that_is_asked_for_and_known_ones_never(
    desk: Desk, severity: str, code: int
) -> None:
    desk.commit({"systems/a.yaml": system("a")})
    desk.branch()
    assert desk.check(*SINCE, "--fail-on", "info").code == 0
    desk.write({"systems/b.yaml": system("b")})
    assert desk.check(*SINCE, "--fail-on", severity).code == code


def test_a_waiver_that_was_taken_away_leaves_its_finding_without_an_excuse(desk: Desk) -> None:
    waiver = (
        "kind: waiver\nwaivers:\n- {id: w, title: W, rule: broken-reference, entity: system/a, reason: Next month.,"
        " owner: ops, until: 2026-12-31}\n"
    )
    desk.commit({"systems/a.yaml": system("a", **WRONG), "waivers.yaml": waiver})
    desk.branch()
    assert serious(desk.find(*SINCE)) == ["waived broken-reference a.yaml:5"]
    desk.write({"waivers.yaml": None})
    assert serious(desk.find(*SINCE)) == ["new broken-reference a.yaml:5"]


def test_what_was_mended_is_counted_beside_how_complete_the_book_is_and_was(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", **WRONG)})
    desk.branch()
    desk.change("systems/a.yaml", "owner: nobody", "owner: ops")
    lines = desk.check(*SINCE).text.splitlines()
    assert any(line.startswith("Complete: ") and line.endswith("1 finding mended since.") for line in lines)


def test_line_ends_are_no_change(desk: Desk) -> None:
    policy = "policy: {completeness: {minimum: 90, kinds: {team: 0, role: 0}}}\n"
    desk.commit({"book.yaml": f"kind: book\ntitle: Ours\n{policy}", "systems/a.yaml": system("a", **WRONG)})
    desk.branch()
    desk.write({"systems/a.yaml": system("a", **WRONG).replace("\n", "\r\n").encode()})
    assert desk.check(*SINCE, "--ratchet").code == 0


def test_a_detached_head_a_tag_a_commit_and_a_worktree_do_as_well(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.commit({"systems/a.yaml": system("a", **WRONG)})
    desk.git("tag", "v1")
    desk.branch()
    desk.commit({"systems/b.yaml": system("b", **WRONG)})
    desk.git("checkout", "-q", "--detach")
    expected = ["known broken-reference a.yaml:5", "new broken-reference b.yaml:5"]
    for name in ("main", "v1", "HEAD~1", "refs/heads/main"):
        assert serious(desk.find("--since", name)) == expected
    assert {line.split()[0] for line in desk.find("--since", "HEAD")} == {"known"}
    desk.git("worktree", "add", "-q", str(desk.root.parent / "tree"), "work")
    assert serious(Desk(desk.root.parent / "tree", monkeypatch).find(*SINCE)) == expected


def test_a_shallow_clone_says_what_to_fetch(desk: Desk, clone: Callable[..., Desk]) -> None:
    desk.commit({"systems/a.yaml": system("a")})
    desk.branch()
    desk.commit({"systems/b.yaml": system("b")})
    shallow = clone("--depth", "1", "--branch", "work")
    for name in ("main", "origin/main", "HEAD~1"):
        done = shallow.check("--since", name)
        assert done.code == 2
        assert "`fetch-depth: 0`" in done.text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "nowhere"], "There is no revision `nowhere`"),
        (["--since", "main..work"], "names two revisions"),
        (["--since", "--all"], "is no revision"),
        (["--since", ""], "is no revision"),
        (["--ratchet"], "--since main --ratchet"),
    ],
)
def test_what_cannot_be_compared_is_said_before_anything_else(desk: Desk, arguments: list[str], said: str) -> None:
    done = desk.check(*arguments)
    assert (done.code, said in done.text) == (2, True), done.text


def test_outside_of_a_repository_there_is_nothing_to_compare_with(desk: Desk) -> None:
    (desk.root / ".git").rename(desk.root.parent / "gone")
    done = desk.check(*SINCE)
    assert (done.code, "not kept in git" in done.text) == (2, True)


def test_paths_narrow_what_is_reported_and_not_what_is_compared(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", replaced_by="b"), "systems/b.yaml": system("b")})
    desk.branch()
    desk.write({"systems/b.yaml": None, "systems/c.yaml": system("c", **WRONG)})
    assert serious(desk.find(*SINCE, "knowledge/systems/c.yaml")) == ["new broken-reference c.yaml:5"]
