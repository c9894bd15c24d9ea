"""Say what changed in business words, made of the words of the schema: labels, names of parts, the words of relations."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.history.change import WITHIN
from mopsbook.history.sentences import lower
from mopsbook.history.show import shorten, shorten_both, show
from mopsbook.history.where import Difference
from mopsbook.kinds.field import Field

# "owned by", "done by", "member of": what something is. "uses", "lives in", "has its truth in": what it does.
_IS = re.compile(r"(\w+ed|done|run|led|kept|held|made|put|built|member|part|stood|written|given)\b")
_DOES = re.compile(r"(\w+s|has)\b(?! by| through)")
_HAS_PARTS = re.compile(r"^has (?:fields|steps|stages|values|activities) (?=\w+ed )")
_OF_PARTS = re.compile(r" (?:the )?(?:stages?|fields?|steps?|status|values?|activit(?:y|ies)) (?:of|in)$")
# Facts of a new document that say what it is; more would be its page.
_FACTS = 4
_LONG = 40


class Side(Struct, frozen=True):
    """A document in one of the two states, with the book in which its references lead somewhere."""

    document: Document | None
    shelf: Shelf

    def name(self, value: Any, field: Field | None, at: Pointer) -> str:
        """Return a value as readers see it: what it refers to by its title, a group as its schema says it."""
        if isinstance(value, list):
            return ", ".join(self.name(item, field, at) for item in value)
        if isinstance(value, str) and field and field.refs and self.document:
            target = self.shelf.resolve(Reference(self.document, at, field, value))
            part = target.document.get(target.part) if target and target.part else None
            if isinstance(part, Mapping):
                return str(part.get("title") or part.get("label") or part.get("value") or value)
            return target.document.title if target else value
        return show(value, field)


class Worded(Struct, frozen=True):
    """A change of a value in words: `words` for readers who know of which document, `sentence` for others; the short values."""

    words: str
    sentence: str
    old: str
    new: str


def tell(difference: Difference, old: Side, new: Side) -> Worded:
    """Return what changed."""
    labels = difference.change.label.split(WITHIN)
    document = new.document or old.document
    title = document.title if document else ""
    before = old.name(difference.old, difference.field, difference.old_at)
    after = new.name(difference.new, difference.field, difference.new_at)
    if difference.change.what == "moved":
        before, after = difference.change.old, difference.change.new
    whole = isinstance(difference.old if difference.new is None else difference.new, Mapping)
    is_item = whole and difference.field is not None and difference.field.many
    if is_item and difference.change.what != "moved":
        before, after = difference.change.old, difference.change.new
        item = _item_title(difference, old, new)
        before, after = (item if before else ""), (item if after else "")
    before, after = shorten_both(before, after)
    verb = "" if is_item else _relation(difference, before, after)
    if verb:
        around = ", ".join(map(lower, labels[:-1]))
        words = f"{around} {verb}" if around else verb
        return Worded(words, f"{title}: {words}" if around else f"{title} {words}", before, after)
    words = _item(difference, labels, before, after) if is_item else _value(difference, labels, before, after)
    return Worded(words, f"{title}: {words}", before, after)


def _item_title(difference: Difference, old: Side, new: Side) -> str:
    """Return what an item of a list is called; by the title of what it names, if that is all it is known by."""
    change, field = difference.change, difference.field
    side, item = (old, difference.old) if difference.new is None else (new, difference.new)
    for child in field.children if field and change.item_refs else ():
        if child.refs and isinstance(item, Mapping) and item.get(child.name) == change.item:
            return shorten(side.name(change.item, child, difference.new_at or difference.old_at))
    return change.new or change.old


def _item(difference: Difference, labels: list[str], before: str, after: str) -> str:
    part = difference.field.part if difference.field else ""
    what = difference.change.what
    *around, last = labels
    if part:
        name = lower(last)
        context = f"{', '.join(map(lower, around))}: " if around else ""
        said = {"added": f"new {name}", "removed": f"{name} is gone", "moved": f"{name} {_stands(after)}"}
        return context + said.get(what, f"{name} changed")
    context = ", ".join(map(lower, around)) or lower(last)
    said = {"added": f"{after} is new", "removed": f"{before} is gone", "moved": f"{last} {_stands(after)}"}
    return f"{context}: {said.get(what, last)}"


def _stands(where: str) -> str:
    return "comes first now" if where == "first" else f"comes {where} now"


def _value(difference: Difference, labels: list[str], before: str, after: str) -> str:
    field, what = difference.field, difference.change.what
    *around, last = map(lower, labels)
    context = f"{', '.join(around)}: " if around else ""
    if what == "moved":
        return f"{context}{last} in another order"
    if field and field.prose and what == "changed":
        return f"{context}{last} reworded"
    if field and field.many and what in ("added", "removed"):
        return (
            f"{context}{last}: {_quote(after)} is new"
            if what == "added"
            else f"{context}{last}: {_quote(before)} is gone"
        )
    if what == "added":
        return f"{context}{last} {_quote(after)}, where nothing was said"
    if what == "removed":
        return f"{context}{last} {_quote(before)} is gone"
    either = _quote(before) != before or _quote(after) != after
    return f"{context}{last} “{before}” → “{after}”" if either else f"{context}{last} {before} → {after}"


def _quote(text: str) -> str:
    """Return a sentence in quotes; a number or a word needs none."""
    return f"“{text}”" if text.count(" ") > 3 or "," in text else text


def _relation(difference: Difference, before: str, after: str) -> str:
    """Return a changed reference as the relation reads: "is now owned by A instead of B"; "" where it makes no sentence."""
    field, what = difference.field, difference.change.what
    if field is None or not field.refs or what == "moved" or field.link == "refers to":
        return ""
    # A relation is worded for whole documents; within a part, and of a part, the part itself is named.
    words, verb = _HAS_PARTS.sub("", field.link), ""
    if all("." in kind for kind in field.refs):
        words = _OF_PARTS.sub("", words)
    if words != field.link and not (_IS.match(words) or _DOES.match(words)):
        return ""
    if _IS.match(words):
        verb = "is "
    elif words.startswith("is "):
        words, verb = words.removeprefix("is "), "is "
    elif not _DOES.match(words):
        return ""
    if what == "changed":
        return f"{verb}now {words} {after} instead of {before}"
    if what == "added":
        return f"{verb}now {'also ' if field.many or 'array' in field.types else ''}{words} {after}"
    return f"{verb}no longer {words} {before}"


def introduce(side: Side) -> str:
    """Return what a document is in a line: "system Outreach (sales engagement, tier 2, owned by Revenue Operations)"."""
    document = side.document
    assert document is not None
    kind = document.kind
    columns = [next((name for name in names if document.data.get(name)), "") for names in kind.columns]
    names = [*(name for name in dict.fromkeys([*columns, "tier"]) if name != "owner"), "owner"]
    facts = []
    for name in names:
        field, value = kind.by_name.get(name), document.data.get(name)
        if (
            field is None
            or value in (None, "", [])
            or isinstance(value, (bool, Mapping))
            or name in ("status", "last_reviewed")
        ):
            continue
        said = shorten(side.name(value, field, (name,)))
        if field.refs:
            facts.append(f"{field.link} {said}")
        elif field.values and not isinstance(value, (int, float)):
            facts.append(lower(said))
        else:
            facts.append(f"{lower(field.label)} {said}")
    # Who answers for it stands last and is always told; a fact that is a sentence is for its page.
    owner = facts.pop() if document.data.get("owner") and facts else ""
    short = [fact for fact in facts if len(fact) <= _LONG][: _FACTS - 1]
    about = ", ".join(filter(None, [*short, owner]))
    return f"{lower(kind.label)} {document.title}" + (f" ({about})" if about else "")
