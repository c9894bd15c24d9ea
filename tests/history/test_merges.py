"""What came by a merged branch is told once, with the commit that made it."""

from git_book import Repo, system


def test_a_merged_branch_is_told_by_its_own_commits(repo: Repo) -> None:
    repo.commit(marketo=system("marketo"), slack=system("slack"))
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit("On the branch", author="Grace", marketo=system("marketo", tier=1))
    repo.git("checkout", "-q", "main")
    repo.commit("On main", slack=system("slack", tier=3))
    repo.day += 1
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "branch")
    assert [(one.id, one.commit.subject, one.commit.author) for one in repo.log().changes[:2]] == [
        ("slack", "On main", "Ada"),
        ("marketo", "On the branch", "Grace"),
    ]
    assert len(repo.log().changes) == 4


def test_a_file_that_git_merged_by_itself_is_not_told_again(repo: Repo) -> None:
    middle = {"data_collected": [f"line {number}" for number in range(9)], "vendor": "Adobe"}
    repo.commit(marketo=system("marketo", tier=2, **middle))
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit("Vendor", marketo=system("marketo", tier=2, **middle | {"vendor": "Adobe Inc."}))
    repo.git("checkout", "-q", "main")
    repo.commit("Tier", marketo=system("marketo", tier=1, **middle))
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "branch")
    assert [one.commit.subject for one in repo.log().changes] == ["Tier", "Vendor", "Edit"]


def test_a_conflict_resolved_by_hand_is_told_with_the_merge(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", tier=2))
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit("One", marketo=system("marketo", tier=1))
    repo.git("checkout", "-q", "main")
    repo.commit("Three", marketo=system("marketo", tier=3))
    repo.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "branch")
    repo.commit("Merge: four", marketo=system("marketo", tier=4))
    told = [(one.commit.subject, one.fields[0].new) for one in repo.log().changes[:-1]]
    assert told == [("Merge: four", "4"), ("Three", "3"), ("One", "1")]


def test_a_change_picked_onto_two_branches_is_told_once(repo: Repo) -> None:
    repo.commit(marketo=system("marketo"), slack=system("slack"))
    repo.git("checkout", "-q", "-b", "branch")
    picked = repo.commit("Tier", marketo=system("marketo", tier=1))
    repo.commit("Slack", slack=system("slack", tier=2))
    repo.git("checkout", "-q", "main")
    repo.commit("Vendor", slack=system("slack", vendor="Salesforce"))
    repo.git("cherry-pick", picked, when="1767225600 +0000")
    repo.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "Merge", "branch")
    assert [one.commit.subject for one in repo.log().changes if one.id == "marketo"] == ["Tier", "Edit"]


def test_an_octopus_is_no_trouble(repo: Repo) -> None:
    repo.commit(marketo=system("marketo"))
    for name in ("a", "b"):
        repo.git("checkout", "-q", "-b", name, "main")
        repo.commit(f"Add {name}", **{name: system(name)})
    repo.git("checkout", "-q", "main")
    repo.commit("Add c", c=system("c"))
    repo.git("merge", "-q", "-m", "Merge", "a", "b")
    assert sorted(repo.told()) == ["added a", "added b", "added c", "added marketo"]


def test_an_edit_on_one_branch_and_a_rename_on_another_are_both_of_the_entity(repo: Repo) -> None:
    """Who looks at an entity sees what a branch did to it under its old id after another branch had renamed it."""
    repo.commit("Begin", marketo=system("marketo", tier=2))
    repo.git("checkout", "-q", "-b", "branch")
    repo.git("mv", "knowledge/systems/marketo.yaml", "knowledge/systems/engage.yaml")
    repo.commit("Rename", engage={**system("marketo", tier=2), "id": "engage"})
    repo.git("checkout", "-q", "main")
    repo.commit("Edit", marketo=system("marketo", tier=1))
    repo.day += 1
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "branch")
    assert [one.commit.subject for one in repo.log().of("system", "engage")] == ["Edit", "Rename", "Begin"]
    repo.commit("Anew", marketo=system("marketo", vendor="Adobe"))
    repo.commit("Anew, edited", marketo=system("marketo", vendor="Adobe Inc."))
    log = repo.log()
    assert [one.commit.subject for one in log.of("system", "engage")] == ["Edit", "Rename", "Begin"]
    assert [one.commit.subject for one in log.of("system", "marketo")][:2] == ["Anew, edited", "Anew"]


