"""A kind whose documents are easy to add up, and books of it in memory: what tests of completeness count with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from mopsbook.documents.load import read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kinds
from mopsbook.kinds.load import load_kinds

TODAY = date(2026, 11, 22)
# What every document says weighs 13; what a gadget says besides stands behind each field.
SCHEMA = """\
title: Gadget
description: A thing.
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {}
properties:
  kind: {const: gadget}
  level: {title: Level, enum: [low, high], x-expect: required}  # 3
  manual: {title: Manual, type: string, x-expect: recommended, x-expect-when: {level: high}}  # 1, if the level is high
  spare: {title: Spare, type: string, x-expect: required, x-expect-when: {level: [low, high]}}  # 3
  contract:  # 3 + 3 + 1
    title: Contract
    type: object
    x-expect: required
    properties:
      ends: {title: Ends, type: string, x-expect: required}
      cost: {title: Cost, type: integer, x-expect: recommended}
  systems: {title: Systems, type: array, items: {type: string}, x-ref: system, x-expect: recommended, x-weight: 4}  # 4
  steps:  # 3, if there is any
    title: Steps
    type: array
    items:
      type: object
      properties:
        title: {title: Title, type: string}
        how: {title: How, type: string, x-prose: inline, x-expect: required}
  tier: {title: Tier, type: integer, minimum: 1, maximum: 4}
  parts: {title: Parts, type: array, items: {type: string}, x-ref: gadget}
"""
# Nothing is missing here: 13 + 3 + 1 + 3 + 7 + 4 + 3 = 34.
WHOLE: Mapping[str, Any] = {
    "kind": "gadget",
    "id": "g",
    "title": "Wheel",
    "purpose": "Turns round and round.",
    "owner": "ops",
    "status": "active",
    "last_reviewed": "2026-11-01",
    "description": "Made of wood.",
    "level": "high",
    "manual": "On the shelf.",
    "spare": "In the cellar.",
    "contract": {"ends": "Never", "cost": 0},
    "systems": ["a", "b"],
    "steps": [{"title": "Push", "how": "With both hands."}, {"title": "Pull", "how": "With a rope."}],
}
OTHERS = (
    {"kind": "team", "id": "ops", "title": "Operations"},
    {"kind": "system", "id": "a", "title": "A"},
    {"kind": "system", "id": "b", "title": "B"},
    {"kind": "system", "id": "gone", "title": "Gone", "status": "retired"},
)


@cache
def kinds() -> Kinds:
    with TemporaryDirectory() as folder:
        (Path(folder) / "gadget.schema.yaml").write_text(SCHEMA, "utf-8")
        return load_kinds([Path(folder)])


def shelf_of(*documents: Mapping[str, Any], policy: Mapping[str, Any] | None = None) -> Shelf:
    """A book of these documents, and of a team and the systems that they may name."""
    about = {"kind": "book", "title": "Ours", "policy": policy or {}}
    read, troubles, sources, book = [], [], {}, None
    for data in (about, *documents, *OTHERS):
        path = f"knowledge/{data['kind']}s/{data.get('id', 'book')}.yaml"
        sources[path], found, wrong = read_document(path, yaml.safe_dump(dict(data)).encode(), kinds())
        book = next((one for one in found if one.kind.hidden), book)
        read += [one for one in found if not one.kind.hidden]
        troubles += wrong
    return Shelf(kinds(), read, troubles, sources, book, "knowledge")


def without(data: Mapping[str, Any], *names: str, **more: Any) -> dict[str, Any]:
    """The data without some fields, and with others."""
    return {key: value for key, value in data.items() if key not in names} | more
