"""Which parts of a document, such as stages or steps, bear another id in a later version of it though they are the same."""

from collections.abc import Mapping
from typing import Any

from mopsbook.history.match import match
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind


def find_new_ids(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of now by those of before.

    A part that is known by anything else, as a value is by how it is written, is another one in every system that holds it.
    """
    found: dict[str, str] = {}
    for field in kind.parts:
        olds, news = old.get(field.name), new.get(field.name)
        if len(field.path) == 1 and field.part_key == "id" and olds is not news:
            found |= _find_in_list(olds, news, field)
    return found


def _find_in_list(before: Any, after: Any, field: Field) -> dict[str, str]:
    olds, news = (
        [item for item in side if isinstance(item, dict)] if isinstance(side, list) else [] for side in (before, after)
    )
    was, now = ({str(item.get("id")) for item in items} for items in (olds, news))
    found = {}
    if was - now and now - was:
        for left, right in match(olds, news, field).pairs:
            one, other = str(olds[left].get("id")), str(news[right].get("id"))
            if one in was - now and other in now - was:
                found[one] = other
    return found
