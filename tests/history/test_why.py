"""Pull request, ticket and reason stand in the log, wherever a commit or the merge that brought it says them."""

import time

import pytest

from git_book import Repo, system
from mopsbook.history.why import Why, find_pull, find_subject, hand_down

GITLAB = "Raise the bar\n\nSee merge request acme/books!214"


@pytest.mark.parametrize(
    ("subject", "body", "pull", "told"),
    [
        ("Raise the bar (#214)", "", "#214", "Raise the bar (#214)"),
        ('Revert "Raise the bar (#214)" (#220)', "", "#220", 'Revert "Raise the bar (#214)" (#220)'),
        ('Revert "Raise the bar (#214)"', "", "", 'Revert "Raise the bar (#214)"'),
        ("Merge pull request #214 from acme/bar", "Raise the bar", "#214", "Raise the bar"),
        ("Merge pull request #214 from acme/bar", "", "#214", "Merge pull request #214 from acme/bar"),
        ("Merge branch 'bar' into 'main'", GITLAB, "!214", "Raise the bar"),
        ("Merge branch 'bar'", "Ticket: OPS-7", "", "Merge branch 'bar'"),
        ("Raise the bar", GITLAB, "!214", "Raise the bar"),
        ("Merged in bar (pull request #214)", "", "#214", "Merged in bar (pull request #214)"),
        ("Mend #214 and (#3) more", "", "", "Mend #214 and (#3) more"),
    ],
)
def test_a_message_names_the_pull_request_it_came_by(subject: str, body: str, pull: str, told: str) -> None:
    assert find_pull(subject, body) == pull
    assert find_subject(subject, body) == told


def test_trailers_are_fields_of_the_commit(repo: Repo) -> None:
    """A word in the middle of a message is no trailer; a long one may run over lines; several tickets are all told."""
    said = "Edit (#7)\n\nTicket: none of this counts\n\nmore\n\nchange-note: The team\n  grew\nTicket: OPS-7\nRefs: #12\nRefs: OPS-7\n"
    repo.commit(said, marketo=system("marketo"))
    commit = repo.log().changes[0].commit
    assert (commit.pull, commit.ticket, commit.reason) == ("#7", "OPS-7, #12", "The team grew")


def test_a_book_may_have_names_of_its_own_for_trailers(repo: Repo) -> None:
    repo.commit("Edit\n\nWhy: The team grew\nJira: OPS-7\nTicket: 1\n", marketo=system("marketo"))
    commit = repo.log(reason=("Why",), ticket=("Jira",)).changes[0].commit
    assert (commit.ticket, commit.reason) == ("OPS-7", "The team grew")


def test_people_are_called_as_mailmap_says(repo: Repo) -> None:
    """Also after .mailmap changed and nothing else did."""
    repo.commit(author="ada77", marketo=system("marketo"))
    assert repo.log().changes[0].commit.author == "ada77"
    (repo.root / ".mailmap").write_text("Ada Lovelace <ada@example.com> ada77 <a@example.com>\n")
    assert repo.log().changes[0].commit.author == "Ada Lovelace"


def test_nobodys_own_mailmap_counts(repo: Repo) -> None:
    """The log of a book does not depend on who reads it."""
    (repo.root / "mine").write_text("My friend <a@example.com>\n")
    repo.git("config", "mailmap.file", str(repo.root / "mine"))
    repo.commit(marketo=system("marketo"))
    assert repo.log().changes[0].commit.author == "Ada"


def test_what_a_merge_says_is_said_of_the_commits_it_brought(repo: Repo) -> None:
    repo.commit("Begin", marketo=system("marketo"), slack=system("slack"))
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit("Tier\n\nTicket: OPS-1", marketo=system("marketo", tier=1))
    repo.commit("Vendor", marketo=system("marketo", tier=1, vendor="Adobe"))
    repo.git("checkout", "-q", "main")
    repo.commit("On main", slack=system("slack", tier=2))
    repo.day += 1
    said = "Merge pull request #214 from acme/branch\n\nScore anew\n\nTicket: OPS-9\nChange-note: Budget\n"
    repo.git("merge", "-q", "--no-ff", "-m", said, "branch")
    told = {one.commit.subject: (one.commit.pull, one.commit.ticket, one.commit.reason) for one in repo.log().changes}
    assert told == {
        "Begin": ("", "", ""), "On main": ("", "", ""), "Tier": ("#214", "OPS-1", "Budget"), "Vendor": ("#214", "OPS-9", "Budget"),
    }  # fmt: skip
    # Of the main line alone, the merge did what the branch brought, under the title that it had.
    first = repo.log(first_parent=True).changes[0]
    assert (first.commit.subject, first.commit.pull) == ("Score anew", "#214")
    assert [field.path for field in first.fields] == ["vendor", "tier"]
    assert len(repo.told(first_parent=True)) == 4


def test_of_merges_within_merges_the_inner_one_has_the_first_word() -> None:
    """dev was branched at a, took in x by #1, took in main, and was merged by #2."""
    parents = {"m2": ["b", "d2"], "b": ["a"], "d2": ["d1", "b"], "d1": ["d0", "x"], "d0": ["a"], "x": ["d0"], "a": []}
    said = {"m2": Why("#2"), "d1": Why("#1")}
    found = {commit: why.pull for commit, why in hand_down(parents, "m2", said).items()}
    assert found == {"m2": "#2", "d2": "#2", "d1": "#1", "d0": "#2", "x": "#1"}


@pytest.mark.parametrize(
    "subject", ["x" * 300_000, "( " * 150_000, "(#" + "1" * 300_000 + ")", "Merge branch '" * 20_000]
)
def test_an_endless_subject_is_read_at_once(subject: str) -> None:
    begin = time.process_time()
    assert len(find_pull(subject, subject)) < 30 and find_subject(subject, "")
    assert time.process_time() - begin < 1
