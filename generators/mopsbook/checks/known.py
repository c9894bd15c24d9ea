"""Which findings were there before: known again by rule, document, part and words, never by their line.

A finding that says less than one that was there is that one, half mended: of the three fields that were missing two are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.checks.finding import Finding

Key = tuple[str, str]

# What is another word tomorrow though nobody wrote anything, and the number of a line, which says where and not what.
_PASSING = re.compile(r"\b(?:in|for) [\d,]+ days?\b|\b[\d,]+ days? ago\b|\btoday\b|(?<=\bline )\d+")
# A part without a name is called by its number, which another one has as soon as something is put before it.
_NUMBERED = re.compile(r"(?<=\w )\d+(?=,|$)")
_NAME = re.compile(r"`[^`]*`")
_NAMES = re.compile(r"`\*`(?:(?:,| and| or) `\*`)*(?: (?:is|are)\b)?")
_NUMBER = re.compile(r"\d+")
_SHARE = re.compile(r"\b(\d+) %")


class Mark(Struct, frozen=True, order=True):
    """What a finding is known by. `id` is the path of the file where it gave no document; `kind` is "" then."""

    kind: str
    id: str
    rule: str
    part: str
    message: str

    @property
    def key(self) -> Key:
        """The document, or the file."""
        return (self.kind, self.id)

    def under(self, kind: str, id: str) -> "Mark":
        """Return the same of what is called otherwise."""
        return replace(self, kind=kind, id=id)


def mark(finding: Finding) -> Mark:
    """Return what a finding is known by. Tomorrow, and on another line, it is the same."""
    message = _PASSING.sub("…", finding.message)
    return Mark(finding.kind, finding.id or finding.path, finding.rule, _NUMBERED.sub("…", finding.part), message)


class Told(Struct, frozen=True):
    """Findings with their state, "known" or "new" ("waived" stays); `stayed` pairs the marks that were found again with what
    they are now, and `gone` are those that were not.
    """

    findings: tuple[Finding, ...]
    stayed: tuple[tuple[Mark, Mark], ...]
    gone: tuple[Mark, ...]


def tell_known(findings: Sequence[Finding], before: Iterable[Mark], renamed: Mapping[Key, Key]) -> Told:
    """Tell findings that were there before from new ones. Each of `before` makes one known: of two and one more, one is new.

    `renamed` are the documents and files by what they were called before.
    """
    search = _Search(before, renamed)
    marks = [mark(finding) for finding in findings]
    found: dict[int, Mark] = {}
    for look in (search.same, search.same_renamed, search.more):
        for number, finding in enumerate(findings):
            if number not in found and finding.state != "waived":
                old = look(marks[number])
                if old is not None:
                    found[number] = old
    told = [
        finding if finding.state == "waived" else replace(finding, state="known" if number in found else "new")
        for number, finding in enumerate(findings)
    ]
    stayed = tuple((old, marks[number]) for number, old in sorted(found.items()))
    return Told(tuple(told), stayed, tuple(sorted(search.left.elements())))


class _Search:
    """The marks of before, each of which is found once."""

    def __init__(self, before: Iterable[Mark], renamed: Mapping[Key, Key]) -> None:
        self.left = Counter(before)
        self._renamed = renamed
        names = {old[1]: new[1] for old, new in renamed.items()}
        self._names = {f"`{old}`": f"`{new}`" for old, new in names.items()}
        self._places: dict[Mark, list[Mark]] = defaultdict(list)
        self._rewritten: dict[Mark, list[Mark]] = defaultdict(list)
        self._near: dict[tuple[object, ...], list[Mark]] = defaultdict(list)
        for old in self.left:
            kind, id = renamed.get(old.key, old.key)
            here = old.under(kind, id)
            there = replace(here, message=_NAME.sub(lambda name: self._names.get(name[0], name[0]), old.message))
            self._places[here].append(old)
            self._rewritten[there].append(old)
            self._near[outline(there)].append(old)

    def same(self, now: Mark) -> Mark | None:
        """Return one that says the same of the same."""
        return self._take(self._places.get(now, ()))

    def same_renamed(self, now: Mark) -> Mark | None:
        """Return one that says the same by other names, since what it names was renamed."""
        return self._take(self._rewritten.get(now, ()))

    def more(self, now: Mark) -> Mark | None:
        """Return one that said as much or more: all these names and others, or a share that is no better."""
        return self._take(old for old in self._near.get(outline(now), ()) if self._is_no_worse(old, now))

    def _take(self, candidates: Iterable[Mark]) -> Mark | None:
        for old in candidates:
            if self.left[old]:
                self.left[old] -= 1
                return old
        return None

    def _is_no_worse(self, old: Mark, now: Mark) -> bool:
        # In this order: that `a` comes before `b` is another thing than that `b` comes before `a`.
        names = (self._names.get(name, name) for name in _NAME.findall(old.message))
        if not all(name in names for name in _NAME.findall(now.message)):
            return False
        return (_share(now.message) - _share(old.message)) * _BETTER.get(now.rule, 0) >= 0


# These tell a share, and whether more of it is better or worse. Any other finding with a number in it is the same, or is new.
_BETTER = {"incomplete": 1, "role-share": -1, "seats-unused": -1}


def outline(one: Mark) -> tuple[object, ...]:
    """Return a mark without the names in it, so that a list of three is like a list of two, and what got worse like it was."""
    message = _NAMES.sub("`*`", _NAME.sub("`*`", one.message))
    if one.rule in _BETTER:
        message = _NUMBER.sub("…", message)
    return (one.kind, one.id, one.rule, one.part, message)


def _share(message: str) -> int:
    found = _SHARE.search(message)
    return int(found[1]) if found else 0
