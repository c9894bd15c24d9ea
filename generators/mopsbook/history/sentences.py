"""Say what a change did: in a few words for lists in which each change has one line, or value by value."""

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from mopsbook.history.change import WITHIN, Change, FieldChange
from mopsbook.kinds.kind import Kind
from mopsbook.words import joined

_MOST = 3
# A line about a single value tells it, if that is short.
_SHORT = 80
_NAMED = 5


def summarise(change: Change, kind: Kind | None) -> str:
    """Return what was done, without the name of what it was done to: "new", "tier: 2 → 1", "description, tier and 2 more"."""
    if change.what in ("added", "removed"):
        return "new" if change.what == "added" else "removed"
    if change.only_reviewed:
        return "reviewed"
    values = list(say_fields(change.fields, kind))
    said = values[0] if len(values) == 1 and not any(map(_is_sentence, change.fields)) else ""
    if said and len(change.fields) > 1 and len(said) > _SHORT:
        first = change.fields[0]
        said = f"{_context(first, kind)} ({len(change.fields)} {_word(first)})"
    elif not said or len(said) > _SHORT:
        labels = _gather([_labels(field.label, kind) for field in change.fields])
        said = joined([*labels[:_MOST], f"{len(labels) - _MOST} more"] if len(labels) > _MOST + 1 else labels)
    if change.what == "renamed":
        return f"was {change.old_id}" + (f"; {said}" if said else "")
    return said


def say_fields(fields: Sequence[FieldChange], kind: Kind | None) -> Iterator[str]:
    """Yield what happened to each value; what came to a list or left it is said at once."""
    for (*_, where), group in groupby(fields, key=lambda field: (field.level, field.what, _list_of(field))):
        told = list(group)
        if len(told) > 1 and where:
            names = [_quote(one.new or one.old) for one in told]
            rest = len(names) - _NAMED
            said = f"{', '.join(names[:_NAMED])} and {rest} more" if rest > 0 else joined(names)
            yield f"{_context(told[0], kind)}: {said} ({_word(told[0])})"
        else:
            yield from (_say_field(one, kind) for one in told)


def _is_sentence(field: FieldChange) -> bool:
    return f"{field.old} {field.new}".rstrip().endswith((".", "!", "?", "…"))


def _list_of(field: FieldChange) -> str:
    """Return the label of the list that an item came to or left, "" where no item did; an item may be named at the end of its own."""
    if field.what not in ("added", "removed"):
        return ""
    return field.label.removesuffix(field.new or field.old) or field.label


def _context(field: FieldChange, kind: Kind | None) -> str:
    return ", ".join(_labels(_list_of(field).removesuffix(WITHIN).strip(), kind))


def _word(field: FieldChange) -> str:
    return "new" if field.what == "added" else "gone"


def _say_field(field: FieldChange, kind: Kind | None) -> str:
    labels = _labels(field.label, kind)
    label = ", ".join(labels)
    old, new = _quote(field.old), _quote(field.new)
    if field.what == "moved":
        return f"{label}: now {field.new}" if field.new else f"{label}: in another order"
    if field.what == "changed":
        return f"{label}: {old} → {new}" if old and new else f"{label}: {new or 'reworded'}"
    word, told = _word(field), field.new or field.old
    if told and not field.label.endswith(told):
        return f"{label}: {_quote(told)} ({word})"
    # An item that is known by what it says.
    *around, last = labels
    context = f"{', '.join(around)}: " if around and last == told else ", ".join([*around, ""])
    return f"{context}{last} ({word})"


def _labels(label: str, kind: Kind | None) -> list[str]:
    """Return the words of a label as they stand within a sentence: names of fields in small letters, all else as it is written."""
    first, *inner = label.split(WITHIN)
    known = kind.labels if kind else frozenset()
    return [lower(first), *(lower(one) if one in known else one for one in inner)]


def _gather(labels: Sequence[Sequence[str]]) -> list[str]:
    """Return the labels without repetition; those within one group as what they have in common."""
    groups: dict[str, Sequence[str]] = {}
    for parts in labels:
        shared = groups.setdefault(parts[0], parts)
        groups[parts[0]] = [
            one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(shared, parts, strict=False))
        ]
    if len(groups) == 1:
        return [", ".join(*groups.values())]
    return [f"{top} ({', '.join(inner)})" if inner else top for top, *inner in groups.values()]


def _quote(text: str) -> str:
    """Return a sentence in quotes; a number or a word needs none."""
    return f"“{text}”" if text.count(" ") > 3 or ", " in text else text


def lower(label: str) -> str:
    """Return a label as it stands within a sentence: "score", but "SLA" and "MQL"."""
    word = label.partition(" ")[0]
    return label if word[1:] != word[1:].lower() else label[:1].lower() + label[1:]
