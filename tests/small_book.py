"""A small book with a document of every kind, and the ways to build it: what the tests of pages and site start from."""

from __future__ import annotations

import copy
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import jinja2
import yaml
from mkdocs.theme import Theme

from mopsbook.layout import find_layout
from mopsbook.pages.make import make_drafts
from mopsbook.pages.page import Page
from mopsbook.pipeline import make_book, template_folders
from mopsbook.site.build import Result, build_site
from mopsbook.today import today

# 1 October 2026: dates in the book below are chosen around it.
EPOCH = 1_790_812_800
DAY = 86_400

Documents = dict[str, Any]

CONFIG = """site_name: Small book
site_url: https://example.org/book/
docs_dir: knowledge
theme:
  name: material
  font: false
  features: [navigation.tabs, search.highlight, search.suggest, content.action.edit]
plugins: [search, mopsbook]
"""

HANDBOOK = """# How we work

We plan on Mondays. The stack is described under [Marketo](systems/marketo.md), and the words in the glossary.
"""

_OWNED = {"status": "active", "owner": "mops-lead", "last_reviewed": "2026-09-01"}

_BOOK: Documents = {
    "book.yaml": {
        "kind": "book",
        "title": "Small book",
        "about": "A small team and its tools.",
        "languages": ["en"],
        "repository": {"url": "https://github.com/example/book", "branch": "main"},
        "start_here": ["system/marketo", "process/send-email"],
        "main_lifecycle": "lead-lifecycle",
    },
    "teams/marketing-ops.yaml": {"kind": "team", "id": "marketing-ops", "title": "Marketing operations", "purpose": "Runs the tools.", "status": "active"},
    "teams/sales.yaml": {"kind": "team", "id": "sales", "title": "Sales", "purpose": "Talks to customers.", "status": "active"},
    "roles/mops-lead.yaml": {
        "kind": "role", "id": "mops-lead", "title": "Head of operations", "purpose": "Answers for the tools.", "status": "active",
        "team": "marketing-ops", "holders": 1, "backup": "mops-specialist", "responsibilities": ["Plans the year."],
        "access": [{"system": "marketo", "profile": "Admin"}],
    },
    "roles/mops-specialist.yaml": {
        "kind": "role", "id": "mops-specialist", "title": "Operations specialist", "purpose": "Keeps the tools well.",
        "team": "marketing-ops", "reports_to": "mops-lead", "holders": 2, "status": "active",
    },
    "roles/sdr.yaml": {"kind": "role", "id": "sdr", "title": "Sales development", "purpose": "Calls leads.", "team": "sales", "status": "active"},
    "systems/marketo.yaml": {
        "kind": "system", "id": "marketo", "title": "Marketo", "aliases": ["mkto-classic"], "purpose": "Sends the *e-mails* we plan.",
        "category": "map", "tier": 1, "vendor": "Adobe", "technical_owner": "mops-specialist", "users": ["sales"],
        "description": "Sends e-mail.\n\n- Programs\n- Tokens such as `{{lead.name}}`\n", "product_url": "https://example.org/marketo",
        "unknown": {"data_classification": {"ask": "mops-lead", "note": "Asked in March."}},
        "does_not_apply": {"contract": "Comes with the suite."}, "tags": ["core"], **_OWNED,
    },
    "systems/salesforce.yaml": {
        "kind": "system", "id": "salesforce", "title": "Salesforce", "purpose": "Holds the customers.", "category": "crm", "tier": 1,
        "team": "sales", **_OWNED,
    },
    "systems/segment.yaml": {"kind": "system", "id": "segment", "title": "Segment", "purpose": "Collects events.", "category": "cdp", "tier": 2, **_OWNED},
    "systems/snowflake.yaml": {
        "kind": "system", "id": "snowflake", "title": "Snowflake", "purpose": "Keeps everything.", "category": "data-warehouse", "tier": 2, **_OWNED,
    },
    "systems/workato.yaml": {"kind": "system", "id": "workato", "title": "Workato", "purpose": "Moves records.", "category": "ipaas", "tier": 2, **_OWNED},
    "systems/drift.yaml": {"kind": "system", "id": "drift", "title": "Drift", "purpose": "Chatted.", "category": "chat", "tier": 3, **{**_OWNED, "status": "retired"}},
    "integrations/marketo-salesforce.yaml": {
        "kind": "integration", "id": "marketo-salesforce", "title": "Marketo and Salesforce", "purpose": "Keeps leads alike.",
        "source": "marketo", "target": "salesforce", "direction": "two-way", "method": "native-connector", "frequency": "near-realtime",
        "objects": [{"source_object": "Lead", "target_object": "Lead", "operations": ["create", "update"]}], "runbook": "send-email",
        "field_mappings": [{"source_field": "Email", "target_field": "Email", "sync_rule": "two-way-latest"}], **_OWNED,
    },
    "integrations/segment-snowflake.yaml": {
        "kind": "integration", "id": "segment-snowflake", "title": "Segment to Snowflake", "source": "segment", "target": "snowflake",
        "direction": "one-way", "method": "ipaas", "via": "workato", "frequency": "hourly", **_OWNED,
    },
    "integrations/snowflake-marketo.yaml": {
        "kind": "integration", "id": "snowflake-marketo", "title": "Snowflake to Marketo", "source": "snowflake", "target": "marketo",
        "direction": "one-way", "method": "api", "frequency": "daily", **_OWNED,
    },
    "processes/send-email.yaml": {
        "kind": "process", "id": "send-email", "title": "Send an e-mail", "purpose": "Nothing goes out unread.", "type": "playbook",
        "trigger": "A brief arrives.", "systems": ["salesforce"], "conventions": ["program-name"],
        "steps": [
            {"id": "build", "title": "Build the e-mail", "instructions": "Clone **the template**.", "systems": ["marketo"],
             "responsible": ["mops-specialist"], "accountable": "mops-lead", "duration": "30 minutes"},
            {"id": "read", "title": "Read it", "responsible": ["sdr"], "accountable": "mops-lead", "informed": ["sales"],
             "next": [{"to": "build", "when": "It is wrong"}]},
        ],
        "risks": [{"risk": "The wrong list", "then": "Stop the send."}], **_OWNED,
    },
    "lifecycles/lead-lifecycle.yaml": {
        "kind": "lifecycle", "id": "lead-lifecycle", "title": "Lead lifecycle", "purpose": "From first touch to customer.",
        "stages": [
            {"id": "new", "title": "New", "type": "initial", "definition": "We know an address.", "owner": "mops-specialist",
             "transitions": [{"to": "mql", "condition": "The score reaches 60."}, {"to": "lost", "condition": "The address bounces."}]},
            {"id": "mql", "title": "Qualified", "type": "main", "definition": "Worth a call.", "owner": "sdr",
             "sla": {"value": 4, "unit": "business-hours"}, "entry_criteria": ["Score of 60."],
             "transitions": [{"to": "won", "condition": "They sign.", "system": "salesforce"}, {"to": "new", "condition": "Too early.", "back": True}]},
            {"id": "won", "title": "Customer", "type": "terminal-won", "definition": "Signed.", "owner": "sales"},
            {"id": "lost", "title": "Lost", "type": "terminal-lost", "definition": "Gone.", "owner": "sales"},
        ], **_OWNED,
    },
    "naming/program-name.yaml": {
        "kind": "naming-convention", "id": "program-name", "title": "Program name", "purpose": "Every program is found.", "separator": "_",
        "segments": [
            {"id": "day", "title": "Day", "type": "date", "format": "YYYYMMDD", "meaning": "When it starts."},
            {"id": "region", "title": "Region", "type": "list", "values": "regions", "meaning": "Where it runs."},
            {"id": "name", "title": "Name", "type": "text", "pattern": "[a-z0-9-]+", "meaning": "What it is."},
        ],
        "examples": [{"name": "20261001_emea_autumn-sale", "meaning": "The sale in autumn."}],
        "counter_examples": [{"name": "20261001_mars_sale", "why": "Nobody sells there."}], **_OWNED,
    },
    "value-lists/regions.yaml": {
        "kind": "value-list", "id": "regions", "title": "Regions", "purpose": "Where we sell.",
        "values": [{"value": "emea", "label": "Europe"}, {"value": "amer", "label": "Americas"},
                   {"value": "latam", "label": "Latin America", "status": "retired", "replaced_by": "amer"}], **_OWNED,
    },
    "glossary/words.yaml": {
        "kind": "term",
        "terms": [
            {"id": "mql", "title": "MQL", "expansion": "Marketing qualified lead", "definition": "A lead worth a call.",
             "not_to_be_confused_with": [{"term": "sql", "because": "that one is accepted"}]},
            {"id": "sql", "title": "SQL", "definition": "A lead that sales accepted."},
            {"id": "score", "title": "Score", "definition": "How warm a lead is, see [the stack](../systems/)."},
        ],
    },
}  # fmt: skip

