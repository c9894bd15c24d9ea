"""Read the fields of a kind from its bundled schema: references followed, annotations of one field merged."""

from collections.abc import Mapping
from typing import Any

from mopsbook.kinds.field import Field
from mopsbook.kinds.impact import read_impacts

Schema = Mapping[str, Any]

# Left out, the place of a field on the page follows from what it holds.
_SHORT = {"string", "integer", "number", "boolean"}


def read_fields(schema: Schema) -> tuple[Field, ...]:
    """Return the top-level fields: those of the envelope first, each overlaid by what the kind says of it."""
    return _read(schema, schema, ())


def _read(node: Schema, root: Schema, path: tuple[str, ...]) -> tuple[Field, ...]:
    merged: dict[str, dict[str, Any]] = {}
    required: set[str] = set()
    for layer in _layers(node, root):
        required |= set(layer.get("required", ()))
        for name, own in layer.get("properties", {}).items():
            merged[name] = {**merged.get(name, {}), **_follow(own, root)}
    return tuple(_field(name, own, root, (*path, name), name in required) for name, own in merged.items())


def _layers(node: Schema, root: Schema) -> list[Schema]:
    node = _follow(node, root)
    layers: list[Schema] = []
    for part in node.get("allOf", ()):
        layers += _layers(part, root)
    return [*layers, node]


def _follow(node: Any, root: Schema) -> dict[str, Any]:
    """Return the node with its `$ref` replaced by what it points at; the node's own words win."""
    if not isinstance(node, dict):
        return {}
    while isinstance(node.get("$ref"), str):
        target: Any = root
        for step in node["$ref"].removeprefix("#").strip("/").split("/"):
            target = target[step] if step else target
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    found: dict[str, Any] = node
    return found


def _field(name: str, own: dict[str, Any], root: Schema, path: tuple[str, ...], structural: bool) -> Field:
    types = _types(own)
    items = _follow(own.get("items", {}), root)
    # A list of plain values and a plain value are annotated alike: on the items, or on the field itself.
    facts = {**{key: items[key] for key in _ITEM_FACTS if key in items}, **own} if items else own
    refs = facts.get("x-ref", ())
    children = _read(items, root, path) if "properties" in items else _read(own, root, path)
    extra = _follow(own.get("additionalProperties"), root)
    free = "properties" in extra
    if free:
        # A map whose keys are free: the fields of its values stand under any key. Keys of its own may stand beside them.
        taken = {child.name for child in children}
        children += tuple(child for child in _read(extra, root, path) if child.name not in taken)
    item_required = items.get("required", ())
    return Field(
        name=name,
        path=path,
        label=own.get("title", name.replace("_", " ").capitalize()),
        help=own.get("description", ""),
        types=types,
        item_types=_types(items),
        pattern=own.get("pattern", ""),
        many="array" in types,
        fewest=own.get("minItems", 0),
        refs=(refs,) if isinstance(refs, str) else tuple(refs),
        or_text=facts.get("x-ref-or-text", False),
        link=facts.get("x-link", "refers to"),
        backlink=facts.get("x-backlink", "is referred to by"),
        dependence=facts.get("x-dependence", "here"),
        watch=tuple(facts.get("x-watch", ())),
        part=own.get("x-part"),
        part_key="id" if not item_required or "id" in item_required else item_required[0],
        expect="required" if structural else own.get("x-expect", "optional"),
        expect_when=own.get("x-expect-when", {}),
        weighs=own.get("x-weight", 0),
        prose=facts.get("x-prose"),
        verbatim=own.get("x-verbatim", False),
        values=tuple(facts.get("enum", ())),
        value_labels=facts.get("x-labels", {}),
        form=facts.get("x-form", ""),
        format=facts.get("format", ""),
        minimum=facts.get("minimum"),
        maximum=facts.get("maximum"),
        place=own.get("x-place") or _place(own, types, items),
        default=own.get("default"),
        examples=tuple(own.get("examples", ())),
        computed=own.get("x-computed", {}),
        impacts=read_impacts(facts.get("x-impact")),
        say=own.get("x-say", ""),
        structural=structural,
        free=free,
        children=children,
    )


def _types(node: Schema) -> tuple[str, ...]:
    types = node.get("type", ())
    types = (types,) if isinstance(types, str) else tuple(types)
    return types or (("string",) if "enum" in node else ())


_ITEM_FACTS = (
    "x-ref", "x-ref-or-text", "x-link", "x-backlink", "x-dependence", "x-watch", "x-impact", "x-prose", "x-labels", "x-form",
    "enum", "format", "minimum", "maximum",
)  # fmt: skip


def _place(own: Schema, types: tuple[str, ...], items: Schema) -> str:
    if own.get("x-prose") == "block" or "properties" in items:
        return "body"
    return "facts" if set(types) <= _SHORT or items else "body"
