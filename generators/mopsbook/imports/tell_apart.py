"""Tell which record is which document: by its key, by what it said on the last run, by its name."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from mopsbook.documents.shelf import Shelf
from mopsbook.editing.ids import LONGEST, VALID, make_id
from mopsbook.imports.ledger import Ledger, digest
from mopsbook.imports.mapping import ImportMap
from mopsbook.imports.names import Names
from mopsbook.imports.record import Record
from mopsbook.kinds.kind import Kind

Says = Callable[[Record], Mapping[str, str]]


class Named(Struct, frozen=True):
    """A record with its title, the id that the map gives it ("" if it gives none), and its key as the map says."""

    record: Record
    title: str
    typed_id: str
    key: str


class Who(Struct, frozen=True):
    """A record and its document.

    `key` is what it is known by from now on, `before` what it was known by on the last run ("" if it is new).
    `existing` says that the document was there before and is somebody else's, `numbered` that its id got a number,
    `rekeyed` that it was known again by its name alone, because the source gave it another key.
    """

    record: Record
    title: str
    key: str
    id: str
    before: str = ""
    existing: bool = False
    numbered: bool = False
    rekeyed: bool = False


def tell_apart(
    named: Sequence[Named], *, map_: ImportMap, ledger: Ledger, says: Says, kind: Kind, shelf: Shelf, names: Names
) -> list[Who]:
    """Return who each record is. Ids of earlier runs stay; new ones go around everything that has one.

    `says` gives the digest of each field of a record, by which records of one key are told apart.
    """
    claims = _claim_by_key(named, ledger, says)
    by_title = _claim_by_title(named, claims, ledger, says, certain=ledger.keyed == map_.keyed)
    claims |= by_title
    taken = set(ledger.entries)
    found: dict[int, Who] = {}
    for at, before in claims.items():
        one, id = named[at], ledger.entries[before].id
        stays = before == one.key or before.startswith(f"{one.key} #")
        key = before if stays else _free_key(one.key, taken)
        taken.add(key)
        rekeyed = at in by_title and ledger.keyed == map_.keyed
        found[at] = Who(one.record, one.title, key, id, before, rekeyed=rekeyed)
        names.add(kind.name, id, one.title)
        if rekeyed and one.typed_id:
            # Other records may name it by what it is called in the source now.
            names.add(kind.name, id, one.typed_id)
    ours = set(ledger.ids.values())
    for at, one in enumerate(named):
        if at in found:
            continue
        key = _free_key(one.key, taken)
        taken.add(key)
        sound = VALID.fullmatch(one.typed_id) and len(one.typed_id) <= LONGEST
        base = one.typed_id if sound else make_id(one.typed_id or one.title, kind.name)
        # Where the map makes the ids, names may repeat; where it does not, a name is all there is to go by.
        called = (base,) if ("id",) in map_.rules else (base, one.title)
        twin = [
            id for name in called for id in names.find([kind.name], name) if id not in ours and shelf.get(kind.name, id)
        ]
        if twin:
            found[at] = Who(one.record, one.title, key, twin[0], existing=True)
            continue
        id = names.unique(kind.name, base)
        found[at] = Who(one.record, one.title, key, id, numbered=id != base)
        names.add(kind.name, id, one.title)
    return [found[at] for at in sorted(found)]


def _claim_by_key(named: Sequence[Named], ledger: Ledger, says: Says) -> dict[int, str]:
    """Return the entry of each record that has one. Several records of one key may have changed places in the source."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(named):
        groups[one.key].append(at)
    claims: dict[int, str] = {}
    for key, group in groups.items():
        family = [each for each in _family(key, ledger) if each == key or each not in groups]
        if len(group) == 1 and len(family) == 1:
            claims[group[0]] = family[0]
        elif family:
            claims |= _match(group, family, named, ledger, says)
    return claims


def _claim_by_title(
    named: Sequence[Named], claims: Mapping[int, str], ledger: Ledger, says: Says, *, certain: bool
) -> dict[int, str]:  # fmt: skip
    """Return the entries of records that are called as on the last run, when they were known by something else.

    `certain`: only where one record and one entry of all are called so. With a key, a row with another key is else another thing.
    """
    titles = Counter(digest(one.title) for one in named)
    entries = Counter(entry.fields.get("title", "") for entry in ledger.entries.values())
    claimed = set(claims.values())
    left: dict[str, list[str]] = defaultdict(list)
    for key, entry in ledger.entries.items():
        if key not in claimed:
            left[entry.fields.get("title", "")].append(key)
    groups: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(named):
        if at not in claims:
            groups[digest(one.title)].append(at)
    found: dict[int, str] = {}
    for title, group in groups.items():
        if title in left and not (certain and (titles[title] > 1 or entries[title] > 1)):
            found |= _match(group, left[title], named, ledger, says)
    return found


def _match(
    group: Sequence[int], keys: Sequence[str], named: Sequence[Named], ledger: Ledger, says: Says
) -> dict[int, str]:  # fmt: skip
    """Return each record with the entry that says most of what it says; of equals the first with the first."""
    said = {at: says(named[at].record) for at in group}
    scored = sorted(
        (-sum(ledger.entries[key].fields.get(path) == value for path, value in said[at].items()), row, number)
        for row, at in enumerate(group)
        for number, key in enumerate(keys)
    )
    found: dict[int, str] = {}
    for _, row, number in scored:
        if group[row] not in found and keys[number] not in found.values():
            found[group[row]] = keys[number]
    return found


def _family(key: str, ledger: Ledger) -> Iterator[str]:
    """Yield the keys of the ledger that are this one, or this one with a number."""
    if key in ledger.entries:
        yield key
    number = 2
    while f"{key} #{number}" in ledger.entries:
        yield f"{key} #{number}"
        number += 1


def _free_key(key: str, taken: Collection[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key} #{number}"
    return free
