"""Since when each value of an entity is as it is: for every path the change that made it so, when, by whom, why."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from mopsbook.history.change import WITHIN, Change, FieldChange
from mopsbook.history.show import in_words, shorten, show
from mopsbook.kinds.kind import Kind


class Made(Struct, frozen=True):
    """The change by which something is as it is, and what of it that change did. `number` counts from the newest change."""

    number: int
    change: Change
    fields: list[FieldChange] = field(default_factory=list)


class Since:
    """Answers for one entity. Paths are those of `FieldChange`: dotted, with the names of parts in them (`stages.mql.sla`)."""

    def __init__(self, changes: Sequence[Change], kind: Kind) -> None:
        """Take what happened to the entity, newest first, under whatever id (`ChangeLog.of`)."""
        self._begin: Made | None = None
        self.last = next((change for change in changes if not change.only_notes), None)
        self._tops = kind.by_name
        self._keys = {holder.path[0]: holder.part_key for holder in kind.parts if len(holder.path) == 1}
        # What changed at a path or within it; what came, went or was replaced there as a whole.
        self._within: dict[str, Made] = {}
        self._whole: dict[str, Made] = {}
        self._gone: dict[str, Made] = {}
        self._called: dict[str, str] = {}
        for number, change in enumerate(changes):
            if change.what == "added":
                # What was before has gone meanwhile, or is something else that had the id.
                self._begin = Made(number, change)
                break
            for one in change.fields:
                # That the same things stand in another order changes none of them, nor that a reference follows a new id.
                if one.what != "moved" and not one.follows:
                    self._take(number, change, one)
            for one in (*change.fields, *change.followed):
                self._follow(one)

    @property
    def added(self) -> Change | None:
        """What added the entity; None if that lies before the beginning of the history."""
        return self._begin.change if self._begin else None

    def all(self) -> Mapping[str, Made]:
        """Return by path what made all that ever changed as it is; at "" what added the entity, if known.

        A field has changed when anything within it has. Of the fields only those that are told at the path itself are there.
        """
        found = {}
        for path in self._within:
            made, exact = self.of(path), self._whole.get(path)
            if made:
                told = exact.fields if exact and exact.number == made.number else []
                found[path] = Made(made.number, made.change, told)
        return {**found, "": self._begin} if self._begin else found

    def of(self, path: str) -> Made | None:
        """Return what made a value what it is, be it a change of all around it; None if it is so since the entity was added."""
        around = [self._whole.get(each) for each in _prefixes(path)[:-1]]
        return min(
            (made for made in (*around, self._within.get(path)) if made), key=lambda made: made.number, default=None
        )

    def own(self, path: str) -> Made | None:
        """Return the same, but None if the value came with what is around it."""
        made = self.of(path)
        return made if made is self._within.get(path) else None

    def whole(self, path: str) -> Made | None:
        """Return what brought a part as a whole; None if the entity had it from the beginning."""
        return self._whole.get(path)

    def came(self, path: str, names: Sequence[str]) -> Made | None:
        """Return what brought the items that a list now has, the first of them; None if one is there from the beginning."""
        made = [self._whole.get(f"{path}.{name}") for name in names]
        return max((one for one in made if one), key=lambda one: one.number, default=None) if all(made) else None

    def gone(self, path: str) -> Made | None:
        """Return what took the last of those items out of a list that it does not have any more."""
        return self._gone.get(path)

    def _take(self, number: int, change: Change, one: FieldChange) -> None:
        path = self._today(one.path)
        for each in _prefixes(path):
            made = self._within.setdefault(each, Made(number, change))
            if made.number == number:
                made.fields.append(one)
        gone = ((self._list_of(one, path), self._gone),) if one.what == "removed" else ()
        for place, found in ((path, self._whole), *gone):
            made = found.setdefault(place, Made(number, change))
            if made.number == number:
                made.fields.append(one)

    def _list_of(self, one: FieldChange, path: str) -> str:
        """Return what lacks something since it was removed: for an item of a list that list."""
        top = self._tops.get(path.partition(".")[0])
        # An item may have dots in its name, as addresses do. Its label ends with that name, and the label of what is in it does not.
        if top and top.many and one.label in (f"{top.label}{WITHIN}{one.old}", f"{in_words(top.part)} {one.old}"):
            return top.name
        return path.rpartition(".")[0]

    def _follow(self, one: FieldChange) -> None:
        """Remember what an item was called before its name changed: older changes tell of it under that."""
        now, _, key = one.path.rpartition(".")
        around, _, name = now.rpartition(".")
        is_part = "." not in around and self._keys.get(around) == key
        # An item that is known by what it refers to: `access.marketo.system` from "hubspot" to "marketo".
        is_followed = one.follows and one.new == name
        if around and one.old and one.what == "changed" and (is_part or is_followed):
            self._called[f"{around}.{one.old}"] = self._called.get(now, now)

    def _today(self, path: str) -> str:
        for before, now in self._called.items():
            if path == before or path.startswith(f"{before}."):
                return now + path[len(before) :]
        return path


def _prefixes(path: str) -> list[str]:
    names = path.split(".")
    return [".".join(names[:end]) for end in range(1, len(names) + 1)]


def path_of(path: str, item: Mapping[str, object], kind: Kind) -> str:
    """Return where a field (dotted path of the schema) of an item of a top-level list stands; "" for an item without a name.

    ("stages.sla", {"id": "mql"}) is "stages.mql.sla".
    """
    name, _, rest = path.partition(".")
    holder = kind.by_name.get(name)
    part = name_of(item, holder.part_key) if holder and holder.part_key in item else ""
    return ".".join(word for word in (name, part, rest) if word) if part else ""


def name_of(item: Mapping[str, object], key: str) -> str:
    """Return what an item of a list is called in paths, given the field by which the items are known."""
    return shorten(show(item[key], None))
