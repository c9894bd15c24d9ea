"""Entity, Part and Link: a document as a node of the graph."""

from collections.abc import Mapping
from textwrap import shorten
from typing import Any, NamedTuple

from msgspec import Struct

from mopsbook.checks.completeness import Completeness
from mopsbook.checks.freshness import Freshness
from mopsbook.kinds.kind import Kind

Key = tuple[str, str]

# A sentence of a policy has no title: so many letters of it tell which one is meant.
_LONGEST = 60


def title_of(part: Mapping[str, Any], id: str) -> str:
    """Return what a step, stage, value or sentence is called: its title, else how its text begins, else its id."""
    said = part.get("title") or part.get("label")
    if said:
        return str(said)
    text = str(part.get("text") or id)
    # A single word needs no shortening, and most ids are one.
    return (
        text
        if len(text) <= _LONGEST and " " not in text and text.isprintable()
        else shorten(text, _LONGEST, placeholder=" …")
    )


class Entity(Struct, frozen=True, eq=False, weakref=True):
    """One thing that is known. `data` is sound (see Document); `path` and `line` are where it is written.

    Within a catalog there is one of each, so two are equal if they are the same one.
    """

    kind: Kind
    id: str
    title: str
    data: Mapping[str, Any]
    path: str
    line: int
    completeness: Completeness
    freshness: Freshness

    @property
    def key(self) -> Key:
        """What it is known by: kind and id."""
        return (self.kind.name, self.id)

    @property
    def full_id(self) -> str:
        """Its kind and id as a reference may say them: "system/marketo"."""
        return f"{self.kind.name}/{self.id}"

    @property
    def status(self) -> str:
        """Its status; active if it says nothing, as most things are."""
        return str(self.data.get("status", "active"))

    @property
    def sentence(self) -> str:
        """What it is for, or what it means, in a sentence; "" if nobody wrote that down. Markdown."""
        return str(self.data.get(self.sentence_field) or "")

    @property
    def sentence_field(self) -> str:
        """The field that holds the sentence."""
        return "purpose" if self.data.get("purpose") else "definition"

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names."""
        return tuple(alias for alias in self.data.get("aliases", ()) if alias)


class Link(NamedTuple):
    """A relation between two entities, from the one that says it to the one it names.

    `words` reads it forwards ("owned by"), `back` backwards ("owns"). `field` is the dotted path in the source's schema,
    `part` names the step, stage or value of the source that says it (its title, "" for the document itself) and `part_id`
    is the anchor of that part on the page. `to_part` is the id of a part of the target, if one is meant, `to_title` its title.
    """

    source: Key
    target: Key
    field: str
    words: str
    back: str
    part: str = ""
    part_id: str = ""
    to_part: str = ""
    to_title: str = ""
