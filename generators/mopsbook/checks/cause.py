"""Causes: what has changed around a document since its review, and how that is said."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from mopsbook.words import joined, listed


class Cause(Struct, frozen=True):
    """A field of a neighbour that changed since a review: the neighbour's kind and id, the titles of it and of the part that is
    meant ("" if it is meant as a whole), the name and the label of the field.
    """

    kind: str
    id: str
    part: str
    title: str
    part_title: str
    field: str
    label: str

    @property
    def sentence(self) -> str:
        """What changed, for readers of pages: "Marketo Engage changed its owner"."""
        return say_sentence([self])


def by_neighbour(causes: Iterable[Cause]) -> list[Sequence[Cause]]:
    """Return causes in groups, one for each neighbour (or part of one), in the order of the first of each."""
    groups: dict[tuple[str, str, str], list[Cause]] = {}
    for cause in causes:
        groups.setdefault((cause.kind, cause.id, cause.part), []).append(cause)
    return list(groups.values())


def say_sentence(group: Sequence[Cause]) -> str:
    """Return what one neighbour changed: "Lead (MQL date) changed its type and definition"."""
    one = group[0]
    return f"{one.title} ({one.part_title}) {say_deed(group)}" if one.part else f"{one.title} {say_deed(group)}"


def say_deed(group: Sequence[Cause]) -> str:
    """Return the same without the name of the neighbour: "changed its type and definition"."""
    labels = [cause.label[:1].lower() + cause.label[1:] for cause in group]
    # A label of several words would run into the sentence.
    return f"changed its {joined([f'“{label}”' if ' ' in label else label for label in labels])}"


def say_remark(group: Sequence[Cause]) -> str:
    """Return the same by its names, as in messages: "system `marketo-engage` changed its `owner` and `status`"."""
    one = group[0]
    name = f"{one.id}#{one.part}" if one.part else one.id
    return f"{one.kind} `{name}` changed its {listed([cause.field for cause in group], last='and')}"
