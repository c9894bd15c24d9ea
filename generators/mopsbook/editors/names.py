"""The names that references may use, as an editor offers them: ids of documents and of their parts, with their titles."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from mopsbook.documents.shelf import Shelf
from mopsbook.documents.values import find_values

Offer = Mapping[str, str]
Names = Mapping[str, Sequence[Offer]]

# In a longer list nobody finds anything, and an editor becomes slow.
MOST = 1000
# What YAML reads as text without quotes, whatever stands before and behind it.
_PLAIN = re.compile(r"(?!(?:true|false|null)\Z)[a-z_][\w.#/-]*", re.IGNORECASE)


def find_names(shelf: Shelf) -> Names:
    """Return what a reference may say, by what `x-ref` calls it: `role`, or `lifecycle.stage`. Sorted by name."""
    names: dict[str, list[Offer]] = {}
    for kind in shelf.kinds.values():
        for document in shelf.of_kind(kind.name):
            if "id" not in document.data:
                continue
            names.setdefault(kind.name, []).append(_offer(document.id, document.title, kind.label))
            for field in kind.parts:
                parts = names.setdefault(f"{kind.name}.{field.part}", [])
                for _, item in find_values(document.data, field.path, kind.free):
                    if isinstance(item, dict) and isinstance(item.get(field.part_key), str):
                        title = str(item.get("title") or item.get("label") or item[field.part_key])
                        parts.append(_offer(f"{document.id}#{item[field.part_key]}", title, document.title))
    # Any document can be meant, and parts of one are named where the field says so.
    names["any"] = [offer for wanted, offers in names.items() if "." not in wanted for offer in offers]
    return {wanted: sorted(offers, key=lambda offer: offer["label"]) for wanted, offers in names.items()}


def offer_names(names: Names, refs: Sequence[str], kind: str) -> list[Offer]:
    """Return what a field of `kind` with these `x-ref` can be offered; nothing if it could be almost anything.

    Parts of a document of the same kind are left out: most are the document's own, which no schema knows.
    """
    return list(_unlike(names, [ref for ref in refs if not ref.startswith(f"{kind}.")]))


def _unlike(names: Names, refs: Sequence[str]) -> Iterator[Offer]:
    found: dict[str, Offer] = {}
    for ref in refs:
        for offer in names.get(ref, ()):
            found.setdefault(offer["label"], offer)
    yield from found.values() if len(found) <= MOST else ()


def _offer(name: str, title: str, what: str) -> Offer:
    typed = name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    return {"label": name, "description": f"{title} ({what})", "body": escape(typed)}


def escape(text: str) -> str:
    """Return a text as it is written in a snippet, where `$` and `}` have a meaning."""
    return re.sub(r"([$}\\])", r"\\\1", text)
