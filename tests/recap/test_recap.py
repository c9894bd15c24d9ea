"""A recap says what was done in a period, and each of its numbers is what one counts by hand."""

from datetime import date

from counted import TODAY, catalog_of, commit_on, make_year, recap_of

from git_book import Repo, system
from mopsbook.recap.make import find_years
from mopsbook.recap.period import between, year_of
from mopsbook.recap.plots import draw
from mopsbook.recap.recap import Tally
from mopsbook.recap.sentences import say_until, tell


def test_what_was_done_is_counted_by_month_by_team_and_by_kind(repo: Repo) -> None:
    make_year(repo)
    recap = recap_of(repo)
    assert recap.tally == Tally(added=5, changed=4, reviewed=1, removed=1)
    assert [(month.period.title, month.tally) for month in recap.months if month.tally.total] == [
        ("Jan 2026", Tally(added=5)), ("Mar 2026", Tally(changed=3, reviewed=1)), ("Jun 2026", Tally(changed=1, removed=1)),
    ]  # fmt: skip
    assert [(row.title, row.tally) for row in recap.teams] == [
        ("Ops", Tally(2, 2, 1)), ("Sales", Tally(2, 2)), ("No team", Tally(1, removed=1)),
    ]  # fmt: skip
    assert [(row.title, row.tally) for row in recap.kinds] == [("Systems", Tally(3, 4, 1, 1)), ("Teams", Tally(2))]
    assert (recap.documents, recap.commits, recap.people) == (5, 7, 1)
    assert [(row.title, row.tally.changed) for row in recap.busiest] == [("A", 2), ("Bee", 2)]
    assert [(event.day, event.title, event.note) for event in recap.renamed] == [
        (date(2026, 6, 1), "Bee", "was called B")
    ]
    assert [(event.day, event.title, event.note) for event in recap.removed] == [(date(2026, 6, 2), "C", "system")]


def test_what_was_renamed_or_removed_is_told_in_the_words_of_people(repo: Repo) -> None:
    """No ids and no subjects of commits: the name before, else that it stayed; what sort of thing went, and why if that is said."""
    commit_on(repo, date(2026, 2, 1), "Begin", a=system("a"), b=system("b"))
    repo.git("mv", "knowledge/systems/a.yaml", "knowledge/systems/aye.yaml")
    commit_on(repo, date(2026, 2, 2), "mv a aye", aye={**system("a"), "id": "aye"})
    commit_on(repo, date(2026, 2, 3), "rm b\n\nChange-note: Nobody used it.", b=None)
    recap = recap_of(repo)
    assert [(event.title, event.note) for event in recap.renamed] == [("A", "another id, the same name")]
    assert [(event.title, event.note) for event in recap.removed] == [("B", "system: Nobody used it.")]


def test_the_months_add_up_to_the_whole_and_so_do_the_teams(repo: Repo) -> None:
    make_year(repo)
    recap = recap_of(repo)
    for rows in (recap.months, recap.teams, recap.kinds):
        assert sum((row.tally for row in rows), Tally()) == recap.tally


def test_only_what_was_done_within_the_period_counts(repo: Repo) -> None:
    make_year(repo)
    assert recap_of(repo, between(date(2026, 3, 4), date(2026, 3, 31))).tally == Tally(changed=1, reviewed=1)
    assert recap_of(repo, between(date(2026, 3, 5), date(2026, 3, 30))).tally == Tally()


def test_completeness_is_that_of_the_end_of_each_month_and_of_the_present_state_today(repo: Repo) -> None:
    make_year(repo)
    recap = recap_of(repo)
    scores = [month.standing.score for month in recap.months if month.standing]
    assert len(scores) == 6
    # Tiers are asked for, so that to write them made the book better; then nothing happened for two months.
    assert scores[1] < scores[2] == scores[3] == scores[4]
    assert recap.months[-1].standing == recap.after
    assert recap.before is None
    half = recap_of(repo, between(date(2026, 4, 1), date(2026, 6, 15)))
    assert half.before == recap.months[2].standing


