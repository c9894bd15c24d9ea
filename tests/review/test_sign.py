"""`mopsbook review` writes the day, the reader and the record, and nothing else; what it cannot do it refuses with a way out."""

from __future__ import annotations

import json
import os

import pytest
from desk_of_reviews import DAY, Desk

from mopsbook.documents.records import read_records
from mopsbook.errors import SetupError


def test_a_review_writes_the_day_the_reader_and_the_record(desk: Desk) -> None:
    before = desk.read("processes/routing.yaml")
    assert "process/routing was reviewed on 2026-11-22 by head" in desk.review("process/routing").output
    added = set(desk.read("processes/routing.yaml").splitlines()) - set(before.splitlines())
    assert added == {f"last_reviewed: {DAY}", "reviewed_by: head"}
    record = json.loads((desk.layout.root / ".mopsbook/reviews/process/routing.json").read_bytes())
    assert (record["on"], record["by"]) == (DAY, "head")
    assert set(record["watched"]) == {"system/marketo"}
    assert set(record["watched"]["system/marketo"]) == {"owner", "status", "replaced_by"}
    assert desk.states() == {"process/routing": "fresh"}


def test_a_record_holds_digests_and_no_value(desk: Desk) -> None:
    desk.change("systems/marketo.yaml", "owner: head", "owner: ops")
    desk.review("process/routing", "--by", "head")
    record = json.loads((desk.layout.root / ".mopsbook/reviews/process/routing.json").read_bytes())
    digests = [record["content"], *record["watched"]["system/marketo"].values()]
    assert all(digest == "" or (len(digest) == 10 and int(digest, 16) >= 0) for digest in digests)


def test_comments_and_everything_else_stay_as_they_were(desk: Desk) -> None:
    text = "# Ours.\nkind: process # of work\nid: alerts\ntitle:   'Alerts'\nlast_reviewed: 2026-01-01 # long ago\nowner: ops\n"
    desk.write("processes/alerts.yaml", text)
    desk.review("alerts")
    wanted = text.replace("2026-01-01", DAY).splitlines()
    assert [line for line in desk.read("processes/alerts.yaml").splitlines() if line != "reviewed_by: ops"] == wanted


def test_several_are_reviewed_at_once_and_one_of_a_file_of_many_alone(desk: Desk) -> None:
    desk.write(
        "glossary/t.yaml",
        "kind: term\nlast_reviewed: 2026-01-01\nterms:\n  - {id: mql, title: MQL, owner: ops}\n  - {id: sql, title: SQL}\n",
    )
    desk.review("term/mql", "alerts")
    assert desk.records == ["process/alerts", "term/mql"]
    dates = {one.id: one.data["last_reviewed"] for one in desk.shelf().of_kind("term")}
    assert dates == {"mql": DAY, "sql": "2026-01-01"}


def test_the_same_review_again_writes_the_same(desk: Desk) -> None:
    desk.review("routing")
    path = desk.layout.root / ".mopsbook/reviews/process/routing.json"
    first = (desk.read("processes/routing.yaml"), path.read_bytes())
    desk.review("routing")
    assert (desk.read("processes/routing.yaml"), path.read_bytes()) == first


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rooting"], "nothing is called `rooting`; did you mean `process/routing`"),
        (["proces/routing"], "nothing is called `proces/routing`; `proces` is no kind; did you mean `process`?"),
        (["routing", "--by", "haed"], "no role or team is called `haed`; did you mean `head`?"),
        ([], "nothing is named"),
        (["routing", "--due"], "`--due` lists what is to be read"),
        (["routing", "--team", "ops"], "`--team` and `--json` belong to `--due`"),
        (["routing", "--tidy"], "`--tidy` stands alone"),
        (["--due", "--team", "opps"], "nothing is called `team/opps`"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(desk: Desk, arguments: list[str], message: str) -> None:
    done = desk.run("review", *arguments)
    assert isinstance(done.exception, SetupError)
    assert message in f"{done.exception.message}; {done.exception.hint}"
    assert desk.records == []
    assert "last_reviewed" not in desk.read("processes/routing.yaml")


def test_without_an_owner_somebody_must_say_who_read_it(desk: Desk) -> None:
    desk.change("systems/slack.yaml", "owner: ops\n", "")
    done = desk.run("review", "slack")
    assert isinstance(done.exception, SetupError) and "--by ROLE" in done.exception.hint
    desk.review("slack", "--by", "ops")
    assert desk.states() == {"system/slack": "fresh"}


def test_a_role_and_a_team_of_one_id_are_told_apart(desk: Desk) -> None:
    desk.write("teams/head.yaml", "kind: team\nid: head\ntitle: Heads\n")
    # The plain id means the role, as everywhere.
    for by, written in (("team/head", "team/head"), ("role/head", "head")):
        desk.review("slack", "--by", by)
        assert f"reviewed_by: {written}\n" in desk.read("systems/slack.yaml")


@pytest.mark.parametrize("what", ["pipe", "device"])
def test_a_record_that_never_ends_is_no_record(desk: Desk, what: str) -> None:
    folder = desk.layout.root / ".mopsbook" / "reviews" / "process"
    folder.mkdir(parents=True)
    if what == "pipe":
        os.mkfifo(folder / "routing.json")
    else:
        (folder / "routing.json").symlink_to("/dev/zero")
    assert read_records(desk.layout.root) == {("process", "routing"): None}
