"""`mopsbook write` gives the same pages to other engines: what they build holds the article that the plugin builds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mopsbook.errors import SetupError
from mopsbook.layout import find_layout
from mopsbook.site.write import write_pages
from small_book import EPOCH, HANDBOOK, at, build, read_site, with_runbooks, write, write_book

# One of each sort, among them pictures, preformatted text, checkboxes and tables.
SAMPLE = (
    "", "systems", "systems/marketo", "integrations/marketo-salesforce", "processes/send-email", "lifecycles/lead-lifecycle",
    "naming/program-name", "value-lists/regions", "glossary", "glossary/mql", "runbooks/marketo-down", "roles/mops-lead", "teams/sales",
    "changes", "quality", "rules/orphan", "authoring/system",
)  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book, its site by the plugin, and its pages as files; some texts are hard to carry over."""
    folder = tmp_path_factory.mktemp("written")
    documents, schemas = with_runbooks()
    documents["systems/marketo.yaml"]["title"] = 'Marketo: "the <big> one" & \\ more \u00a0 {{ x }} 😀 \x7f'
    documents["systems/marketo.yaml"]["description"] += (
        "\n```\nline one\n\n\n  line <four>\n```\n\n:smile: ++ctrl++ ^^x^^ [[wiki]] --8<-- 'x'\n"
    )
    documents["teams/sales.yaml"]["purpose"] = "# not a heading"
    documents["teams/sales.yaml"]["description"] = "    indented\n\n<!-- no comment -->\n\n</article></div>\n"
    write_book(
        folder / "book",
        documents,
        schemas=schemas,
        pages={
            "how-we-work.md": HANDBOOK + "\nSee [what this is](README.md).\n",
            "pictures/a.svg": "<svg/>",
            "README.md": "# About\n\nThis folder, and [how we work](how-we-work.md).\n",
        },
    )
    build(folder / "book", folder / "site")
    with at():
        write_pages(find_layout(folder / "book"), folder / "out")
    return folder


