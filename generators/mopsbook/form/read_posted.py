"""Read what a browser sends: only what somebody touched becomes an edit."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.edits import Arrange, Edit, RenameKey, SetValue
from mopsbook.form.control import Control, Item
from mopsbook.form.posted import KEY, LIST, VALUE, Posted
from mopsbook.form.typed import is_untouched, read_typed

Tree = dict[str, Any]


def read_posted(controls: Sequence[Control], before: Mapping[str, Any], pairs: Iterable[tuple[str, str]]) -> Posted:
    """Return what was sent of a document that says `before`: pairs of name and text in the order of the page. What was not sent stays as it is."""
    posted = Posted()
    tree: Tree = {}
    for name, text in pairs:
        node = tree
        *above, last = name.split("/")
        for step in above:
            inner = node.setdefault(step, {})
            node = inner if isinstance(inner, dict) else {}
        node.setdefault(last, text)
    posted.data = _read_group(controls, "", tree, posted, before, True)
    return posted


def _read_group(
    controls: Sequence[Control], at: str, tree: Tree, posted: Posted, before: Mapping[str, Any], exists: bool
) -> dict[str, Any]:  # fmt: skip
    """Return what a group is to say. Edits are noted only if it is in the file already; else it is written as a whole.

    `at` is the name of the group: that of a new item is not the one that its controls were made with.
    """
    known = {control.field.name for control in controls}
    values = {key: value for key, value in before.items() if key not in known}
    start = len(posted.notes)
    for control in controls:
        name = f"{at}/{control.field.name}" if at else control.field.name
        value = _read(control, name, tree.get(control.field.name), posted, exists)
        if value is not GONE:
            values[control.field.name] = value
    # What comes is written before what goes, or the group might be gone in between.
    posted.notes[start:] = sorted(posted.notes[start:], key=lambda note: _takes_out(note[0], controls))
    return values


def _takes_out(edit: Edit, controls: Sequence[Control]) -> bool:
    return isinstance(edit, SetValue) and edit.value is GONE and any(edit.pointer == each.pointer for each in controls)


def _was(control: Control) -> Any:
    return GONE if control.is_missing else control.value


def _read(control: Control, name: str, sent: Any, posted: Posted, exists: bool) -> Any:
    if sent is None or control.sort == "fixed":
        return _was(control)
    if control.sort == "group" and isinstance(sent, dict):
        return _read_nested(control, name, sent, posted, exists)
    if control.sort in ("list", "groups") and isinstance(sent, dict):
        return _read_list(control, name, sent, posted, exists) if LIST in sent else _was(control)
    if control.sort == "map" and isinstance(sent, dict):
        return _read_map(control, name, sent, posted, exists) if LIST in sent else _was(control)
    if not isinstance(sent, str):
        return _was(control)
    value = _read_value(control, sent)
    if exists and value is not _was(control):
        _note(posted, name, SetValue(control.pointer, value))
    return value


def _read_value(control: Control, sent: str) -> Any:
    """Return the very value that was there if nobody touched it."""
    if is_untouched(control.value, sent):
        return _was(control)
    value = read_typed(control.field, control.sort, sent, control.value)
    same = type(value) is type(control.value) and value == control.value
    return _was(control) if same or (value is GONE and control.is_missing) else value


def _note(posted: Posted, name: str, edit: Edit) -> None:
    posted.notes.append((edit, name))


def _read_nested(control: Control, name: str, sent: Tree, posted: Posted, exists: bool) -> Any:
    before = control.value if isinstance(control.value, Mapping) else None
    start = len(posted.notes)
    value = _read_group(control.children, name, sent, posted, before or {}, exists and before is not None)
    if value or (before is not None and not before):
        if exists and before is None and value:
            _note(posted, name, SetValue(control.pointer, value))
        return value if value or before is not None else _was(control)
    if before is None:
        return _was(control)
    del posted.notes[start:]
    if exists:
        _note(posted, name, SetValue(control.pointer, GONE))
    return GONE


def _read_list(control: Control, name: str, sent: Tree, posted: Posted, exists: bool) -> Any:
    old = {item.token: item for item in control.items}
    was_list = isinstance(control.value, list)
    exists_here = exists and was_list
    values: list[Any] = []
    arranged: list[tuple[int | None, Any]] = []
    tokens: dict[int | str, str] = {}
    for token, part in sent.items():
        if token == LIST:
            continue
        origin = int(token[1:]) if token in old else None
        start = len(posted.notes)
        value = _read_item(
            control,
            f"{name}/{token}",
            old.get(token) or control.blank,
            part,
            posted,
            exists_here and origin is not None,
        )
        if value is GONE:
            del posted.notes[start:]
            continue
        tokens[len(values)] = token
        values.append(value)
        arranged.append((origin, value))
    posted.tokens[name] = tokens
    if len(values) == 1 and not was_list and set(control.field.types) != {"array"}:
        posted.alone[name] = tokens[0]
    if was_list and [origin for origin, _ in arranged] == list(range(len(control.items))):
        return values if values else control.value
    if not values:
        if not control.items:
            return _was(control)
        if exists:
            _note(posted, name, SetValue(control.pointer, GONE))
        return GONE
    if not was_list:
        return _read_former_text(control, name, values, posted, exists)
    if exists:
        _note(posted, name, Arrange(control.pointer, tuple(arranged)))
    return values


def _read_former_text(control: Control, name: str, values: list[Any], posted: Posted, exists: bool) -> Any:
    """Return what takes the place of a single value, or of nothing: one stays without brackets where that is allowed."""
    if len(values) == 1 and control.items and values[0] is control.items[0].controls[0].value:
        return control.value
    alone = len(values) == 1 and set(control.field.types) != {"array"}
    value = values[0] if alone else values
    if exists:
        _note(posted, name, SetValue(control.pointer, value))
    return value


def _read_item(control: Control, name: str, item: Item, part: Any, posted: Posted, exists: bool) -> Any:
    if control.sort == "list":
        if not isinstance(part, str):
            return GONE
        leaf = item.controls[0]
        value = _read_value(leaf, part)
        if exists and value is not _was(leaf) and value is not GONE:
            _note(posted, name, SetValue(leaf.pointer, value))
        return value
    if not isinstance(part, dict):
        return GONE
    before = _before(control, item)
    value = _read_group(item.controls, name, part, posted, before, exists)
    return value if value or _was_empty(control, item, before) else GONE


def _was_empty(control: Control, item: Item, before: Mapping[str, Any]) -> bool:
    """Return whether an item says nothing in the file already; another one that says nothing any more is taken out."""
    return item is not control.blank and not before


def _before(control: Control, item: Item) -> Mapping[str, Any]:
    """Return what the file says in an item, with what no control knows of."""
    if item is control.blank:
        return {}
    inside: Any = control.value[item.key] if control.sort == "map" else control.value[int(item.token[1:])]
    return inside if isinstance(inside, Mapping) else {}


def _read_map(control: Control, name: str, sent: Tree, posted: Posted, exists: bool) -> Any:
    old = {item.token: item for item in control.items}
    exists_here = exists and isinstance(control.value, Mapping) and bool(control.value)
    result: dict[str, Any] = {}
    tokens: dict[int | str, str] = {}
    start = len(posted.notes)
    for token, part in sent.items():
        if token == LIST or not isinstance(part, dict) or not isinstance(part.get(KEY), str):
            continue
        item = old.get(token)
        key = item.key if item and is_untouched(item.key, part[KEY]) else part[KEY].strip()
        value = _read_entry(control, f"{name}/{token}", item, part, posted, exists_here)
        # A name that is empty in the file is for the checks to complain of.
        problem = _problem(key, value, result) if key or item is None or item.key else ""
        if problem and (item or key or value is not GONE):
            posted.problems[f"{name}/{token}"] = problem
        if not problem:
            tokens[key] = token
            result[key] = value
    posted.tokens[name] = tokens
    if not result:
        del posted.notes[start:]
        if control.items and exists:
            _note(posted, name, SetValue(control.pointer, GONE))
        return GONE if control.items else _was(control)
    kept = [token for token in tokens.values() if token in old]
    if exists_here and kept:
        _note_entries(control, name, result, tokens, posted)
    elif exists:
        del posted.notes[start:]
        _note(posted, name, SetValue(control.pointer, result))
    return result


def _problem(key: str, value: Any, result: Mapping[str, Any]) -> str:
    """Return why an entry cannot be written yet: its name, or what it says, is missing."""
    if not key:
        return "It has no name yet."
    if key in result:
        return f"There are two called {key}."
    return "It says nothing yet." if value is GONE else ""


def _note_entries(
    control: Control, name: str, result: Mapping[str, Any], tokens: Mapping[int | str, str], posted: Posted
) -> None:
    """Note which entries go, are called otherwise, and come: in this order, for a name may pass from one to another."""
    old = {item.token: item for item in control.items}
    for item in control.items:
        if item.token not in tokens.values():
            _note(posted, name, SetValue((*control.pointer, item.key), GONE))
    for key, token in tokens.items():
        if token in old and old[token].key != key:
            _note(posted, name, RenameKey((*control.pointer, old[token].key), str(key)))
    for key, value in result.items():
        if tokens[key] not in old:
            _note(posted, name, SetValue((*control.pointer, key), value))


def _read_entry(control: Control, name: str, item: Item | None, part: Tree, posted: Posted, exists: bool) -> Any:
    known = item or control.blank
    exists = exists and item is not None
    if control.field.children:
        before = _before(control, known)
        value = _read_group(known.controls, name, part, posted, before, exists)
        return value if value or _was_empty(control, known, before) else GONE
    leaf = known.controls[0]
    sent = part.get(VALUE)
    value = _read_value(leaf, sent) if isinstance(sent, str) else _was(leaf)
    if exists and value is not _was(leaf) and value is not GONE:
        _note(posted, name, SetValue(leaf.pointer, value))
    return value
