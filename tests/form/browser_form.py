"""What a browser would send: the fields of a form in the order of the page, as they are or with something typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mopsbook.form.control import Control
from mopsbook.form.posted import KEY, LIST
from mopsbook.form.typed import shown

_BREAK = re.compile(r"\r\n|\r|\n")

Pairs = list[tuple[str, str]]


def fields_of(controls: Sequence[Control]) -> Pairs:
    """Return what is sent when nobody touched anything, with the line ends that browsers send."""
    pairs: Pairs = []
    for control in controls:
        if control.sort == "group":
            pairs += fields_of(control.children)
        elif control.sort in ("list", "groups", "map"):
            pairs.append((f"{control.name}/{LIST}", ""))
            for item in control.items:
                if control.sort == "map":
                    pairs.append((f"{control.name}/{item.token}/{KEY}", item.key))
                pairs += fields_of(item.controls)
        elif control.sort != "fixed":
            pairs.append((control.name, "\r\n".join(_BREAK.split(shown(control.value)))))
    return pairs


def typed(pairs: Pairs, name: str, text: str) -> Pairs:
    """Return the pairs with another text in one field."""
    assert name in dict(pairs)
    return [(each, text if each == name else was) for each, was in pairs]


def without(pairs: Pairs, name: str) -> Pairs:
    """Return the pairs without an item."""
    return [pair for pair in pairs if pair[0] != name and not pair[0].startswith(f"{name}/")]
