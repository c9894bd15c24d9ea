"""The message of a rule, with fields of the document in braces: "{title} has no runbook"."""

import re
from collections.abc import Iterator
from typing import Any

from mopsbook.checks.own.scope import Say, Scope
from mopsbook.documents.document import Document, Pointer
from mopsbook.kinds.nouns import as_written

# Two braces are left alone: they are the tokens of a marketing platform, as in {{lead.First Name}}.
_FIELD = re.compile(r"(?<!\{)\{([\w.-]+)\}(?!\})")


def check_message(text: str, at: Pointer, scope: Scope, say: Say) -> None:
    """Say which fields in braces cannot be filled in."""
    for name in dict.fromkeys(_FIELD.findall(text)):
        found = scope.find(tuple(name.split(".")), at, lambda *said, **_: say(*said))
        if found and (found.shape.group or found.shape.parts):
            say(at, f"`{{{name}}}` is {found.shape.words}, which does not fit into a sentence", "Name a single field.")


def fill_in(text: str, document: Document) -> str:
    """Return the message with the fields of a document in it; what is missing says so."""
    return _FIELD.sub(lambda match: ", ".join(_texts(document, match[1])), text)


def _texts(document: Document, name: str) -> Iterator[str]:
    value: Any = document.get(tuple(name.split(".")))
    for one in value if isinstance(value, list) and value else [value]:
        yield "(nothing)" if one in (None, "", []) else as_written(one)
