"""Search: our entries, from the data, in the index that Material's plugin has written, and results in the order people expect."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mopsbook.pages.page import Entry

# For Material "scores," is another word than "scores", and Lifecycle_Stage__c is one word, and "@example.com" hides "example".
_SEPARATOR = r"""&(?:amp|lt|gt|quot|#x27|#39);|[\s\-_,:;!?=&/|+*<>(){}\[\]@#$%^~\\"'`“”‘’„«»…·→–—]+|\.(?!\d)"""
# With Material's own weights (a million, a thousand, one) half a word in a title outweighs a sentence that says it all.
_FIELDS = {"tags": 40.0, "title": 20.0, "text": 1.0}
_WORKER = "assets/javascripts/workers/search."


def tune_search(config: MkDocsConfig) -> None:
    """Set what mkdocs.yml leaves open of Material's search. To be called before its plugin fills in its own defaults."""
    search = config.plugins.get("material/search")
    if search is None:
        return
    if not search.config.separator:
        search.config.separator = _SEPARATOR
    # Older releases of Material 9 have no such setting.
    if getattr(search.config, "fields", None) == {}:
        search.config.fields = {name: {"boost": boost} for name, boost in _FIELDS.items()}


def find_worker(files: Files) -> File | None:
    """Return the file of Material's search worker, if the site has one."""
    return next((file for file in files if file.src_uri.startswith(_WORKER) and file.src_uri.endswith(".js")), None)


def mend_worker(content: bytes) -> bytes:
    """Return the worker with ours before it (search.js), which mends what is asked and the order of what is found."""
    return Path(__file__).with_name("search.js").read_bytes() + content


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
        doc: dict[str, Any] = {"location": location, "title": escape(entry.title), "text": escape(entry.text)}
        if entry.boost != 1.0:
            doc["boost"] = entry.boost
        if entry.tags:
            doc["tags"] = [escape(tag) for tag in entry.tags]
        docs.append(doc)
    # One order on every machine and in every kind of build.
    docs.sort(key=lambda doc: (doc["location"], doc["title"]))
    index["docs"] = docs
    path.write_text(json.dumps(index, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")
