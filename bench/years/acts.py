"""Acts: what commits did on the days of a plan, told from their end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.years.edits import USUAL, set_value, without_item
from bench.years.past import Edit, Key, Past, raw_of
from mopsbook.documents.document import Document
from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.set_fields import FieldChange, set_fields
from mopsbook.words import count

Act = Callable[[Past, Random], Edit | None]

# What a document says only when it has come to its end.
_AT_THE_END = ("done_on", "what_we_did", "outcome", "consequences", "result")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Documents were written for the first time."""

    keys: Sequence[Key]

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        before: dict[str, str | None] = {}
        told: list[Document] = []
        for key in self.keys:
            document = past.get(key)
            if document is None or document.path in before:
                continue
            rest = [one for one in past.in_file(document.path) if one.key not in {each.key for each in told}]
            text = (
                without_item(document, document.base[:1], int(document.base[1]))
                if document.base and len(rest) > 1
                else None
            )
            if text == "":
                continue
            before[document.path] = text
            told.append(document)
        if not told:
            return None
        titles = [document.title for document in told]
        kind = told[0].kind
        names = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
        subject = f"Describe {names}" if len(titles) < 4 else f"Describe {len(titles)} {kind.plural.lower()}"
        return Edit(before, subject, _owner(past, told[0]))


@dataclass(frozen=True, slots=True)
class Review:
    """Documents were read and nothing was found wrong; `previous` is when they were read before."""

    previous: Mapping[Key, str]
    owner: str

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        before: dict[str, str | None] = {}
        for key, day in self.previous.items():
            document = past.get(key)
            if document is None or document.path in before:
                continue
            text = _with_shared(past, document, "last_reviewed", day)
            if text:
                before[document.path] = text
        if not before:
            return None
        kinds = {kind for kind, _ in self.previous}
        plural = past.kinds[kinds.pop()].plural.lower() if len(kinds) == 1 else "pages"
        one = next(iter(self.previous))
        subject = f"Read {past.title_of(*one)} again" if len(before) == 1 else f"Read {len(before)} {plural} again"
        return Edit(before, subject, past.name_of(("role", self.owner)) or past.name_of(("team", self.owner)))


@dataclass(frozen=True, slots=True)
class Dated:
    """An item with a date was added to a list of a document, as the run of an audit."""

    key: Key
    name: str
    day: str

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        document = past.get(self.key)
        items: Any = document.data.get(self.name) if document else None
        if document is None or not isinstance(items, list) or len(items) < 2:
            return None
        at = next(
            (n for n, item in enumerate(items) if isinstance(item, Mapping) and item.get("date") == self.day), None
        )
        text = without_item(document, (*document.base, self.name), at) if at is not None else ""
        if not text or not past.holds(document, text):
            return None
        return Edit({document.path: text}, f"{document.title}: what came out this time", _owner(past, document))


@dataclass(frozen=True, slots=True)
class Moved:
    """A date of a document moved on."""

    key: Key
    path: tuple[str, ...]
    before: str
    words: str

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        document = past.get(self.key)
        text = set_value(past, document, self.path, self.before) if document and document.get(self.path) else ""
        if document is None or not text:
            return None
        return Edit({document.path: text}, self.words.format(document.title), _owner(past, document))


@dataclass(frozen=True, slots=True)
class Settled:
    """A document was in another state; what is said only at the end of its way was not said yet."""

    key: Key
    state: str

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        document = past.get(self.key)
        if document is None or document.data.get("state") in (None, self.state):
            return None
        said = document.kind.by_name["state"].value_label(document.data["state"])
        raw = raw_of(document)
        changes = [FieldChange((name,), raw[name], GONE) for name in _AT_THE_END if name in raw]
        text, _ = set_fields(
            document, document.source.text, raw, [*changes, FieldChange(("state",), raw["state"], self.state)]
        )
        holds = text != document.source.text and past.holds(document, text)
        return (
            Edit({document.path: text}, f"{document.title}: {said.lower()}", _owner(past, document)) if holds else None
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """A field was filled in for many documents at once."""

    keys: Sequence[Key]
    name: str

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        before: dict[str, str | None] = {}
        documents = [document for key in self.keys if (document := past.get(key))]
        for document in documents:
            raw = raw_of(document)
            if self.name in raw:
                change = FieldChange((self.name,), raw[self.name], GONE)
                text, refused = set_fields(document, document.source.text, raw, [change])
                if not refused and past.holds(document, text):
                    before[document.path] = text
        if not before:
            return None
        kind = documents[0].kind
        subject = (
            f"Add “{kind.by_name[self.name].label}” to {count(len(before), kind.label.lower(), kind.plural.lower())}"
        )
        return Edit(before, subject, _owner(past, documents[0]))


@dataclass(frozen=True, slots=True)
class Usual:
    """Somebody changed something, as happens every day; the first of some documents for which there is something to change."""

    keys: Sequence[Key]

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        make = rng.choices(list(USUAL), list(USUAL.values()))[0]
        for key in self.keys:
            document = past.get(key)
            edit = make(past, document, rng) if document else None
            if document and edit:
                return Edit(edit.before, edit.subject, edit.author or _owner(past, document), edit.reason)
        return None


def _owner(past: Past, document: Document) -> str:
    owner = str(document.data.get("owner") or document.data.get("team") or "")
    return past.name_of(("role", owner)) or past.name_of(("team", owner))


def _with_shared(past: Past, document: Document, name: str, value: str) -> str:
    """Return the text of a file in which a date is another, be it said once for all documents of it or for one."""
    if name not in document.inherited:
        return set_value(past, document, (name,), value)
    old = f"{name}: {document.data[name]}"
    text = document.source.text.replace(old, f"{name}: {value}", 1)
    return text if past.holds(document, text) else ""
