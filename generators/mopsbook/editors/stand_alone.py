"""A schema that stands alone and is flat: no `$ref` but where it nests in itself, and each field said in one place.

Validators do not mind layers; editors do. Beside a `$ref` the YAML language server forgets the type of a field and inserts
its key without a colon, and it names a skeleton after the layer that happens to require something.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from mopsbook.kinds.vocabulary import rebuild, walk

Schema = dict[str, Any]

# Words that say something and demand nothing.
_SAYS = frozenset(("title", "description", "examples", "default", "deprecated", "$comment", "$schema", "$defs"))
# Words that mean something only beside each other.
_TOGETHER = {
    word: words[0]
    for words in (("properties", "patternProperties", "additionalProperties"), ("if", "then", "else"), ("items", "prefixItems"))
    for word in words
}  # fmt: skip
# A layer of these words alone can be taken apart without a change of meaning.
_PLAIN = frozenset(("type", "properties", "required", "allOf"))
# Beside one of these, which may describe fields, too, the list of a schema's own properties is not all there is.
_MORE = frozenset(("allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "patternProperties"))


def stand_alone(root: Mapping[str, Any]) -> Schema:
    """Return the schema of a kind (`Kind.schema`) that allows the same documents, flat."""
    names = _name_loops(root)
    properties: Schema = {}
    required: list[str] = []
    rest: list[Any] = []
    for layer in _layers(root, root, names, rest):
        for name, said in layer.get("properties", {}).items():
            field = _inline(said, root, names)
            properties[name] = _lay_over(field, properties[name]) if name in properties else field
        required += [name for name in layer.get("required", ()) if name not in required]
    own = {key: value for key, value in root.items() if key not in ("allOf", "$defs", "properties", "required")}
    flat = {**_inline(own, root, names), "type": "object", "properties": properties, "required": required}
    if rest:
        flat["allOf"] = rest
    if flat.get("unevaluatedProperties") is False and not _MORE & flat.keys():
        del flat["unevaluatedProperties"]
        flat["additionalProperties"] = False
    if names:
        flat["$defs"] = {name: _inline(_find(root, ref), root, names) for ref, name in names.items()}
    return flat


def _layers(node: Mapping[str, Any], root: Mapping[str, Any], names: Schema, rest: list[Any]) -> Iterator[Schema]:
    """Yield what describes fields, the outermost layer last; what cannot be taken apart goes into `rest`."""
    for part in node.get("allOf", ()):
        target = _find(root, part["$ref"]) if set(part) == {"$ref"} and part["$ref"] not in names else part
        if all(word in _PLAIN or _says(word) for word in target):
            yield from _layers(target, root, names, rest)
        else:
            rest.append(_inline(part, root, names))
    yield dict(node)


def _inline(node: Any, root: Mapping[str, Any], names: Schema) -> Any:
    if not isinstance(node, dict):
        return node
    own = {key: value for key, value in node.items() if key not in ("$ref", "$defs")}
    own = rebuild(own, lambda part: _inline(part, root, names))
    ref = node.get("$ref")
    if ref is None:
        return own
    if ref in names:
        link = {"$ref": f"#/$defs/{names[ref]}"}
        return {**own, "allOf": [*own.get("allOf", ()), link]} if own else link
    return _lay_over(own, _inline(_find(root, ref), root, names))


def _lay_over(own: Any, base: Any) -> Any:
    """Return what two schemas say that both hold: the words of the first win, and demands that differ stay side by side."""
    if not isinstance(own, dict) or not isinstance(base, dict):
        # A schema may be true (anything) or false (nothing).
        return own if own is False or base is True else base
    both = [*own.get("allOf", ()), *base.get("allOf", ())]
    demands = {key: value for key, value in base.items() if not _says(key) and key != "allOf"}
    merged = {**base, **own}
    if any(_group(own, word) and _group(own, word) != _group(demands, word) for word in demands):
        merged = {**{key: value for key, value in base.items() if _says(key)}, **own}
        both.append(demands)
    return {**merged, "allOf": both} if both else merged


def _group(schema: Mapping[str, Any], word: str) -> Schema:
    """Return what a schema demands by a word, and by the words that mean nothing without it."""
    group = _TOGETHER.get(word, word)
    return {key: value for key, value in schema.items() if _TOGETHER.get(key, key) == group}


def _says(word: str) -> bool:
    return word in _SAYS or word.startswith("x-")


def _find(root: Mapping[str, Any], ref: str) -> Any:
    target: Any = root
    for step in filter(None, ref.removeprefix("#").split("/")):
        target = target[step]
    return target


def _name_loops(root: Mapping[str, Any]) -> dict[str, str]:
    """Return the references that lead back to themselves, each with a name; only they cannot be replaced."""
    leads: dict[str, set[str]] = {}
    waiting = list(_refs(root))
    while waiting:
        ref = waiting.pop()
        if ref not in leads:
            leads[ref] = _refs(_find(root, ref))
            waiting += leads[ref]
    names: dict[str, str] = {}
    for ref in sorted(leads):
        reached: set[str] = set()
        waiting = list(leads[ref])
        while waiting:
            step = waiting.pop()
            if step not in reached:
                reached.add(step)
                waiting += leads[step]
        if ref in reached:
            name = ref.rpartition("/")[2] or "document"
            names[ref] = name if name not in names.values() else f"{name}-{len(names)}"
    return names


def _refs(node: Any) -> set[str]:
    shown = {key: value for key, value in node.items() if key != "$defs"} if isinstance(node, dict) else {}
    return {inner["$ref"] for _, inner in walk(shown) if isinstance(inner.get("$ref"), str)}
