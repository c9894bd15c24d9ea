"""Search entries from the data: merged into the index that Material's search plugin has written."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from mopsbook.pages.page import Entry


def merge_search(site: Path, entries: Sequence[tuple[str, Entry]]) -> None:
    """Add our entries to search/search_index.json. A site without the search plugin has none, and gets none.

    Text is escaped as the plugin does it: the search shows titles and texts as HTML.
    """
    path = site / "search" / "search_index.json"
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    # MkDocs' own search plugin knows no `exclude` and has read our pages, or in a `--dirty` build some of them.
    ours = {location.partition("#")[0] for location, _ in entries}
    docs = [doc for doc in index["docs"] if doc["location"].partition("#")[0] not in ours]
    for location, entry in entries:
        doc = {"location": location, "title": escape(entry.title), "text": escape(entry.text)}
        if entry.boost != 1.0:
            doc["boost"] = entry.boost  # type: ignore[assignment]
        if entry.tags:
            doc["tags"] = [escape(tag) for tag in entry.tags]  # type: ignore[assignment]
        docs.append(doc)
    # One order on every machine and in every kind of build.
    docs.sort(key=lambda doc: (doc["location"], doc["title"]))
    index["docs"] = docs
    path.write_text(json.dumps(index, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")