RUNBOOK_SCHEMA = """$schema: https://json-schema.org/draft/2020-12/schema
title: Runbook
description: What to do when something breaks at night.
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind:
  label: Runbook
  plural: Runbooks
  folder: runbooks
  icon: material/fire-extinguisher
  hue: 12
  section: Emergencies
  group_by: severity
  columns: [severity, breaks]
properties:
  kind: {const: runbook}
  severity: {title: How bad, enum: [high, low], x-labels: {high: Wake somebody, low: Next morning}, x-expect: required, x-place: facts}
  breaks: {title: Breaks, type: string, x-ref: system, x-link: is about, x-backlink: has the runbook, x-place: facts}
  first_aid: {title: First aid, type: string, x-prose: block, x-expect: recommended, x-place: template}
"""

RUNBOOK_TEMPLATE = """{% extends "entity.html.jinja" %}
{% block main %}
<h2 id="first-aid">In the first five minutes</h2>
<div class="our-box">{{ view.show("first_aid") }}</div>
{% endblock %}
"""

RUNBOOK: Documents = {
    "runbooks/marketo-down.yaml": {
        "kind": "runbook", "id": "marketo-down", "title": "Marketo is down", "purpose": "Nothing is sent twice.", "severity": "high",
        "breaks": "marketo", "first_aid": "Pause the **schedulers**, call the vendor.", **_OWNED,
    },
}  # fmt: skip


