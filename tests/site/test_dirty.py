"""`--dirty` is exact: whatever happened to a book, the next incremental build leaves the files that a clean build would."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mopsbook.checks.attested import make_record
from mopsbook.documents.load import load_shelf
from mopsbook.documents.records import place_of, write_record
from mopsbook.kept import code_of
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout
from mopsbook.pages.book import Book
from mopsbook.pages.make import make_parts
from small_book import (
    CONFIG,
    DAY,
    EPOCH,
    HANDBOOK,
    RUNBOOK_TEMPLATE,
    Documents,
    build,
    git,
    read_site,
    with_runbooks,
    write,
    write_book,
)

LEDGER = ".mopsbook-ledger.json"

# A theme that shows all that a page can show, and is quick: no assets, no scripts.
TINY = CONFIG.replace("  name: material\n  font: false\n", "  name: null\n  custom_dir: theme\n").replace(
    "search, ", ""
)
TINY_THEME = """<head><title>{{ page.title }} {{ page.meta.title }} - {{ config.site_name }} {{ page.meta.description }}</title></head>
<nav>{% for one in nav recursive %}<a href="{{ one.url }}">{{ one.title }}</a> {{ loop(one.children) if one.children }}{% endfor %}</nav>
<p>{% for one in page.ancestors %}{{ one.title }} / {% endfor %}<a href="{{ page.edit_url }}">Edit</a></p>
<ul>{% for one in page.toc recursive %}<li><a href="{{ one.url }}">{{ one.title }}</a>{{ loop(one.children) }}</li>{% endfor %}</ul>
{{ page.content }}
"""

# Stops a build in the middle of writing, as a power cut does: MkDocs calls this before it writes a page. The file says
# after how many pages, or after which one.
STOPPER = """import pathlib
_left = pathlib.Path(__file__).with_name("stop_after.txt")
def on_post_page(output, page, config):
    if _left.is_file():
        after = _left.read_text()
        if after == "0":
            _left.unlink()
            raise KeyboardInterrupt
        _left.write_text(str(int(after) - 1) if after.isdigit() else "0" if page.url == after else after)
    return output
