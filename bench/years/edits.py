"""Edits, told from their end: each takes a document as it is and says what it was before somebody changed it."""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from bench.years.past import Edit, Past, node_of, raw_of, values_of
from mopsbook.documents.document import Document
from mopsbook.editing.arrange_items import arrange_items
from mopsbook.editing.change_words import Cut, apply_cuts
from mopsbook.editing.edit_yaml import GONE, CannotEdit
from mopsbook.editing.set_fields import FieldChange, set_fields
from mopsbook.editing.write_yaml import write_scalar
from mopsbook.kinds.field import Field
from mopsbook.reading.nodes import compose
from mopsbook.reading.places import Pointer

# How a document is known, and what the plan of dates takes care of.
_KEPT = frozenset({"kind", "id", "title", "state", "status", "last_reviewed", "date", "effective", "runs", "touches"})
# Numbers that say an order or a place.
_NO_AMOUNT = frozenset({"step", "day", "tier", "business", "integrations", "risk"})
_NUMBER = re.compile(r"(?<![\w.,:/-])[1-9]\d{1,2}(?![\w.,:/%-])")
_REASONS = [
    "Sales development asked for it after the last fortnight's rejected MQLs.",
    "The old value was a guess of the first month.",
    "Found during the audit of this quarter.",
    "The vendor changed it on their side; ours followed.",
    "Nobody could say why it was as it was, so it is now as it works.",
    "Agreed at the Tuesday board.",
    "The number in the dashboard and the number here were not the same.",
]


def change_number(past: Past, document: Document, rng: Random) -> Edit | None:
    """A number was another one."""
    found = [
        (pointer, value)
        for pointer, value in values_of(document.data)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and pointer[-1] not in _NO_AMOUNT
    ]
    pointer, value = _pick(found, rng)
    if not pointer:
        return None
    old = (
        value + rng.choice((-1, 1)) if abs(value) <= 5 else type(value)(value * rng.choice((0.6, 0.75, 0.8, 1.25, 1.5)))
    )
    verb = "raise" if value > old else "lower"
    before = _respell(past, document, pointer, max(old, 0))
    return (
        Edit(before, f"{document.title}: {verb} {_said(document, pointer)} to {value}", reason=_reason(rng))
        if before
        else None
    )


def change_word(past: Past, document: Document, rng: Random) -> Edit | None:
    """One of several allowed values was another of them."""
    found = []
    for pointer, value in values_of(document.data):
        field = document.kind.field(pointer)
        if field and len(field.values) > 1 and isinstance(value, str) and pointer[0] not in _KEPT:
            found.append((pointer, (field, value)))
    pointer, chosen = _pick(found, rng)
    if not pointer:
        return None
    field, value = chosen
    old = rng.choice([each for each in field.values if each != value])
    before = _respell(past, document, pointer, old)
    subject = f"{document.title}: set {_said(document, pointer)} to {field.value_label(value)}"
    return Edit(before, subject, reason=_reason(rng)) if before else None


def change_status(past: Past, document: Document, rng: Random) -> Edit | None:
    """It was planned, or not retired yet."""
    status = document.data.get("status")
    old = {"active": "planned", "deprecated": "active", "retired": "deprecated"}.get(str(status))
    before = old and _respell(past, document, ("status",), old)
    return Edit(before, f"{document.title} is {status} now", reason=_reason(rng)) if before else None


def hand_over(past: Past, document: Document, rng: Random) -> Edit | None:
    """Somebody else owned it."""
    roles = [one for one in past.all() if one.kind.name == "role" and one.id != document.data.get("owner")]
    owner = past.get(("role", str(document.data.get("owner"))))
    if not roles or owner is None:
        return None
    before = _respell(past, document, ("owner",), rng.choice(roles).id)
    what = document.title if before else ""
    return Edit(before, f"Hand {what} over to the {owner.title}", owner.title, _reason(rng)) if before else None


