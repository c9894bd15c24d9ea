"""Read the rules of a book, and find what cannot be right about them."""

import textwrap
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from mopsbook.checks.finding import Complaint
from mopsbook.checks.own.conditions import ConditionReader
from mopsbook.checks.own.messages import check_message
from mopsbook.checks.own.rule import OwnRule, OwnRules
from mopsbook.checks.own.scope import Scope
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.words import did_you_mean, listed

_USUAL = "warning"


@lru_cache(maxsize=1)
def read_own_rules(shelf: Shelf, today: date) -> OwnRules:
    """Return the rules of the book. What a schema refuses of a rule is said already, and the rule is not applied."""
    by_name: dict[str, OwnRule] = {}
    faults: list[Complaint] = []
    book = shelf.book
    for index, data in enumerate(book.data.get("rules", ()) if book else ()):
        if book and isinstance(data, Mapping) and data.get("id") and data.get("message"):
            rule, wrong = _read(data, ("rules", index), shelf, book, today)
            if rule.name in by_name:
                hint = "Give one of them another name."
                wrong = [Complaint(book, (*rule.at, "id"), f"there is a rule `{rule.id}` already", hint)]
            faults += wrong
            by_name.setdefault(rule.name, rule)
    return OwnRules(by_name, tuple(faults))


def _read(
    data: Mapping[str, Any], at: Pointer, shelf: Shelf, book: Document, today: date
) -> tuple[OwnRule, list[Complaint]]:
    wrong: list[Complaint] = []

    def say(pointer: Pointer, message: str, hint: str = "", *, on_key: bool = False) -> None:
        wrong.append(Complaint(book, pointer, message, hint, on_key))

    select = data.get("select", [])
    kinds = _kinds(select, (*at, "select"), shelf, say)
    where = require = None
    named: tuple[Reference, ...] = ()
    spoilt = book.is_spoilt(at)
    if kinds:
        scope = Scope.of([shelf.kinds[name] for name in kinds])
        reader = ConditionReader(shelf, today, say)
        _refuse_blanks(book, at, say)
        # An empty condition is refused by the schema, or was left empty, which is said just above.
        where = reader.read(data["where"], (*at, "where"), scope) if data.get("where") else None
        require = reader.read(data["require"], (*at, "require"), scope) if data.get("require") else None
        named = reader.named
        for part in ("message", "hint"):
            check_message(str(data.get(part, "")), (*at, part), scope, say)
    usable = not wrong and not spoilt
    # Where a schema took something out or put something right, enough is said.
    wrong = [fault for fault in wrong if not book.is_spoilt(fault.pointer)]
    rule = OwnRule(
        id=str(data["id"]),
        at=at,
        kinds=kinds,
        severity=data.get("severity", _USUAL),
        message=str(data["message"]),
        hint=str(data.get("hint", "")),
        why=str(data.get("why", "")),
        dimension=data.get("dimension", ""),
        written=_written(book, at),
        where=where if usable else None,
        require=require if usable else None,
        named=named,
    )
    return rule, wrong


def _kinds(select: Any, at: Pointer, shelf: Shelf, say: Any) -> tuple[str, ...]:
    """Return the kinds that are asked, or say which of them there are not."""
    shown = [kind.name for kind in shelf.kinds.shown]
    names = select if isinstance(select, list) else [select]
    if names == ["any"]:
        return tuple(shown)
    for index, name in enumerate(names):
        if name not in shown:
            by_label = {label: kind.name for kind in shelf.kinds.shown for label in (kind.label, kind.plural)}
            hint = did_you_mean(name, shown) or did_you_mean(name, by_label)
            near = next((by_label[label] for label in by_label if f"`{label}`" in hint), "")
            hint = f"did you mean `{near}`?" if near else hint or f"Kinds are {listed(shown, 40, 'and')}."
            said = "`any` is every kind, and stands alone" if name == "any" else f"there is no kind `{name}`"
            say((*at, index) if isinstance(select, list) else at, said, "" if name == "any" else hint)
    return tuple(names) if all(name in shown for name in names) else ()


def _refuse_blanks(book: Document, at: Pointer, say: Any) -> None:
    """Say what was left empty within a condition: without it, the rule would ask something else."""
    for pointer, said in book.blanks.items():
        if pointer[: len(at)] == at and pointer[len(at) : len(at) + 1] in (("where",), ("require",)):
            what = "is empty" if said in ("", "null") else f"says `{said}`, which says nothing"
            say(pointer, f"`{pointer[-1]}` {what}", "Fill it in, or delete the line.", on_key=said == "null")


def _written(book: Document, at: Pointer) -> str:
    """Return the rule as it stands in the file."""
    place = book.source.places.value(book.in_file(at))
    lines = book.source.lines[place.line - 1 : place.end_line]
    indent = place.column - 1
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = " " * indent + lines[0][indent:]
    # The rule ends where the next one begins; a remark between the two belongs to that one.
    while not lines[-1].strip() or (lines[-1].lstrip().startswith("#") and not lines[-1].startswith(" " * indent)):
        lines.pop()
    return textwrap.dedent("\n".join(lines)) + "\n"
