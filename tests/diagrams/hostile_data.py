"""Names that try to break out of pictures of data, and names that need room."""

from __future__ import annotations

from typing import Any

from stacks import HOSTILE, LONG

from data_book import field, integration, mapping

NAMES = (*HOSTILE, *LONG)


def hostile_data() -> list[dict[str, Any]]:
    """Return an object, a channel and a scoring model of which every name is one of HOSTILE or LONG; systems are s0, s1 and so on."""
    fields = [
        field(f"f{n}", f"s{n}", f"s{(n + 1) % len(NAMES)}", title=name, type="string",
              written_by=[{"by": "form", "system": f"s{(n + 2) % len(NAMES)}", "when": name}])
        for n, name in enumerate(NAMES)
    ]  # fmt: skip
    for n, one in enumerate(fields):
        for entry in one["names"]:
            entry["api_name"] = NAMES[(n + 5) % len(NAMES)]
    lead = {
        "kind": "object", "id": "lead", "title": HOSTILE[0], "system_of_record": "s0", "fields": fields,
        "names": [{"system": f"s{n}", "name": name} for n, name in enumerate(NAMES)],
        "activities": [{"id": "visits", "title": HOSTILE[2]}],
    }  # fmt: skip
    ways = [
        integration(f"s{n}", f"s{(n * 3 + 1) % len(NAMES)}", mapping(f"lead#f{n % 4}"), mapping("lead#f0"))
        | {"id": f"way-{n}", "title": name[:120], "direction": ("one-way", "two-way")[n % 2]}
        for n, name in enumerate(NAMES) if n != (n * 3 + 1) % len(NAMES)
    ]  # fmt: skip
    metrics = [
        {"kind": "metric", "id": f"m{n}", "title": name[:120], "source_fields": ["lead#f0"]} for n, name in enumerate(NAMES)
    ]  # fmt: skip
    statuses = [
        {"id": f"t{n}", "title": name, "step": 1 + n // 2, "success": n % 3 == 0, "responded": n % 2 == 0} for n, name in enumerate(NAMES)
    ]  # fmt: skip
    rules = [
        {"id": "visit", "title": HOSTILE[4], "part": "behavioural", "points": 15, "when": [{"activity": "lead#visits"}]}
    ]
    examples = [
        {
            "id": f"e{n}",
            "title": name,
            "expect": {"score": 0},
            "activities": [{"activity": "lead#visits", "days_ago": n}],
        }
        for n, name in enumerate(NAMES)
    ]
    thresholds = [
        {"id": f"h{n}", "title": name, "stage": f"l#x{n}", "score": 5 + 4 * n} for n, name in enumerate(NAMES)
    ][::-1]
    model = {
        "kind": "scoring-model",
        "id": "score",
        "title": LONG[0],
        "rules": rules,
        "thresholds": thresholds,
        "examples": examples,
    }
    shown = {"kind": "channel", "id": "c", "title": HOSTILE[3], "statuses": statuses}
    return [lead, *ways, *metrics, shown, model]
