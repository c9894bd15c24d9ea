"""What an editor shows of a field: help in Markdown, what each value means, what went wrong, and names to choose from.

The words are those of the YAML language server and of VS Code, which took them from it:
https://code.visualstudio.com/docs/languages/json#_json-schemas-and-settings
"""

from collections.abc import Mapping
from typing import Any

from mopsbook.editors.names import Names, offer_names
from mopsbook.kinds.kind import Kinds
from mopsbook.kinds.vocabulary import rebuild
from mopsbook.words import a, listed

_EXPECTED = {"required": "Expected", "recommended": "Recommended"}
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"}


def show(node: Any, kind: str, kinds: Kinds, names: Names) -> Any:
    """Return a schema of `kind` with our annotations (`x-`) turned into what editors understand."""
    if not isinstance(node, dict):
        return node
    plain = {key: value for key, value in node.items() if not key.startswith("x-")}
    shown = rebuild(plain, lambda part: show(part, kind, kinds, names))
    values = node.get("enum", [node["const"]] if "const" in node else [])
    types = {_TYPES.get(type(value)) for value in values}
    if "type" not in node and len(types) == 1 and None not in types:
        shown["type"] = types.pop()
    if "description" in node:
        facts = " ".join(filter(None, (_refers(node, kinds), _expected(node))))
        shown["markdownDescription"] = "\n\n".join(filter(None, (node["description"].strip(), facts)))
    labels = node.get("x-labels", {})
    if labels and "enum" in node:
        shown["enumDescriptions"] = [labels.get(str(value), "") for value in node["enum"]]
    if "x-form" in node:
        shown["patternErrorMessage" if "pattern" in node else "errorMessage"] = f"This must be {node['x-form']}."
    _offer(node, shown, kind, names)
    return shown


def _offer(node: Mapping[str, Any], shown: dict[str, Any], kind: str, names: Names) -> None:
    refs = _refs(node)
    offers = offer_names(names, refs, kind) if refs else []
    if not offers:
        return
    types = node.get("type", "string")
    if isinstance(shown.get("items"), dict):
        shown["items"] = {**shown["items"], "defaultSnippets": offers}
    # An editor that offers a name where only a list is allowed would lead into a mistake.
    if types == "string" or "string" in types:
        shown["defaultSnippets"] = offers


def _refs(node: Mapping[str, Any]) -> list[str]:
    refs = node.get("x-ref", [])
    return [refs] if isinstance(refs, str) else list(refs)


def _refers(node: Mapping[str, Any], kinds: Kinds) -> str:
    """Return what kind of name belongs here: "The id of a role or a team."."""
    items = node.get("items")
    refs = _refs(node) or (_refs(items) if isinstance(items, dict) else [])
    words = [_called(ref, kinds) for ref in refs]
    if not words:
        return ""
    text = " or plain text" if node.get("x-ref-or-text") else ""
    return f"The id of {' or '.join(words)}{text}."


def _called(ref: str, kinds: Kinds) -> str:
    name, _, part = ref.partition(".")
    owner = "any document" if name == "any" else a(kinds[name].label.lower()) if name in kinds else a(name)
    return f"{a(part)} of {owner}" if part else owner


def _expected(node: Mapping[str, Any]) -> str:
    word = _EXPECTED.get(node.get("x-expect", ""))
    if not word:
        return ""
    when = [
        f"`{field}` is {listed(list(map(str, wanted if isinstance(wanted, list) else [wanted])))}"
        for field, wanted in node.get("x-expect-when", {}).items()
    ]
    return f"{word} where {' and '.join(when)}." if when else f"{word}."