"""

_WORDS = ("quick", "slow", "blue", "heavy", "*bright*", "new & old", "<odd>", "{curly}", "naïve")


@dataclass
class Desk:
    """A book on somebody's desk, with a site that is only ever built incrementally."""

    root: Path
    site: Path
    documents: Documents
    pages: dict[str, str]
    schemas: dict[str, str]
    theme: str = CONFIG
    epoch: int = EPOCH
    diary: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.config = self.theme + "hooks: [stopper.py]\n"

    def save(self) -> None:
        """Put everything on the disk as it is now, and nothing else."""
        for folder in ("knowledge", "schemas"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        write_book(self.root, self.documents, config=self.config, schemas=self.schemas, pages=self.pages)
        write(self.root / "stopper.py", STOPPER)
        write(self.root / "theme" / "main.html", TINY_THEME)

    def compare(self) -> None:
        """Build incrementally and from scratch, and compare every file, the ledger included."""
        self.save()
        build(self.root, self.site, dirty=True, epoch=self.epoch)
        clean = self.site.with_name("clean")
        # What is kept between builds must change nothing: the clean one has none of it.
        cache, aside = self.root / ".cache", self.site.with_name("cache")
        if cache.is_dir():
            cache.replace(aside)
        build(self.root, clean, epoch=self.epoch)
        if aside.is_dir():
            shutil.rmtree(cache, ignore_errors=True)
            aside.replace(cache)
        mine, right = read_site(self.site), read_site(clean)
        told = "\n".join(self.diary)
        assert sorted(mine) == sorted(right), told
        assert [name for name in right if mine[name] != right[name]] == [], told

    def interrupt(self, dirty: bool, after: int | str) -> None:
        """Begin a build and stop it after so many pages, or after the page at an address."""
        self.save()
        write(self.root / "stop_after.txt", str(after))
        with pytest.raises(KeyboardInterrupt):
            build(self.root, self.site, dirty=dirty, epoch=self.epoch)


def _set_up(folder: Path, theme: str) -> Desk:
    documents, schemas = with_runbooks()
    if theme == TINY:
        # Where a team has templates of its own, which may show anything, pages follow more than they do without.
        del schemas["runbook.html.jinja"]
    pages = {"how-we-work.md": HANDBOOK, "notes/plan.md": "# Plan\n"}
    return Desk(folder / "book", folder / "site", documents, pages, schemas, theme)


def _build_first(folder: Path, theme: str) -> Path:
    desk = _set_up(folder, theme)
    desk.save()
    git(desk.root, "init", "-q", "-b", "main")
    if theme == TINY:
        # A year ago, so that there are years to look back on.
        git(desk.root, "add", "-A")
        git(desk.root, "commit", "-q", "-m", "Begin", "--date", f"@{desk.epoch - 400 * DAY} +0200")
    desk.compare()
    return folder


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents and sections of pages are kept at this desk, and processes share the work, though the book is small."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("mopsbook.kept.FEW", 1)
    monkeypatch.setattr("mopsbook.begun._MANY", -1)
    monkeypatch.setattr("mopsbook.pages.make._MANY", 0)


@pytest.fixture(scope="session")
def with_material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book in git and its site, as people see it."""
    return _build_first(tmp_path_factory.mktemp("desk"), CONFIG)


@pytest.fixture(scope="session")
def with_tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the tiny theme."""
    return _build_first(tmp_path_factory.mktemp("desk"), TINY)


@pytest.fixture
def desk(with_material: Path, tmp_path: Path) -> Desk:
    shutil.copytree(with_material, tmp_path, dirs_exist_ok=True)
    return _set_up(tmp_path, CONFIG)


@pytest.fixture
def quick(with_tiny: Path, tmp_path: Path) -> Desk:
    shutil.copytree(with_tiny, tmp_path, dirs_exist_ok=True)
    return _set_up(tmp_path, TINY)


def _entities(desk: Desk) -> list[str]:
    return [name for name, one in desk.documents.items() if isinstance(one, dict) and "id" in one]


def _id(desk: Desk, name: str) -> str:
    return str(desk.documents[name]["id"])


def change_text(desk: Desk, chance: random.Random) -> None:
    name = chance.choice(_entities(desk))
    where = chance.choice(["title", "purpose", "description", "tags", "aliases"])
    words = " ".join(chance.sample(_WORDS, 3))
    value: object = [words] if where == "tags" else [f"other-{chance.randrange(99)}"] if where == "aliases" else words
    desk.documents[name][where] = value


def mention(desk: Desk, chance: random.Random) -> None:
    """Speak of another document in prose, by its id, with its part, or of one that is not there."""
    ids = [_id(desk, name) for name in _entities(desk)]
    name = chance.choice(_entities(desk))
    words = [f"[[{chance.choice([*ids, 'lead-lifecycle#mql', 'mkto-classic', 'nobody'])}]]" for _ in range(2)]
    desk.documents[name][chance.choice(["purpose", "description"])] = " and ".join(words)
    desk.documents["glossary/words.yaml"]["terms"][0]["definition"] = f"Found in {words[0]}."


def change_status(desk: Desk, chance: random.Random) -> None:
    name = chance.choice(_entities(desk))
    desk.documents[name]["status"] = chance.choice(["planned", "draft", "active", "deprecated", "retired"])


def review(desk: Desk, chance: random.Random) -> None:
    """Put reviews of some documents on record, which later changes make doubtful."""
    desk.save()
    layout = find_layout(desk.root)
    shelf = load_shelf(layout, load_kinds([layout.schemas]))
    for name in chance.sample(_entities(desk), 4):
        one = desk.documents[name]
        document = shelf.get(str(one.get("kind")), _id(desk, name))
        if document is not None:
            one["last_reviewed"] = "2026-09-30"
            record = make_record(document, shelf, "2026-09-30", "mops-lead")
            write(desk.root / place_of(*document.key), write_record(record).decode())


def change_category(desk: Desk, chance: random.Random) -> None:
    name = chance.choice([name for name in _entities(desk) if name.startswith("systems/")])
    desk.documents[name]["category"] = chance.choice(["crm", "map", "cdp", "chat", "ads"])


def change_ends(desk: Desk, chance: random.Random) -> None:
    flows = [name for name in _entities(desk) if name.startswith("integrations/")]
    systems = [_id(desk, name) for name in _entities(desk) if name.startswith("systems/")]
    if flows:
        flow = desk.documents[chance.choice(flows)]
        flow[chance.choice(["source", "target", "via"])] = chance.choice([*systems, "nobody-knows"])
        flow["frequency"] = chance.choice(["realtime", "daily", "weekly"])


def change_owner(desk: Desk, chance: random.Random) -> None:
    owners = [_id(desk, name) for name in _entities(desk) if name.startswith(("roles/", "teams/"))]
    desk.documents[chance.choice(_entities(desk))]["owner"] = chance.choice(owners)


def change_review(desk: Desk, chance: random.Random) -> None:
    desk.documents[chance.choice(_entities(desk))]["last_reviewed"] = chance.choice(
        ["2024-01-01", "2026-03-20", "2026-09-30"]
    )


def change_part(desk: Desk, chance: random.Random) -> None:
    desk.documents["lifecycles/lead-lifecycle.yaml"]["stages"][1]["title"] = f"Stage {chance.randrange(99)}"
    desk.documents["processes/send-email.yaml"]["steps"][0]["title"] = f"Step {chance.randrange(99)}"
    desk.documents["glossary/words.yaml"]["terms"][1]["title"] = f"Word {chance.randrange(99)}"
    desk.documents["value-lists/regions.yaml"]["values"][0]["value"] = chance.choice(["emea", "dach"])


def rename(desk: Desk, chance: random.Random) -> None:
    """Rename a document; who referred to it is left behind, as happens to people."""
    name = chance.choice(
        [name for name in _entities(desk) if not name.startswith(("lifecycles/", "processes/", "value-lists/"))]
    )
    document = desk.documents.pop(name)
    document["id"] = f"{document['id'].split('--')[0].rstrip('0123456789')}{chance.randrange(99)}"
    desk.documents[f"{name.rpartition('/')[0]}/{document['id']}.yaml"] = document


def remove(desk: Desk, chance: random.Random) -> None:
    names = [name for name in _entities(desk) if name.startswith(("systems/", "integrations/", "roles/", "runbooks/"))]
    if len(names) > 5:
        del desk.documents[chance.choice(names)]


def add(desk: Desk, chance: random.Random) -> None:
    number = chance.randrange(99)
    systems = [_id(desk, name) for name in _entities(desk) if name.startswith("systems/")] or ["none"]
    desk.documents[f"systems/new-{number}.yaml"] = {
        "kind": "system",
        "id": f"new-{number}",
        "title": f"New {number}",
        "category": "ads",
    }
    desk.documents[f"integrations/flow-{number}.yaml"] = {
        "kind": "integration", "id": f"flow-{number}", "title": f"Flow {number}", "source": f"new-{number}", "target": chance.choice(systems),
        "direction": "one-way",
    }  # fmt: skip


def add_twin(desk: Desk, chance: random.Random) -> None:
    """Write a second document with an id that is taken. The first one counts, and so must its digest."""
    desk.documents[chance.choice(["systems/aaa-twin.yaml", "systems/zzz-twin.yaml"])] = {
        "kind": "system", "id": "marketo", "title": f"Twin {chance.randrange(99)}",
    }  # fmt: skip


def break_file(desk: Desk, chance: random.Random) -> None:
    desk.documents["systems/broken.yaml"] = chance.choice(
        ["kind: system\nid: [", "kind: sytem\nid: a\n", "kind: system\nid: broken\ntitle: 7\n"]
    )


def shift_lines(desk: Desk, chance: random.Random) -> None:
    """Add comments on top: nothing changes but the line to which the page's edit link leads."""
    terms = desk.documents["glossary/words.yaml"]["terms"]
    terms.insert(0, {"id": f"extra-{chance.randrange(999)}", "title": "Extra", "definition": "One more."})


def change_book(desk: Desk, chance: random.Random) -> None:
    about = desk.documents["book.yaml"]
    about["repository"]["branch"] = f"branch-{chance.randrange(99)}"
    chance.choice([
        lambda: about.update(title=f"Book {chance.randrange(99)}"),
        lambda: about.update(policy={"review": {"default": chance.choice(["30d", "6m", "2y"])}}),
        lambda: about.update(policy={"severities": {"incomplete": chance.choice(["off", "error", "info"])}}),
    ])()  # fmt: skip


def change_page(desk: Desk, chance: random.Random) -> None:
    heads = [
        "# Plan {}\n",
        "Plan {}\n======\n",
        "---\ntitle: Plan {}\n---\n\nText\n",
        "# Plan\n\nOnly text {}\n",
        "No title {}\n",
    ]
    desk.pages["notes/plan.md"] = chance.choice(heads).format(chance.randrange(99))


def add_page(desk: Desk, chance: random.Random) -> None:
    desk.pages[f"notes/page-{chance.randrange(9)}.md"] = f"# Page {chance.randrange(99)}\n"


def remove_page(desk: Desk, chance: random.Random) -> None:
    if len(desk.pages) > 1:
        del desk.pages[chance.choice([name for name in desk.pages if name != "how-we-work.md"] or [*desk.pages])]


def add_page_over_ours(desk: Desk, chance: random.Random) -> None:
    """Write a page by hand at the address of one of ours, and take it away again some day."""
    desk.pages["systems/segment.md"] = f"# By hand {chance.randrange(99)}\n"


def change_schema(desk: Desk, chance: random.Random) -> None:
    schema = desk.schemas["runbook.schema.yaml"]
    old, new = chance.choice(
        [
            ("How bad", f"Badness {chance.randrange(99)}"),
            ("hue: 12", f"hue: {chance.randrange(300)}"),
            ("Wake somebody", "Call"),
        ]
    )
    desk.schemas["runbook.schema.yaml"] = schema.replace(old, new)


def change_template(desk: Desk, chance: random.Random) -> None:
    before = desk.schemas.get("runbook.html.jinja", RUNBOOK_TEMPLATE)
    desk.schemas["runbook.html.jinja"] = f"{before}<!-- {chance.randrange(999)} -->"
    head = chance.choice(["{% extends 'mops.html.jinja' %}", ""])
    if head == "":
        desk.schemas["system.html.jinja"] = (
            f'{{% extends "entity.html.jinja" %}}{{% block main %}}<p>{chance.randrange(999)}</p>{{% endblock %}}'
        )


def change_config(desk: Desk, chance: random.Random) -> None:
    desk.config = desk.config.replace("site_name: ", f"site_name: {chance.choice('ABC')} ")


def wait(desk: Desk, chance: random.Random) -> None:
    desk.epoch += chance.choice([1, 30, 300]) * DAY


def commit(desk: Desk, chance: random.Random) -> None:
    desk.save()
    git(desk.root, "add", "-A")
    git(
        desk.root,
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        f"Work {chance.randrange(999)}",
        "--date",
        f"@{desk.epoch} +0200",
    )


def interrupt(desk: Desk, chance: random.Random) -> None:
    """Stop a build in the middle, then take back (or not) what it was building."""
    before = {name: dict(one) if isinstance(one, dict) else one for name, one in desk.documents.items()}
    change_text(desk, chance)
    dirty = chance.random() < 0.7
    # Of a change of a few words an incremental build writes fewer than thirty pages.
    desk.interrupt(dirty=dirty, after=chance.choice([0, 3] if dirty else [0, 3, 30]))
    if chance.random() < 0.7:
        desk.documents = before


def lose_files(desk: Desk, chance: random.Random) -> None:
    """Let pages of the site disappear, as a careless clean-up does."""
    pages = sorted(desk.site.rglob("index.html"))
    for path in chance.sample(pages, min(3, len(pages))):
        path.unlink()


DEEDS: tuple[Callable[[Desk, random.Random], None], ...] = (
    change_text, change_text, mention, mention, review, change_status, change_category, change_ends, change_owner, change_review, change_part, rename, remove, add,
    add_twin, break_file, shift_lines, change_book, change_page, add_page, remove_page, add_page_over_ours, change_schema,
    change_template, change_config, wait, commit, commit, interrupt, lose_files,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_an_incremental_site_is_the_clean_one_whatever_happened_to_the_book(
    request: pytest.FixtureRequest, seed: int
) -> None:
    """After any sequence of changes, each file of the incremental site has the bytes of the clean one."""
    desk: Desk = request.getfixturevalue("quick" if seed else "desk")
    chance = random.Random(seed)
    for _ in range(8):
        for deed in chance.sample(DEEDS, chance.choice([1, 1, 2, 4])):
            desk.diary.append(deed.__name__)
            deed(desk, chance)
        desk.diary.append("build")
        desk.compare()


@pytest.mark.parametrize("deed", sorted(set(DEEDS), key=lambda deed: deed.__name__), ids=lambda deed: deed.__name__)
def test_an_incremental_site_is_the_clean_one_after_each_kind_of_change(
    quick: Desk, deed: Callable[[Desk, random.Random], None]
) -> None:
    """Each change alone is noticed by every page that shows it."""
    deed(quick, random.Random(7))
    quick.compare()


def test_a_page_drawn_two_steps_away_follows_a_change(quick: Desk) -> None:
    """A system's picture names the systems at the other ends of its integrations, so their names count."""
    quick.documents["systems/snowflake.yaml"]["title"] = "Renamed warehouse"
    quick.documents["systems/salesforce.yaml"]["category"] = "cdp"
    quick.documents["systems/workato.yaml"]["status"] = "deprecated"
    quick.compare()


def test_links_to_questions_follow_what_they_depend_on(quick: Desk) -> None:
    """Whether a page leads to a question hangs on its neighbours: a form that writes, a consent, a contract, a duty."""
    field: dict[str, Any] = {"id": "email", "title": "E-mail"}
    quick.documents["objects/lead.yaml"] = {"kind": "object", "id": "lead", "title": "Lead", "fields": [field]}
    system = quick.documents["systems/marketo.yaml"]
    quick.documents["roles/guest.yaml"] = {"kind": "role", "id": "guest", "title": "Guest"}
    quick.compare()
    pages = {name: quick.site / name / "index.html" for name in ("integrations/segment-snowflake", "objects/lead", "systems/marketo", "roles/guest")}  # fmt: skip
    changes: tuple[tuple[str, Callable[[], object]], ...] = (
        (
            "integrations/segment-snowflake",
            lambda: field.update(written_by=[{"by": "form", "through": "segment-snowflake"}]),
        ),
        ("objects/lead", lambda: field.update(consent="opt-out")),
        ("systems/marketo", lambda: system.update(contract={"renewal_date": "2026-12-01"})),
        ("roles/guest", lambda: system.update(provisioners=["guest"])),
        ("roles/guest", lambda: system.update(status="retired")),
        (
            "integrations/segment-snowflake",
            lambda: field.update(written_by=[{"by": "import", "through": "segment-snowflake"}]),
        ),
    )
    for name, change in changes:
        before = pages[name].read_text().count('href="../../questions/')
        change()
        quick.compare()
        assert pages[name].read_text().count('href="../../questions/') != before, name


def test_the_page_of_a_role_follows_what_others_say_of_it(quick: Desk) -> None:
    """A role's page tells the steps, the levels of its skills and the length of its path, which stand in other documents."""
    skill = {
        "kind": "skill",
        "id": "html",
        "title": "HTML",
        "levels": [{"id": "reads", "title": "Reads", "shows": "Reads it."}],
    }
    path = {
        "kind": "onboarding-path",
        "id": "first",
        "title": "First",
        "roles": ["mops-lead"],
        "steps": [{"id": "a", "title": "A", "day": 3}],
    }
    quick.documents |= {"skills/html.yaml": skill, "onboarding/first.yaml": path}
    quick.documents["roles/mops-lead.yaml"]["skills"] = ["html", "Patience"]
    quick.compare()
    for change in (
        lambda: skill["levels"].append({"id": "writes", "title": "Writes", "shows": "Writes it."}),
        lambda: path["steps"].append({"id": "b", "title": "B", "day": 20}),
        quick.documents["processes/send-email.yaml"]["steps"].reverse,
        lambda: quick.documents["processes/send-email.yaml"]["steps"][0].update(consulted=["mops-lead"]),
    ):
        before = (quick.site / "roles" / "mops-lead" / "index.html").read_text()
        change()
        quick.compare()
        assert (quick.site / "roles" / "mops-lead" / "index.html").read_text() != before


def test_plots_follow_what_they_show_and_the_day(quick: Desk) -> None:
    """A cost, a run, and a day that passes are seen in the plots of indexes, though no table of theirs tells them."""
    for n, name in enumerate(one for one in _entities(quick) if one.startswith("systems/")):
        quick.documents[name]["contract"] = {"renewal_date": f"2027-0{n + 1}-28", "cost": 10 + n, "currency": "EUR"}
    for n in range(3):
        runs = [{"date": f"2026-0{n + 4}-01"}]
        quick.documents[f"checklists/c{n}.yaml"] = {
            "kind": "checklist",
            "id": f"c{n}",
            "title": f"C {n}",
            "cadence": "6m",
            "runs": runs,
        }
    quick.compare()
    index = quick.site / "systems" / "index.html"
    before = index.read_text()
    quick.documents["systems/segment.yaml"]["contract"]["cost"] = 77_777
    quick.compare()
    assert "77,777" in index.read_text() and "77,777" not in before
    quick.documents["checklists/c0.yaml"]["runs"].append({"date": "2026-09-15"})
    quick.compare()
    del quick.documents["checklists/c2.yaml"]
    for days in (40, 80, 400):
        quick.epoch = EPOCH + days * DAY
        quick.compare()


def test_a_review_that_falls_due_is_noticed_on_the_day(quick: Desk) -> None:
    """Three weeks before a review is due its page begins to say so, though nobody touched a file."""
    for days in (140, 165, 300):
        quick.epoch = EPOCH + days * DAY
        quick.compare()


def test_only_what_shows_a_change_is_made_again(quick: Desk) -> None:
    """One changed text does not make the pages of things that have nothing to do with it."""
    quick.documents["teams/sales.yaml"]["description"] = "Changed."
    quick.save()
    before = {path: path.stat().st_mtime_ns for path in quick.site.rglob("index.html")}
    build(quick.root, quick.site, dirty=True)
    made = {
        path.parent.relative_to(quick.site).as_posix()
        for path, when in before.items()
        if path.stat().st_mtime_ns != when
    }
    assert "teams/sales" in made
    assert not made & {"systems/workato", "systems/segment", "value-lists/regions", "glossary/score"}


def test_where_prose_alone_changed_nobody_asks_again_which_pages_there_are(
    quick: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence that was mended is shown, and all that follows from facts is taken from the build before."""
    build(quick.root, quick.site, dirty=True, epoch=quick.epoch)
    asked: list[Book] = []

    def ask(book: Book, *rest: Any) -> Any:
        asked.append(book)
        return make_parts(book, *rest)

    monkeypatch.setattr("mopsbook.pages.recalled.make_parts", ask)
    quick.documents["systems/marketo.yaml"]["purpose"] = "Sends what was *written* well."
    quick.documents["teams/sales.yaml"]["purpose"] = "Talks to **them** daily."
    quick.save()
    build(quick.root, quick.site, dirty=True, epoch=quick.epoch)
    assert asked == []
    quick.compare()
    asked.clear()
    quick.documents["systems/marketo.yaml"]["owner"] = "sales"
    quick.save()
    build(quick.root, quick.site, dirty=True, epoch=quick.epoch)
    assert len(asked) == 1


@pytest.mark.parametrize("content", [None, "{", '{"frame": "", "pages": {}, "files": 7}', "[" * 100_000])
def test_a_ledger_that_is_lost_or_spoilt_costs_time_and_nothing_else(quick: Desk, content: str | None) -> None:
    """Without a ledger that can be trusted the site is made anew, and what an earlier build left is gone."""
    path = quick.site / LEDGER
    path.unlink()
    if content is not None:
        path.write_text(content)
    del quick.documents["systems/drift.yaml"]
    quick.compare()


def test_a_ledger_of_another_site_is_not_believed(quick: Desk) -> None:
    """Fingerprints made with another frame (menu, theme, version) are worth nothing."""
    head, _, rest = (quick.site / LEDGER).read_text().partition("\n")
    (quick.site / LEDGER).write_text(json.dumps({**json.loads(head), "frame": "another"}) + f"\n{rest}")
    (quick.site / "systems" / "marketo" / "index.html").write_text("stale")
    quick.compare()


def test_pages_of_other_code_are_not_believed(quick: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs mopsbook from a checkout has code that makes other pages after a pull, and the same version."""
    monkeypatch.setattr("mopsbook.kept._read_code", lambda path: f"{path.name} after a pull".encode())
    code_of.cache_clear()
    (quick.site / "systems" / "marketo" / "index.html").write_text("what the code before made of it")
    quick.compare()
    code_of.cache_clear()


def test_a_clean_build_that_was_stopped_does_not_fool_the_next(quick: Desk) -> None:
    """A clean build empties the folder first; if it is stopped then, no page counts as there."""
    quick.interrupt(dirty=False, after=2)
    quick.compare()


def test_a_build_that_was_stopped_and_taken_back_leaves_nothing(quick: Desk) -> None:
    """A page that was written by a build that never ended is made again when its change is taken back."""
    quick.documents["teams/sales.yaml"]["title"] = "Sales, for a moment"
    quick.documents["value-lists/regions.yaml"]["purpose"] = "Changed for good."
    quick.interrupt(dirty=True, after="teams/sales/")
    assert "for a moment" in (quick.site / "teams" / "sales" / "index.html").read_text()
    quick.documents["teams/sales.yaml"]["title"] = "Sales"
    quick.compare()


def test_a_setting_from_elsewhere_is_noticed(quick: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What mkdocs.yml takes from the environment, from a file it inherits, or from its theme folder, counts as its own."""
    quick.config = "INHERIT: base.yml\ncopyright: !ENV [OUR_YEAR, none]\n" + quick.config.replace(
        "custom_dir: theme", "custom_dir: ours"
    )
    write(quick.root / "base.yml", "site_author: One\n")
    write(quick.root / "ours" / "main.html", "{{ config.site_author }}")
    quick.compare()
    write(quick.root / "base.yml", "site_author: Two\n")
    quick.compare()
    write(quick.root / "ours" / "main.html", '{% include "note.txt" %}')
    write(quick.root / "ours" / "note.txt", "one")
    quick.compare()
    write(quick.root / "ours" / "note.txt", "two")
    quick.compare()
    write(quick.root / "ours" / "main.html", "{{ config.copyright }}")
    quick.compare()
    monkeypatch.setenv("OUR_YEAR", "year 2027")
    quick.compare()


def test_a_shared_piece_of_schemas_and_templates_is_noticed(quick: Desk) -> None:
    """A fragment that schemas share, and a template in a folder of its own, are part of every page that uses them."""
    quick.schemas["_ours.schema.yaml"] = "$defs:\n  bad: {title: How bad, enum: [high, low], description: First.}\n"
    quick.schemas["runbook.schema.yaml"] = quick.schemas["runbook.schema.yaml"].replace(
        "severity: {title: How bad, enum: [high, low], x-labels: {high: Wake somebody, low: Next morning}, ",
        'severity: {$ref: "_ours.schema.yaml#/$defs/bad", ',
    )
    quick.schemas["runbook.html.jinja"] = (
        '{% extends "entity.html.jinja" %}{% block main %}{% include "parts/note.html" %}{% endblock %}'
    )
    quick.schemas["parts/note.html"] = "one"
    quick.compare()
    quick.schemas["_ours.schema.yaml"] = quick.schemas["_ours.schema.yaml"].replace("First.", "Second.")
    quick.compare()
    quick.schemas["parts/note.html"] = "two"
    quick.compare()
