"""What the vocabulary cannot see of a schema: a name that leads to no kind, file or definition, a folder used twice."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from mopsbook.kinds.about import read_about
from mopsbook.kinds.find_schemas import SUFFIX
from mopsbook.kinds.vocabulary import walk
from mopsbook.reading.places import Places
from mopsbook.reading.read import Reading
from mopsbook.words import did_you_mean, listed

_LONGEST_CHAIN = 20
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# They would make names within a bundle of files mean something else.
_FOREIGN = frozenset(("$id", "$schema", "$anchor", "$dynamicAnchor", "$dynamicRef", "$vocabulary"))


def find_loose_ends(path: Path, reading: Reading, schemas: Mapping[str, Any], known: set[str]) -> list[str]:
    """Return a line for each loose end of one schema: `path:line:column: what is wrong; did you mean ...?`"""
    places = Places(reading.text)
    schema: Any = reading.value
    name = path.name.removesuffix(SUFFIX)
    loose: list[str] = []

    def say(pointer: tuple[str | int, ...], message: str, hint: str = "", *, on_key: bool = False) -> None:
        place = places.key(pointer) if on_key else places.value(pointer)
        loose.append(f"{path}:{place.line}:{place.column}: {message}{f'; {hint}' if hint else ''}")

    if name in known and "x-kind" not in schema:
        hint = "write `x-kind: {}`; a file of definitions that is no kind has a name that begins with an underscore"
        say((), "`x-kind` is missing", hint)
        return loose
    if read_about(name, schema).hidden and name != "book":
        say(("x-kind", "hidden"), "only the book itself is hidden", "leave `hidden` out")
    kind = schema.get("properties", {}).get("kind")
    if name in known and (not isinstance(kind, dict) or kind.get("const") != name):
        say(("properties", "kind", "const"), f"properties.kind.const must be `{name}`, as the file is called")
    _say_words(schema, say)
    for pointer, node in walk(schema):
        refs = node.get("x-ref", [])
        for index, ref in enumerate([refs] if isinstance(refs, str) else refs):
            wanted, _, part = ref.partition(".")
            at = (*pointer, "x-ref") if isinstance(refs, str) else (*pointer, "x-ref", index)
            if ref != "any" and wanted not in known:
                hint = did_you_mean(wanted, known) or f"kinds are {listed(sorted(known), 40, 'and')}"
                say(at, f"x-ref names the kind `{wanted}`, which no schema describes", hint)
            elif part and part not in (parts := _parts(schemas.get(wanted))):
                hint = did_you_mean(part, parts) or (f"it has {listed(sorted(parts), last='and')}" if parts else "")
                say(at, f"x-ref names the part `{part}`, which a {wanted} does not have", hint)
        if isinstance(node.get("$ref"), str):
            say_ref = _dangling(node["$ref"], name, schemas)
            if say_ref:
                say((*pointer, "$ref"), *say_ref)
        if isinstance(node.get("pattern"), str) and not _compiles(node["pattern"]):
            say((*pointer, "pattern"), f"`{node['pattern']}` is no regular expression")
    return loose


def _say_words(schema: Any, say: Callable[..., None]) -> None:
    for pointer, node in walk(schema):
        for word in sorted(_FOREIGN & node.keys()):
            if word != "$schema" or pointer or node[word] != _DIALECT:
                hint = f"write `{_DIALECT}`" if word == "$schema" and not pointer else "leave it out"
                say((*pointer, word), f"`{word}` cannot be used so in our schemas", hint, on_key=True)


# Where the site has pages that belong to no kind (pages/make.py), and what MkDocs puts beside them.
OUR_FOLDERS = ("authoring", "rules", "changes", "quality", "questions", "assets", "search", "index")


# Pages of the site are made by templates of these names (pages/templates), and a kind by that of its own name.
OUR_TEMPLATES = frozenset(
    (
        "authoring", "authoring_index", "changes", "changes_month", "dictionary", "entity", "field", "glossary", "home", "index",
        "log", "lost", "macros", "quality", "rule", "rules", "since", "year",
    )
)  # fmt: skip


def find_taken_names(kinds: Mapping[str, tuple[Path, Reading]]) -> list[str]:
    """Return a line for each kind whose name is that of a page of the site, so that one would look like the other."""
    return [
        f"{path}:1:1: `{name}` is the name of a page that every book has; call the kind something else, and its file"
        for name, (path, _) in kinds.items()
        if name in OUR_TEMPLATES
    ]


def find_shared_folders(kinds: Mapping[str, tuple[Path, Reading]]) -> list[str]:
    """Return a line for each kind whose pages would lie where those of another kind lie."""
    owners = dict.fromkeys(OUR_FOLDERS, "")
    shared: list[str] = []
    for name, (path, reading) in kinds.items():
        schema: Any = reading.value
        folder = read_about(name, schema).folder
        if owners.setdefault(folder, name) != name:
            place = Places(reading.text).value(("x-kind", "folder"))
            shared.append(
                f"{path}:{place.line}:{place.column}: the folder `{folder}` belongs to "
                + (f"the kind `{owners[folder]}`" if owners[folder] else "pages that every book has")
            )
    return shared


def _parts(schema: Any) -> set[str]:
    return {node["x-part"] for _, node in walk(schema) if isinstance(node.get("x-part"), str)}


def _dangling(ref: str, own: str, schemas: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return what is wrong with a `$ref`, and the nearest name, or None if it leads somewhere."""
    for _ in range(_LONGEST_CHAIN):
        file, _, inner = ref.partition("#")
        name = file.removesuffix(SUFFIX) if file else own
        if name not in schemas:
            return f"$ref names the file `{file}`, which is not there", did_you_mean(
                file, [n + SUFFIX for n in schemas]
            )
        if file and not name.startswith("_"):
            hint = (
                f"write `#{inner}`" if name == own else "what kinds share lies in a file that begins with an underscore"
            )
            return f"$ref leads into the kind `{name}`", hint
        target: Any = schemas[name]
        for step in filter(None, inner.split("/")):
            if not isinstance(target, dict) or step not in target:
                known = list(target) if isinstance(target, dict) else []
                return f"$ref leads to `{step}`, which {file or 'this file'} does not have", did_you_mean(step, known)
            target = target[step]
        if not isinstance(target, dict) or not isinstance(target.get("$ref"), str):
            return None
        own, ref = name, target["$ref"]
    return "$ref leads round in a circle", ""


@lru_cache(maxsize=256)
def _compiles(pattern: str) -> bool:
    import jsonschema_rs

    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except (ValueError, jsonschema_rs.ValidationError):
        return False
    return True
