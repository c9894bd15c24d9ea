"""Odd days: what happens seldom and is hard for a history: another id, another folder, something that came and went."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from random import Random

from bench.years.past import Edit, Key, Past, replace_word
from bench.years.plan import Event, Plan
from mopsbook.documents.document import Document

# What was tried and given up, by the kind of which it was one.
_GIVEN_UP = {
    "system": ["Chatfuel", "Leadspace", "Brandfolder", "Uberflip"],
    "integration": ["Typeform to Marketo by hand", "Sales navigator export", "Leadspace to Salesforce"],
    "segment": ["Everybody who ever clicked", "Conference list of the first year", "Cold accounts in Iberia"],
    "dashboard": ["Weekly numbers for everybody", "Scores by hand", "Traffic by colour"],
    "process": ["Newsletter by committee", "Manual lead sharing", "Weekly list of lists"],
    "metric": ["Clicks per mail", "Leads by hand", "Likes"],
    "campaign-type": ["Podcast season", "Print run"],
}
# Folders that were called otherwise in the first year.
_FOLDERS = {"naming": "naming-conventions", "vendor-updates": "vendors", "value-lists": "lists"}
_RENAMED = 14
_NEW_NAMES = ("{}-old", "{}-2", "{}-v1", "new-{}", "{}-page", "the-{}")


def odd_events(plan: Plan) -> Iterator[Event]:
    """Yield the odd events of a plan: renames, moved folders, what came and went, what nobody else touches."""
    past, rng, days = plan.past, plan.rng, plan.days
    middle = days[len(days) // 4 :]
    ids = [document.id for document in past.all()]
    distinct = [
        document
        for document in past.all()
        if not document.base and "-" in document.id and ids.count(document.id) == 1 and len(document.id) > 8
    ]
    for document in rng.sample(distinct, min(_RENAMED, len(distinct))):
        name = rng.choice(_NEW_NAMES).format(document.id)
        yield Event(rng.choice(middle), rng.randrange(480, 1080), _Renamed(document.key, name))
    for folder, old in _FOLDERS.items():
        if any(path.startswith(f"knowledge/{folder}/") for path in past.files):
            yield Event(rng.choice(middle), rng.randrange(480, 1080), _Moved(folder, old))
    for kind, titles in _GIVEN_UP.items():
        models = [document for document in past.all() if document.kind.name == kind and not document.base]
        for title in titles if models else ():
            came, went = sorted(rng.sample(range(1, len(days)), 2))
            key = (kind, "-".join(title.casefold().split()))
            yield Event(days[went], rng.randrange(480, 1080), _Removed(key, title, rng.choice(models).key))
            yield Event(days[came], rng.randrange(480, 780), _Came(key, title))


@dataclass(frozen=True, slots=True)
class _Renamed:
    """A document had another id, and whatever named it had that, too."""

    key: Key
    old: str

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        document = past.get(self.key)
        if document is None or past.get((document.kind.name, self.old)):
            return None
        before: dict[str, str | None] = {}
        for path, text in past.files.items():
            changed = replace_word(text, document.id, self.old) if path.startswith("knowledge/") else text
            if changed != text:
                before[path] = changed
        place = PurePosixPath(document.path)
        if place.stem == document.id:
            before[str(place.with_name(f"{self.old}.yaml"))] = before[document.path]
            before[document.path] = None
        past.note_name(document.key, (document.kind.name, self.old))
        return Edit(before, f"Call {self.old} {document.id}", _author(past))


@dataclass(frozen=True, slots=True)
class _Moved:
    """A folder was called otherwise."""

    folder: str
    old: str

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        here = f"knowledge/{self.folder}/"
        before: dict[str, str | None] = {}
        for path, text in past.files.items():
            if path.startswith(here):
                before |= {path: None, f"knowledge/{self.old}/{path.removeprefix(here)}": text}
        return Edit(before, f"Rename the folder {self.old} to {self.folder}", _author(past)) if before else None


@dataclass(frozen=True, slots=True)
class _Removed:
    """Something stood there that is not there any more, written like another of its kind."""

    key: Key
    title: str
    model: Key

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        model = past.get(self.model)
        if model is None or past.get(self.key):
            return None
        text = _like(model, *self.key, self.title)
        path = str(PurePosixPath(model.path).with_name(f"{self.key[1]}.yaml"))
        reason = "Nobody had asked for it in six months." if rng.random() < 0.5 else ""
        return Edit({path: text}, f"Remove {self.title}, which nobody uses", _author(past), reason)


@dataclass(frozen=True, slots=True)
class _Came:
    """What was given up later was begun."""

    key: Key
    title: str

    def __call__(self, past: Past, rng: Random) -> Edit | None:
        document = past.get(self.key)
        return Edit({document.path: None}, f"Try {self.title}", _author(past)) if document else None


def _like(model: Document, kind: str, id: str, title: str) -> str:
    """Return the text of a document that owes its owner and its sort to another one."""
    copied = ("owner", *model.kind.group_by, "status", "systems", "source", "target")
    lines = [f"kind: {kind}", f"id: {id}", f"title: {title}", f"purpose: We try {title} for half a year."]
    lines += [f"{name}: {model.data[name]}" for name in dict.fromkeys(copied) if isinstance(model.data.get(name), str)]
    return "\n".join(lines) + "\n"


def _author(past: Past) -> str:
    heads = [document.title for document in past.all() if document.kind.name == "role" and "head" in document.id]
    return next(iter(heads), "")
