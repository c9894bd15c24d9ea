"""Books to draw: a small stack, names that try to break out of a picture, and stacks of any size."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

Documents = Sequence[dict[str, Any]]

CATEGORIES = ("crm", "map", "cdp", "data-warehouse", "ads", "chat", "web-cms", "enrichment", "analytics-bi", "survey")
FREQUENCIES = ("realtime", "near-realtime", "hourly", "daily", "weekly", "monthly", "on-demand")

# What people, exports and attackers put into a name.
HOSTILE = (
    "</title><script>alert(1)</script>",
    "]]><script>alert(2)</script>",
    "&#x0; &lt;b&gt; &amp;",
    "\"quoted\" and 'quoted'",
    "line one\nline two\tand a tab",
    r"back\slashes \N \L \G",
    "<b>bold</b> <TABLE><TR><TD>x</TD></TR></TABLE>",
    "{root}systems/evil/ {{ 7 * 7 }} {% raw %}",
    "-->--><!-- comment",
    "javascript:alert(3)",
    "digraph { a -> b } ; subgraph cluster_x { }",
)
# What needs room.
LONG = (
    "A very long name of a system that somebody copied from the first page of the contract with all its five optional add-ons",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "営業支援システム統合基盤マーケティングオートメーション",
    "نظام إدارة علاقات العملاء والتسويق الآلي",
    "Rocket 🚀👩‍🚀🏳️‍🌈🎯📈💌🧲",
    "WWWWWWWW MMMMMMMM @@@@@@@@ %%%%%%%%",
    "Ǆ Ŵ Щ Ж Ѽ ﷽",
    "e\u0301e\u0301e\u0301 cafe\u0301 naïve",
)


def make_book(folder: Path, documents: Documents) -> Catalog:
    """Write one file for each document and return the catalog of them all."""
    knowledge = folder / "knowledge"
    knowledge.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(documents):
        text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
        (knowledge / f"{number:05d}.yaml").write_text(text, encoding="utf-8")
    return make_catalog(load_shelf(Layout(folder, knowledge), load_kinds([])), [], date(2026, 10, 1))


def system(id: str, title: str = "", category: str = "crm", **more: Any) -> dict[str, Any]:
    """Return a system."""
    return {"kind": "system", "id": id, "title": title or id.replace("-", " ").title(), "category": category, **more}


def integration(
    source: str, target: str, frequency: str = "daily", direction: str = "one-way", **more: Any
) -> dict[str, Any]:
    """Return an integration."""
    id = f"{source}-to-{target}"
    said = {"source": source, "target": target, "direction": direction, "frequency": frequency}
    return {"kind": "integration", "id": id, "title": f"{source} to {target}", **said, **more}


def small_stack() -> list[dict[str, Any]]:
    """Five systems in use, one that is retired, and four integrations in use."""
    return [
        system("salesforce", "Salesforce", "crm"),
        system("marketo", "Marketo", "map"),
        system("snowflake", "Snowflake", "data-warehouse"),
        system("workato", "Workato", "ipaas"),
        system("asana", "Asana", "project"),
        system("eloqua", "Eloqua", "map", status="retired"),
        integration("marketo", "salesforce", "near-realtime", "two-way"),
        integration("salesforce", "snowflake", "daily", via="workato", method="ipaas"),
        integration("snowflake", "marketo", "weekly"),
        integration("snowflake", "salesforce", "monthly", status="planned"),
        integration("eloqua", "salesforce"),
    ]


def large_stack(systems: int, seed: int = 1) -> list[dict[str, Any]]:
    """Return a stack of a size: two hubs, and about three integrations for every two systems."""
    dice = random.Random(seed)
    ids = [f"system-{number:04d}" for number in range(systems)]
    documents = [system(id, category=CATEGORIES[number % len(CATEGORIES)]) for number, id in enumerate(ids)]
    pairs: dict[tuple[str, str], None] = {}
    for number, id in enumerate(ids[2:], 2):
        pairs[(id, ids[number % 2])] = None
        if dice.random() < 0.5:
            pairs[(id, dice.choice(ids[:number]))] = None
    return documents + [
        integration(one, other, FREQUENCIES[number % 7], ("one-way", "two-way")[number % 3 == 0])
        for number, (one, other) in enumerate(pairs)
        if one != other
    ]


def lifecycle(**more: Any) -> dict[str, Any]:
    """Return a lifecycle with a detour, a lost end, a skip and a way back."""
    stages = [
        {"id": "raw", "title": "Raw", "type": "initial", "transitions": [{"to": "mql"}, {"to": "sql", "condition": "Asks for a demo"}]},
        {"id": "mql", "title": "MQL", "type": "main", "sla": {"value": 4, "unit": "business-hours"},
         "transitions": [{"to": "sql"}, {"to": "recycle"}, {"to": "lost"}]},
        {"id": "sql", "title": "SQL", "type": "main", "transitions": [{"to": "won"}, {"to": "mql", "back": True}]},
        {"id": "won", "title": "Customer", "type": "terminal-won"},
        {"id": "recycle", "title": "Recycle", "type": "detour", "transitions": [{"to": "mql", "back": True}]},
        {"id": "lost", "title": "Disqualified", "type": "terminal-lost"},
    ]  # fmt: skip
    return {"kind": "lifecycle", "id": "lead", "title": "Lead lifecycle", "stages": stages, **more}


def process(steps: int = 4, title: str = "Launch") -> list[dict[str, Any]]:
    """Return a process with so many steps by three roles, and the roles. The last step but one may go back."""
    roles = [{"kind": "role", "id": f"role-{number}", "title": f"Role {number}"} for number in range(3)]
    made: list[dict[str, Any]] = [
        {"id": f"step-{number}", "title": f"Do the thing number {number}", "responsible": f"role-{number % 3}"}
        for number in range(1, steps + 1)
    ]
    if steps > 2:
        made[-2]["next"] = [{"to": f"step-{steps}", "when": "Approved"}, {"to": "step-1", "when": "Something is wrong"}]
    return [*roles, {"kind": "process", "id": "launch", "title": title, "steps": made}]


def hostile_book() -> list[dict[str, Any]]:
    """Return a book in which every name, condition and role is one of HOSTILE or LONG."""
    names = [*HOSTILE, *LONG]
    ids = [f"s{number}" for number in range(len(names))]
    documents = [
        system(id, name[:120], CATEGORIES[n % 10]) for n, (id, name) in enumerate(zip(ids, names, strict=True))
    ]
    documents += [
        integration(id, ids[0], "daily") | {"title": name[:120]} for id, name in zip(ids[1:], names[1:], strict=True)
    ]
    stages = [
        {"id": f"x{n}", "title": name, "type": "main" if n < 5 else "detour",
         "transitions": [{"to": f"x{(n + 3) % len(names)}", "condition": name}, {"to": f"x{(n + 1) % len(names)}"}]}
        for n, name in enumerate(names)
    ]  # fmt: skip
    steps = [
        {
            "id": f"y{n}",
            "title": name,
            "responsible": f"r{n % 5}",
            "next": [{"to": f"y{(n + 4) % len(names)}", "when": name}],
        }
        for n, name in enumerate(names)
    ]
    documents += [{"kind": "role", "id": f"r{n}", "title": names[n][:120]} for n in range(5)]
    documents += [
        {"kind": "lifecycle", "id": "l", "title": HOSTILE[0], "stages": stages},
        {"kind": "process", "id": "p", "title": HOSTILE[1], "steps": steps},
    ]
    return documents
