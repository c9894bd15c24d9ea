"""Say values on a terminal: references by title, allowed values by their labels, prose without its marks."""

import re
from collections.abc import Mapping
from typing import Any

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, title_of
from mopsbook.documents.mentions import CODE, MENTION, fold
from mopsbook.kinds.field import Field
from mopsbook.pages.mentions import name_mentions
from mopsbook.pages.prose import plain

_MENTION = re.compile(MENTION)
# Lines that mean something as they are: lists, headings, tables, quotations, fences.
_MARKED = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|#{1,6}\s|\||>|```|~~~)")


def say(value: Any, field: Field, entity: Entity, catalog: Catalog) -> str:
    """Return the value of a field of an entity on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, (say(item, field, entity, catalog) for item in value)))
    if isinstance(value, Mapping):
        return _say_group(value, field, entity, catalog)
    if isinstance(value, (int, float)):
        return f"{value:,}"
    if value is None:
        return ""
    if field.refs:
        return say_reference(value, field, entity, catalog)
    if field.values:
        return field.value_label(value)
    if field.prose:
        return plain(value, name_mentions(entity, field.dotted, catalog))
    return " ".join(str(value).split())


def say_reference(name: str, field: Field, entity: Entity, catalog: Catalog) -> str:
    """Return the title of what a name leads to, with the part it means; the name itself if it leads nowhere."""
    target = catalog.lookup(entity, field.dotted, name)
    if target is None:
        return name
    part = name.rpartition("#")[2] if "#" in name or any("." in ref for ref in field.refs) else ""
    if not part:
        return target.title
    return part if target.key == entity.key else f"{target.title}: {part}"


def say_block(text: str, field: Field, entity: Entity, catalog: Catalog) -> list[str]:
    """Return prose of several paragraphs as lines: each paragraph on one, lists and tables as they were written."""

    def name(match: re.Match[str]) -> str:
        target = catalog.lookup(entity, field.dotted, fold(match[1]))
        return match[2] or (target.title if target else match[1])

    lines: list[str] = []
    joins = False
    # What stands in code is shown letter by letter, so a mention within is none.
    pieces = _split_code(text)
    told = "".join(piece if is_code else _MENTION.sub(name, piece) for piece, is_code in pieces)
    fenced = False
    for line in told.strip().splitlines():
        is_fence = line.lstrip().startswith(("```", "~~~"))
        marked = bool(_MARKED.match(line)) or fenced or is_fence
        if joins and line.strip() and not marked:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.rstrip())
        fenced ^= is_fence
        heading = line.lstrip().startswith(("#", "|", "```", "~~~"))
        joins = bool(line.strip()) and not heading and not fenced
    return lines


def say_item(item: Any, field: Field, entity: Entity, catalog: Catalog) -> str:
    """Return an item of a list of groups on one line: its title and id if it is a part, else all that it says."""
    if not isinstance(item, Mapping):
        return say(item, field, entity, catalog)
    id = item.get(field.part_key) if field.part else None
    if not isinstance(id, str):
        return _say_group(item, field, entity, catalog)
    title = title_of(item, id)
    return id if title == id else f"{title} (#{id})"


def _say_group(value: Mapping[str, Any], field: Field, entity: Entity, catalog: Catalog) -> str:
    parts = []
    for name, item in value.items():
        own = field.child(str(name))
        said = say(item, own or field, entity, catalog)
        if said:
            parts.append(f"{own.label if own else name}: {said}")
    return "; ".join(parts)


def _split_code(text: str) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in CODE.finditer(text):
        pieces += [(text[end : match.start()], False), (match[0], True)]
        end = match.end()
    return [*pieces, (text[end:], False)]
