"""`mopsbook check --fix` mends what can have been meant in one way only, and leaves every other book as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mopsbook.cli.check import command

ROLES = {
    "roles/web-manager.yaml": "kind: role\nid: web-manager\ntitle: Manager of the web\n",
    "roles/head.yaml": "kind: role\nid: head\ntitle: Head\naliases: [The Boss]\n",
}
Fix = Callable[[dict[str, str]], tuple[Result, dict[str, str]]]


@pytest.fixture
def fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fix:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")

    def run(files: dict[str, str], *words: str) -> tuple[Result, dict[str, str]]:
        folder = tmp_path / "knowledge"
        for name, text in {"book.yaml": "kind: book\ntitle: Ours\n", **ROLES, **files}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text.encode())
        done = CliRunner().invoke(command, ["--fix", *words], standalone_mode=False)
        assert done.exception is None, done.exception
        left = {each.relative_to(folder).as_posix(): each.read_bytes().decode() for each in folder.rglob("*.y*ml")}
        return done, {name: text for name, text in left.items() if name not in ("book.yaml", *ROLES)}

    return run


def system(written: str) -> str:
    return f"kind: system\nid: a\ntitle: A\n{written}"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("status: Active  # yes\n", "status: active  # yes\n"),
        ("category: 'Data Warehouse'\n", "category: data-warehouse\n"),
        ("Status: active\n", "status: active\n"),
        ("capabilities: forms\n", "capabilities: [forms]\n"),
        ("sends: Email, sms # both\n", "sends: [email, sms] # both\n"),
        ("Capabilities: 'Forms'\n", "capabilities: [forms]\n"),
        ("Last Reviewed: 2026-11-1 # x\n", "last_reviewed: 2026-11-01 # x\n"),
        ("Holds-Personal-Data: yes\r\n", "holds_personal_data: true\r\n"),
        ("holds_personal_data: 'True'\n", "holds_personal_data: true\n"),
        ("subprocessor: no\n", "subprocessor: false\n"),
        ('tier: "2"\n', "tier: 2\n"),
        ("owner: Web Manager\n", "owner: web-manager\n"),
        ("owner: 'web_manager'\n", "owner: 'web-manager'\n"),
        ("owner: Manager of the Web\n", "owner: web-manager\n"),
        ("owner: the-boss\n", "owner: head\n"),
        ("users: [head, Web Manager]\n", "users: [head, web-manager]\n"),
        ("description: |\n  Ask [[Web Manager]] or [[Web Manager|them]]. `[[Web Manager]]`\n",
         "description: |\n  Ask [[web-manager]] or [[web-manager|them]]. `[[Web Manager]]`\n"),
        ("contract: {Renewal Date: 2027/01/31, cost: '1200'}\n", "contract: {renewal_date: 2027-01-31, cost: 1200}\n"),
        ("status: Active\nowner: nobody\n", "status: active\nowner: nobody\n"),
        ("status: \u201cactive\u201d\nowner: web-\u200bmanager\n", "status: active\nowner: web-manager\n"),
        ("category: data\u2013warehouse\n", "category: data-warehouse\n"),
    ],
)  # fmt: skip
def test_what_is_certain_is_mended_and_told(fix: Fix, written: str, expected: str) -> None:
    done, left = fix({"systems/a.yaml": system(written)})
    assert left == {"systems/a.yaml": system(expected)}
    assert "mended knowledge/systems/a.yaml:" in done.stderr
    again, left = fix(left)
    assert left == {"systems/a.yaml": system(expected)}
    assert "nothing could be mended with certainty" in again.stderr


@pytest.mark.parametrize(
    "written",
    [
        "status: actve\n",
        "onwer: head\n",
        "owner: heed\n",
        "status: active\nStatus: draft\n",
        "last_reviewed: 3/4/2026\n",
        "last_reviewed: 2026-13-01\n",
        "tier: '2.5'\n",
        "tier: 1 and 2\n",
        "holds_personal_data: maybe\n",
        "owner: The Boss\n",
        "status: &s Active\n",
        "support_channel: ops\n",
        "capabilities: forms and more\n",
        "sends: email, email\n",
    ],
)
def test_what_might_be_meant_otherwise_is_left_as_it_is(fix: Fix, written: str) -> None:
    done, left = fix({"systems/a.yaml": system(written)})
    assert left == {"systems/a.yaml": system(written)}
    assert "mended knowledge" not in done.stderr


def test_a_file_is_called_like_its_document_unless_there_is_one(fix: Fix) -> None:
    done, left = fix({"systems/x.yml": system("# same\n")})
    assert left == {"systems/a.yml": system("# same\n")}
    assert "mended knowledge/systems/x.yml: x.yml -> knowledge/systems/a.yml\n" in done.stderr


def test_a_file_whose_name_is_taken_keeps_its_own(fix: Fix) -> None:
    files = {"systems/b.yaml": system(""), "systems/a.yaml": "kind: role\nid: c\ntitle: C\n"}
    _, left = fix(files)
    assert left["systems/b.yaml"] == system("")


def test_a_name_that_two_things_bear_is_left(fix: Fix) -> None:
    other = "kind: team\nid: webmanager\ntitle: Web-Manager\n"
    _, left = fix({"systems/a.yaml": system("owner: Web Manager\n"), "teams/webmanager.yaml": other})
    assert left["systems/a.yaml"] == system("owner: Web Manager\n")


def test_a_mend_that_would_make_something_else_as_wrong_is_left_and_the_others_are_made(fix: Fix) -> None:
    rule = "rules:\n  - {id: no-web, select: system, require: {owner: {not: web-manager}}, message: Not the web, severity: error}\n"
    text = system("owner: Web Manager\ncategory: CRM\n")
    done, left = fix({"systems/a.yaml": text, "book.yaml": f"kind: book\ntitle: Ours\n{rule}"})
    assert left["systems/a.yaml"] == text.replace("CRM", "crm")
    assert (
        "left knowledge/systems/a.yaml:4: Web Manager -> web-manager would make something else wrong\n" in done.stderr
    )


def test_what_comes_to_light_behind_a_mistake_does_not_keep_it_from_being_mended(fix: Fix) -> None:
    """Of a tier that can be read more is asked than of one that cannot."""
    done, left = fix({"systems/a.yaml": system('tier: "1"\nstatus: active\n')})
    assert left["systems/a.yaml"] == system("tier: 1\nstatus: active\n")
    assert "incomplete" in done.stdout


def test_only_the_paths_that_were_asked_for_are_mended_and_a_report_stays_readable(fix: Fix) -> None:
    files = {
        "systems/a.yaml": system("status: Active\n"),
        "systems/b.yaml": system("status: Active\n").replace("id: a", "id: b"),
    }
    done, left = fix(files, "--format", "json", "knowledge/systems/b.yaml")
    assert left["systems/a.yaml"] == files["systems/a.yaml"]
    assert left["systems/b.yaml"] != files["systems/b.yaml"]
    assert done.stdout.startswith("{")


def test_where_only_the_quotes_go_they_are_seen(fix: Fix) -> None:
    """What was mended shows the quotes that were taken away, and not `1 -> 1`."""
    done, _ = fix({"systems/a.yaml": system("tier: '1'\n")})
    assert 'mended knowledge/systems/a.yaml:4: "1" -> 1\n' in done.stderr