def test_what_a_branch_removed_and_the_merge_kept_was_never_removed(repo: Repo) -> None:
    """The log does not end with the removal of something that is there."""
    repo.commit("Begin", marketo=system("marketo", tier=2), slack=system("slack"), zoom=system("zoom"))
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit("Remove two", marketo=None, zoom=None, slack=system("slack", tier=3))
    repo.git("checkout", "-q", "main")
    repo.commit("Edit", slack=system("slack", vendor="Salesforce"))
    repo.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "branch")
    repo.commit("Merge", slack=system("slack", tier=3, vendor="Salesforce"), zoom=None)
    removed = [one.id for one in repo.log().changes if one.what == "removed"]
    assert removed == ["zoom"]


def test_a_file_that_was_broken_on_a_branch_is_compared_with_what_it_said_there(repo: Repo) -> None:
    """The gap is bridged on the branch that has it, whatever other branches did to the file meanwhile."""
    repo.commit("Begin", marketo=system("marketo", tier=1))
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit("Break", marketo="{")
    repo.git("checkout", "-q", "main")
    repo.commit("Two", marketo=system("marketo", tier=2))
    repo.git("checkout", "-q", "branch")
    repo.commit("Mend", marketo=system("marketo", tier=3))
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "branch")
    repo.commit("Merge", marketo=system("marketo", tier=4))
    told = {one.commit.subject: (one.fields[0].old, one.fields[0].new) for one in repo.log().changes[:-1]}
    assert told["Mend"] == ("1", "3")


def test_a_merge_that_takes_one_side_has_the_last_word(repo: Repo) -> None:
    """What the branch had done last was not taken, so the field is as it is since the merge."""
    repo.commit("Begin", marketo=system("marketo", tier=2), slack=system("slack"))
    repo.git("checkout", "-q", "-b", "branch")
    repo.git("checkout", "-q", "main")
    repo.commit("Three", marketo=system("marketo", tier=3))
    repo.git("checkout", "-q", "branch")
    repo.commit("One", author="Grace", marketo=system("marketo", tier=1), slack=system("slack", tier=1))
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "branch")
    repo.commit("Merge", slack=system("slack", tier=1))
    log = repo.log()
    told = [(one.commit.subject, one.fields[0].old, one.fields[0].new) for one in log.of("system", "marketo")[:-1]]
    assert told == [("Merge", "1", "3"), ("One", "2", "1"), ("Three", "2", "3")]
    assert repo.since("marketo")["tier"].commit.subject == "Merge"
    assert repo.since("slack")["tier"].commit.author == "Grace"


def test_what_branches_side_by_side_did_to_one_file_is_told_once(repo: Repo) -> None:
    """A branch that takes over the main line, while a third one is open, says nothing about the fields of that one."""
    begin = system("marketo", tier=2, vendor="Adobe", tags=["a"])
    repo.commit("Begin", marketo=begin)
    for branch in ("left", "right"):
        repo.git("branch", branch)
    repo.git("checkout", "-q", "left")
    repo.commit("Left", marketo={**begin, "tags": ["a", "b"]})
    repo.git("checkout", "-q", "main")
    repo.commit("Main", marketo={**begin, "tier": 1})
    repo.git("checkout", "-q", "right")
    repo.commit("Right", marketo={**begin, "vendor": "Adobe Inc."})
    repo.git("merge", "-q", "--no-commit", "-s", "ours", "main")
    repo.commit("Take over", marketo={**begin, "vendor": "Adobe Inc.", "tier": 1})
    repo.git("checkout", "-q", "main")
    for branch in ("left", "right"):
        repo.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", branch)
        repo.commit(f"Merge {branch}", marketo={**begin, "tags": ["a", "b"], "tier": 1}
                    | ({"vendor": "Adobe Inc."} if branch == "right" else {}))  # fmt: skip
    assert [(one.commit.subject, *(field.path for field in one.fields)) for one in repo.log().changes[:-1]] == [
        ("Right", "vendor"), ("Main", "tier"), ("Left", "tags"),
    ]  # fmt: skip