def add_item(past: Past, document: Document, rng: Random) -> Edit | None:
    """A list was without one of its items."""
    found = [
        (pointer, value)
        for pointer, value in values_of(document.data)
        if isinstance(value, list) and len(value) > 1 and pointer[0] not in _KEPT
    ]
    pointer, items = _pick(found, rng)
    if not pointer:
        return None
    gone = rng.randrange(len(items))
    text = without_item(document, (*document.base, *pointer), gone)
    if not text or not past.holds(document, text):
        return None
    field = document.kind.field(pointer)
    return Edit(
        {document.path: text}, f"{document.title}: add {_item(past, field, items[gone])} to {_said(document, pointer)}"
    )


def drop_item(past: Past, document: Document, rng: Random) -> Edit | None:
    """A list named one thing more."""
    found = []
    for pointer, value in values_of(document.data):
        field = document.kind.field(pointer)
        if isinstance(value, list) and field and ("role" in field.refs or pointer[-1] == "systems"):
            found.append((pointer, (field, value)))
    pointer, chosen = _pick(found, rng)
    if not pointer or not isinstance(chosen[1], list):
        return None
    kind = "system" if pointer[-1] == "systems" else "role"
    others = [one for one in past.all() if one.kind.name == kind and one.id not in chosen[1]]
    if not others:
        return None
    other = rng.choice(others)
    text = _arranged(
        document, (*document.base, *pointer), [*((n, None) for n in range(len(chosen[1]))), (None, other.id)]
    )
    if not text or not past.holds(document, text):
        return None
    subject = f"{document.title}: take {other.title} out of {_said(document, pointer)}"
    return Edit({document.path: text}, subject, reason=_reason(rng))


def say_more(past: Past, document: Document, rng: Random) -> Edit | None:
    """A text ended a sentence or a paragraph earlier."""
    found = []
    for pointer, value in values_of(document.data):
        field = document.kind.field(pointer)
        if field and isinstance(value, str) and (field.prose or pointer == ("purpose",)) and len(value) > 60:
            found.append((pointer, value))
    pointer, _ = _pick(found, rng)
    node = node_of(document, pointer) if pointer else None
    if node is None or node.what != "scalar":
        return None
    text = document.source.text
    source = text[node.inner : node.end]
    shorter = _shorten(source, node.style)
    if not shorter:
        return None
    text = apply_cuts(text, [Cut(node.inner, node.end, shorter)])
    verb = rng.choice(("say more in", "mend", "make clearer", "write what we learned into"))
    return (
        Edit({document.path: text}, f"{document.title}: {verb} {_said(document, pointer)}")
        if past.holds(document, text)
        else None
    )


def correct_words(past: Past, document: Document, rng: Random) -> Edit | None:
    """A number within a text was another one."""
    found = [
        (pointer, value)
        for pointer, value in values_of(document.data)
        if isinstance(value, str) and _NUMBER.search(value) and " " in value
    ]
    pointer, _ = _pick(found, rng)
    node = node_of(document, pointer) if pointer else None
    if node is None or node.what != "scalar":
        return None
    text = document.source.text
    number = _NUMBER.search(text[node.inner : node.end])
    if not number:
        return None
    old = str(max(10, int(int(number[0]) * rng.choice((0.5, 0.8, 1.2, 1.5)))))
    start = node.inner + number.start()
    text = apply_cuts(text, [Cut(start, start + len(number[0]), old)])
    subject = f"{document.title}: it is {number[0]}, not {old}, in {_said(document, pointer)}"
    return Edit({document.path: text}, subject) if past.holds(document, text) else None


def fill_in(past: Past, document: Document, rng: Random) -> Edit | None:
    """A field said nothing yet."""
    raw = raw_of(document)
    found = [
        (("",), field)
        for field in document.kind.fields
        if field.name in raw and field.name not in _KEPT and not field.structural and field.name != "owner"
    ]
    _, field = _pick(found, rng)
    if not isinstance(field, Field):
        return None
    change = FieldChange((field.name,), raw[field.name], GONE)
    text, refused = set_fields(document, document.source.text, raw, [change])
    if refused or not past.holds(document, text):
        return None
    return Edit({document.path: text}, f"{document.title}: add {_said(document, (field.name,))}")