def test_what_has_a_day_of_its_own_is_told_by_that_day(repo: Repo) -> None:
    audit = {"kind": "checklist", "id": "mini", "title": "Mini-audit", "cadence": "3m"}
    runs = [
        {"date": "2026-05-04", "results": [{"item": "x", "result": "pass"}, {"item": "y", "result": "fail"}]},
        {"date": "2025-12-30"},
    ]
    commit_on(
        repo, date(2026, 6, 3), "All at once",
        yes={"kind": "decision", "id": "yes", "title": "Yes", "state": "accepted", "date": "2026-02-01"},
        no={"kind": "decision", "id": "no", "title": "No", "state": "rejected", "date": "2026-02-02"},
        maybe={"kind": "decision", "id": "maybe", "title": "Maybe", "state": "proposed", "date": "2026-02-03"},
        early={"kind": "vendor-update", "id": "early", "title": "Early", "state": "done", "effective": "2026-03-10",
               "done_on": "2026-03-01"},
        late={"kind": "vendor-update", "id": "late", "title": "Late", "state": "done", "effective": "2026-03-10",
              "done_on": "2026-03-12"},
        open={"kind": "vendor-update", "id": "open", "title": "Open", "state": "new", "effective": "2026-04-10"},
        ahead={"kind": "vendor-update", "id": "ahead", "title": "Ahead", "state": "new", "effective": "2026-08-10"},
        mini={**audit, "runs": runs},
        sys=system("sys", user_audit={"last_done": "2026-04-02"}),
    )  # fmt: skip
    recap = recap_of(repo)
    assert [(event.title, event.note) for event in recap.decisions] == [("Yes", ""), ("No", "turned down")]
    assert [event.title for event in recap.proposed] == ["Maybe"]
    assert [(event.title, event.note, event.is_bad) for event in recap.answered] == [
        ("Early", "9 days before it took effect", False), ("Late", "2 days late", True),
    ]  # fmt: skip
    assert [event.title for event in recap.waiting] == ["Open"]
    assert [(event.day, event.title, event.note, event.is_bad) for event in recap.audits] == [
        (date(2026, 4, 2), "Sys", "Its users were checked", False), (date(2026, 5, 4), "Mini-audit", "1 of 2 passed", True),
    ]  # fmt: skip
    assert "2 decisions were taken, 1 of them to turn something down." in tell(recap)
    assert "2 vendor updates were answered, 1 of them late." in tell(recap)
    assert "2 audits were run; 1 found something to mend." in tell(recap)


def test_an_audit_at_the_turn_of_the_year_counts_in_one_year_alone(repo: Repo) -> None:
    """What was done in December and written down in January is an audit of December; the one before it is told by the log."""
    commit_on(repo, date(2025, 3, 2), "Begin", sys=system("sys", user_audit={"last_done": "2025-03-01"}))
    commit_on(repo, date(2025, 7, 2), "Audited", sys=system("sys", user_audit={"last_done": "2025-07-01"}))
    commit_on(repo, date(2026, 1, 5), "Audited", sys=system("sys", user_audit={"last_done": "2025-12-30"}))
    days = [[event.day for event in recap_of(repo, year_of(year)).audits] for year in (2025, 2026)]
    assert days == [[date(2025, 7, 2), date(2025, 12, 30)], []]


def test_a_period_in_which_nothing_happened_says_so_and_draws_nothing_to_count(repo: Repo) -> None:
    make_year(repo)
    recap = recap_of(repo, between(date(2026, 4, 1), date(2026, 4, 30)))
    assert recap.is_empty
    assert tell(recap) == ["From 1 Apr 2026 to 30 Apr 2026 nothing was written, changed or decided."]
    assert [name for name, _ in draw(recap, catalog_of(repo))] == ["complete"]


def test_a_book_without_a_past_has_nothing_to_tell(repo: Repo) -> None:
    repo.write("systems/a.yaml", system("a"))
    recap = recap_of(repo)
    assert recap.is_empty
    assert "nothing of the book is committed" in say_until(recap)


def test_sentences_name_what_counts(repo: Repo) -> None:
    make_year(repo)
    told = tell(recap_of(repo))
    assert told[0] == "In 2026 so far the team documented 3 systems and 2 teams, and made 4 changes."
    assert "Most was done to what Ops answers for: 2 added, 2 changed and 1 read again." in told
    assert "1 document was renamed and 1 document was removed." in told
    assert say_until(recap_of(repo)) == "It is told until 15 Jun 2026. The history begins on 5 Jan 2026."


def test_a_book_of_a_few_days_has_no_year_and_an_older_one_has_each_in_which_something_was_done(repo: Repo) -> None:
    make_year(repo)
    assert find_years(repo.log(), date(2026, 1, 20)) == []
    assert find_years(repo.log(), TODAY) == [year_of(2026)]
    assert find_years(repo.log(), date(2028, 1, 1)) == [year_of(2026)]


def test_a_shallow_clone_says_what_is_missing(repo: Repo) -> None:
    make_year(repo)
    clone = repo.root.with_name("clone")
    repo.git("clone", "-q", "--depth", "2", f"file://{repo.root}", str(clone))
    shallow = Repo.__new__(Repo)
    shallow.root, shallow.kinds = clone, repo.kinds
    recap = recap_of(shallow)
    assert "shallow clone" in say_until(recap)
    assert recap.months and all(month.period.first.month == 6 for month in recap.months)


def test_the_running_month_stands_as_the_book_does_today(repo: Repo) -> None:
    """A review that comes due before the month ends is not overdue yet."""
    commit_on(repo, date(2026, 6, 1), "Begin", a=system("a", tier=2, last_reviewed="2026-01-20", review_every="5m"))
    recap = recap_of(repo, today=date(2026, 6, 15))
    assert recap.months[-1].standing == recap.after
    assert recap.after != recap_of(repo, today=date(2026, 6, 25)).after
