"""Load schema folders into Kinds: built-in ones first, a team's own after them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.kinds.fields import read_fields
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.kinds.vocabulary import find_faults
from mopsbook.reading.read import read_yaml

SUFFIX = ".schema.yaml"
VOCABULARY = "_vocabulary"


def find_builtin() -> Path:
    """Return the folder of the schemas that ship with mopsbook: beside the package, or at the root of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "schemas", package.parent.parent / "schemas"):
        if (folder / (VOCABULARY + SUFFIX)).is_file():
            return folder
    raise SetupError("the schemas that belong to mopsbook are missing", "Install mopsbook again.")


def load_kinds(folders: Iterable[Path] = ()) -> Kinds:
    """Return all kinds: the built-in ones and those in `folders`; of two files of one name the later folder wins.

    Raises SetupError that lists every fault of every schema with its line.
    """
    files: dict[str, Path] = {}
    for folder in (find_builtin(), *folders):
        if folder.is_dir():
            files.update({path.name.removesuffix(SUFFIX): path for path in sorted(folder.glob("*" + SUFFIX))})
    readings = {name: read_yaml(path.read_bytes()) for name, path in files.items()}
    faults = [f"{files[name]}:{p.line}:{p.column}: {p.message}" for name, found in readings.items() for p in found.problems]
    schemas: dict[str, Any] = {name: found.value for name, found in readings.items() if not found.problems}
    for name in schemas:
        if name != VOCABULARY:
            faults += find_faults(files[name], readings[name], schemas[VOCABULARY])
    known = {name for name, schema in schemas.items() if isinstance(schema, dict) and "x-kind" in schema}
    if not faults:
        for name in sorted(known):
            faults += _find_loose_ends(files[name], schemas[name], schemas, known)
    if faults:
        raise SetupError("\n".join(["a schema is broken:", *faults]), "`_vocabulary.schema.yaml` lists the words.")
    fragments = {name: schema for name, schema in schemas.items() if name.startswith("_") and name != VOCABULARY}
    return Kinds({name: _build(name, schemas[name], fragments, files[name]) for name in sorted(known)})


def _build(name: str, schema: Mapping[str, Any], fragments: Mapping[str, Any], path: Path) -> Kind:
    bundled = bundle(schema, fragments)
    about = schema["x-kind"]
    return Kind(
        name=name,
        label=about["label"],
        plural=about["plural"],
        folder=about["folder"],
        icon=about["icon"],
        hue=about["hue"],
        section=about["section"],
        order=about.get("order", 99),
        help=schema.get("description", ""),
        schema=bundled,
        path=path,
        fields=read_fields(bundled),
        group_by=about.get("group_by", ""),
        columns=tuple(about.get("columns", ())),
        many=about.get("many", ""),
        orphan=about.get("orphan", False),
        hidden=about.get("hidden", False),
    )


def bundle(schema: Mapping[str, Any], fragments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema with the shared fragments (`_envelope.schema.yaml`) inside, so that it stands alone."""
    whole = _point_inside(schema, "")
    used = {name: _point_inside(fragment, f"/$defs/{name}") for name, fragment in fragments.items()}
    whole["$defs"] = {**whole.get("$defs", {}), **used}
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


def _find_loose_ends(path: Path, schema: Any, schemas: Mapping[str, Any], known: set[str]) -> list[str]:
    """Return what the vocabulary cannot see: references to kinds and fragments that do not exist, a wrong name."""
    loose: list[str] = []
    name = path.name.removesuffix(SUFFIX)
    const = schema.get("properties", {}).get("kind", {}).get("const")
    if const != name:
        loose.append(f"{path}: properties.kind.const must be `{name}`, as the file is called")

    def look(node: Any) -> None:
        if isinstance(node, dict):
            refs = node.get("x-ref", [])
            for ref in [refs] if isinstance(refs, str) else refs:
                if ref != "any" and ref.split(".")[0] not in known:
                    loose.append(f"{path}: x-ref names the kind `{ref.split('.')[0]}`, which no schema describes")
            file = str(node.get("$ref", "")).split("#")[0]
            if file and file.removesuffix(SUFFIX) not in schemas:
                loose.append(f"{path}: $ref names the file `{file}`, which is not there")
            for value in node.values():
                look(value)
        elif isinstance(node, list):
            for item in node:
                look(item)

    look(schema)
    return loose
