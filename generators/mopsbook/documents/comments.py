"""Values that are lost because their author began them with a #, which YAML takes for the begin of a comment."""

import re

from mopsbook.documents.document import Document, Pointer

# Who means a comment leaves a blank behind the sign.
_SWALLOWED = re.compile(r":[ \t]+(#[^\s#].*?)[ \t]*$", re.MULTILINE)


def swallowed_by_comment(document: Document, pointer: Pointer) -> str:
    """Return what stands behind the key of an empty value as a comment, such as #mktg-ops or #1 in town; "" if there is nothing."""
    source = document.source
    # Looking for the place of a key takes longer, and of most empty fields it is not worth it.
    if "#" not in source.text or document.blanks.get(pointer) != "null":
        return ""
    place = source.places.key(document.in_file(pointer))
    line = source.lines[place.line - 1] if place.line <= len(source.lines) else ""
    found = _SWALLOWED.search(line[place.column - 1 :]) if "#" in line else None
    return found[1] if found else ""
