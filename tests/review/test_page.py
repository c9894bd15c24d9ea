"""The page of a document says how its review stands, and is made anew exactly when that changes."""

from __future__ import annotations

import json

from desk_of_reviews import NOON, Desk

from mopsbook.layout import find_layout
from mopsbook.pages.make import make_drafts
from mopsbook.pipeline import make_book, template_folders
from mopsbook.today import today
from small_book import CONFIG, build, git, read_site, write

PAGE = "processes/routing"
# No assets, no scripts: quick, and all that a page says.
PLAIN = CONFIG.replace("  name: material\n  font: false\n", "  name: null\n  custom_dir: theme\n").replace(
    "search, ", ""
)


def page(desk: Desk) -> tuple[str, str]:
    """The fingerprint of the page of the process, and its HTML."""
    layout = find_layout(desk.layout.root)
    drafts = make_drafts(make_book(layout, today()), template_folders(layout))
    draft = next(one for one in drafts if one.path == PAGE)
    return draft.fingerprint, draft.render().html


def pages(desk: Desk) -> dict[str, str]:
    """The HTML of every page of the book."""
    layout = find_layout(desk.layout.root)
    drafts = make_drafts(make_book(layout, today()), template_folders(layout))
    return {draft.path: draft.render().html for draft in drafts}


def test_a_page_tells_each_state_and_why(desk: Desk) -> None:
    desk.review("routing", "marketo")
    _, html = page(desk)
    assert "Reviewed</span>" in html and "It still says what was read that day." in html
    desk.change("systems/marketo.yaml", "owner: head", "owner: ops")
    _, html = page(desk)
    assert ">Suspect</span>" in html and "Marketo changed its “business owner”</a>" in html
    assert "<li><a" in html and "Marketo</a> changed its “business owner”</li>" in html
    desk.change("systems/marketo.yaml", "owner: ops", "owner: head")
    desk.change("processes/routing.yaml", "title: Routing", "title: Route")
    _, html = page(desk)
    assert "Changed since its review</span>" in html and "nobody has read the whole of it again" in html


def test_a_page_is_made_anew_when_a_record_comes_changes_or_goes(desk: Desk) -> None:
    desk.review("routing")
    place = desk.layout.root / ".mopsbook/reviews/process/routing.json"
    whole = json.loads(place.read_bytes())
    seen = [page(desk)[0]]
    place.write_text(json.dumps({**whole, "content": "0" * 10}), "utf-8")
    seen.append(page(desk)[0])
    place.write_text(json.dumps({**whole, "watched": {"system/marketo": {"owner": "0" * 10}}}), "utf-8")
    seen.append(page(desk)[0])
    place.unlink()
    seen.append(page(desk)[0])
    assert len(set(seen)) == len(seen)
    place.write_bytes(json.dumps(whole).encode())
    assert page(desk)[0] == seen[0]


def test_an_incremental_build_shows_what_a_neighbour_has_made_doubtful(desk: Desk) -> None:
    """Whatever happens to reviews and their neighbours, `--dirty` leaves the files that a clean build would."""
    root = desk.layout.root
    write(root / "mkdocs.yml", PLAIN)
    write(root / "theme" / "main.html", "{{ page.content }}")
    desk.review("routing", "mqls")
    build(root, root / "site", epoch=NOON)
    for name, old, new in [
        ("systems/marketo.yaml", "owner: head", "owner: ops"),
        ("objects/lead.yaml", "type: date", "type: datetime"),
        ("systems/marketo.yaml", "owner: ops", "owner: head"),
    ]:
        desk.change(name, old, new)
        made = build(root, root / "site", dirty=True, epoch=NOON)
        build(root, root / "clean", epoch=NOON)
        assert read_site(root / "site") == read_site(root / "clean")
        assert 0 < made.rendered < made.pages
    assert "Suspect" in (root / "site" / "metrics" / "mqls" / "index.html").read_text("utf-8")
    assert "Suspect" not in (root / "site" / PAGE / "index.html").read_text("utf-8")


def test_lists_mark_what_has_to_be_read_again_and_nothing_else(desk: Desk) -> None:
    """The index can be filtered by it; the quality page says what to read first and why; Home leads there."""
    desk.review("routing", "alerts", "mqls")
    calm = {path: pages(desk)[path] for path in ("processes/index", "quality", "index")}
    assert (
        "mb-chip--due" not in calm["processes/index"] and 'data-mb-facet="review-state"' not in calm["processes/index"]
    )
    assert "3 reviews hold" in calm["quality"] and "may not hold" not in calm["index"]
    assert '<time datetime="2026-11-22">22 November 2026</time> by ' in calm["quality"]
    desk.change("systems/marketo.yaml", "owner: head", "owner: ops")
    told = pages(desk)
    row = next(one for one in told["processes/index"].split("<tr ") if ">Routing<" in one)
    assert 'data-review-state="Suspect"' in row and "Suspect</span>" in row
    assert told["processes/index"].count('data-review-state="') == 1
    assert (
        '<select data-mb-facet="review-state"><option value="">all</option><option>Suspect</option>'
        in told["processes/index"]
    )
    quality = told["quality"]
    assert "2 reviews hold; 1 suspect, 5 never reviewed. 3 reviews are on record" in quality
    assert "</a> changed its “business owner”" in quality
    assert '<a href="./quality/#reviews">1 review may not hold any more</a>' in told["index"]


def test_a_comparison_with_an_earlier_state_knows_the_records_of_then(desk: Desk) -> None:
    """What was suspect on the main branch already is known there, and not new."""
    desk.review("routing")
    desk.change("systems/marketo.yaml", "owner: head", "owner: ops")
    git(desk.layout.root, "init", "-q", "-b", "main")
    git(desk.layout.root, "add", "-A")
    git(desk.layout.root, "commit", "-q", "-m", "Begin")
    told = desk.run("check", "--since", "HEAD", "--format", "json").stdout
    found = json.JSONDecoder().raw_decode(told[told.index("{") :])[0]["findings"]
    assert [one["state"] for one in found if one["rule"] == "suspect"] == ["known"]
