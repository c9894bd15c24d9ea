"""Two states of a small book, made of files in memory."""

from collections.abc import Mapping
from datetime import date

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.diff.change import Change, Diff
from mopsbook.diff.make import make_diff
from mopsbook.documents.load import Gathering
from mopsbook.kinds.load import load_kinds

TODAY = date(2026, 11, 22)
Files = Mapping[str, str]

BOOK: Files = {
    "teams/mops.yaml": 'kind: team\nid: mops\ntitle: Marketing Operations\nlead: lead\nhandle: "@acme/mops"\n',
    "teams/sales.yaml": "kind: team\nid: sales\ntitle: Sales\n",
    "roles/lead.yaml": "kind: role\nid: lead\ntitle: Head of Operations\nteam: mops\n",
    "roles/builder.yaml": "kind: role\nid: builder\ntitle: Campaign Builder\nteam: mops\n",
    "roles/caller.yaml": "kind: role\nid: caller\ntitle: Caller\nteam: sales\n",
    "systems/marketo.yaml": "kind: system\nid: marketo\ntitle: Marketo\nowner: lead\nstatus: active\ntier: 1\n",
    "lifecycles/life.yaml": (
        "kind: lifecycle\nid: life\ntitle: Lead life\nowner: sales\nstages:\n- {id: raw, title: Raw, type: initial}\n"
        "- id: mql\n  title: MQL\n  type: main\n  owner: caller\n  hand_over: true\n  sla: {value: 4, unit: business-hours}\n"
    ),
    "metrics/mqls.yaml": 'kind: metric\nid: mqls\ntitle: MQLs\nowner: builder\ndefinition: Who is ready.\nstages: ["life#mql"]\n',
    "dashboards/funnel.yaml": "kind: dashboard\nid: funnel\ntitle: Funnel\nowner: sales\nmetrics: [mqls]\n",
    "processes/launch.yaml": (
        "kind: process\nid: launch\ntitle: Webinar launch\nowner: lead\nsteps:\n"
        "- {id: build, title: Build the program, systems: [marketo], accountable: builder}\n"
        "- {id: send, title: Send the invitation, systems: [marketo], accountable: lead}\n"
    ),
    "objects/lead.yaml": (
        "kind: object\nid: person\ntitle: Person\nowner: lead\nfields:\n- {id: title, title: Job title, type: string}\n"
    ),
    "scoring/score.yaml": (
        "kind: scoring-model\nid: score\ntitle: Lead score\nowner: lead\nrules:\n"
        '- {id: boss, title: Boss, part: demographic, points: 84, when: [{field: "person#title", op: is, value: boss}]}\n'
        'thresholds:\n- {id: mql, title: MQL, score: 100, stage: "life#mql"}\nexamples:\n'
        '- {id: student, title: Student, values: [{field: "person#title", value: boss}], expect: {score: 84}}\n'
    ),
}  # fmt: skip


def catalog_of(files: Files) -> Catalog:
    """Return the catalog of files; their names are relative to the knowledge folder."""
    gathering = Gathering(load_kinds(), "knowledge", is_root=False)
    for name, text in files.items():
        gathering.read(f"knowledge/{name}", text.encode())
    return make_catalog(gathering.to_shelf(), (), TODAY)


def edited(name: str, *pairs: tuple[str, str], files: Files = BOOK) -> Files:
    """Return the files with one of them edited: each text replaced by another, once."""
    text = files[name]
    for old, new in pairs:
        assert text.count(old) == 1, (name, old, text.count(old))
        text = text.replace(old, new)
    return {**files, name: text}


def diff(after: Files, before: Files = BOOK) -> Diff:
    """Return what happened."""
    return make_diff(catalog_of(before), catalog_of(after))


def only(found: Diff) -> Change:
    """Return the one change that there is."""
    (change,) = found.changes
    return change
