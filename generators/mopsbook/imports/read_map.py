"""Read an import map. Every fault is named with its line and the nearest right word; then nothing else happens."""

import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.imports.check_map import find_faults
from mopsbook.imports.mapping import Condition, ImportMap, Rule, Rules, Where, as_many, split_path
from mopsbook.imports.normalise import Table, as_text, spelling
from mopsbook.imports.templates import read_template
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.reading.places import Places, Pointer
from mopsbook.reading.read import read_yaml
from mopsbook.words import did_you_mean, listed

_SCHEMA = Path(__file__).with_name("map.schema.yaml")


def read_map(path: Path, kind: Kind, kinds: Kinds) -> ImportMap:
    """Return the map at a path, or raise SetupError that lists every fault with its line."""
    try:
        reading = read_yaml(path.read_bytes())
    except OSError as error:
        raise SetupError(f"the map `{path}` cannot be read: {error.strerror}", "Name a file with --map.") from error
    faults = [f"{path}:{p.line}:{p.column}: {p.message}. {p.hint}" for p in reading.problems]
    if not isinstance(reading.value, dict):
        raise SetupError("\n".join(["the map cannot be read:", *faults]))
    places = Places(reading.text)
    found = _find_typos(reading.value, kind) or list(find_faults(reading.value, kind, kinds))
    placed = [(places.key(pointer) if on_key else places.value(pointer), message) for pointer, message, on_key in found]
    for place, message in sorted(placed, key=lambda each: (each[0].line, each[0].column)):
        faults.append(f"{path}:{place.line}:{place.column}: {message}")
    if faults:
        raise SetupError("\n".join(["the map is not right:", *faults]), "docs/import.md explains each word of a map.")
    return _build(reading.value, path, kind)


def _find_typos(value: Mapping[str, Any], kind: Kind) -> list[tuple[Pointer, str, bool]]:
    found: list[tuple[Pointer, str, bool]] = []
    for error in _validator().iter_errors(value):
        pointer = tuple(error.instance_path)
        unexpected = getattr(error.kind, "unexpected", None)
        if unexpected:
            known = _words(tuple(error.schema_path))
            fields = () if pointer else tuple(field.name for field in kind.fields)
            found += [((*pointer, key), _unknown(key, known, fields), True) for key in unexpected]
        elif error.kind.name == "required":
            found.append((pointer, f"`{error.kind.property}` is missing", True))
        else:
            found.append((pointer, f"`{'.'.join(map(str, pointer)) or 'the map'}`: {error.message}", False))
    return found


def _unknown(key: str, known: list[str], fields: Collection[str]) -> str:
    if key in fields:
        return f"`{key}` is a field, and fields stand under `fields`"
    hint = did_you_mean(key, known) or f"known are {listed(known, most=30, last='and')}"
    return f"`{key}` is no word of a map here; {hint}"


@cache
def _schema() -> Any:
    return read_yaml(_SCHEMA.read_bytes()).value


@cache
def _validator() -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(dict(_schema()))


def _words(schema_path: tuple[Any, ...]) -> list[str]:
    node: Any = _schema()
    for step in schema_path[:-1]:
        while isinstance(node, dict) and "$ref" in node and step not in node:
            node = _schema()["$defs"][node["$ref"].rsplit("/", 1)[1]]
        node = (
            node[int(step) if isinstance(node, list) else step]
            if step != "$ref"
            else _schema()["$defs"][node["$ref"].rsplit("/", 1)[1]]
        )
    return list(node.get("properties", {}))


def _build(value: Mapping[str, Any], path: Path, kind: Kind) -> ImportMap:
    where = value.get("records", {})
    where = {"path": where} if isinstance(where, str) else where
    simple = {
        key: where[key]
        for key in ("path", "sheet", "format", "encoding", "separator", "skip_lines", "together")
        if key in where
    }
    ignore = value.get("ignore", {})
    stem = re.sub(r"[^a-z0-9]+", "-", re.sub(r"(\.map)?\.ya?ml$", "", path.name.casefold())).strip("-")
    return ImportMap(
        name=value.get("name") or stem or "import",
        file=str(path),
        records=Where(
            **simple,
            header=tuple(where.get("header", ())),
            fill_down=as_many(where.get("fill_down", ())),
            group=as_many(where.get("group", ())),
            only=_condition(where.get("only")),
            skip=_condition(where.get("skip")),
        ),
        key=as_many(value.get("key", ())),
        missing=frozenset(spelling(word) for word in value.get("missing", ())),
        ignore=dict.fromkeys(ignore, "") if isinstance(ignore, list) else ignore,
        rules=_rules(value["fields"]),
    )


def _rules(value: Mapping[str, Any]) -> Rules:
    return {split_path(path): _one_or_more(rule) for path, rule in value.items()}


def _one_or_more(value: Any) -> tuple[Rule, ...]:
    return tuple(_rule(item) for item in value) if isinstance(value, list) else (_rule(value),)


def _rule(value: Any) -> Rule:
    if isinstance(value, str):
        return Rule(columns=(value,))
    create = value.get("create", False)
    return Rule(
        columns=as_many(value.get("from", ())),
        texts=tuple(read_template(text) for text in as_many(value.get("text", ()))),
        always=value.get("always"),
        same=value.get("same", ""),
        when=_condition(value.get("when")),
        missing=frozenset(spelling(word) for word in value["missing"]) if "missing" in value else None,
        replace=tuple((re.compile(item["pattern"]), item["with"]) for item in value.get("replace", ())),
        split=_separators(as_many(value.get("split", ()))),
        find=re.compile(value["find"], re.IGNORECASE) if "find" in value else None,
        values=Table(value["values"]) if "values" in value else None,
        near=value.get("near", True),
        each=_rules(value["each"]) if "each" in value else None,
        refs=as_many(value.get("ref", ())),
        create=_rules(create) if isinstance(create, dict) else {} if create else None,
        otherwise=value.get("otherwise", "report"),
        take=value.get("take", ""),
        dates=as_many(value.get("date", ())),
        decimal=value.get("decimal", ""),
        slug=value.get("as") == "slug",
    )


def _separators(signs: tuple[str, ...]) -> re.Pattern[str] | None:
    patterns = [sign[1:-1] if len(sign) > 2 and sign[0] == sign[-1] == "/" else re.escape(sign) for sign in signs]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


def _condition(value: Any) -> Condition | None:
    if value is None:
        return None
    if isinstance(value, dict):
        return Condition(
            tuple(
                (column, tuple(map(as_text, wanted if isinstance(wanted, list) else [wanted])))
                for column, wanted in value.items()
            )
        )
    return Condition(tuple((column, ()) for column in as_many(value)))
