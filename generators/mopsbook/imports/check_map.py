"""Hold a map against the kind it makes: fields, references, expressions that cannot be right are faults of the map."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mopsbook.imports.mapping import as_many, split_path
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.reading.places import Pointer
from mopsbook.words import a, did_you_mean, listed

Fault = tuple[Pointer, str, bool]

_SOURCES = ("from", "text", "always", "same")


def find_faults(value: Mapping[str, Any], kind: Kind, kinds: Kinds) -> Iterator[Fault]:
    """Yield each fault: its place in the map, a message, and whether the key is meant."""
    if value.get("kind", kind.name) != kind.name:
        yield ("kind",), f"this map makes `{value['kind']}`, and the command says `{kind.name}`", False
    if "title" not in value["fields"]:
        yield (
            ("fields",),
            "`title` is missing: every document has a name. Write `title:` and the column it stands in",
            True,
        )
    yield from _look_at_fields(value["fields"], ("fields",), kind, None, kinds)


def find_field(kind: Kind, path: tuple[str, ...]) -> Field | None:
    """Return the field at a path. Below `does_not_apply` every key is that of a reason, which is text."""
    if path[0] == "does_not_apply" and len(path) == 2:
        return Field(path[1], path, path[1], types=("string",))
    return kind.field(path)


def _look_at_fields(
    rules: Mapping[str, Any], at: Pointer, kind: Kind, parent: Field | None, kinds: Kinds
) -> Iterator[Fault]:  # fmt: skip
    for dotted, rule in rules.items():
        here = (*at, dotted)
        path = split_path(dotted)
        field = find_below(parent, path) if parent else find_field(kind, path)
        if dotted == "kind" and parent is None:
            yield here, "`kind` is what the command says; leave it out", True
        elif field is None:
            above = len(parent.path) if parent else 0
            inner = parent.children if parent else kind.fields
            deep = [".".join(each.path[above:]) for top in inner for each in top.walk()]
            known = [child.name for child in inner] if parent else deep
            owner = f"an item of `{parent.name}`" if parent else a(kind.label.lower())
            names = [child.name for child in inner]
            within = [path.rpartition(".")[0] for path in deep if path.endswith(f".{dotted}")]
            hint = (
                did_you_mean(dotted, known)
                or (within and f"it stands within {listed(within, last='or')}")
                or f"known are {listed(names, most=60, last='and')}"
            )
            yield here, f"`{dotted}` is no field of {owner}; {hint}", True
        else:
            for number, one in enumerate(rule if isinstance(rule, list) else [rule]):
                place = (*here, number) if isinstance(rule, list) else here
                if isinstance(one, dict):
                    yield from _look_at_rule(one, place, field, kinds)


def find_below(parent: Field, path: tuple[str, ...]) -> Field | None:
    """Return the field at a path within another one."""
    found: Field | None = parent
    for name in path:
        found = found.child(name) if found else None
    return found


def _look_at_rule(rule: Mapping[str, Any], at: Pointer, field: Field, kinds: Kinds) -> Iterator[Fault]:
    said = [word for word in _SOURCES if word in rule]
    if len(said) != 1:
        message = f"a rule says one of {listed(_SOURCES)}, and this one says {listed(said, last='and') or 'none'}"
        yield at, message, True
    for pattern, place in _patterns(rule, at):
        try:
            re.compile(pattern)
        except re.error as error:
            yield place, f"this is no regular expression: {error}", False
    for form in as_many(rule.get("date", ())):
        if form not in ("excel", "epoch") and not {"D", "M", "Y"} <= set(form):
            yield (
                (*at, "date"),
                f"`{form}` is no way to write a date: say where day, month and year stand, as in DD.MM.YYYY",
                False,
            )
    for text in as_many(rule.get("text", ())):
        rest = re.sub(r"\{\{|\}\}|\{[^{}?]+\??\}", "", text)
        if "{" in rest or "}" in rest:
            yield (*at, "text"), "a brace is opened and not closed, or the other way round; {{ and }} are braces", False
    yield from _look_at_references(rule, at, field, kinds)
    if "each" in rule and field.children:
        yield from _look_at_fields(rule["each"], (*at, "each"), next(iter(kinds.values())), field, kinds)
    elif "each" in rule:
        yield (*at, "each"), f"the items of `{field.name}` are plain values; leave `each` out", True


def _look_at_references(rule: Mapping[str, Any], at: Pointer, field: Field, kinds: Kinds) -> Iterator[Fault]:
    refs = as_many(rule.get("ref", ()))
    allowed = [ref.partition(".")[0] for ref in field.refs]
    for ref in refs:
        if ref not in kinds:
            yield (
                (*at, "ref"),
                f"there is no kind `{ref}`; {did_you_mean(ref, kinds) or listed(list(kinds), 40)}",
                False,
            )
        elif allowed and "any" not in allowed and ref not in allowed:
            yield (*at, "ref"), f"`{field.name}` names {listed(allowed)}, not `{ref}`", False
    create = rule.get("create")
    made = next(iter([*refs, *allowed]), "")
    if create and not made:
        yield (*at, "create"), f"`{field.name}` refers to nothing, so there is nothing to create", True
    elif create and made == "any":
        yield (*at, "create"), f"`{field.name}` may name anything; say with `ref` what is to be created", True
    elif isinstance(create, dict) and made in kinds:
        yield from _look_at_fields(create, (*at, "create"), kinds[made], None, kinds)


def _patterns(rule: Mapping[str, Any], at: Pointer) -> Iterator[tuple[str, Pointer]]:
    if "find" in rule:
        yield rule["find"], (*at, "find")
    for number, item in enumerate(rule.get("replace", ())):
        yield item["pattern"], (*at, "replace", number, "pattern")
    for sign in as_many(rule.get("split", ())):
        if len(sign) > 2 and sign[0] == sign[-1] == "/":
            yield sign[1:-1], (*at, "split")
