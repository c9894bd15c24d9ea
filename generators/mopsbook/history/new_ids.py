"""What bears another id in a later version though it is the same, a document or a part of one such as a stage, and who follows that."""

import re
from collections import defaultdict
from collections.abc import Mapping, Set
from typing import Any

from msgspec import Struct

from mopsbook.documents.mentions import MENTION, fold
from mopsbook.history.change import FieldChange
from mopsbook.history.match import match
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind

_MENTION = re.compile(MENTION)
_ANY = frozenset({"any"})

Key = tuple[str, str]


class NewIds(Struct, frozen=True):
    """The ids of now: of `documents` by the id of before, in small letters, and the kind; of their `parts` by these two and the
    part's id of before. `bare` are the latter by that id and the kind, for those who do not say whose part they mean.

    `own` are the parts of the document that is compared, of the kind `kind`: within it nobody need say whose they are.
    """

    documents: Mapping[str, Mapping[str, str]] = {}
    parts: Mapping[str, Mapping[str, Mapping[str, str]]] = {}
    bare: Mapping[str, Mapping[str, Set[str]]] = {}
    kind: str = ""
    own: Mapping[str, str] = {}

    @classmethod
    def of(cls, documents: Mapping[Key, str], parts: Mapping[Key, Mapping[str, str]]) -> "NewIds":
        """Return what has another id: documents by their key of before, and parts by that of their document and their own id."""
        if not documents and not parts:
            return NO_NEW_IDS
        by_id: dict[str, dict[str, str]] = defaultdict(dict)
        for (kind, old), new in documents.items():
            by_id[old.casefold()][kind] = new
        within: dict[str, dict[str, Mapping[str, str]]] = defaultdict(dict)
        bare: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for (kind, id), renamed in parts.items():
            within[id.casefold()][kind] = renamed
            for old, new in renamed.items():
                bare[old][kind].add(new)
        return cls(dict(by_id), dict(within), dict(bare))

    def follow(self, value: Any, field: Field | None) -> Any:
        """Return a value of a field as it is said now: references and mentions of what has another id with the new one."""
        if field is None:
            return value
        if isinstance(value, str):
            return self._follow_text(value, field)
        if isinstance(value, list):
            return [self.follow(item, field) for item in value]
        if not isinstance(value, Mapping):
            return value
        if field.free:
            # Its keys say nothing of what stands below them.
            return {
                name: self._follow_group(item, field) if isinstance(item, Mapping) else item
                for name, item in value.items()
            }
        return self._follow_group(value, field)

    def _follow_group(self, value: Mapping[str, Any], field: Field) -> dict[str, Any]:
        return {name: self.follow(item, field.child(name)) for name, item in value.items()}

    def _follow_text(self, text: str, field: Field) -> str:
        if field.prose:
            return _MENTION.sub(self._follow_mention, text) if "[[" in text else text
        return self._follow_name(text, frozenset(field.refs)) if field.refs else text

    def _follow_mention(self, found: re.Match[str]) -> str:
        name = found[1]
        return found[0].replace(name, self._follow_name(fold(name), _ANY), 1)

    def _follow_name(self, name: str, refs: frozenset[str]) -> str:
        """Return a reference, as in `system/hubspot`, `hubspot`, `lead#mql` or `mql`, by the ids of now."""
        owner, mark, part = name.partition("#")
        kind, slash, id = owner.rpartition("/")
        kinds = {ref.partition(".")[0] for ref in refs}
        if not mark and self._wants_part(refs):
            now = self._follow_bare(name, kinds)
            if now != name:
                return now
        name_of_old = id.casefold()
        for of, new in self.documents.get(name_of_old, {}).items():
            if kind in ("", of) and (of in kinds or "any" in kinds):
                return f"{kind}{slash}{new}{mark}{self.parts.get(name_of_old, {}).get(of, {}).get(part, part)}"
        for of, renamed in self.parts.get(name_of_old, {}).items() if mark else ():
            if kind in ("", of):
                return f"{owner}#{renamed.get(part, part)}"
        return f"#{self.own.get(part, part)}" if mark and not owner else name

    @staticmethod
    def _wants_part(refs: frozenset[str]) -> bool:
        return any("." in ref for ref in refs)

    def _follow_bare(self, part: str, kinds: set[str]) -> str:
        """Return the id of now of a part that is named without its document, which is this one, or the only one that has it."""
        if self.kind in kinds and part in self.own:
            return self.own[part]
        found = {new for kind, news in self.bare.get(part, {}).items() if kind in kinds for new in news}
        return found.pop() if len(found) == 1 else part


NO_NEW_IDS = NewIds()


def find_new_ids(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of now of the parts of a document by those of before.

    A part that is known by anything else, as a value is by how it is written, is another one in every system that holds it.
    """
    found: dict[str, str] = {}
    for field in kind.parts:
        olds, news = old.get(field.name), new.get(field.name)
        if len(field.path) == 1 and field.part_key == "id" and olds is not news:
            found |= _find_in_list(olds, news, field)
    return found


def is_new_id(field: FieldChange, kind: Kind | None) -> bool:
    """Return whether a change gives a part of a document, such as a stage or a step, another id.

    A part that is known by anything else, as a value is by how it is written, is another one wherever it is called otherwise.
    """
    if kind is None or field.what != "changed" or not field.path.endswith(".id"):
        return False
    names = field.path.split(".")
    if len(names) != 3:
        return False
    holder = kind.by_name.get(names[0])
    return holder is not None and holder.part_key == "id" and holder in kind.parts


def is_of_rename(field: FieldChange, before: str, now: str) -> bool:
    """Return whether a change of other names only goes with a new id: the one of before is a name now, or that of now was one."""
    named = {"added": (field.new, before), "removed": (field.old, now)}.get(field.what)
    return field.path == "aliases" and named is not None and named[0].casefold() == named[1].casefold()


def _find_in_list(before: Any, after: Any, field: Field) -> dict[str, str]:
    olds, news = (
        [item for item in side if isinstance(item, dict)] if isinstance(side, list) else [] for side in (before, after)
    )
    was, now = ({str(item.get("id")) for item in items} for items in (olds, news))
    found = {}
    if was - now and now - was:
        for left, right in match(olds, news, field).pairs:
            one, other = str(olds[left].get("id")), str(news[right].get("id"))
            if one in was - now and other in now - was:
                found[one] = other
    return found
