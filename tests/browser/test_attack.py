"""Nothing that stands in YAML can run: every text of every kind holds an attack, and the pages show it as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from small_book import CONFIG, build, with_runbooks, write_book

pytestmark = pytest.mark.xdist_group("attacks")

# Each says its number where it runs. None of them may.
ATTACKS = (
    "<script>window.ran=1;alert(1)</script>",
    "<img src=x onerror='window.ran=2;alert(2)'>",
    "</title></textarea></style></script><script>window.ran=3</script>",
    "<svg onload=window.ran=4><foreignObject><iframe srcdoc='<script>parent.ran=4</script>'></iframe></foreignObject></svg>",
    "[click](javascript:window.ran=5) <javascript:window.ran=5> ![x](javascript:window.ran=5)",
    '" onmouseover="window.ran=6" autofocus onfocus="window.ran=6" x=\'',
    "' onmouseover='window.ran=7' style='background:url(https://evil.example/css)' x=\"",
    "{{7*7}} {% raw %} {root} {{ self.__init__.__globals__ }} ${7*7} <%= 7*7 %> &lt;b&gt; &amp;lt; &#x3c;script>window.ran=8</script>",
    "]]><script>window.ran=9</script><!-- --><![CDATA[ <!--><img src=x onerror=window.ran=9>-->",
    "![spy](https://evil.example/spy.png) ![spy](//evil.example/a.png) ![spy](/\\evil.example/b.png) ![spy](\\\\evil.example/c.png)",
    "![spy](ht\ttps://evil.example/d.png) ![spy](/\t/evil.example/e.png) ![spy](<\x01//evil.example/f.png>) ![s](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x]: https://evil.example/g.png\n\n![x] <style>@import 'https://evil.example/h.css'</style><link rel=stylesheet href=https://evil.example/i.css>",
    "<a href='jav&#x09;ascript:window.ran=10'>x</a> [y](jav&#x09;ascript:window.ran=10) [z](data:text/html,<script>window.ran=10</script>)",
    "| a | b |\n|---|---|\n| <script>window.ran=11</script> | `<img src=x onerror=window.ran=11>` |",
    "<base href=https://evil.example/><meta http-equiv=refresh content='0;url=https://evil.example/'><form action=https://evil.example/>",
)
URLS = (
    'https://x/"onmouseover="window.ran=20',
    "https://x/'><script>window.ran=21</script>",
    '/"><img src=x onerror=window.ran=22>',
    'mailto:a"onfocus="window.ran=23',
)
_ATTACKED = re.compile(r"window\.ran|alert|evil\.example|\b7\*7|\bT\d+ ")
# Texts by whose form a document lives or dies; everything else is attacked.
_KEPT = frozenset({
    "kind", "id", "status", "owner", "team", "category", "type", "source", "target", "via", "method", "frequency", "direction", "systems",
    "responsible", "accountable", "informed", "to", "unit", "format", "values", "value", "replaced_by", "term", "system", "backup",
    "reports_to", "technical_owner", "users", "runbook", "conventions", "last_reviewed", "ask", "breaks", "severity", "operations",
    "sync_rule", "languages", "main_lifecycle", "start_here", "repository", "separator", "pattern", "pinned",
})  # fmt: skip


class _Poisoner:
    def __init__(self) -> None:
        self.number = 0

    def poison(self, value: Any, name: str = "") -> Any:
        """Return the value with an attack in each of its texts."""
        if name in _KEPT and not isinstance(value, (dict, list)):
            return value
        if isinstance(value, dict):
            return {key: self.poison(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return (
                value
                if name in _KEPT and not any(isinstance(item, dict) for item in value)
                else [self.poison(item, name) for item in value]
            )
        if isinstance(value, str):
            self.number += 1
            if name.endswith("url"):
                return URLS[self.number % len(URLS)]
            return f"T{self.number} {ATTACKS[self.number % len(ATTACKS)]}"[
                : 120 if name in ("title", "label") else None
            ]
        return value


@pytest.fixture(scope="module", params=[0, 7])
def poisoned(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], Any]
) -> Any:
    """The site of a book that is nothing but attacks, each time with others in each field."""
    folder = tmp_path_factory.mktemp("poisoned")
    poisoner = _Poisoner()
    poisoner.number = request.param
    documents, schemas = with_runbooks()
    documents = {name: poisoner.poison(one) for name, one in documents.items()}
    documents["systems/marketo.yaml"]["links"] = [{"url": url, "title": ATTACKS[n]} for n, url in enumerate(URLS)]
    documents["systems/marketo.yaml"]["support_channel"] = "#ops"
    documents['systems/<img src=x onerror="window.ran=30">.yaml'] = {
        "kind": "system",
        "id": "odd-name",
        "title": "Odd name",
    }
    documents["value-lists/odd.yaml"] = {
        "kind": "value-list",
        "id": "odd",
        "title": "Odd",
        "values": [{"value": attack} for attack in ATTACKS],
    }
    documents["systems/broken.yaml"] = f"kind: {ATTACKS[0]!r}\n"
    documents["systems/misfit.yaml"] = {
        "kind": "system",
        "id": "misfit",
        "title": "Misfit",
        ATTACKS[1]: 1,
        "category": ATTACKS[0],
        "owner": ATTACKS[5],
    }
    result = build(write_book(folder / "book", documents, schemas=schemas, config=CONFIG), folder / "site")
    assert result.documents >= 25
    return serve(folder / "site")


@pytest.mark.wide
def test_no_attack_runs_on_any_page(tab: Any, poisoned: Any) -> None:
    """No script runs, no dialog opens, no request leaves the site, and no element or handler of an attack stands on a page."""
    tab.page.context.route(re.compile("^https?://[^/]*evil"), lambda route: route.abort())
    tab.page.add_init_script(
        "Object.defineProperty(window, 'ran', {set(value) { document.documentElement.dataset.ran = value; }})"
    )
    pages = sorted(path.parent.relative_to(poisoned.folder).as_posix() for path in poisoned.folder.rglob("index.html"))
    seen = 0
    for name in pages:
        # Where no attack has come to, none can run.
        if not _ATTACKED.search((poisoned.folder / name / "index.html").read_text("utf-8").partition("<article")[2]):
            continue
        seen += 1
        tab.go(f"{poisoned.url}{name}/".replace("/./", "/"))
        tab.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found = tab.page.evaluate("""() => ({
            ran: document.documentElement.dataset.ran || null,
            handlers: [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes].filter((a) => /^on/.test(a.name))
                .map((a) => e.tagName + " " + a.name)),
            foreign: [...document.querySelectorAll("article script, article iframe, article style, article foreignObject, article base, "
                + "article form, article link, article meta, title *, article object, article embed")].map((e) => e.outerHTML),
            links: [...document.querySelectorAll("a[href], area[href]")].map((e) => e.getAttribute("href"))
                .filter((href) => /^[\\s\\x00-\\x1f]*(javascript|data|vbscript)/i.test(href)),
            pictures: [...document.querySelectorAll("article img")].map((e) => e.src).filter((src) => src && !src.startsWith(location.origin)),
        })""")
        assert found == {"ran": None, "handlers": [], "foreign": [], "links": [], "pictures": []}, name
    assert seen > 30
    assert [one for one in tab.complaints if "404" not in one] == []
    tab.complaints.clear()


def test_attacks_are_seen_as_text(tab: Any, poisoned: Any) -> None:
    """A title that looks like HTML is a title that looks like HTML: on the page, in the tab, in lists and in the contents."""
    tab.page.context.route(re.compile("^https?://[^/]*evil"), lambda route: route.abort())
    for path in (
        "systems/marketo/",
        "processes/send-email/",
        "lifecycles/lead-lifecycle/",
        "teams/sales/",
        "glossary/mql/",
    ):
        tab.go(poisoned.url + path)
        title = tab.page.locator("h1").first.inner_text().removesuffix("¶").strip()
        assert re.match(r"T\d+ ", title)
        assert " ".join(title.split()) in " ".join(tab.page.title().split())
        if path.startswith("lifecycles"):
            heads = tab.page.evaluate(
                "[...document.querySelectorAll('article h2[id]')].map((e) => e.firstChild.textContent.trim())"
            )
            toc = tab.page.evaluate(
                "[...document.querySelectorAll('.md-nav--secondary a')].map((e) => e.textContent.trim())"
            )
            assert {" ".join(one.split()) for one in heads if one.startswith("T")} <= {
                " ".join(one.split()) for one in toc
            }
    tab.complaints.clear()


def test_no_attack_runs_in_the_results_of_a_search(tab: Any, poisoned: Any) -> None:
    """Search shows titles and texts as HTML; ours arrive there escaped, and braces and angle brackets are seen."""
    tab.page.context.route(re.compile("^https?://[^/]*evil"), lambda route: route.abort())
    tab.page.add_init_script(
        "Object.defineProperty(window, 'ran', {set(value) { document.documentElement.dataset.ran = value; }})"
    )
    for word in ("marketo", "sales", "regions", "send", "mql"):
        tab.go(f"{poisoned.url}?q={word}")
        tab.page.locator(".md-search-result__item").first.wait_for(timeout=10_000)
        tab.page.wait_for_timeout(100)
        bad = tab.page.evaluate("""[...document.querySelectorAll(".md-search-result script, .md-search-result img, .md-search-result svg[onload], "
            + ".md-search-result iframe")].map((e) => e.outerHTML).concat(document.documentElement.dataset.ran || [])""")
        assert bad == [], word
    tab.complaints.clear()