def _article(site: Path, name: str) -> str:
    """Return the article of a page as a reader gets it: without what differs by engine alone."""
    text = (site / name / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<article class="mb-.*</article>', text, re.DOTALL)
    assert found, f"{site.name}: no article of ours in {name or 'home'}"
    return (
        re.sub(r"\s+", " ", found[0].replace("&#10;", "\n").replace("&quot;", '"').replace("&#34;", '"'))
        .replace("> <", "><")
        .strip()
    )


def _build(written: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=written / "out", env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
        timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert not re.search("WARNING|ERROR|Traceback", done.stdout + done.stderr)


def _compare(written: Path, site: Path) -> None:
    different = [name for name in SAMPLE if _article(site, name) != _article(written / "site", name)]
    assert different == []
    by_hand = (site / "how-we-work" / "index.html").read_text()
    assert "We plan on Mondays" in by_hand
    assert re.search(r'href="\.\./systems/marketo/"', by_hand)
    page = (site / "systems" / "marketo" / "index.html").read_text()
    assert "&lt;big&gt;" in page.partition("</title>")[0] and "&amp;lt;" not in page.partition("</title>")[0]
    assert "title: " not in re.sub("<[^>]*>", "", page.partition("<body")[2])
    assert (site / "assets" / "mopsbook" / "kinds.css").is_file()
    assert (site / "pictures" / "a.svg").is_file()
    assert "This folder" in (site / "readme" / "index.html").read_text()
    assert 'href="../readme/"' in by_hand
    assert 'url=../../systems/marketo/"' in (site / "systems" / "mkto-classic" / "index.html").read_text()


def test_plain_mkdocs_builds_the_same_articles(written: Path) -> None:
    """MkDocs without our plugin, in strict mode, gives the articles of the plugin's site."""
    _build(written, "mkdocs", "build", "--strict", "-d", str(written / "by-mkdocs"))
    _compare(written, written / "by-mkdocs")


def test_zensical_builds_the_same_articles(written: Path) -> None:
    """Zensical gives the articles of the plugin's site, from the configuration that was written."""
    pytest.importorskip("zensical")
    _build(written, "zensical", "build", "--clean", "--strict")
    _compare(written, written / "out" / "site")


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds something that we did not write is refused, and nothing in it changes."""
    write_book(tmp_path / "book", with_runbooks()[0], schemas=with_runbooks()[1])
    write(tmp_path / "mine" / "letter.txt", "Dear")
    with pytest.raises(SetupError, match="did not write"):
        write_pages(find_layout(tmp_path / "book"), tmp_path / "mine")
    assert read_site(tmp_path / "mine") == {"letter.txt": b"Dear"}


def test_a_second_run_removes_what_is_gone_and_nothing_else(tmp_path: Path) -> None:
    """Written again, the folder is as if it were new, but what others put there stays."""
    documents, schemas = with_runbooks()
    root = write_book(tmp_path / "book", documents, schemas=schemas)
    with at():
        write_pages(find_layout(root), tmp_path / "out")
        write(tmp_path / "out" / "site" / "index.html", "built by another engine")
        shutil.rmtree(root / "knowledge" / "runbooks")
        (root / "knowledge" / "systems" / "drift.yaml").unlink()
        write_pages(find_layout(root), tmp_path / "out")
        write_pages(find_layout(root), tmp_path / "new")
    again, new = read_site(tmp_path / "out"), read_site(tmp_path / "new")
    assert again.pop("site/index.html") == b"built by another engine"
    assert again == new
    assert not (tmp_path / "out" / "docs" / "runbooks" / "marketo-down").exists()
    assert [path for path in (tmp_path / "out" / "docs").rglob("*") if path.is_dir() and not any(path.iterdir())] == []


def test_a_page_written_by_hand_wins_over_ours(tmp_path: Path) -> None:
    """As with the plugin: who writes `systems/index.md` means it."""
    documents, schemas = with_runbooks()
    root = write_book(tmp_path / "book", documents, schemas=schemas, pages={"systems/index.md": "# Our own list\n"})
    write_pages(find_layout(root), tmp_path / "out")
    assert (tmp_path / "out" / "docs" / "systems" / "index.md").read_text() == "# Our own list\n"


def test_what_somebody_edited_is_kept_and_named(tmp_path: Path) -> None:
    """A page that was edited where it was written is neither written over nor deleted, and each run says so; the rest is written."""
    documents, schemas = with_runbooks()
    root = write_book(tmp_path / "book", documents, schemas=schemas)
    out = tmp_path / "out"

    def say() -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "mopsbook", "write", str(out), "--book", str(root)], capture_output=True, text=True,
            timeout=120, check=False, env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    assert say()[1] == ""
    edited = [out / "mkdocs.yml", out / "docs" / "systems" / "drift" / "index.md"]
    for path in edited:
        write(path, path.read_text() + "# ours\n")
    write(out / "docs" / "systems" / "new" / "index.md", "# Written by hand\n")
    (root / "knowledge" / "systems" / "drift.yaml").unlink()
    write(root / "knowledge" / "systems" / "new.yaml", "kind: system\nid: new\ntitle: New\n")
    write(root / "knowledge" / "systems" / "other.yaml", "kind: system\nid: other\ntitle: Other\n")
    said = say()[1]
    assert all(path.read_text().endswith("# ours\n") for path in edited)
    assert (out / "docs" / "systems" / "new" / "index.md").read_text() == "# Written by hand\n"
    assert (out / "docs" / "systems" / "other" / "index.md").is_file()
    assert [line.split(":")[0] for line in said.splitlines()] == [
        f"kept {out}/{name}" for name in ("docs/systems/drift/index.md", "docs/systems/new/index.md", "mkdocs.yml")
    ]
    assert f"kept {edited[0]}" in say()[1]
    edited[0].unlink()
    assert "mkdocs.yml" not in say()[1]
    assert "nav:" in edited[0].read_text()


def test_a_run_that_was_stopped_has_edited_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run wrote before it was stopped counts as written by us, and so does what it had not come to yet."""
    documents, schemas = with_runbooks()
    root = write_book(tmp_path / "book", documents, schemas=schemas)
    real, left = Path.replace, [40]

    def stop(self: Path, place: Path) -> Path:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        return real(self, place)

    with at():
        write_pages(find_layout(root), tmp_path / "out")
        for title in ("Second", "Third"):
            write(root / "knowledge" / "teams" / "sales.yaml", f"kind: team\nid: sales\ntitle: {title}\n")
            if title == "Second":
                with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
                    patch.setattr(Path, "replace", stop)
                    write_pages(find_layout(root), tmp_path / "out")
        assert write_pages(find_layout(root), tmp_path / "out").kept == []
        write_pages(find_layout(root), tmp_path / "new")
    assert read_site(tmp_path / "out") == read_site(tmp_path / "new")
