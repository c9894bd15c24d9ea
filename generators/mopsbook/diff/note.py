"""What a change note says of a diff: what is different, whom it concerns, who answers for it. Why is for people to say."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.diff.change import Diff, Line
from mopsbook.diff.summary import HEADINGS
from mopsbook.history.show import MOST, shorten
from mopsbook.kinds.impact import CLASSES
from mopsbook.terminal.lines import printable
from mopsbook.words import count

# A note is read; what is more stands in the diff.
_MOST_LINES = 30
_MOST_LEADS = 5
_MOST_TOLD = 8
_WIDTH = 116
# Over how many steps a change is felt by those who depend on it.
_FELT = {"breaking": 2, "needs-action": 1}
# What Markdown would take for markup, wherever it stands; a line under a word within another is none.
_MARKS = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)")
_AT_START = re.compile(r"^(\d*)([-+#>=]|(?<=\d)[.)](?=\s))")


class NoteFacts(Struct, frozen=True):
    """What is known of a note before anybody wrote a word. `owner` and `told` are roles and teams, `what` is Markdown.

    `name` says what changed and not how: what the note can be called in a file system.
    """

    title: str
    name: str
    what: str
    owner: Key | None
    told: tuple[Key, ...]


def tell_note(diff: Diff, lines: Sequence[Line], before: Catalog, after: Catalog) -> NoteFacts:
    """Return what a note says of these lines of a diff, the worst first; there is at least one."""
    owner = _find_owner(lines, before, after)
    told = [key for key in _find_concerned(diff, lines, after) if owner is None or key != owner.key]
    if len(told) > _MOST_TOLD:
        told = _by_team(told, owner, after)
    return NoteFacts(_title(lines), _name(lines[0]), _what(diff, lines), owner.key if owner else None, tuple(told))


def _title(lines: Sequence[Line]) -> str:
    more = len(lines) - 1
    said = printable(lines[0].sentence)
    if len(said) > MOST:
        # Rather no value than half of one.
        said = said[:MOST].rpartition(": ")[0] or shorten(said)
    return said + (f", and {count(more, 'more change')}" if more else "")


def _name(line: Line) -> str:
    said = printable(line.sentence)
    return said.rpartition(": ")[0] or said


def _what(diff: Diff, lines: Sequence[Line]) -> str:
    models = {line.change.key for line in lines}
    leads = [flip.sentence for flip in diff.flips if flip.flips and flip.model in models]
    if len(lines) == 1 and not leads:
        text = as_prose(lines[0].sentence)
        return "\n".join(_wrap(text if text.endswith((".", "!", "?", "…", "”")) else f"{text}.", "")) + "\n"
    return "\n".join(_list(lines[:_MOST_LINES], len(lines) - _MOST_LINES, leads)) + "\n"


def _list(lines: Sequence[Line], more: int, leads: Sequence[str]) -> Iterator[str]:
    levels = [level for level in CLASSES if any(line.level == level for line in lines)]
    for level in levels:
        if len(levels) > 1:
            yield from (["", f"**{HEADINGS[level]}**", ""] if level != levels[0] else [f"**{HEADINGS[level]}**", ""])
        for line in lines:
            if line.level == level:
                yield from _wrap(as_prose(line.sentence))
    if more > 0:
        yield f"- and {count(more, 'more change')}"
    if leads:
        yield from ["", "Example leads:", ""]
        for lead in leads[:_MOST_LEADS]:
            yield from _wrap(as_prose(lead))
        if len(leads) > _MOST_LEADS:
            yield f"- and {len(leads) - _MOST_LEADS:,} more"


def _wrap(text: str, sign: str = "- ") -> list[str]:
    rest = " " * len(sign)
    return textwrap.wrap(
        text, _WIDTH, initial_indent=sign, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip


def as_prose(text: str) -> str:
    """Return text as Markdown that reads as it was written, names nothing and is still good to read in an editor."""
    line = _MARKS.sub(lambda match: f"\\{match[0]}", printable(text))
    line = re.sub(r"&(?=#?\w+;)", "&amp;", line).replace("<", "&lt;")
    return _AT_START.sub(r"\1\\\2", line)


def _find_owner(lines: Sequence[Line], before: Catalog, after: Catalog) -> Entity | None:
    """Return the role or team that answers for most of it; what is breaking counts before what is good to know."""
    found: dict[Key, Counter[str]] = {}
    for line in lines:
        change = line.change
        for catalog, key in ((after, change.key), (before, (change.kind, change.old_id or change.id))):
            entity = catalog.get(*key)
            owner = catalog.owner_of(entity) if entity else None
            if owner and after.get(*owner.key):
                found.setdefault(owner.key, Counter())[line.level] += 1
                break
    if not found:
        return None
    return after.at(max(found, key=lambda key: [found[key][level] for level in CLASSES]))


def _find_concerned(diff: Diff, lines: Sequence[Line], after: Catalog) -> list[Key]:
    """Return who has to look at it, then who depends on it or answers for what does, those with most of it first.

    What is breaking is felt one step further away: a threshold by the metrics that count the stage it leads to.
    """
    found: Counter[Key] = Counter()
    for touch in {touch for line in lines for touch in line.touched if touch.distance <= _FELT.get(line.level, 0)}:
        entity = after.get(*touch.key)
        if entity is not None:
            who = entity if entity.kind.name in ("role", "team") else after.owner_of(entity)
            if who is not None and who.status != "retired":
                found[who.key] += 1
    near = (touch.title for line in lines for touch in line.touched if touch.distance == 1)
    concerned = {line.change.title for line in lines}.union(near)
    asked = [one.key for one in diff.reviewers if after.get(*one.key) and not concerned.isdisjoint(one.because)]
    others = sorted(found, key=lambda key: (-found[key], after.at(key).title.casefold(), key))
    return list(dict.fromkeys([*asked, *others]))


def _by_team(told: Sequence[Key], owner: Entity | None, after: Catalog) -> list[Key]:
    """Return the teams of roles, where so many roles are concerned that nobody would write to each."""
    own = after.team_of(owner) if owner else None
    teams = (after.team_of(after.at(key)) for key in told)
    return list(dict.fromkeys(team.key for team in teams if team is not None and team is not own))