Maker = Callable[[Past, Document, Random], Edit | None]
# What people change in a book, and how often.
USUAL: Mapping[Maker, int] = {
    change_number: 14, change_word: 8, change_status: 2, hand_over: 7, add_item: 20, drop_item: 7, say_more: 16,
    correct_words: 12, fill_in: 22,
}  # fmt: skip


def set_value(past: Past, document: Document, pointer: Pointer, value: object) -> str:
    """Return the text of a document's file in which one plain value is another; "" if that cannot be."""
    before = _respell(past, document, pointer, value)
    return before[document.path] if before else ""


def without_item(document: Document, pointer: Pointer, gone: int) -> str:
    """Return the text of a document's file without one item of a list; "" if its lines cannot be told."""
    node: Any = compose(document.source.text)[0]
    for step in pointer:
        node = _step(node, step)
    number = len(node.value) if node is not None else 0
    return _arranged(document, pointer, [(n, None) for n in range(number) if n != gone])


def _arranged(document: Document, pointer: Pointer, items: Sequence[tuple[int | None, object]]) -> str:
    text = document.source.text
    node: Any = compose(text)[0]
    for step in pointer:
        node = _step(node, step)
    if node is None or node.id != "sequence" or not items:
        return ""
    try:
        return arrange_items(text, node, items, ())
    except CannotEdit:
        return ""


def _step(node: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return node.value[step] if getattr(node, "id", "") == "sequence" else None
    pairs = node.value if getattr(node, "id", "") == "mapping" else ()
    return next((value for key, value in pairs if key.value == step), None)


def _respell(past: Past, document: Document, pointer: Pointer, value: object) -> dict[str, str] | None:
    node = node_of(document, pointer)
    if (
        node is None
        or node.what != "scalar"
        or node.style in ("|", ">")
        or "\n" in document.source.text[node.inner : node.end]
    ):
        return None
    is_date = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)))
    cut = Cut(node.inner, node.end, write_scalar(value, flow=True, is_date=is_date))
    text = apply_cuts(document.source.text, [cut])
    return {document.path: text} if past.holds(document, text) else None


def _shorten(source: str, style: str) -> str:
    """Return how a text is written without its last paragraph, or its last sentence."""
    if style in ("|", ">"):
        at = source.rstrip().rfind("\n\n")
        return source[:at] + "\n" if at > 0 else ""
    if "\n" in source:
        return ""
    at = source.rstrip("\"'. ").rfind(". ")
    return source[: at + 1] + (source[0] if style else "") if at > 20 else ""


def _said(document: Document, pointer: Pointer) -> str:
    """Return what a value is called in a subject: “Longest” of “Part”."""
    field = document.kind.field(pointer)
    label = f"“{field.label if field else pointer[-1]}”"
    for depth in range(len(pointer), 0, -1):
        item = document.get(pointer[:depth])
        name = item.get("title") or item.get("name") if isinstance(item, Mapping) else None
        if isinstance(name, str) and len(name) < 50:
            return f"{label} of “{name}”"
    return label


def _item(past: Past, field: Field | None, item: object) -> str:
    if isinstance(item, Mapping):
        said = item.get("title") or item.get("name") or item.get("id")
        return f"“{said}”" if isinstance(said, str) and len(said) < 50 else "one more"
    if field and field.refs and isinstance(item, str):
        return next((past.title_of(kind, item) for kind, _ in field.wanted if past.get((kind, item))), item)
    return str(item) if len(str(item)) < 30 else "one more line"


def _pick(found: Sequence[tuple[Pointer, Any]], rng: Random) -> tuple[Pointer, Any]:
    return rng.choice(found) if found else ((), None)


def _reason(rng: Random) -> str:
    return rng.choice(_REASONS) if rng.random() < 0.3 else ""
