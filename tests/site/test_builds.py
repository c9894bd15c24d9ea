"""Builds of every sort of book, by the commands that people type."""

from __future__ import annotations

import gc
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from mopsbook.catalog.catalog import Catalog
from mopsbook.layout import find_layout
from mopsbook.site.write import write_pages
from reference_site import ReferenceSite
from small_book import CONFIG, at, build, read_site, small_documents, with_runbooks, write, write_book

# Material prints a notice about its successor; it goes to stderr and says nothing about the book.
_QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a module of this Python, as the commands `mkdocs` and `mopsbook` do."""
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=cwd, env=_QUIET, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.xdist_group("reference site")
def test_the_reference_book_builds_with_strict_and_without_a_warning(reference_site: ReferenceSite) -> None:
    """`mkdocs build --strict` in this repository passes and warns of nothing."""
    assert reference_site.code == 0, reference_site.said
    assert not re.search(r"WARNING|ERROR|Traceback", reference_site.said)
    assert (reference_site.folder / "systems" / "marketo-engage" / "index.html").is_file()


def test_a_minimal_configuration_is_enough(tmp_path: Path) -> None:
    """Three lines of mkdocs.yml and a folder make a site: any theme, no option."""
    for name, theme in (("material", "theme: material\n"), ("mkdocs", "")):
        root = write_book(
            tmp_path / name,
            small_documents(),
            config=f"site_name: A\ndocs_dir: knowledge\n{theme}plugins: [mopsbook]\n",
        )
        done = run("mkdocs", "build", "-q", cwd=root)
        assert done.returncode == 0, done.stderr
        assert "Sends the" in (root / "site" / "systems" / "marketo" / "index.html").read_text()


def test_addresses_without_folders_are_refused_with_a_reason(tmp_path: Path) -> None:
    """`use_directory_urls: false` would break every link, so it is refused in a sentence, by both commands, whoever sets it."""
    offline = CONFIG.replace("[search, mopsbook]", "[search, mopsbook, offline]")
    for config in (CONFIG + "use_directory_urls: false\n", offline):
        root = write_book(tmp_path, small_documents(), config=config)
        for words in (("mkdocs", "build"), ("mopsbook", "build")):
            done = run(*words, cwd=root)
            assert done.returncode != 0
            assert "use_directory_urls: true" in done.stderr
            assert "Traceback" not in done.stderr


def test_a_site_holds_nothing_that_a_link_finds_outside_of_the_repository(tmp_path: Path) -> None:
    """A link to a page, a picture or a folder elsewhere on the machine is not followed, by no command that makes pages."""
    elsewhere = tmp_path / "elsewhere"
    for name in ("token.md", "token.png", "keys/token.md", "keys/token"):
        write(elsewhere / name, "SECRET")
    root = write_book(tmp_path / "ours", small_documents(), pages={"shared/inside.md": "INSIDE"})
    for name in ("token.md", "token.png", "keys"):
        (root / "knowledge" / name).symlink_to(elsewhere / name)
    (root / "knowledge" / "also.md").symlink_to("shared/inside.md")
    build(root, tmp_path / "site")
    with at():
        write_pages(find_layout(root), tmp_path / "written")
    for made in (tmp_path / "site", tmp_path / "written"):
        held = [path for path in made.rglob("*") if path.is_file()]
        assert [path for path in held if b"SECRET" in path.read_bytes()] == []
        assert any("also" in path.as_posix() and b"INSIDE" in path.read_bytes() for path in held)


def test_a_site_without_our_plugin_is_refused_with_a_reason(tmp_path: Path) -> None:
    """`mopsbook build` says which line is missing in mkdocs.yml."""
    root = write_book(
        tmp_path, small_documents(), config=CONFIG.replace("plugins: [search, mopsbook]", "plugins: [search]")
    )
    done = run("mopsbook", "build", cwd=root)
    assert done.returncode == 2
    assert "plugins: [search, mopsbook]" in done.stderr


def test_a_book_without_mkdocs_yml_builds(tmp_path: Path) -> None:
    """The knowledge folder alone is a book, and outside of git its pages say that there is no history."""
    root = write_book(tmp_path, small_documents(), config=None)
    done = run("mopsbook", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    changes = (root / "site" / "changes" / "index.html").read_text()
    assert "The history is not complete" in changes


def test_a_site_without_mkdocs_yml_is_called_like_the_book(tmp_path: Path) -> None:
    """What book.yaml says stands in the head of every page, and a book that says nothing has a name all the same."""
    documents = small_documents()
    documents["book.yaml"]["title"] = "The Kraft book"
    root = write_book(tmp_path, documents, config=None)
    assert run("mopsbook", "build", cwd=root).returncode == 0
    page = (root / "site" / "systems" / "marketo" / "index.html").read_text()
    assert "<title>" in page and "The Kraft book</title>" in page and "Marketing operations" not in page


def test_a_book_without_book_yaml_builds(tmp_path: Path) -> None:
    """A book that says nothing about itself has a title, no dead edit links and no first week."""
    documents = small_documents()
    del documents["book.yaml"]
    build(write_book(tmp_path, documents), tmp_path / "site")
    home = (tmp_path / "site" / "index.html").read_text()
    assert ">Marketing operations</h1>" in home
    assert "Your first week" not in home
    assert "Edit this page" not in (tmp_path / "site" / "systems" / "marketo" / "index.html").read_text()


def test_an_empty_folder_builds(tmp_path: Path) -> None:
    """Nothing written yet: Home, the indexes and the authoring pages are there and say how to begin."""
    done = run("mopsbook", "build", cwd=write_book(tmp_path, {}, pages={}))
    assert done.returncode == 0, done.stderr
    assert "Nobody has written one yet" in (tmp_path / "site" / "systems" / "index.html").read_text()
    assert (tmp_path / "site" / "authoring" / "system" / "index.html").is_file()


def test_a_book_with_errors_is_built_all_the_same(tmp_path: Path) -> None:
    """Errors are shown, on the console and on the pages; the site is there; the exit code is 1."""
    documents = small_documents()
    documents["systems/segment.yaml"]["owner"] = "nobody-at-all"
    documents["systems/broken.yaml"] = "kind: system\nid: [\n"
    root = write_book(tmp_path, documents)
    done = run("mopsbook", "build", cwd=root)
    assert done.returncode == 1
    assert "nobody-at-all" in done.stderr and "broken.yaml" in done.stderr
    assert "nobody-at-all" in (root / "site" / "systems" / "segment" / "index.html").read_text()
    assert "broken.yaml" in (root / "site" / "quality" / "index.html").read_text()


def test_mkdocs_strict_fails_for_an_error_of_the_knowledge(tmp_path: Path) -> None:
    """In CI, `mkdocs build --strict` alone keeps a broken reference from being published."""
    documents = small_documents()
    documents["systems/segment.yaml"]["owner"] = "nobody-at-all"
    done = run("mkdocs", "build", "--strict", cwd=write_book(tmp_path, documents))
    assert done.returncode != 0
    assert "nobody-at-all" in done.stderr


@pytest.mark.parametrize("id", ["index", "index.html", "price-index", "404", "search", "assets", "readme"])
def test_an_id_that_means_something_to_a_web_server_is_an_id(tmp_path: Path, id: str) -> None:
    """A system may be called `price-index`: its page is at its address, the index of its kind stays, and links find it."""
    documents = small_documents()
    documents[f"systems/{id}.yaml"] = {"kind": "system", "id": id, "title": "Unusual", "purpose": "Unusual purpose."}
    documents["integrations/odd.yaml"] = {
        "kind": "integration", "id": "odd", "title": "Odd", "source": id, "target": "marketo", "direction": "one-way",
    }  # fmt: skip
    build(write_book(tmp_path, documents), tmp_path / "site")
    index = (tmp_path / "site" / "systems" / "index.html").read_text()
    assert "Segment" in index
    href = re.search(r'href="([^"]*)">Unusual', (tmp_path / "site" / "integrations" / "odd" / "index.html").read_text())
    assert href
    target = (tmp_path / "site" / "integrations" / "odd" / href[1] / "index.html").resolve()
    assert "Unusual purpose." in target.read_text()
    assert '<h1 id="_top">Unusual</h1>' in target.read_text()


def test_parts_may_be_called_as_the_sections_of_a_page(tmp_path: Path) -> None:
    """A stage `top` or a step `raci` does not give two elements of a page one id."""
    documents = small_documents()
    documents["processes/send-email.yaml"]["steps"][0]["id"] = "raci"
    documents["processes/send-email.yaml"]["steps"][1].update(id="steps", next=[{"to": "raci"}])
    documents["lifecycles/lead-lifecycle.yaml"]["stages"][3]["id"] = "connections"
    documents["lifecycles/lead-lifecycle.yaml"]["stages"][0]["transitions"][1]["to"] = "connections"
    documents["naming/program-name.yaml"]["segments"][0]["id"] = "examples"
    build(write_book(tmp_path, documents), tmp_path / "site")
    for page in ("processes/send-email", "lifecycles/lead-lifecycle", "naming/program-name"):
        ids = re.findall(r'\sid="([^"]+)"', (tmp_path / "site" / page / "index.html").read_text())
        assert sorted(id for id in set(ids) if ids.count(id) > 1) == [], page


def test_what_the_menu_calls_a_page_is_what_the_menu_shows(tmp_path: Path) -> None:
    """A label of `nav` in mkdocs.yml wins over the title of a page of ours, as for any other page."""
    nav = "nav:\n  - index.md\n  - Our tools: systems/index.md\n  - Written: how-we-work.md\n"
    build(write_book(tmp_path, small_documents(), config=CONFIG + nav), tmp_path / "site")
    home = (tmp_path / "site" / "index.html").read_text()
    assert re.search(r'href="systems/"[^>]*>\s*(?:<span class="md-ellipsis">)?\s*Our tools', home)


def test_a_page_written_by_hand_wins_over_ours(tmp_path: Path) -> None:
    """Who writes `systems/index.md` means it."""
    pages = {"systems/index.md": "# Our own list\n", "index.md": "# Our own home\n"}
    build(write_book(tmp_path, small_documents(), pages=pages), tmp_path / "site")
    assert "Our own list" in (tmp_path / "site" / "systems" / "index.html").read_text()
    assert "Our own home" in (tmp_path / "site" / "index.html").read_text()


def test_a_readme_replaces_no_page(tmp_path: Path) -> None:
    """A README is a page of the handbook, and links to it lead there; Home and the indexes stay ours; none is lost elsewhere."""
    pages = {
        "README.md": "# About this folder\n\nRead [how we work](how-we-work.md) and [systems](systems/index.md).\n",
        "systems/README.md": "# How we keep systems\n",
        "notes/README.md": "# Notes\n",
        "how-we-work.md": "# How we work\n\nSee [the readme](README.md) and [that one](systems/README.md).\n",
    }
    root = write_book(tmp_path, small_documents(), pages=pages)
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 0, done.stderr
    site = {name: text.decode() for name, text in read_site(root / "site").items() if name.endswith(".html")}
    assert "A small team and its tools." in site["index.html"] and 'class="mb-home"' in site["index.html"]
    assert "Collects events." in site["systems/index.html"]
    assert (
        "About this folder" in site["readme/index.html"] and "How we keep systems" in site["systems/readme/index.html"]
    )
    assert 'href="../how-we-work/"' in site["readme/index.html"] and 'href="../systems/"' in site["readme/index.html"]
    assert 'href="../readme/"' in site["how-we-work/index.html"]
    assert 'href="../systems/readme/"' in site["how-we-work/index.html"]
    assert "Notes" in site["notes/index.html"]
    assert re.search(r'href="readme/"[^>]*>\s*(?:<span class="md-ellipsis">)?\s*About this folder', site["index.html"])


def test_two_builds_of_one_book_are_equal(tmp_path: Path) -> None:
    """The same knowledge gives the same bytes, wherever it lies and in whatever order its files are found."""
    documents, schemas = with_runbooks()
    one, other = tmp_path / "one", tmp_path / "elsewhere" / "other"
    build(write_book(one, documents, schemas=schemas), one / "site")
    build(write_book(other, dict(reversed(documents.items())), schemas=schemas), other / "site")
    assert read_site(one / "site") == read_site(other / "site")


def test_a_kind_of_ones_own_is_a_kind_like_ours(tmp_path: Path) -> None:
    """A schema and a template in the book's own folder are all a kind takes: menu, index, page, search, backlinks, authoring."""
    documents, schemas = with_runbooks()
    root = write_book(tmp_path, documents, schemas=schemas)
    done = run("mopsbook", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    site = {
        name: text.decode()
        for name, text in read_site(root / "site").items()
        if name.endswith((".html", ".json", ".css"))
    }
    assert "Emergencies" in site["index.html"]
    assert (
        "Wake somebody" in site["runbooks/index.html"]
        and 'href="../runbooks/marketo-down/"' in site["runbooks/index.html"]
    )
    page = site["runbooks/marketo-down/index.html"]
    assert "In the first five minutes" in page and 'class="our-box"' in page and "<strong>schedulers</strong>" in page
    assert (
        "Has the runbook" in site["systems/marketo/index.html"]
        and "../../runbooks/marketo-down/" in site["systems/marketo/index.html"]
    )
    assert "First aid" in site["authoring/runbook/index.html"] and "runbook" in site["authoring/index.html"]
    assert '"location":"runbooks/marketo-down/"' in site["search/search_index.json"]
    assert ".mb-kind-runbook" in site["assets/mopsbook/kinds.css"]


def test_words_of_a_schema_are_no_html(tmp_path: Path) -> None:
    """A kind may be called `R&D <x>`: it is read so in the menu and everywhere else."""
    documents, schemas = with_runbooks()
    schemas["runbook.schema.yaml"] = (
        schemas["runbook.schema.yaml"]
        .replace("plural: Runbooks", 'plural: "R&D <x>"')
        .replace("section: Emergencies", 'section: "A&B <y>"')
    )
    build(write_book(tmp_path, documents, schemas=schemas), tmp_path / "site")
    texts = {path: path.read_text() for path in (tmp_path / "site").rglob("*.html")}
    assert any("R&amp;D &lt;x&gt;" in text for text in texts.values())
    assert [path for path, text in texts.items() if "<x>" in text or "<y>" in text] == []


def test_the_title_of_a_book_is_no_html_where_the_site_is_called_so(tmp_path: Path) -> None:
    """A book without an mkdocs.yml gives the site its title, which the theme would write as it is, to be run by browsers."""
    documents = small_documents()
    documents["book.yaml"]["title"] = "R&D</title><script>alert(1)</script>"
    build(write_book(tmp_path, documents, config=None), tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.html"):
        assert "<script>alert" not in path.read_text(), path
    home = (tmp_path / "site" / "index.html").read_text()
    assert "<title>Home - R&amp;D&lt;/title&gt;" in home and "R&amp;amp;D" not in home


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(url: str, text: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                if text in answer.read().decode():
                    return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    return False


@pytest.mark.parametrize(
    "command", [("mkdocs", "serve", "-a"), ("mopsbook", "serve", "--address")], ids=lambda words: words[0]
)
def test_a_preview_follows_what_is_saved(tmp_path: Path, command: tuple[str, ...]) -> None:
    """While the preview runs, a saved change is served within seconds, and what came of it is said; what was said before is not."""
    documents, schemas = with_runbooks()
    # Without site_url, as at home: else the preview lives in the folder of that address.
    root = write_book(
        tmp_path, documents, schemas=schemas, config=CONFIG.replace("site_url: https://example.org/book/\n", "")
    )
    address = f"127.0.0.1:{_free_port()}"
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", *command, address], cwd=root, env=_QUIET, stdout=log, stderr=log
        )
        try:
            assert _wait_for(f"http://{address}/systems/segment/", "Collects events.", 120), (
                tmp_path / "log"
            ).read_text()
            documents["systems/segment.yaml"].update(purpose="Says something new.", team="slaes")
            write_book(root, {"systems/segment.yaml": documents["systems/segment.yaml"]}, config=None, pages={})
            assert _wait_for(f"http://{address}/systems/segment/", "Says something new.", 120), (
                tmp_path / "log"
            ).read_text()
            write(
                root / "schemas" / "runbook.html.jinja", schemas["runbook.html.jinja"].replace("first five", "last six")
            )
            assert _wait_for(f"http://{address}/runbooks/marketo-down/", "In the last six minutes", 120), (
                tmp_path / "log"
            ).read_text()
            said = (tmp_path / "log").read_text()
            assert said.count("`slaes`") == 1
            assert re.search(r"\d+ findings as before", said)
            first = re.search(r"knowledge/(?!systems/segment).*", said)
            assert first
            assert said.count(first[0]) == 1
        finally:
            server.terminate()
            server.wait(60)


def test_a_build_holds_nothing_of_the_builds_before(tmp_path: Path) -> None:
    """Of all the books that a preview makes in a day, no more than the last one stays in memory."""
    root = write_book(tmp_path, small_documents())
    gc.collect()
    before = {id(one) for one in gc.get_objects() if isinstance(one, Catalog)}
    for _ in range(3):
        build(root, tmp_path / "site", dirty=True)
    gc.collect()
    held = [one for one in gc.get_objects() if isinstance(one, Catalog) and id(one) not in before]
    assert len(held) <= 1


def test_a_mention_in_prose_is_a_link_both_ways(tmp_path: Path) -> None:
    """`[[id]]` is shown as the name of what it leads to, on the page, in lists, summaries and the search; there it says so."""
    documents = small_documents()
    documents["teams/sales.yaml"]["purpose"] = "Lives in [[mkto-classic]] and [[salesforce|the CRM]]."
    documents["processes/send-email.yaml"]["steps"][0]["instructions"] = "As in [[lead-lifecycle#mql]]."
    documents["glossary/words.yaml"]["terms"][0]["definition"] = "Made in [[marketo]], not in [[nowhere]]."
    build(write_book(tmp_path, documents), tmp_path / "site")
    site = {
        name: text.decode() for name, text in read_site(tmp_path / "site").items() if not name.endswith((".png", ".gz"))
    }
    chip = '<a class="mb-ref mb-kind-system" href="{}systems/marketo/">Marketo</a>'
    assert f"Lives in {chip.format('../../')}" in site["teams/sales/index.html"]
    assert f"Lives in {chip.format('../')}" in site["teams/index.html"]
    assert f"Made in {chip.format('../')}, not in" in site["glossary/index.html"]
    assert '<span class="mb-broken">nowhere</span>' in site["glossary/mql/index.html"]
    assert 'href="../../systems/salesforce/">the CRM</a>' in site["teams/sales/index.html"]
    assert '<meta name="description" content="Lives in Marketo and the CRM.">' in site["teams/sales/index.html"]
    assert '"Made in Marketo, not in nowhere."' in site["assets/mopsbook/terms.json"]
    assert "Lives in Marketo and the CRM." in site["search/search_index.json"]
    assert (
        'href="../../lifecycles/lead-lifecycle/#mql">Lead lifecycle: mql</a>' in site["processes/send-email/index.html"]
    )
    assert "[[" not in re.sub(r"<code>.*?</code>", "", site["index.html"] + site["teams/sales/index.html"])
    page = site["systems/marketo/index.html"]
    assert re.search(r"Is mentioned in.*?teams/sales/", page, re.DOTALL)


def test_the_page_for_what_is_not_there_leads_on(tmp_path: Path) -> None:
    """Whoever follows a dead link is offered the search and the questions, with addresses that are right from anywhere."""
    build(write_book(tmp_path, small_documents()), tmp_path / "site")
    html = (tmp_path / "site" / "404.html").read_text()
    assert "There is no page here" in html and "404 - Not found" not in html
    assert 'href="/book/systems/"' in html and 'href="/book/changes/"' in html and 'href="/book/"' in html


def test_values_are_said_in_words(tmp_path: Path) -> None:
    """A length of time, a name that follows a convention and the ways out of a stage are there to be read."""
    documents = small_documents()
    documents["systems/marketo.yaml"]["contract"] = {"notice_period": "90d", "term": "1y"}
    build(write_book(tmp_path, documents), tmp_path / "site")
    site = {name: text.decode() for name, text in read_site(tmp_path / "site").items() if name.endswith(".html")}
    assert (
        "<dd>90 days</dd>" in site["systems/marketo/index.html"]
        and "<dd>1 year</dd>" in site["systems/marketo/index.html"]
    )
    assert "20261001_emea_autumn-sale" in site["naming/index.html"]
    stages = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", site["lifecycles/lead-lifecycle/index.html"]))
    assert "Stage If How Who In Customer They sign. Salesforce New a step back Too early." in stages


def test_every_page_lights_the_tab_it_belongs_to(tmp_path: Path) -> None:
    """Who came by the search sees in which part of the book a page lies, however deep that is."""
    build(write_book(tmp_path, small_documents()), tmp_path / "site")
    site = {name: text.decode() for name, text in read_site(tmp_path / "site").items() if name.endswith("index.html")}
    tab = re.compile(r'md-tabs__item--active">\s*<a href="([^"]+)"')
    lit = {name: tab.findall(html) for name, html in site.items() if name.startswith(("questions/", "systems/"))}
    assert lit["questions/system-down/marketo/index.html"] == ["../../"]
    assert lit["questions/system-down/index.html"] == lit["systems/marketo/index.html"] == ["../"]
    # A page that only leads on from an old name has no menu.
    assert [name for name, tabs in lit.items() if len(tabs) != 1 and "md-tabs" in site[name]] == []
