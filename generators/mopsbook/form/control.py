"""Control: a field of a document as something to fill in, with what the file says of it now."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from mopsbook.form.typed import is_day, may_be_typed
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.reading.places import Pointer

# What is no value: the field is not there.
ABSENT: Any = type("Absent", (), {"__repr__": lambda _: "ABSENT", "__bool__": lambda _: False})()
# What stands for the name of a list, and for the token of a new item in it, in the names of the controls of that item.
LIST_NAME = "__list__"
NEW = "__new__"


class Control(Struct, frozen=True, dict=True):
    """One field at one place.

    `sort` says how it is filled in: text, prose, number, date, choice, boolean, reference (one value each); list (of
    values), groups (a list of groups), map (its keys are free), group; fixed is what no form can show.
    `name` is what the browser calls it, `value` what the file says, ABSENT if nothing. Items of lists carry a token: i3 was
    the fourth one of the file.
    """

    field: Field
    sort: str
    name: str
    pointer: Pointer
    value: Any = ABSENT
    children: tuple["Control", ...] = ()
    items: tuple["Item", ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether the file does not name it at all."""
        return self.value is ABSENT

    @cached_property
    def blank(self) -> "Item":
        """An item that is yet to come. Its controls have names of their own sort, whichever item the list itself is in."""
        return _item(self.field, self.sort, ABSENT, LIST_NAME, self.pointer, -1)

    @property
    def is_empty(self) -> bool:
        """Whether the file says nothing here."""
        return self.value is ABSENT or self.value is None or self.value in ("", [], {})


class Item(Struct, frozen=True):
    """An item of a list, or an entry of a map with its `key`: what it holds, as one control or as several."""

    token: str
    controls: tuple[Control, ...]
    key: str = ""


def make_controls(kind: Kind, data: Mapping[str, Any]) -> tuple[Control, ...]:
    """Return the controls of a document in the order of its schema. `data` is what stands in the file, wrong or right."""
    return tuple(_make(field, data.get(field.name, ABSENT), "", ()) for field in kind.fields if field.name != "kind")


def _make(field: Field, value: Any, above: str, pointer: Pointer) -> Control:
    name = f"{above}/{field.name}" if above else field.name
    pointer = (*pointer, field.name)
    sort = _sort(field, value)
    children: tuple[Control, ...] = ()
    items: tuple[Item, ...] = ()
    if sort == "group":
        children = _inside(field, value if isinstance(value, Mapping) else {}, name, pointer)
    elif sort in ("list", "groups"):
        values = value if isinstance(value, list) else [] if value in (ABSENT, None) else [value]
        items = tuple(_item(field, sort, each, name, pointer, number) for number, each in enumerate(values))
    elif sort == "map":
        entries = value if isinstance(value, Mapping) else {}
        items = tuple(
            _item(field, sort, each, name, pointer, number, key) for number, (key, each) in enumerate(entries.items())
        )
    return Control(field, sort, name, pointer, value, children, items)


def _item(field: Field, sort: str, value: Any, name: str, pointer: Pointer, number: int, key: str = "") -> Item:
    """Return an item of a list by its number, or of a map by its key; number -1 is one that is yet to come."""
    token = NEW if number < 0 else f"i{number}"
    here, pointer = f"{name}/{token}", (*pointer, key if sort == "map" else number)
    if sort == "groups" or (sort == "map" and field.children):
        return Item(token, _inside(field, value if isinstance(value, Mapping) else {}, here, pointer), key)
    leaf = here if sort == "list" else f"{here}/@value"
    return Item(token, (Control(field, _leaf(field, value), leaf, pointer, value),), key)


def _inside(field: Field, data: Mapping[str, Any], name: str, pointer: Pointer) -> tuple[Control, ...]:
    return tuple(_make(child, data.get(child.name, ABSENT), name, pointer) for child in field.children)


def _sort(field: Field, value: Any) -> str:
    """Return how a field is filled in; what stands there already may be nothing that it can hold."""
    nothing = value is ABSENT or value is None
    if field.many and field.children and "string" not in field.types:
        return "groups" if nothing or _all(value, _is_group) else "fixed"
    if field.many and field.item_types == ("object",):
        return "fixed"
    if field.many:
        return "list" if nothing or may_be_typed(value) or _all(value, may_be_typed) else "fixed"
    if field.free or ("object" in field.types and not field.children):
        inner: Callable[[Any], bool] = _is_group if field.children else may_be_typed
        return "map" if nothing or (_is_group(value) and all(map(inner, value.values()))) else "fixed"
    if field.children:
        return "group" if nothing or _is_group(value) else "fixed"
    return _leaf(field, value) if nothing or may_be_typed(value) else "fixed"


def _all(value: Any, test: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(test(item) for item in value)


def _is_group(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)


def _leaf(field: Field, value: Any) -> str:
    """Return how one value is filled in. Whatever the browser could not show as it is, it gets as text."""
    if field.refs:
        return "prose" if _is_long(value) else "reference"
    if field.values and not field.free:
        return "choice"
    if field.types == ("boolean",) and (value in (ABSENT, None) or isinstance(value, bool)):
        return "boolean"
    if field.format == "date" and (value in (ABSENT, None) or is_day(value)):
        return "date"
    if field.prose or _is_long(value):
        return "prose"
    return "number" if set(field.types) and set(field.types) <= {"integer", "number"} else "text"


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and ("\n" in value or "\r" in value or len(value) > 100)


def walk(controls: Sequence[Control]) -> list[Control]:
    """Return the controls and all within them, without those of items that are yet to come."""
    found: list[Control] = []
    for control in controls:
        found.append(control)
        found += walk(control.children)
        for item in control.items:
            found += walk(item.controls)
    return found
