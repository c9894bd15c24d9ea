"""Make a Kind of a schema: its shared definitions put inside, its fields read, its words completed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.kinds.about import read_about
from mopsbook.kinds.find_schemas import SUFFIX
from mopsbook.kinds.kind import Kind
from mopsbook.kinds.read_fields import read_fields


def build_kind(name: str, schema: Mapping[str, Any], shared: Mapping[str, Any], path: Path) -> Kind:
    """Return the kind that a sound schema describes. Raises SetupError if it holds itself.

    `shared` is what `point_inside` made of the fragments.
    """
    bundled = _bundle(schema, shared)
    try:
        fields = read_fields(bundled)
    except RecursionError:
        raise SetupError(
            f"a schema is broken:\n{path}:1:1: a `$ref` leads back to itself", "A kind nests only so deep."
        ) from None
    about = read_about(name, schema)
    return Kind(
        name=name,
        label=about.label,
        plural=about.plural,
        folder=about.folder,
        icon=about.icon,
        hue=about.hue,
        section=about.section,
        order=about.order,
        help=schema.get("description", ""),
        schema=bundled,
        path=path,
        fields=fields,
        group_by=about.group_by,
        columns=about.columns,
        sort_by=about.sort_by,
        many=about.many,
        orphan=about.orphan,
        hidden=about.hidden,
        impacts=about.impacts,
    )


def why_unusable(kind: Kind) -> str:
    """Return why no validator can be made of a kind's schema, "" if one can."""
    import jsonschema_rs

    try:
        _ = kind.validator
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        return f"the schema cannot be used: {str(error).splitlines()[0]}"
    return ""


def point_inside(fragments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the shared fragments (`_envelope.schema.yaml`) as they stand within the schema of each kind, which is the same in all."""
    return {name: _point_inside(fragment, f"/$defs/{name}") for name, fragment in fragments.items()}


def _bundle(schema: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema with the shared fragments inside, so that it stands alone."""
    whole: dict[str, Any] = _point_inside(schema, "")
    whole["$defs"] = {**whole.get("$defs", {}), **shared}
    return whole


def _point_inside(node: Any, base: str) -> Any:
    if isinstance(node, dict):
        moved = {key: _point_inside(value, base) for key, value in node.items() if key != "$schema" or not base}
        ref = moved.get("$ref")
        if isinstance(ref, str):
            if ref.startswith("#"):
                moved["$ref"] = f"#{base}{ref[1:]}"
            elif ref.split("#")[0].endswith(SUFFIX):
                file, _, inner = ref.partition("#")
                moved["$ref"] = f"#/$defs/{file.removesuffix(SUFFIX)}{inner}"
        return moved
    if isinstance(node, list):
        return [_point_inside(item, base) for item in node]
    return node