def small_documents() -> Documents:
    """Return the documents of the small book by their path in the knowledge folder; they may be changed at will."""
    return copy.deepcopy(_BOOK)


def with_runbooks() -> tuple[Documents, dict[str, str]]:
    """Return the small book with a kind of its own, and the files of its schemas folder."""
    schemas = {"runbook.schema.yaml": RUNBOOK_SCHEMA, "runbook.html.jinja": RUNBOOK_TEMPLATE}
    return {**small_documents(), **copy.deepcopy(RUNBOOK)}, schemas


# The one written in C, where there is one: books are written hundreds of times.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def as_yaml(document: Any) -> str:
    """Return a document as YAML; text is taken as it is."""
    return (
        document
        if isinstance(document, str)
        else yaml.dump(document, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=10_000)
    )


def write_book(
    root: Path, documents: Mapping[str, Any], *, config: str | None = CONFIG, schemas: Mapping[str, str] | None = None,
    pages: Mapping[str, str] | None = None,
) -> Path:  # fmt: skip
    """Write a book below `root` and return `root`."""
    (root / "knowledge").mkdir(parents=True, exist_ok=True)
    for name, document in documents.items():
        write(root / "knowledge" / name, as_yaml(document))
    for name, text in (pages if pages is not None else {"how-we-work.md": HANDBOOK}).items():
        write(root / "knowledge" / name, text)
    for name, text in (schemas or {}).items():
        write(root / "schemas" / name, text)
    if config is not None:
        write(root / "mkdocs.yml", config)
    return root


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@contextmanager
def at(epoch: int = EPOCH) -> Iterator[None]:
    """Let the clock stand still, for what decides what is overdue and for what MkDocs writes into the sitemap."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


class _Compiled(jinja2.BytecodeCache):
    """The theme's templates, compiled once in a process: MkDocs does it in each build, for a third of its time."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()
_get_env = Theme.get_env


def _get_env_with_memory(theme: Theme) -> jinja2.Environment:
    env = _get_env(theme)
    env.bytecode_cache = _COMPILED
    return env


def build(root: Path, site: Path, *, dirty: bool = False, strict: bool = False, epoch: int = EPOCH) -> Result:
    """Build a book within this process."""
    with at(epoch), mock.patch.object(Theme, "get_env", _get_env_with_memory):
        return build_site(find_layout(root), site_dir=site, dirty=dirty, strict=strict)


def make_page(root: Path, documents: Mapping[str, Any], path: str, *, schemas: Mapping[str, str] | None = None) -> Page:
    """Return one page of a book by its path, without a site around it."""
    layout = find_layout(write_book(root, documents, schemas=schemas))
    with at():
        drafts = make_drafts(make_book(layout, today()), template_folders(layout))
        return next(draft.render() for draft in drafts if draft.path == path)


def git(root: Path, *words: str) -> None:
    """Run git in a book, as somebody whose settings are not those of this machine."""
    me = ["-c", "user.name=A Colleague", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", str(root), *me, *words], check=True, capture_output=True, env=quiet)


def read_site(site: Path) -> dict[str, bytes]:
    """Return every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
