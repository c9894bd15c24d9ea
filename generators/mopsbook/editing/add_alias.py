"""Add a name to the aliases of a document, in the style in which its file is written."""

from typing import Any

from mopsbook.documents.document import Document
from mopsbook.editing.change_words import Cut, Words, apply_cuts, change_words
from mopsbook.editing.edit_yaml import CannotEdit, edit
from mopsbook.editing.tree import Written, read_tree
from mopsbook.editing.write_yaml import write_scalar
from mopsbook.editing.written_order import in_written_order
from mopsbook.reading.places import Pointer
from mopsbook.reading.read import read_yaml

_FIELD = "aliases"


def add_alias(text: str, document: Document, alias: str, instead: str = "") -> str:
    """Return the text of a document's file with one more alias, proved by reading it again.

    `instead` is an alias that is to go: one that has become the id. Raises CannotEdit where the aliases are written in a way
    that cannot be added to.
    """
    at: Pointer = (*document.base, _FIELD)
    tree = read_tree(text)
    names = list(document.data.get(_FIELD, ()))
    for index, name in enumerate(names):
        if instead and name.casefold() == instead.casefold():
            return change_words(text, {(*at, index): (Words(0, name, alias),)})
    node, holder = tree.at(at), tree.at(document.base)
    if holder is None or (node is not None and (node.meant or node.what != "sequence" or not node.items)):
        raise CannotEdit("the aliases are not written as a list")
    ends = "\r\n" if "\r\n" in text else "\n"
    if node is not None:
        changed = apply_cuts(text, [_into_list(text, node, alias, ends)])
    elif holder.style == "flow":
        last = holder.pairs[-1][1]
        changed = apply_cuts(text, [Cut(last.end, last.end, f", {_FIELD}: [{write_scalar(alias, flow=True)}]")])
    else:
        changed = _with_ends(
            text,
            edit(text, document.base, (_FIELD,), [alias], fields=in_written_order(document.kind), data=document.data),
            ends,
        )
    reading = read_yaml(changed.encode())
    found: Any = reading.value
    expected: Any = read_yaml(text.encode()).value
    for step in document.base:
        found, expected = found[step], expected[step]
    if reading.problems or found != {**expected, _FIELD: [*names, alias]}:
        raise CannotEdit("the aliases cannot be added to")
    return changed


def _into_list(text: str, node: Written, alias: str, ends: str) -> Cut:
    last = node.items[-1]
    if node.style == "flow":
        return Cut(last.end, last.end, f", {write_scalar(alias, flow=True)}")
    # Below the last item, a remark behind it included.
    line = text.rfind("\n", 0, last.start) + 1
    margin = text[line : last.start].partition("-")[0]
    if margin.strip() or "\n" in text[last.start : last.end]:
        raise CannotEdit("the last alias is not written on a line of its own")
    end = text.find("\n", last.end)
    if end < 0:
        return Cut(len(text), len(text), f"{ends}{margin}- {write_scalar(alias)}")
    return Cut(end + 1, end + 1, f"{margin}- {write_scalar(alias)}{ends}")


def _with_ends(text: str, changed: str, ends: str) -> str:
    """Return a text into which lines were put with the line ends that it has elsewhere, and none at its end if it had none."""
    size = len(changed) - len(text)
    begin = next((at for at, (old, new) in enumerate(zip(text, changed, strict=False)) if old != new), len(text))
    added = changed[begin : begin + size]
    if begin == len(text) and not text.endswith(("\n", "\r")):
        added = added.removesuffix("\n")
    return text[:begin] + (added.replace("\n", ends) if ends != "\n" else added) + text[begin:]
