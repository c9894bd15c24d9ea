"""`mopsbook comment`: one comment of a pull request, added once, updated afterwards, by whoever is allowed to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from host import Host

from mopsbook.cli.comment import command
from mopsbook.errors import SetupError

ON_GITHUB = {"GITHUB_REPOSITORY": "acme/book", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_TOKEN": "secret"}
ON_GITLAB = {"CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "7", "MOPSBOOK_TOKEN": "secret"}
NOWHERE = dict.fromkeys(
    "GITHUB_REPOSITORY GITHUB_REF GITHUB_TOKEN GITHUB_EVENT_PATH GITHUB_API_URL CI_API_V4_URL CI_MERGE_REQUEST_IID"
    " CI_MERGE_REQUEST_PROJECT_ID CI_PROJECT_ID MOPSBOOK_TOKEN GITLAB_TOKEN".split()
)


@pytest.fixture(params=["github", "gitlab"])
def environment(request: pytest.FixtureRequest, host: Host) -> dict[str, str]:
    if request.param == "github":
        return {**ON_GITHUB, "GITHUB_API_URL": host.address}
    return {**ON_GITLAB, "CI_API_V4_URL": host.address}


def say(environment: dict[str, str], *words: str) -> Result:
    return CliRunner().invoke(command, words, env={**NOWHERE, **environment}, standalone_mode=False)


def note(folder: Path, text: str, name: str = "check.md") -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def test_a_comment_is_added_once_and_updated_by_the_next_run(
    host: Host, environment: dict[str, str], tmp_path: Path
) -> None:
    host.comments = {1: "What do you think?", 2: "> <!-- mopsbook: review -->\n> quoted"}
    assert say(environment, note(tmp_path, "first ü")).stdout == "Comment added.\n"
    assert say(environment, note(tmp_path, "second")).stdout == "Comment updated.\n"
    assert host.comments == {
        1: "What do you think?",
        2: "> <!-- mopsbook: review -->\n> quoted",
        3: "<!-- mopsbook: review -->\nsecond\n",
    }
    assert host.tokens in ({"Bearer secret"}, {"secret"})


def test_a_comment_that_would_say_the_same_is_left_alone(
    host: Host, environment: dict[str, str], tmp_path: Path
) -> None:
    say(environment, note(tmp_path, "one\ntwo"))
    # As hosts give it back.
    host.comments[1] = host.comments[1].replace("\n", "\r\n").rstrip()
    assert say(environment, note(tmp_path, "one\ntwo")).stdout == "Comment unchanged.\n"
    assert [method for method, _ in host.asked] == ["GET", "POST", "GET"]


def test_our_comment_is_found_among_hundreds(host: Host, environment: dict[str, str], tmp_path: Path) -> None:
    host.comments = {number: f"comment {number}" for number in range(1, 251)}
    host.comments[230] = "<!-- mopsbook: review -->\nold"
    assert say(environment, note(tmp_path, "new")).stdout == "Comment updated.\n"
    assert host.comments[230].endswith("new\n")


def test_several_notes_are_one_comment_and_each_name_has_its_own(
    host: Host, environment: dict[str, str], tmp_path: Path
) -> None:
    say(environment, note(tmp_path, "the check"), note(tmp_path, "the diff", "diff.md"))
    say(environment, "--name", "other --> book", note(tmp_path, "another book"))
    assert list(host.comments.values()) == [
        "<!-- mopsbook: review -->\nthe check\n\nthe diff\n",
        "<!-- mopsbook: other -- book -->\nanother book\n",
    ]


def test_notes_that_are_too_long_for_github_are_cut_and_it_is_said(host: Host, tmp_path: Path) -> None:
    host.most = 65_536
    environment = {**ON_GITHUB, "GITHUB_API_URL": host.address}
    long = "\n".join(f"line {number} of the diff" for number in range(3_000))
    assert say(environment, note(tmp_path, "x" * 40_000), note(tmp_path, long, "diff.md")).stdout == "Comment added.\n"
    assert "Cut" in host.comments[1]
    assert "diff" in host.comments[1]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_run_that_may_not_comment_says_so_and_is_well(
    host: Host, environment: dict[str, str], tmp_path: Path, status: int
) -> None:
    host.refuses = status
    result = say(environment, note(tmp_path, "x"))
    assert result.exception is None
    assert "this run may not comment (Resource not accessible by integration)" in result.stderr
    assert "fork" in result.stderr


def test_a_run_outside_of_a_pull_request_says_so(host: Host, tmp_path: Path) -> None:
    for environment in (
        {**ON_GITHUB, "GITHUB_API_URL": host.address, "GITHUB_REF": "refs/heads/main"},
        {**ON_GITLAB, "CI_API_V4_URL": host.address, "CI_MERGE_REQUEST_IID": ""},
    ):
        assert "belongs to no pull request" in say(environment, note(tmp_path, "x")).stdout
    assert host.asked == []


def test_the_event_says_which_pull_request_it_is_where_the_reference_does_not(host: Host, tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}), "utf-8")
    environment = {**ON_GITHUB, "GITHUB_API_URL": host.address, "GITHUB_REF": "refs/heads/main"}
    assert say({**environment, "GITHUB_EVENT_PATH": str(event)}, note(tmp_path, "x")).stdout == "Comment added.\n"


def test_what_goes_wrong_is_said_with_the_way_out(host: Host, environment: dict[str, str], tmp_path: Path) -> None:
    there = note(tmp_path, "x")
    without = {key: value for key, value in environment.items() if "TOKEN" not in key}
    gone = {key: "http://127.0.0.1:9" if value == host.address else value for key, value in environment.items()}
    strange = {key: "file:///etc" if value == host.address else value for key, value in environment.items()}
    for settings, file, says in (
        ({}, there, "no run of GitHub Actions or GitLab CI"),
        (without, there, "nobody would know who comments"),
        (environment, str(tmp_path / "nowhere.md"), "there is no `"),
        (environment, str(tmp_path), "cannot be read"),
        (gone, there, "http://127.0.0.1:9/"),
        (strange, there, "`file:///etc` is no address of a host"),
    ):
        error = say(settings, file).exception
        assert isinstance(error, SetupError)
        assert says in error.message
    host.refuses = 500
    error = say(environment, there).exception
    assert isinstance(error, SetupError)
    assert "500" in error.message
    # A token must never stand in a log.
    assert "secret" not in error.message


def test_an_empty_note_says_nothing(host: Host, environment: dict[str, str], tmp_path: Path) -> None:
    assert say(environment, note(tmp_path, " \n")).stdout == "The files are empty, so nothing was said.\n"
    assert host.comments == {}
