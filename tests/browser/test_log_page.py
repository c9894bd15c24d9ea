"""What a reader does with the log of the book: filters it, goes back, follows an entry that has moved, has no scripts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from faults import CONTRAST, FAULTS, WIDER

from past_book import commit
from small_book import DAY, EPOCH, build, git, small_documents, write_book

pytestmark = pytest.mark.xdist_group("log")

TOOL = "kind: system\nid: tool-{}\ntitle: Tool {}\nowner: {}\nstatus: active\ntier: {}\npurpose: Does {} things.\n"


def _commits(number: int) -> bytes:
    """Return a stream of commits for `git fast-import`, three days apart, the last of them yesterday: each edits one tool."""
    parts = []
    for at in range(number):
        when = EPOCH - (3 * (number - at) - 2) * DAY
        subject = f"Tool {at % 7} does {at} things (#{at})"
        text = TOOL.format(at % 7, at % 7, "sales" if at % 7 < 2 else "mops-lead", 1 + at // 7 % 3, at)
        parts.append(
            f"commit refs/heads/main\nauthor Ada <a@example.org> {when} +0000\ncommitter Ada <a@example.org> {when} +0000\n"
            f"data {len(subject)}\n{subject}\n{'' if at else 'from refs/heads/main^0' + chr(10)}"
            f"M 100644 inline knowledge/systems/tool-{at % 7}.yaml\ndata {len(text)}\n{text}\n"
        )
    return "".join(parts).encode()


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory, serve: Any) -> Any:
    """The site of a book with 150 commits in 15 months, a note on the last, and a vendor update that is to come."""
    folder = tmp_path_factory.mktemp("log")
    root, documents = folder / "book", small_documents()
    documents["notes/why.yaml"] = {
        "kind": "change-note", "id": "why", "title": "Why the fifth tool does more", "what": "It does more.",
        "why": "Because <b>we</b> asked.", "effective": "2026-09-30", "touches": ["tool-2"], "owner": "mops-lead",
        "ticket": "https://github.com/example/book/pull/149",
    }  # fmt: skip
    documents["updates/soap.yaml"] = {
        "kind": "vendor-update", "id": "soap", "title": "SOAP ends", "state": "new", "vendor": "Adobe", "impact": "high",
        "systems": ["marketo"], "effective": "2027-03-01", "source": "https://example.org/soap", "owner": "mops-lead",
    }  # fmt: skip
    write_book(root, documents)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin", "--date", f"@{EPOCH - 460 * DAY} +0000")
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=_commits(150), check=True)
    git(root, "reset", "-q", "--hard")
    build(root, folder / "site")
    return serve(folder / "site")


def _shown(tab: Any) -> list[str]:
    return tab.page.locator("[data-mb-entry]:visible").all_inner_texts() + tab.page.locator(".mb-lines li:visible").all_inner_texts()  # fmt: skip


def _filtered(tab: Any) -> str:
    tab.page.wait_for_function("document.querySelector('[data-mb-count]').textContent")
    return str(tab.page.locator("[data-mb-count]").inner_text())


def _unfiltered(tab: Any) -> list[str]:
    tab.page.wait_for_function("!document.querySelector('[data-mb-count]').textContent")
    return _shown(tab)


def test_the_pages_of_a_long_log_stay_small_and_hold_every_entry(log: Any) -> None:
    """The newest stand on the page of the log, all of them on the pages of the months; none weighs more than 300 kB."""
    pages = sorted((log.folder / "changes").rglob("index.html"))
    assert len(pages) > 12
    assert max(page.stat().st_size for page in pages) < 300_000
    months = "".join(page.read_text() for page in pages if page.parent.name != "changes")
    assert all(f"(#{number})" in months for number in range(149))


def test_a_filter_stands_in_the_address_and_the_way_back_leads_through_the_choices(tab: Any, log: Any) -> None:
    """What is chosen can be sent to somebody as a link; back and forward take it back and choose it again."""
    tab.go(log.url + "changes/")
    everything = _unfiltered(tab)
    tab.page.locator("[data-mb-chosen=team]").select_option("sales")
    by_team = _filtered(tab)
    assert by_team.endswith(" of 152") and 0 < len(_shown(tab)) < len(everything)
    tab.page.locator("[data-mb-chosen=find]").fill("tool 1")
    tab.page.wait_for_function(f"document.querySelector('[data-mb-count]').textContent !== {by_team!r}")
    both = _filtered(tab)
    assert "team=sales" in tab.page.url and "find=tool+1" in tab.page.url
    address = tab.page.url
    tab.page.go_back()
    tab.page.wait_for_function(f"document.querySelector('[data-mb-count]').textContent === {by_team!r}")
    assert tab.page.locator("[data-mb-chosen=find]").input_value() == ""
    tab.page.go_back()
    assert _unfiltered(tab) == everything
    tab.page.goto("about:blank")
    tab.page.goto(address)
    assert _filtered(tab) == both
    assert tab.page.locator("[data-mb-chosen=team]").input_value() == "sales"


def test_what_is_older_than_the_page_is_found_and_leads_to_its_month(tab: Any, log: Any) -> None:
    """A filter looks through the whole log; what is not on the page is listed, and its link opens it where it stands."""
    tab.go(log.url + "changes/?find=%233&time=2025")
    assert _filtered(tab)
    link = tab.page.locator(".mb-lines a", has_text="(#3)")
    link.click()
    tab.page.wait_for_url("**/changes/2025-*/#e-*")
    assert tab.page.locator("details[data-mb-entry][open] > summary").inner_text().startswith("Tool 3 does 3 things")


def test_an_entry_that_has_left_the_page_is_found_by_its_old_address(tab: Any, log: Any) -> None:
    """A link to an entry on the page of the log, sent last year, leads to the month it is kept in now."""
    tab.go(log.url + "changes/?find=%233&time=2025")
    _filtered(tab)
    anchor = tab.page.locator(".mb-lines a", has_text="(#3)").get_attribute("href").partition("#")[2]
    tab.page.goto("about:blank")
    tab.page.goto(log.url + "changes/#" + anchor)
    tab.page.wait_for_url("**/changes/2025-*/#e-*")


def test_a_commit_keeps_its_address_when_a_note_explains_it(tab: Any, log: Any) -> None:
    """A link sent before the note was written finds the commit in the entry of the note, and opens what it is folded in."""
    words = ["git", "-C", str(log.folder.parent / "book"), "rev-parse", "HEAD"]
    anchor = "e-" + subprocess.run(words, check=True, capture_output=True, text=True).stdout[:12]
    months = [path.parent for path in sorted((log.folder / "changes").glob("*/index.html"))]
    kept = next(path.name for path in months if f'id="{anchor}"' in (path / "index.html").read_text("utf-8"))
    commit = tab.page.locator(f"#e-change-note-why #{anchor}")
    for address in ("changes/", f"changes/{kept}/"):
        tab.go("about:blank")
        tab.go(f"{log.url}{address}#{anchor}")
        assert commit.is_visible() and "(#149)" in commit.inner_text()
    # The feed may have sent somebody to a month in which it no longer stands.
    tab.go(f"{log.url}changes/{months[0].name}/#{anchor}")
    tab.page.wait_for_url("**/changes/#e-change-note-why")
    assert commit.is_visible()


def test_the_address_of_a_note_leads_on_when_that_is_renamed_or_goes(tab: Any, serve: Any, tmp_path: Path) -> None:
    """A link sent before finds the note under its new id; that to one that is gone finds the commit that took it away."""
    root, documents = tmp_path / "book", small_documents()
    note = {
        "kind": "change-note",
        "id": "tier",
        "title": "Another tier",
        "effective": "2026-09-25",
        "touches": ["marketo"],
    }
    gone = {**note, "id": "slip", "title": "A slip", "effective": "2026-09-24", "touches": ["segment"]}
    for days_ago, words, notes in (
        (9, "Begin", {}), (6, "Tell it", {"tier": note, "slip": gone}), (1, "Say it better", {"tier-1": {**note, "id": "tier-1"}}),
    ):  # fmt: skip
        shutil.rmtree(root / "knowledge" / "notes", ignore_errors=True)
        commit(root, {**documents, **{f"notes/{name}.yaml": one for name, one in notes.items()}}, words, days_ago)
    build(root, tmp_path / "site")
    url = serve(tmp_path / "site").url
    for old, words in (("tier", "Another tier"), ("slip", "Say it better")):
        tab.go("about:blank")
        tab.go(f"{url}changes/#e-change-note-{old}")
        tab.page.wait_for_function(f"!location.hash.endsWith('-{old}')")
        assert words in tab.page.locator(f'[id="{tab.page.url.partition("#")[2]}"]').inner_text()


def test_what_was_only_read_again_lies_in_one_box_that_opens_for_who_looks_for_it(
    tab: Any, serve: Any, tmp_path: Path
) -> None:
    """Three reviews in a row do not bury the change of the week; a filter and a link find each of them."""
    root, documents = tmp_path / "book", small_documents()
    commit(root, documents, "Begin", 9)
    marketo = documents["systems/marketo.yaml"]
    for number, words in enumerate(("Read it", "Read once more", "Read at last")):
        marketo["last_reviewed"] = f"2026-09-{27 + number}"
        commit(root, documents, words, 2.5 - number / 2)
    marketo["tier"] = 2
    commit(root, documents, "Another tier", 0.5)
    build(root, tmp_path / "site")
    url = serve(tmp_path / "site").url
    tab.go(f"{url}changes/")
    entry = tab.page.locator("[data-mb-entry]", has_text="Read once more")
    assert tab.page.locator(".mb-routine > summary").inner_text().startswith("3 times something was read again")
    assert not entry.is_visible() and tab.page.locator("[data-mb-entry]", has_text="Another tier").is_visible()
    tab.page.locator("[data-mb-chosen=find]").fill("once more")
    entry.wait_for(state="visible")
    tab.page.locator("[data-mb-chosen=find]").fill("another")
    tab.page.locator(".mb-routine").wait_for(state="hidden")
    anchor = entry.get_attribute("id")
    tab.go("about:blank")
    tab.go(f"{url}changes/#{anchor}")
    entry.wait_for(state="visible")


def test_class_kind_and_thing_are_of_one_and_the_same(tab: Any, log: Any) -> None:
    """What is asked of kind, class and thing must be true of one thing that was changed, not of several together."""
    tab.go(log.url + "changes/?kind=system&class=needs-action")
    needs = int(_filtered(tab).split(" ")[0])
    assert 0 < needs < 152
    tab.page.goto(log.url + "changes/?of=system/marketo")
    assert _filtered(tab) == "2 of 152"
    assert [text[:5] for text in _shown(tab)] == ["SOAP ", "Begin"]
    assert "Only Marketo" in tab.page.locator("[data-mb-log] button:visible").first.inner_text()


def test_a_filter_that_nothing_fits_says_so_and_is_cleared(tab: Any, log: Any) -> None:
    """Who finds nothing reads that, and a click shows everything again."""
    tab.go(log.url + "changes/?find=no-such-word&team=nobody&time=2025-02&class=%3Cb%3E&of=x/y/z")
    assert _filtered(tab) == "0 of 152" and _shown(tab) == []
    tab.page.get_by_role("button", name="Clear the filter").click()
    assert len(_unfiltered(tab)) > 50
    assert "?" not in tab.page.url


def test_a_team_that_is_gone_is_not_that_of_what_has_none(tab: Any, log: Any) -> None:
    tab.go(log.url + "changes/?team=gone-team#%")
    assert _filtered(tab) == "0 of 152" and _shown(tab) == []


def test_the_log_is_filtered_from_a_disk_too(tab: Any, log: Any) -> None:
    """Opened as a file, without a server, the log is filtered just the same."""
    index = Path(log.folder, "changes", "index.html").as_uri()
    tab.page.goto(index + "?team=sales")
    assert _filtered(tab).endswith(" of 152")
    tab.complaints.clear()


def test_without_scripts_everything_is_there(browser: Any, log: Any) -> None:
    """A reader without scripts sees the newest entries and the months, and no filter that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(log.url + "changes/?team=sales")
    assert not page.locator("[data-mb-log]").is_visible()
    assert page.locator("[data-mb-entry]:visible").count() > 50
    page.locator(".mb-months a").last.click()
    assert page.locator("h1").inner_text().startswith("What changed in ")
    context.close()


