"""Search: our entries, from the data, in the index that Material's plugin has written, and results in the order people expect."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mopsbook.pages.page import SearchEntry
from mopsbook.whole_files import write_whole

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


def say_entries(url: str, entries: Sequence[SearchEntry]) -> str:
    """Return the entries of the page at an address as the index has them: in JSON, with a comma between them.

    Text is escaped as the plugin does it: the search shows titles and texts as HTML.
    """
    docs = []
    for entry in entries:
        location = url + f"?{entry.query}" * bool(entry.query) + f"#{entry.anchor}" * bool(entry.anchor)
        doc: dict[str, Any] = {"location": location, "title": escape(entry.title), "text": escape(entry.text)}
        if entry.boost != 1.0:
            doc["boost"] = entry.boost
        if entry.tags:
            doc["tags"] = [escape(tag) for tag in entry.tags]
        docs.append(doc)
    return _say(docs)


def merge_search(site: Path, said: Mapping[str, str]) -> None:
    """Add our entries, by the addresses of their pages, to search/search_index.json.

    A site without the search plugin has none, and gets none.
    """
    path = site / "search" / "search_index.json"
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    others: dict[str, list[Any]] = {}
    for doc in index.pop("docs"):
        others.setdefault(doc["location"].partition("#")[0], []).append(doc)
    # MkDocs' own search plugin knows no `exclude` and has read our pages, or in a `--dirty` build some of them.
    every = {**{url: _say(docs) for url, docs in others.items()}, **{url: docs for url, docs in said.items() if docs}}
    # One order on every machine and in every kind of build.
    docs = ",".join(every[url] for url in sorted(every))
    rest = "".join(f",{json.dumps(name)}:{_dump(value)}" for name, value in index.items())
    write_whole(path, f'{{"docs":[{docs}]{rest}}}'.encode())


def _say(docs: list[Any]) -> str:
    return ",".join(map(_dump, sorted(docs, key=lambda doc: (doc["location"], doc["title"]))))


def _dump(value: Any) -> str:
    said = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return said if said.isascii() else said.encode(errors="replace").decode()
