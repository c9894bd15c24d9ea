"""For programs: one JSON object, whose shape json.schema.json beside this file describes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mopsbook.diff.change import Change, Diff, Edit, Place, Touch
from mopsbook.kinds.kind import Kind
from mopsbook.terminal.screen import PIPE, Screen


def render(diff: Diff, kinds: Mapping[str, Kind], screen: Screen = PIPE) -> str:
    """Return {"version": 1, "base": ..., "counts": {...}, "changes": [...], ...}."""
    whole = {
        "version": 1,
        "base": diff.base,
        "head": diff.head,
        "counts": diff.counts,
        "changes": [_change(change) for change in diff.changes],
        "example_leads": [
            {
                "model": f"{flip.model[0]}/{flip.model[1]}",
                "example": flip.example,
                "sentence": flip.sentence,
                "flips": flip.flips,
            }
            for flip in diff.flips
        ],
        "reviewers": [
            {
                "who": f"{one.key[0]}/{one.key[1]}",
                "title": one.title,
                "handle": one.handle,
                "because": list(one.because),
            }
            for one in diff.reviewers
        ],
        "breaches": [
            {
                "rule": one.rule,
                "message": one.message,
                "sentence": one.sentence,
                "missing": one.missing,
                **_place(one.place),
            }
            for one in diff.breaches
        ],
        "notes": list(diff.notes),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind, "id": change.id, "title": change.title, "what": change.what, "old_id": change.old_id,
        "old_path": change.old_path, "sentence": change.sentence, "class": change.level, "why": change.why,
        **_place(change.place), "edits": [_edit(edit) for edit in change.edits], "touched": _touched(change.touched),
    }  # fmt: skip


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "field": edit.field, "path": edit.path, "part": edit.part, "what": edit.what, "old": edit.old, "new": edit.new,
        "sentence": edit.sentence, "class": edit.level, "why": edit.why, **_place(edit.place), "touched": _touched(edit.touched),
    }  # fmt: skip


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.path, "line": place.line, "column": place.column}


def _touched(touched: Sequence[Touch]) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.key[0],
            "id": one.key[1],
            "title": one.title,
            "parts": list(one.parts),
            "distance": one.distance,
            "why": one.why,
        }
        for one in touched
    ]