def test_a_note_is_told_with_its_commit_what_it_says_is_no_markup(tab: Any, log: Any) -> None:
    """The entry of a note says what and why and names the commit; what it says is shown letter by letter."""
    tab.go(log.url + "changes/")
    entry = tab.page.locator("#e-change-note-why")
    text = entry.inner_text()
    assert "It does more." in text and "Because <b>we</b> asked." in text and "Tool 2 does 149 things (#149)" in text
    assert tab.page.locator("#coming").is_visible() and tab.page.locator("#e-vendor-update-soap").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_logs_can_be_used_by_everybody(browser: Any, log: Any, scheme: str) -> None:
    """Labels, contrast and headings are right on the page of the log, filtered or not, of a month, of a team, of a system."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    month = sorted(path.name for path in (log.folder / "changes").iterdir() if path.is_dir())[-1]
    for path in (
        "changes/",
        "changes/?class=needs-action",
        "changes/?find=none",
        f"changes/{month}/",
        "teams/sales/",
        "systems/tool-2/",
    ):
        page.goto(log.url + path)
        if "?" in path:
            page.wait_for_function("document.querySelector('[data-mb-count]').textContent")
        page.evaluate("document.querySelectorAll('article details').forEach((one) => { one.open = true; })")
        for faults in (FAULTS, CONTRAST, WIDER):
            assert page.evaluate(faults) == [], path
    context.close()
