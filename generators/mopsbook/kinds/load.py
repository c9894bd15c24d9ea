"""Load schema folders into Kinds: built-in ones first, a team's own after them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.kinds.fields import read_fields
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.kinds.loose_ends import SUFFIX, find_loose_ends, find_shared_folders
from mopsbook.kinds.vocabulary import find_faults
from mopsbook.reading.read import read_yaml
from mopsbook.words import did_you_mean, listed

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
    faults: list[str] = []
    for folder in (find_builtin(), *folders):
        if folder.is_dir():
            files.update({path.name.removesuffix(SUFFIX): path for path in sorted(folder.glob("*" + SUFFIX))})
            misnamed = [path for path in sorted(folder.glob("*.y*ml")) if not path.name.endswith(SUFFIX)]
            faults += [
                f"{path}:1:1: the name of a schema ends in `{SUFFIX}`, so this file is not one" for path in misnamed
            ]
    readings = {name: read_yaml(path.read_bytes()) for name, path in files.items()}
    faults += [
        f"{files[name]}:{p.line}:{p.column}: {p.message}" for name, found in readings.items() for p in found.problems
    ]
    schemas: dict[str, Any] = {name: found.value for name, found in readings.items() if not found.problems}
    for name in schemas:
        if name != VOCABULARY and VOCABULARY in schemas:
            faults += find_faults(files[name], readings[name], schemas[VOCABULARY])
    known = {name for name in schemas if not name.startswith("_")}
    if not faults:
        for name in sorted(schemas.keys() - {VOCABULARY}):
            faults += find_loose_ends(files[name], readings[name], schemas, known)
    if not faults:
        faults += find_shared_folders({name: (files[name], readings[name]) for name in files if name in known})
    if faults:
        raise SetupError("\n".join(["a schema is broken:", *faults]), "`_vocabulary.schema.yaml` lists the words.")
    fragments = {name: schema for name, schema in schemas.items() if name.startswith("_") and name != VOCABULARY}
    return Kinds({name: _build(name, schemas[name], fragments, files[name]) for name in sorted(known)})


def _build(name: str, schema: Mapping[str, Any], fragments: Mapping[str, Any], path: Path) -> Kind:
    bundled = bundle(schema, fragments)
    try:
        fields = read_fields(bundled)
    except RecursionError:
        raise SetupError(
            f"a schema is broken:\n{path}:1:1: a `$ref` leads back to itself", "A kind nests only so deep."
        ) from None
    names = {field.name for field in fields}
    about = schema["x-kind"]
    for field in (*about.get("columns", ()), *([about["group_by"]] if "group_by" in about else [])):
        if field not in names:
            hint = did_you_mean(field, names) or f"Fields are {listed(sorted(names), 40, 'and')}."
            raise SetupError(
                f"a schema is broken:\n{path}:1:1: x-kind names the field `{field}`, which there is not", hint
            )
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
        fields=fields,
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
