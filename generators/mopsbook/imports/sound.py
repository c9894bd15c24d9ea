"""Keep of a draft what its schema allows, and say what had to go: nothing wrong is written or lost in silence."""

import copy
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.documents.document import Source, Violation
from mopsbook.documents.explain import value_at
from mopsbook.documents.validate import validate
from mopsbook.editing.write_yaml import write_flow
from mopsbook.imports.record import Record
from mopsbook.kinds.kind import Kind
from mopsbook.reading.places import Pointer

_ROUNDS = 20


class Removed(Struct, frozen=True):
    """A value that was taken out of a draft: its field, what it was, why, and the way out.

    `record` is the row that it was made of, where rows are one document. A twin is right, and there twice; an item is one of a list.
    `lacks` is the path of the field without which a group cannot stand; if that holds a list, `shape` is one as it might be, else "".
    """

    field: str
    value: Any
    message: str
    hint: str
    twin: bool = False
    item: bool = False
    lacks: tuple[str, ...] = ()
    shape: str = ""
    record: Record | None = None


def keep_sound(
    data: dict[str, Any],
    kind: Kind,
    spared: Collection[str] = (),
    rows: Sequence[tuple[dict[str, Any], Record]] = (),
) -> tuple[dict[str, Any], list[Removed], str]:
    """Return the sound part of a draft, what was taken out, and why it cannot be a document at all ("" if it can).

    `spared` are top-level fields that keep what stands in them, whatever it is; `rows` are groups of the draft, and what they
    were made of.
    """
    copies: dict[int, Any] = {}
    sound = copy.deepcopy(data, copies)
    made_of = {id(copies[id(group)]): record for group, record in rows if id(group) in copies}
    removed: list[Removed] = []
    # What was taken out of a group that is still there, by the group.
    within: dict[int, int] = {}
    for _ in range(_ROUNDS):
        # Taking one thing out may break another (an item without its name), hence the rounds.
        _, violations = validate(sound, kind, Source("", ""), ())
        pending = [violation for violation in violations if not violation.pointer or violation.pointer[0] not in spared]
        fatal = [violation for violation in pending if not violation.pointer]
        if fatal:
            return sound, removed, "; ".join(violation.message for violation in fatal)
        if not pending:
            return sound, [*removed, *_take_out_twins(sound, kind, made_of)], ""
        # From the back, so that positions in lists stay right.
        for violation in sorted(pending, key=lambda each: [str(step).zfill(6) for step in each.pointer], reverse=True):
            group = value_at(sound, violation.pointer[:-1])
            around = (value_at(sound, violation.pointer[:end]) for end in range(1, len(violation.pointer) + 1))
            record = next((made_of[id(one)] for one in around if id(one) in made_of), None)
            gone = _take_out(sound, violation.pointer)
            if gone is None:
                continue
            first = within.get(id(gone))
            if first is not None:
                # One mistake, told once: what it stood in goes because of it.
                removed[first] = replace(
                    removed[first], message=f"{removed[first].message}; what it stands in is left out, too"
                )
                continue
            within.setdefault(id(group), len(removed))
            removed.append(replace(_removed(violation, gone, kind), record=record))
    return sound, removed, "it does not fit its schema"


def _take_out_twins(data: dict[str, Any], kind: Kind, made_of: Mapping[int, Record]) -> Iterator[Removed]:
    """Take out the parts whose id an earlier part of the document has: what refers to it would meet the first."""
    taken: set[str] = set()
    for field in kind.parts:
        parts = data.get(field.name) if len(field.path) == 1 else None
        if not isinstance(parts, list):
            continue
        for part in list(parts):
            name = part.get(field.part_key) if isinstance(part, dict) else None
            if not isinstance(name, str) or name not in taken:
                taken.add(str(name))
                continue
            parts[:] = [one for one in parts if one is not part]
            message = f"another {field.part} of it has this {field.part_key}; what it stands in is left out, too"
            hint = f"Give each {field.part} an {field.part_key} of its own, or keep one of them in the source."
            yield Removed(
                f"{field.name}.{field.part_key}", name, message, hint, twin=True, record=made_of.get(id(part))
            )


def _take_out(data: dict[str, Any], pointer: Pointer) -> Any:
    node: Any = data
    for step in pointer[:-1]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return None
    last: Any = pointer[-1]
    try:
        gone = node[last]
        del node[last]
    except (KeyError, IndexError, TypeError):
        return None
    if node in ({}, []) and len(pointer) > 1:
        _take_out(data, pointer[:-1])
    return gone


def _removed(violation: Violation, gone: Any, kind: Kind) -> Removed:
    names = [step for step in violation.pointer if isinstance(step, str)]
    # The report quotes the value itself.
    message = re.sub(r", not `.*`$", "", violation.message, flags=re.DOTALL)
    is_lacking = bool(violation.meant) and violation.meant[:-1] == violation.pointer
    lacks = tuple(step for step in violation.meant if isinstance(step, str)) if is_lacking else ()
    field = kind.field(lacks) if lacks else None
    example = next((one for one in field.examples if isinstance(one, list)), ["..."]) if field and field.many else None
    shape, is_item = write_flow(example) if example else "", isinstance(violation.pointer[-1], int)
    return Removed(".".join(names), gone, message, violation.hint, item=is_item, lacks=lacks, shape=shape)
