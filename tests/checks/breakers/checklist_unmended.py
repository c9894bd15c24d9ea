"""A question failed in the newest run, and should have been mended since."""

from datetime import date

from edits import TODAY, Broken, Draw, Spot, change, in_use, put, say

from mopsbook.documents.shelf import Shelf

A_WEEK = 7


def spots(shelf: Shelf) -> list[Spot]:
    found: list[Spot] = []
    for document in in_use(shelf):
        runs = document.data.get("runs", []) if document.kind.name == "checklist" else []
        urgent = {item["id"] for item in document.data.get("items", []) if item.get("severity") in ("stop", "high")}
        days = [date.fromisoformat(run["date"]) for run in runs]
        if days and (TODAY - max(days)).days > A_WEEK:
            newest = days.index(max(days))
            found += [
                (document, ("runs", newest, "results", place, "result"))
                for place, result in enumerate(runs[newest]["results"])
                if result["item"] in urgent and "mended_on" not in result
            ]
    return found


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    what = {"ticket": "OPS-1", "note": "It does not work."}
    said = [say(document, (*at[:-1], key), text) for key, text in what.items()]
    return change(document, put(document, at, "fail"), *said, named=at)
