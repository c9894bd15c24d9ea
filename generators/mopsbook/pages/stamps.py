"""A stamp for each entity, by which a reader's browser knows what is new since the last visit (assets/visit.js).

A stamp stands for what the document says, not for a time: a branch that is merged late brings changes older than the last
visit, a rebase gives old changes new times, and what was changed and taken back again is no news. Stamps lie in one file and
not in the pages, so that a change of one document changes no other page.
"""

import hashlib
import json
from base64 import b64encode
from pathlib import Path

from mopsbook.catalog.addresses import page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.kept import Kept, code_of, digest
from mopsbook.pages.sections import in_order

# Whoever reads a document with care and finds nothing to change makes no news; a rename keeps what is said.
_NO_NEWS = frozenset({"id", "last_reviewed", "reviewed_by"})
# 36 bits: among 5,000 documents one change in ten million is overlooked, because something else has its stamp.
_LETTERS = 6
# The rooms whose code decides what a document says.
_ROOMS = ("reading", "kinds", "documents", "catalog", "pages")


def stamps_json(catalog: Catalog, cache: Path | None = None) -> bytes:
    """Return what has a page, by the folder of its kind, as JSON: the words for one and many of them, and of each a stamp and a title.

    {"systems": ["system", "systems", "system", {"marketo": ["h3Kx0a", "Marketo"]}]}; the third is the name of the kind. Stamps that
    were worked out before are taken from the folder `cache`.
    """
    kept = (
        Kept(cache / "stamps.json", digest([code_of(_ROOMS), *(kind.schema for kind in catalog.kinds.values())]))
        if cache
        else None
    )
    found = {}
    for kind in in_order(catalog.kinds.shown):
        entities = {page_of(entity).rpartition("/")[2]: entity for entity in reversed(catalog.of_kind(kind))}
        if entities:
            stamps = {name: (_known(entity, catalog, kept), entity.title) for name, entity in sorted(entities.items())}
            found[kind.folder] = (kind.label.lower(), kind.plural.lower(), kind.name, stamps)
    if kept:
        kept.save()
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")


def _known(entity: Entity, catalog: Catalog, kept: Kept | None) -> str:
    if kept is None:
        return _stamp(entity)
    key = catalog.digests[entity]
    stamp = kept.take(key)
    if not isinstance(stamp, str):
        stamp = _stamp(entity)
        kept.keep(key, stamp)
    return stamp


def _stamp(entity: Entity) -> str:
    data = {name: value for name, value in entity.data.items() if name not in _NO_NEWS}
    # Lines that are broken elsewhere say the same.
    text = " ".join(json.dumps(data, sort_keys=True, default=str).replace("\\n", " ").split())
    return b64encode(hashlib.sha256(text.encode()).digest())[:_LETTERS].decode()
