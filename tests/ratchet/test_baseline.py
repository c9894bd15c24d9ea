"""The baseline: an old book begins as it is, only what is new or worse fails, and what is mended does not come back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import NOON, Desk, make_desk, serious, system

from mopsbook import __version__
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.pipeline import make_book
from mopsbook.ratchet.judge import judge
from mopsbook.today import today

WRONG = {"owner": "nobody"}
RECORD = "--write-baseline"


@pytest.fixture
def messy(desk: Desk) -> Desk:
    """A book with two systems whose owner there is not, recorded and committed."""
    desk.write({f"systems/{name}.yaml": system(name, **WRONG) for name in ("a", "b")})
    assert desk.check(RECORD).code == 0
    desk.commit()
    return desk


def entries(desk: Desk) -> list[str]:
    """Each entry in short: what it is about, the rule, how often."""
    lines = [json.loads(line) for line in desk.baseline.read_text("utf-8").splitlines()[1:]]
    return [
        " ".join([line.get("id") or line["file"], line["rule"], *([f"x{line['count']}"] if "count" in line else [])])
        for line in lines
    ]


def broken(desk: Desk) -> list[str]:
    return [line for line in entries(desk) if "broken-reference" in line]


def test_what_is_recorded_does_not_fail_and_is_counted(desk: Desk) -> None:
    desk.write({"systems/a.yaml": system("a", **WRONG)})
    assert desk.check().code == 1
    done = desk.check(RECORD)
    assert done.code == 0 and "3 findings recorded in .mopsbook/baseline.jsonl. Commit it" in done.text
    done = desk.check("--fail-on", "info")
    assert done.code == 0
    assert done.text == "No new findings. 4 documents in 4 files were checked.\nBesides 3 known; --all shows them.\n"


def test_one_more_mistake_fails_and_is_the_only_one_that_is_named(messy: Desk) -> None:
    messy.change("systems/a.yaml", "owner: nobody", "owner: nobody\nreviewed_by: nobody-else")
    done = messy.check()
    assert done.code == 1 and done.text.count("-->") == 1 and "`nobody-else`" in done.text


def test_a_third_of_a_kind_is_new(desk: Desk) -> None:
    process = "kind: process\nid: p\ntitle: P\n"
    desk.write({"processes/p.yaml": process + "steps:\n  - {responsible: gone}\n  - {responsible: gone}\n"})
    found = [line for line in desk.find() if "broken" in line]
    assert len(found) == 2
    desk.check(RECORD)
    desk.change("processes/p.yaml", "steps:\n", "steps:\n  - {responsible: gone}\n")
    states = sorted(line.split()[0] for line in desk.find() if "broken" in line)
    assert states == ["known", "known", "new"]


def test_the_file_is_the_same_wherever_the_findings_stand_and_on_whatever_day(desk: Desk) -> None:
    desk.change("teams/ops.yaml", "2026-11-01", "2026-01-01")
    desk.write({"systems/b.yaml": system("b", **WRONG), "systems/a.yaml": system("a", **WRONG)})
    desk.check(RECORD)
    before = desk.baseline.read_bytes()
    lines = before.decode().splitlines()
    assert json.loads(lines[0]) == {"mopsbook": "baseline", "version": 1, "by": __version__}
    keys = [
        [json.loads(line).get(name, "") for name in ("kind", "id", "rule", "part", "message")] for line in lines[1:]
    ]
    assert keys == sorted(keys) and len(keys) == 7
    assert not any(re.search(r'"line"|"column"|knowledge/', line) for line in lines)
    desk.write({"systems/b.yaml": "\n\n# Moved down.\n" + system("b", **WRONG), "systems/a.yaml": None})
    desk.write({"stack/a.yaml": system("a", **WRONG)})
    desk.check(RECORD, days=40)
    assert desk.baseline.read_bytes() == before


def test_what_the_calendar_alone_changes_stays_known(desk: Desk) -> None:
    desk.change("teams/ops.yaml", "2026-11-01", "2026-01-01")
    desk.check(RECORD)
    before = desk.baseline.read_bytes()
    assert desk.find(days=100) == ["known overdue-review ops.yaml:6"]
    assert desk.baseline.read_bytes() == before


def test_what_is_mended_leaves_the_baseline_and_fails_if_it_comes_back(messy: Desk) -> None:
    messy.change("systems/a.yaml", "owner: nobody", "owner: ops")
    done = messy.check()
    assert done.code == 0
    assert "1 finding of the baseline is mended" in done.text and "commit it" in done.text
    assert broken(messy) == ["b broken-reference"]
    assert "mended" not in messy.check().text
    messy.change("systems/a.yaml", "owner: ops", "owner: nobody")
    assert serious(messy.find()) == ["new broken-reference a.yaml:5", "known broken-reference b.yaml:5"]


def test_what_is_mended_in_part_does_not_get_worse_again(desk: Desk) -> None:
    desk.write({"systems/a.yaml": system("a", purpose="")})
    desk.check(RECORD)
    desk.change("systems/a.yaml", "title: A\n", "title: A\npurpose: To send what has to be sent.\n")
    assert desk.check("--fail-on", "info").code == 0
    desk.change("systems/a.yaml", "purpose: To send what has to be sent.\n", "")
    assert "new incomplete a.yaml:2" in desk.find()
    desk.change("systems/a.yaml", "title: A\n", "title: A\npurpose: To send what has to be sent.\n")
    assert desk.check("--fail-on", "info").code == 0


def test_the_last_entry_takes_the_file_with_it(desk: Desk) -> None:
    desk.write({"systems/a.yaml": system("a", **WRONG)})
    desk.check(RECORD)
    desk.write({"systems/a.yaml": None})
    assert "is deleted" in desk.check().text
    assert not desk.baseline.parent.exists() or not desk.baseline.exists()
    assert "nothing is wrong" in desk.check(RECORD).text


def test_in_ci_nothing_is_written_and_it_is_said_what_to_do(messy: Desk) -> None:
    messy.change("systems/a.yaml", "owner: nobody", "owner: ops")
    before = messy.baseline.read_bytes()
    done = messy.check(ci=True)
    assert done.code == 0 and "Run `mopsbook check` at your desk and commit" in done.text
    assert messy.baseline.read_bytes() == before


def test_a_baseline_that_may_not_be_written_is_no_reason_to_fail(messy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    messy.change("systems/a.yaml", "owner: nobody", "owner: ops")
    before = messy.baseline.read_bytes()
    # A folder that cannot be made: root may write everything else.
    monkeypatch.setattr("tempfile.mkdtemp", _refuse)
    done = messy.check()
    assert done.code == 0 and "cannot be written" in done.text
    assert messy.baseline.read_bytes() == before


def _refuse(*_: object, **__: object) -> str:
    raise PermissionError(13, "Permission denied", ".mopsbook")


def test_a_file_that_cannot_be_read_takes_nothing_out(messy: Desk) -> None:
    before = messy.baseline.read_bytes()
    text = (messy.root / "knowledge" / "systems" / "a.yaml").read_text("utf-8")
    messy.write({"systems/a.yaml": 'title: "never closed\n'})
    assert serious(messy.find()) == ["new unreadable-file a.yaml:1", "known broken-reference b.yaml:5"]
    assert messy.baseline.read_bytes() == before
    messy.write({"systems/a.yaml": text})
    assert messy.check().code == 0


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("alias", ["aliases: [a]\n", ""])
def test_a_renamed_document_keeps_its_entries(messy: Desk, alias: str, committed: bool) -> None:
    text = system("a", **WRONG).replace("id: a", "id: other") + alias
    messy.write({"systems/a.yaml": None, "systems/other.yaml": text})
    if committed:
        messy.commit()
    assert messy.check(ci=True).code == 0
    done = messy.check()
    assert done.code == 0 and "has another name now" in done.text
    assert broken(messy) == ["b broken-reference", "other broken-reference"]
    messy.commit()
    assert messy.check().text.startswith("No new findings.")


def test_a_document_that_takes_the_place_of_another_does_not_take_its_entries(messy: Desk) -> None:
    messy.write({"systems/a.yaml": None, "roles/c.yaml": "kind: role\nid: c\ntitle: C\nowner: nobody\n"})
    assert "new broken-reference c.yaml:4" in messy.find()


def test_what_is_waived_and_waivers_that_are_no_good_are_not_recorded(desk: Desk) -> None:
    waiver = "- {{id: {id}, title: W, rule: broken-reference, entity: system/{id}, reason: Soon., owner: ops, until: {day}}}\n"
    waivers = (
        "kind: waiver\nwaivers:\n" + waiver.format(id="a", day="2026-12-31") + waiver.format(id="b", day="2026-01-01")
    )
    desk.write(
        {"systems/a.yaml": system("a", **WRONG), "systems/b.yaml": system("b", **WRONG), "waivers.yaml": waivers}
    )
    assert desk.check(RECORD).code == 1
    assert broken(desk) == ["b broken-reference"]
    assert serious(desk.find()) == [
        "waived broken-reference a.yaml:5",
        "known broken-reference b.yaml:5",
        "new waiver-expired waivers.yaml:4",
    ]


def test_what_stands_in_the_baseline_and_was_there_before_is_one_finding_and_not_two(messy: Desk) -> None:
    messy.branch()
    messy.write({"systems/c.yaml": system("c", **WRONG)})
    assert serious(messy.find("--since", "main"))[-1] == "new broken-reference c.yaml:5"
    process = "kind: process\nid: p\ntitle: P\nsteps:\n  - {responsible: gone}\n"
    messy.commit({"processes/p.yaml": process, "systems/c.yaml": None})
    messy.check(RECORD)
    messy.commit()
    messy.git("branch", "-f", "main")
    messy.change("processes/p.yaml", "steps:\n", "steps:\n  - {responsible: gone}\n")
    states = sorted(line.split()[0] for line in messy.find("--since", "main") if "broken" in line and "p.yaml" in line)
    assert states == ["known", "new"]


def test_two_branches_that_mend_different_things_merge(desk: Desk) -> None:
    desk.write({f"systems/{name}.yaml": system(name, **WRONG) for name in "abcdef"})
    desk.check(RECORD)
    desk.commit()
    for branch, name in (("left", "a"), ("right", "f")):
        desk.git("checkout", "-q", "-b", branch, "main")
        desk.change(f"systems/{name}.yaml", "owner: nobody", "owner: ops")
        desk.check()
        desk.commit()
    desk.git("merge", "-q", "--no-edit", "left")
    assert [line[0] for line in broken(desk)] == list("bcde")
    assert desk.check().text.startswith("No new findings.")


HEAD = '{"mopsbook": "baseline", "version": 1}\n'
ENTRY = '{"kind": "system", "id": "a", "rule": "r", "message": "m"}\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no baseline"),
        ("[]\n", 1, "no baseline"),
        ('{"mopsbook": "baseline", "version": 2}\n', 1, "no baseline"),
        ('{"mopsbook": "baseline", "version": 1, "by": 1}\n', 1, "no baseline"),
        (HEAD + ENTRY + "rubbish\n", 3, "no JSON"),
        (HEAD + ENTRY[:-2] + "\n", 2, "no JSON"),
        (HEAD + "<<<<<<< HEAD\n" + ENTRY, 2, "a merge was not finished"),
        (HEAD + ENTRY + ENTRY, 3, "further up"),
        (HEAD + "[1]\n", 2, "no finding"),
        (HEAD + ENTRY.replace('"m"', '"m", "line": 3'), 2, "no finding"),
        (HEAD + ENTRY.replace('"r"', "5"), 2, "does not say"),
        (HEAD + ENTRY.replace('"id": "a", ', ""), 2, "does not say"),
        (HEAD + ENTRY.replace('"m"', '"m", "count": 0'), 2, "from 1 on"),
        (HEAD + ENTRY.replace('"m"', '"m", "count": true'), 2, "from 1 on"),
        (HEAD + "[" * 100_000 + "\n", 2, "no JSON"),
        (b"\xff\xfe", 0, "not UTF-8"),
    ],
)
def test_a_spoilt_baseline_is_named_with_its_line_and_can_be_written_anew(
    desk: Desk, text: str | bytes, line: int, said: str
) -> None:
    desk.baseline.parent.mkdir()
    desk.baseline.write_bytes(text if isinstance(text, bytes) else text.encode())
    desk.write({"systems/a.yaml": system("a", **WRONG)})
    done = desk.check()
    assert done.code == 2
    assert said in done.text and (not line or f"baseline.jsonl:{line}:" in done.text), done.text
    assert "--write-baseline" in done.text
    assert desk.check(RECORD).code == 0 and desk.check().code == 0


def test_another_version_may_say_the_same_in_other_words_and_takes_nothing_out(messy: Desk) -> None:
    text = messy.baseline.read_text("utf-8").replace(f'"by": "{__version__}"', '"by": "0.0.1"')
    text = text.replace("is called `nobody`", "bears the name `nobody`")
    messy.baseline.write_text(text, "utf-8")
    done = messy.check()
    assert done.code == 1 and "was written by mopsbook 0.0.1" in done.text
    assert messy.baseline.read_text("utf-8") == text
    assert messy.check(RECORD).code == 0 and messy.check().code == 0


def test_a_baseline_as_windows_checks_it_out_is_read(messy: Desk) -> None:
    messy.baseline.write_bytes(b"\xef\xbb\xbf" + messy.baseline.read_bytes().replace(b"\n", b"\r\n"))
    assert messy.check().text.startswith("No new findings.")


@pytest.mark.parametrize("more", [["knowledge/book.yaml"], ["--since", "main"]])
def test_only_the_whole_book_as_it_is_can_be_recorded(desk: Desk, more: list[str]) -> None:
    done = desk.check(RECORD, *more)
    assert (done.code, "leave out PATHS and --since" in done.text) == (2, True)


def test_the_site_knows_the_baseline_and_leaves_it_alone(messy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    messy.change("systems/a.yaml", "owner: nobody", "owner: ops")
    before = messy.baseline.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    book = make_book(Layout(messy.root, messy.root / "knowledge"), today())
    assert not any(finding.is_open for finding in book.catalog.findings if finding.severity == "error")
    assert messy.baseline.read_bytes() == before


def test_a_book_without_git_has_a_baseline_all_the_same(desk: Desk) -> None:
    (desk.root / ".git").rename(desk.root.parent / "gone")
    desk.write({"systems/a.yaml": system("a", **WRONG)})
    desk.check(RECORD)
    desk.write({"systems/a.yaml": None, "systems/b.yaml": system("b", **WRONG)})
    assert desk.check().code == 1


def test_nothing_is_asked_of_git_while_every_name_is_there(messy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("git was asked")

    monkeypatch.setattr("mopsbook.history.git.open_repository", fail)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    layout = Layout(messy.root, messy.root / "knowledge")
    assert {one.state for one in judge(layout, load_shelf(layout, load_kinds()), today()).findings} == {"known"}


Clone = Callable[..., Desk]


def test_a_shallow_clone_reads_the_baseline(messy: Desk, clone: Clone) -> None:
    assert clone("--depth", "1").check(ci=True).text.startswith("No new findings.")


@pytest.mark.parametrize("knowledge", ["marketing/book/knowledge", "book"])
def test_a_book_anywhere_in_a_repository_has_its_baseline_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knowledge: str
) -> None:
    """In a folder of a large repository, and where the knowledge is a root of its own."""
    desk = make_desk(tmp_path / "desk", monkeypatch)
    folder = desk.root / knowledge
    folder.parent.mkdir(parents=True, exist_ok=True)
    (desk.root / "knowledge").rename(folder)
    inner = Desk(folder.parent if folder.name == "knowledge" else folder, monkeypatch)
    (folder / "systems").mkdir()
    (folder / "systems" / "a.yaml").write_text(system("a", **WRONG), "utf-8")
    desk.commit()
    assert inner.check("--since", "HEAD").code == 0
    assert inner.check(RECORD).code == 0 and inner.baseline.is_file()
    desk.commit()
    (folder / "systems" / "a.yaml").rename(folder / "systems" / "b.yaml")
    (folder / "systems" / "b.yaml").write_text(system("a", **WRONG).replace("id: a", "id: b"), "utf-8")
    done = inner.check()
    assert done.code == 0 and "has another name now" in done.text
    assert [line for line in inner.find("--since", "HEAD") if "broken" in line] == ["known broken-reference b.yaml:5"]
