"""A book about data: an object that four systems keep, what feeds and uses it, a channel, and a scoring model with examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def system(id: str, title: str, category: str) -> dict[str, Any]:
    """Return a system."""
    return {"kind": "system", "id": id, "title": title, "category": category}


def integration(source: str, target: str, *mappings: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an integration with its field mappings."""
    said = {"source": source, "target": target, "direction": "one-way", "field_mappings": list(mappings)}
    return {"kind": "integration", "id": f"{source}-to-{target}", "title": f"{source} to {target}", **said, **more}


def field(id: str, *systems: str, **more: Any) -> dict[str, Any]:
    """Return a field with a name in each of some systems."""
    names = [{"system": one, "api_name": f"{id.title()}__c"} for one in systems]
    said = {"names": names} if names else {}
    return {"id": id, "title": id.replace("-", " ").capitalize(), "type": "string", **said, **more}


def mapping(source: str, target: str = "", **more: Any) -> dict[str, Any]:
    """Return a line of a field mapping."""
    return {"source_field": source, "target_field": target or source, **more}


def data_book() -> list[dict[str, Any]]:
    """A form writes leads into Marketo, which shares them with Salesforce; Snowflake reads them, and a metric counts there."""
    lead = {
        "kind": "object", "id": "lead", "title": "Lead", "system_of_record": "salesforce",
        "names": [{"system": one, "name": "Lead"} for one in ("marketo", "salesforce", "snowflake", "gong")],
        "fields": [
            field(
                "email", "marketo", "salesforce", "snowflake", system_of_record="salesforce", personal_data="personal",
                definition="Where they are **written** to.",
                written_by=[
                    {"by": "form", "system": "wordpress", "through": "wordpress-to-marketo", "when": "They ask for a demo"},
                    {"by": "import", "system": "marketo", "through": "list-import"},
                    {"by": "user", "system": "salesforce"},
                    {"by": "integration", "system": "salesforce", "through": "marketo-to-salesforce"},
                ],
            ),
            field("level", "marketo", "salesforce", system_of_record="salesforce"),
            field("score", "marketo", type="score"),
            field("lonely", "salesforce"),
        ],
        "activities": [{"id": "visits", "title": "Visits a page"}, {"id": "opens", "title": "Opens a mail", "passive": True}],
    }  # fmt: skip
    return [
        system("wordpress", "WordPress", "web-cms"), system("marketo", "Marketo", "map"), system("salesforce", "Salesforce", "crm"),
        system("snowflake", "Snowflake", "data-warehouse"), system("gong", "Gong", "sales-engagement"), lead,
        integration("wordpress", "marketo", mapping("Email address", "lead#email"), mapping("lead#level"), frequency="realtime"),
        integration(
            "marketo", "salesforce", mapping("lead#email", sync_rule="two-way-latest"), mapping("lead#level", direction="one-way"),
            mapping("lead#score", sync_rule="do-not-sync"), direction="two-way", frequency="near-realtime",
        ),
        integration("salesforce", "snowflake", mapping("lead#email"), mapping("Owner", "OWNER"), frequency="daily"),
        {"kind": "process", "id": "list-import", "title": "Import a list", "steps": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]},
        {"kind": "metric", "id": "leads", "title": "Leads", "systems": ["snowflake"], "source_fields": ["lead#email"]},
        {"kind": "segment", "id": "heads", "title": "Heads", "system": "marketo", "fields": ["lead#level"]},
        channel(), *scored(),
    ]  # fmt: skip


def by_path(documents: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return documents by their path in the knowledge folder, as they are written to the disk."""
    return {f"{one['kind']}/{one['id']}.yaml": one for one in documents}


def channel(**more: Any) -> dict[str, Any]:
    """Return a channel: two statuses share a step, two are a success."""
    statuses = [
        {"id": "attended", "title": "Attended", "step": 40, "success": True, "responded": True},
        {"id": "invited", "title": "Invited", "step": 10, "default": True},
        {"id": "registered", "title": "Registered", "step": 20, "responded": True},
        {"id": "no-show", "title": "No Show", "step": 30},
        {"id": "cancelled", "title": "Cancelled", "step": 30, "hidden": True},
        {"id": "met", "title": "Met us", "step": 50, "success": True},
    ]
    return {"kind": "channel", "id": "webinar", "title": "Webinar", "statuses": statuses, **more}


def scored(**more: Any) -> list[dict[str, Any]]:
    """Return a scoring model with a threshold of each sort, three examples, and the lifecycle that it leads through."""
    rules = [
        {"id": "head", "title": "Head", "part": "demographic", "points": 20, "when": [{"field": "lead#level", "op": "is", "value": "Head"}]},
        {"id": "visit", "title": "Visits", "part": "behavioural", "points": 15, "frequency": "1 per day", "when": [{"activity": "lead#visits"}],
         "cap": {"points": 40}},
    ]  # fmt: skip
    examples = [
        {"id": "warm", "title": "A head who visits thrice", "stage": "lead#raw", "expect": {"score": 60, "stage": "lead#mql"},
         "values": [{"field": "lead#level", "value": "Head"}],
         "activities": [{"activity": "lead#visits", "days_ago": days} for days in (9, 5, 0)]},
        {"id": "cold", "title": "Somebody who looked once", "stage": "lead#raw", "expect": {"score": 15},
         "activities": [{"activity": "lead#visits", "days_ago": 3, "times": 2}]},
        {"id": "out", "title": "A competitor", "expect": {"score": 0}, "segments": ["rivals"], "activities": [{"activity": "lead#visits", "days_ago": 1}]},
    ]  # fmt: skip
    model = {
        "kind": "scoring-model", "id": "lead-score", "title": "Lead score", "objects": ["lead"], "field": "lead#score", "rules": rules,
        "exclusions": [{"id": "rivals", "title": "Competitors", "when": [{"segments": ["rivals"]}]}],
        "thresholds": [{"id": "mql", "title": "MQL", "stage": "lead#mql", "score": 60, "behavioural": 30}], "examples": examples,
    }  # fmt: skip
    stages = [{"id": "raw", "title": "Raw", "type": "initial"}, {"id": "mql", "title": "MQL", "type": "main"}]
    flow = {"kind": "lifecycle", "id": "lead", "title": "Lead lifecycle", "stages": stages}
    return [flow, {"kind": "segment", "id": "rivals", "title": "Rivals"}, {**model, **more}]
