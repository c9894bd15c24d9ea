"""mopsbook changes in a real repository: what it tells, from when on, for whom, and in which format."""

import json
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
import jsonschema_rs
import pytest
from click.testing import CliRunner, Result
from told_abroad import TEAM

from git_book import Repo, system
from mopsbook.cli.commands import cli
from mopsbook.errors import SetupError
from mopsbook.feeds import formats
from mopsbook.feeds.formats.slack import MOST_BLOCKS, MOST_IN_SECTION
from mopsbook.feeds.window import last_monday
from mopsbook.history.git import list_days, open_repository

Run = Callable[..., Result]
SCHEMA = json.loads((Path(formats.__path__[0]) / "json.schema.json").read_text("utf-8"))
BOOK = "kind: book\ntitle: Ours\nrepository: {url: https://github.com/acme/book}\n"
HOSTILE = "</li><script>x</script> <!here> <@U1> @acme/all *a* _b_ `c` [d](javascript:x) ![e](https://evil.example/p.png) | &lt;"
EVERY = ("text", "markdown", "slack", "html", "json")


@pytest.fixture
def run(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs mopsbook changes in the repository, on Monday, 12 January 2026; its first commit is of 2 January."""

    def call(*words: str) -> Result:
        monkeypatch.chdir(repo.root)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768176000")
        return CliRunner().invoke(cli, ["changes", *words], standalone_mode=False)

    repo.write("book.yaml", BOOK)
    repo.write("teams/ops.yaml", TEAM)
    repo.commit("The book", a=system("a", tier=2, status="active", owner="ops"), b=system("b"))
    return call


def test_what_could_not_be_read_is_said_by_the_name_of_its_file(repo: Repo, run: Run) -> None:
    """Once a file, within the window and for whom it is asked; whoever reads the digest knows that something may be told late."""
    for subject in ("Broken", "Broken still"):
        repo.write("systems/b.yaml", f"kind: system\nid: b\ntitle: [{subject}\n")
        repo.commit(subject)
    repo.commit("Mended", b=system("b", tier=3))
    said = "1 file could not be read for a while: knowledge/systems/b.yaml. What changed there is told with the next version that could be."
    for name in EVERY:
        assert said in run("--since", "2026-01-01", "--format", name).output.replace("\\_", "_").replace("\\.", ".")
    assert said in run("--since", "2026-01-01", "--kind", "system").output
    assert "could not be read" not in run("--since", "2026-01-01", "--team", "ops").output
    assert "could not be read" not in run("--since", "2026-01-05").output


def test_it_goes_by_what_there_is_to_do_then_by_team_and_says_who_and_why(repo: Repo, run: Run) -> None:
    note = {
        "kind": "change-note",
        "id": "n",
        "title": "A goes",
        "why": "It is *too* dear.",
        "effective": "2026-01-03",
        "touches": ["a"],
        "ticket": "https://t.example/7",
    }
    repo.write("changes/n.yaml", note)
    repo.commit("Off (#3)\n\nReviewed", "Grace", a=system("a", tier=2, status="retired", owner="ops"))
    repo.commit(
        "Owner and words",
        a=system("a", tier=3, status="retired", owner="ops"),
        b=system("b", owner="ops", status="deprecated"),
    )
    assert run("--since", "2026-01-03").output == (
        "Ours, since Saturday, 3 January 2026: 1 breaking change, 1 that needs action and 1 for information.\n"
        "\n"
        "Breaking: act on it\n"
        "  Operations\n"
        "    A goes (Grace, 3 January 2026, Ticket, #3)\n"
        "      A: status: Active → Retired\n"
        "        Nothing may use it any more.\n"
        "      Why: It is too dear.\n"
        "\n"
        "Needs action\n"
        "  Operations\n"
        "    Owner and words (Ada, 4 January 2026, {})\n"
        "      B: status: Deprecated (new); business owner: Operations (new)\n"
        "        It is on its way out: whatever uses it needs another way.\n"
        "\n"
        "For information\n"
        "  Operations\n"
        "    Owner and words (Ada, 4 January 2026, {})\n"
        "      A: tier: 2 → 3\n"
    ).replace("{}", repo.git("rev-parse", "--short=8", "HEAD"))


@pytest.mark.parametrize(
    ("today", "monday"), [("2026-11-22", "2026-11-16"), ("2026-11-23", "2026-11-16"), ("2026-11-24", "2026-11-23")]
)
def test_without_a_beginning_it_is_the_last_monday_and_on_a_monday_that_of_the_week_before(
    today: str, monday: str
) -> None:
    assert last_monday(date.fromisoformat(today)) == date.fromisoformat(monday)


def test_a_day_and_a_revision_begin_and_end_it(repo: Repo, run: Run) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.commit("Second", a=system("a", tier=3, status="active", owner="ops"))
    repo.git("tag", "v2")
    repo.commit("Third", a=system("a", tier=4, status="active", owner="ops"))
    told = {words: re.findall(r"(The book|Second|Third) \(", run(*words).output) for words in [
        (), ("--since", "2026-01-03"), ("--since", "2026-01-04"), ("--since", "2026-01-01", "--until", "2026-01-02"),
        ("--since", first[:9]), ("--since", "v2"), ("--since", first, "--until", "v2"), ("--since", "2026-01-01", "--until", "v2"),
    ]}  # fmt: skip
    assert list(told.values()) == [
        [], ["Third", "Second"], ["Third"], ["The book", "The book"], ["Third", "Second"], ["Third"], ["Second"], ["Second", "The book", "The book"],
    ]  # fmt: skip
    assert run("--since", "v2").output.startswith(
        f"Ours, since v2 ({repo.git('rev-parse', '--short=8', 'v2')}): 1 that needs action."
    )


def test_it_is_narrowed_to_a_team_and_to_a_kind(repo: Repo, run: Run) -> None:
    told = run("--since", "2026-01-01", "--team", "Operations").output
    assert "A: new" in told and "B: new" not in told
    told = run("--since", "2026-01-01", "--kind", "system").output
    assert "B: new" in told and "Operations: new" not in told
    assert told.startswith("Ours (Systems), since Thursday, 1 January 2026")


@pytest.mark.parametrize("format_", EVERY)
def test_where_nothing_changed_it_says_so(repo: Repo, run: Run, format_: str) -> None:
    result = run("--format", format_)
    assert result.exception is None
    if format_ == "json":
        assert json.loads(result.output)["groups"] == []
    else:
        assert re.search("nothing changed since Monday, 5 January 2026", result.output, re.IGNORECASE)


def test_what_is_not_committed_is_not_told_of(repo: Repo, run: Run) -> None:
    before = run("--since", "2026-01-01").output
    repo.write("systems/a.yaml", system("a", title="Another", owner="ops"))
    assert run("--since", "2026-01-01").output == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--since", "nowhere"), "There is no revision `nowhere`"),
        (("--since", "3m"), "`3m` is neither a day nor a revision"),
        (("--since", "31.3.2026"), "`31.3.2026` is neither a day nor a revision"),
        (("--since", "2026-02-30"), "there is no day `2026-02-30`"),
        (("--until", "-x"), "`-x` is no revision"),
        (("--team", "nobody"), "`team/nobody`"),
        (("--kind", "sytem"), "`sytem`"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, words: tuple[str, ...], message: str) -> None:
    refused = run(*words).exception
    assert isinstance(refused, SetupError), refused
    assert message in refused.message


def test_without_a_repository_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge/a.yaml").write_text("kind: system\nid: a\ntitle: A\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    refused = CliRunner().invoke(cli, ["changes"], standalone_mode=False).exception
    assert isinstance(refused, SetupError)
    assert "not kept in git" in refused.message


def test_what_is_to_come_stands_at_the_end_and_mere_reviews_are_counted(repo: Repo, run: Run) -> None:
    repo.write(
        "changes/n.yaml",
        {"kind": "change-note", "id": "n", "title": "A goes", "effective": "2026-01-20", "touches": ["a"]},
    )
    repo.commit("A note")
    repo.commit("Read it", b=system("b", last_reviewed="2026-01-05"))
    repo.commit("Read again", b=system("b", last_reviewed="2026-01-06"))
    told = run("--since", "2026-01-05").output
    assert told.startswith("Ours, since Monday, 5 January 2026: 1 to come.\n\nComing\n    A goes (")
    assert told.endswith("1 document was read again and found true.\n")


def test_programs_read_what_the_schema_says(repo: Repo, run: Run) -> None:
    repo.commit("Off (#3)", a=system("a", tier=2, status="retired", owner="ops"))
    told = json.loads(run("--since", "2026-01-03", "--until", "main", "--format", "json").output)
    assert [error.message for error in jsonschema_rs.Draft202012Validator(SCHEMA).iter_errors(told)] == []
    assert told["counts"] == {"breaking": 1, "needs-action": 0, "informative": 0}
    (change,) = told["groups"][0]["teams"][0]["changes"]
    assert change["links"] == [{"words": "#3", "url": "https://github.com/acme/book/pull/3"}]
    assert change["changed"][0]["words"] == ["status: Active → Retired"]


class Tags(HTMLParser):
    """Gathers the elements of a document with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_what_people_wrote_does_nothing_in_any_format(repo: Repo, run: Run) -> None:
    title = HOSTILE[:100]
    note = {
        "kind": "change-note",
        "id": "n",
        "title": title,
        "why": HOSTILE,
        "effective": "2026-01-03",
        "touches": ["a"],
        "ticket": "https://t.example/|>*x*",
    }
    repo.write("changes/n.yaml", note)
    repo.commit(
        HOSTILE,
        "<b>*Mallory*",
        a=system("a", title=title, status="retired", purpose=HOSTILE, owner="ops"),
        b=system("b", title=title, tags=[HOSTILE]),
    )
    told = {name: run("--since", "2026-01-03", "--format", name).output for name in EVERY}
    page = Tags()
    page.feed(told["html"])
    tags = {tag for tag, _ in page.found}
    assert tags <= set("html head meta title body table tr td p strong h2 h3 ul li span em br a".split())
    assert not [
        name
        for _, attributes in page.found
        for name in attributes
        if name.startswith("on") or name in ("class", "src", "id")
    ]
    assert all(
        not re.search(r"url\(|flex|grid|position|var\(", attributes.get("style") or "") for _, attributes in page.found
    )
    shown = Tags()
    shown.feed(cmarkgfm.github_flavored_markdown_to_html(told["markdown"]))
    assert {tag for tag, _ in shown.found} <= set("h2 h3 p ul li strong em a".split())
    assert "@acme" not in told["markdown"]
    for _, attributes in (*page.found, *shown.found):
        assert (attributes.get("href") or "https://").startswith("https://")
    said = " ".join(
        block["text"]["text"] for block in json.loads(told["slack"])["blocks"] if block["type"] == "section"
    )
    assert not re.search(r"<[!@#]", said)
    assert all(link.count("|") == 1 for link in re.findall(r"<https://[^>]*>", said))
    assert "\x1b" not in told["text"]


def test_a_message_for_slack_stays_within_its_limits_and_says_what_was_cut(repo: Repo, run: Run) -> None:
    for number in range(60):
        repo.write(f"teams/t{number}.yaml", {"kind": "team", "id": f"t{number}", "title": f"Team {number}"})
        repo.write(f"systems/s{number}.yaml", system(f"s{number}", owner=f"t{number}", purpose="word " * 900))
    repo.commit("Much " * 400)
    message = json.loads(run("--since", "2026-01-03", "--format", "slack").output)
    blocks = message["blocks"]
    assert len(blocks) <= MOST_BLOCKS
    assert max(len(block["text"]["text"]) for block in blocks if block["type"] == "section") <= MOST_IN_SECTION
    assert re.fullmatch(
        r"Cut, because a message holds 50 blocks: 1\d changes. `mopsbook changes` prints the whole\.",
        blocks[-1]["elements"][0]["text"],
    )


def test_it_is_written_into_a_file_and_links_lead_to_the_site(repo: Repo, run: Run) -> None:
    (repo.root / "mkdocs.yml").write_text("site_name: x\nsite_url: https://example.org/book\ndocs_dir: knowledge\n")
    assert run("--since", "2026-01-01", "--format", "html", "--output", "out/mail.html").output == ""
    mail = (repo.root / "out/mail.html").read_text("utf-8")
    assert '<a href="https://example.org/book/systems/a/"' in mail
    assert '<a href="https://example.org/book/changes/"' in mail


@pytest.mark.parametrize(("since", "until"), [("2026-01-05", "2026-01-04"), ("HEAD", "HEAD~1"), ("HEAD", "2025-12-31")])
def test_an_end_before_the_beginning_is_no_empty_week(repo: Repo, run: Run, since: str, until: str) -> None:
    repo.commit("More", a=system("a", tier=3))
    done = run("--since", since, "--until", until)
    assert isinstance(done.exception, SetupError)
    assert f"`{until}` lies before" in done.exception.message


def test_a_commit_of_no_day_that_there_is_stops_nobody(repo: Repo, run: Run) -> None:
    """A clock that is wrong by thousands of years has made a commit, and nobody can take it back."""
    repo.write("systems/a.yaml", system("a", tier=3))
    repo.git("add", "-A", "knowledge")
    repo.git("commit", "-q", "-m", "From afar", when="@253402300800 +0000")
    assert run("--since", "HEAD~1").exit_code == 0
    assert "From afar" in run("--since", "HEAD~1").output
    read = list_days(open_repository(repo.root / "knowledge"))
    assert len(read) == 2
