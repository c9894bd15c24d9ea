"""Values as readers see them: a reference by its name, a date with its distance, an allowed value by its label."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from mopsbook.catalog.addresses import anchor_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, title_of
from mopsbook.history.match import find_key
from mopsbook.history.since import name_of
from mopsbook.kinds.field import Field
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.mentions import link_mentions
from mopsbook.pages.prose import render_block, render_inline
from mopsbook.words import amount, say_day, say_length

_MOST_COLUMNS = 3
# What is longer stands in a list on a line of its own.
_LONGEST_WORD = 28


def no_mark(path: str) -> Markup:
    """Return nothing, where nobody says since when a value is as it is."""
    return Markup("")


class Values:
    """Shows the values of one entity on one page; `at_home` says that it is the entity's own, which has its parts.

    `since` gives what stands beside a value of the entity, for its path in the document (`contract.cost`, `limits.API calls`).
    """

    def __init__(
        self, entity: Entity, catalog: Catalog, hrefs: Hrefs, at_home: bool = True,
        since: Callable[[str], Markup] = no_mark,
    ) -> None:  # fmt: skip
        self._since = since
        self._entity = entity
        self._catalog = catalog
        self._hrefs = hrefs
        self._at_home = at_home
        self._words: dict[tuple[str, ...], bool] = {}

    def show(self, value: Any, field: Field) -> Markup:
        """Return a value of a field as HTML. Everything that is not prose is escaped."""
        if isinstance(value, list):
            return self._list(value, field)
        if isinstance(value, Mapping):
            return self._group(value, field)
        return self._one(value, field)

    def reference(self, name: str, field: Field) -> Markup:
        """Return what a name leads to as a linked chip; the bare name if it leads nowhere."""
        target = self._catalog.lookup(self._entity, ".".join(field.path), name)
        if target is None and field.is_text(name):
            return escape(name)
        if target is None:
            return Markup('<span class="mb-broken">{} <small>(nothing is called so)</small></span>').format(name)
        part = name.rpartition("#")[2]
        title = _part_title(target, field, part)
        if self._at_home and target.key == self._entity.key and any("." in ref for ref in field.refs):
            return Markup('<a href="#{}">{}</a>').format(anchor_of(part), title or name)
        return self._hrefs.chip(target, part if title or "#" in name else "", title)

    def _one(self, value: Any, field: Field) -> Markup:
        if isinstance(value, bool):
            return Markup("yes") if value else Markup("no")
        if field.refs and isinstance(value, str):
            return self.reference(value, field)
        if field.values:
            return escape(field.value_label(value))
        if field.prose and isinstance(value, str):
            link = link_mentions(self._entity, ".".join(field.path), self._catalog, self._hrefs)
            return render_block(value, link) if field.prose == "block" else render_inline(value, link)
        if field.format == "date" and isinstance(value, str):
            return show_date(value)
        if isinstance(value, (int, float)):
            return escape(f"{value:,}")
        text = str(value)
        if "length of time" in field.form:
            return escape(say_length(text))
        if field.verbatim and not any(letter.isalnum() for letter in text):
            # A mark alone, such as an underscore, would be taken for dirt on the page.
            return Markup("<code>{}</code>").format(text)
        if text.startswith(("https://", "http://")):
            return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(text, shorten_url(text))
        return escape(text)

    def _list(self, items: Sequence[Any], field: Field) -> Markup:
        items = [item for item in items if item not in (None, "", {})]
        if not items:
            return Markup("")
        if any(isinstance(item, Mapping) for item in items):
            return self._table([item for item in items if isinstance(item, Mapping)], field)
        shown = [self._one(item, field) for item in items]
        if self._are_names(items, field):
            return Markup(f'<ul class="mb-inline">{_each("li", shown)}</ul>')
        if field.values or self._are_words(items, field):
            return Markup(f'<ul class="mb-inline mb-words">{_each("li", shown)}</ul>')
        return Markup(f"<ul>{_each('li', shown)}</ul>")

    def _are_names(self, items: Sequence[Any], field: Field) -> bool:
        """Return whether all of a list leads somewhere: chips stand in a row. Where one is text, all are a list like any other."""
        path = ".".join(field.path)
        return bool(field.refs) and (
            not field.or_text or all(self._catalog.lookup(self._entity, path, str(item)) for item in items)
        )

    def _are_words(self, items: Sequence[Any], field: Field) -> bool:
        """Return whether a list is of words and not of sentences, here and wherever else the entity has it: it looks alike there."""
        if field.path not in self._words:
            every = [*items, *_all_at(self._entity.data, field.path)]
            self._words[field.path] = all(len(str(item)) <= _LONGEST_WORD for item in every)
        return self._words[field.path]

    def _table(self, items: Sequence[Mapping[str, Any]], field: Field) -> Markup:
        if field.place == "facts" and field.name == "links":
            return self._links(items)
        columns = [
            child for child in field.children if any(child.name in item for item in items) and child.place != "none"
        ]
        if len(columns) <= 2 and field.place == "facts":
            return self._short_rows(items, columns)
        labels = [escape(column.label) for column in columns]
        head = "".join(f'<th scope="col">{label}</th>' for label in labels)
        rows = []
        key = find_key(field, items) if len(field.path) == 1 else ""
        for item in items:
            cells = [self.show(item[c.name], c) if c.name in item else Markup("") for c in columns]
            if key and cells:
                cells[0] += self._since(f"{field.name}.{name_of(item, key)}")
            part = item.get(field.part_key) if field.part else None
            id = f' id="{escape(anchor_of(str(part)))}"' if part else ""
            row = "".join(
                f'<td data-label="{label}">{escape(cell)}</td>' for label, cell in zip(labels, cells, strict=True)
            )
            rows.append(f"<tr{id}>{row}</tr>")
        # Nobody reads so many columns on a telephone: there each row is a list.
        wide = " mb-plain--wide" if len(columns) > _MOST_COLUMNS else ""
        table = f'<table class="mb-plain{wide}"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        return Markup(
            f'<div class="mb-scroll" tabindex="0" role="group" aria-label="{escape(field.label)}">{table}</div>'
        )

    def _short_rows(self, items: Sequence[Mapping[str, Any]], columns: Sequence[Field]) -> Markup:
        rows = []
        for item in items:
            cells = [self.show(item[column.name], column) for column in columns if column.name in item]
            rows.append(
                Markup("<li>{}</li>").format(Markup(": " if columns and columns[0].refs else " · ").join(cells))
            )
        return Markup('<ul class="mb-plain">{}</ul>').format(Markup("").join(rows))

    def _links(self, items: Sequence[Mapping[str, Any]]) -> Markup:
        shown = [
            Markup('<li><a href="{}" rel="noopener noreferrer">{}</a></li>').format(
                item["url"], item.get("title") or shorten_url(item["url"])
            )
            for item in items
            if item.get("url")
        ]
        return Markup('<ul class="mb-plain">{}</ul>').format(Markup("").join(shown))

    def _group(self, value: Mapping[str, Any], field: Field) -> Markup:
        if is_amount(value, field, "unit"):
            return show_sla(value, field, self.show)
        if is_amount(value, field, "period"):
            return show_target(value, field, self._entity)
        own = self._since if len(field.path) == 1 else no_mark
        currency = value.get("currency") if value.get("cost") is not None else None
        rows = []
        for child in field.children:
            if value.get(child.name) is None or (currency and child.name == "currency"):
                continue
            shown, since = self.show(value[child.name], child), own(f"{field.name}.{child.name}")
            if currency and child.name == "cost":
                # One amount, as one says it, and not a number here and its currency elsewhere.
                shown, since = Markup("{} {}").format(shown, currency), since + own(f"{field.name}.currency")
            rows.append(Markup("<div><dt>{}{}</dt><dd>{}</dd></div>").format(child.label, since, shown))
        return Markup('<dl class="mb-group">{}</dl>').format(Markup("").join(rows))


def _all_at(data: Any, path: Sequence[str]) -> Iterator[Any]:
    """Yield what stands at a path of the schema, item by item, in every item of the lists on the way."""
    if isinstance(data, list):
        for item in data:
            yield from _all_at(item, path)
    elif not path:
        yield data
    elif isinstance(data, Mapping) and path[0] in data:
        yield from _all_at(data[path[0]], path[1:])


def _each(tag: str, parts: Sequence[str]) -> Markup:
    """Return each of the parts in a tag, escaped unless it is HTML. Markup.format does the same ten times slower."""
    return Markup("".join(f"<{tag}>{escape(part)}</{tag}>" for part in parts))


def is_amount(value: Mapping[str, Any], field: Field, beside: str) -> bool:
    """Return whether a group is a number with its unit, or with its period, which is one sentence and not several rows."""
    return set(value) >= {"value", beside} and field.child(beside) is not None


def show_sla(value: Mapping[str, Any], field: Field, show: Callable[[Any, Field], Markup]) -> Markup:
    """Return an SLA as a sentence: "2 business hours, from the MQL date until the stage changes"."""
    unit = field.child("unit")
    text = amount(value["value"], unit.value_label(value["unit"]) if unit else value["unit"])
    notes = []
    if value.get("starts"):
        notes.append(f"from: {value['starts']}")
    if value.get("stops"):
        notes.append(f"until: {value['stops']}")
    if value.get("stops_on") and (stages := field.child("stops_on")):
        notes.append(Markup("stops on: {}").format(Markup(", ").join(show(name, stages) for name in value["stops_on"])))
    if value.get("calendar"):
        notes.append(f"calendar: {value['calendar']}")
    if value.get("escalation"):
        notes.append(f"if missed: {value['escalation']}")
    rest = Markup("").join(Markup('<span class="mb-sla__note">{}</span>').format(note) for note in notes)
    return Markup('<span class="mb-sla"><strong>{}</strong>{}</span>').format(text, rest)


# How a number of a unit is written; what is missing here is written without one.
_MEASURES = {"percent": " %", "days": " days", "hours": " hours", "minutes": " minutes"}
_BOUNDS = {"higher": "at least ", "lower": "at most "}


def show_target(value: Mapping[str, Any], field: Field, entity: Entity) -> Markup:
    """Return a target as a sentence: "at least 30 % each month", "1,100 to 1,350 each month", with its notes below it.

    Its unit, and which direction is the good one, stand beside it in the entity.
    """
    low, high, period = value["value"], value.get("upper"), value["period"]
    word = _MEASURES.get(str(entity.data.get("unit")), "")
    bound = "" if high is not None else _BOUNDS.get(str(entity.data.get("better")), "")
    number = f"{low:,}{word}" if high is None else f"{low:,} to {high:,}{word}"
    label = field.child("period")
    when = label.value_label(period) if label else period
    text = f"{bound}{number} {when if period == 'always' else f'each {when}'}"
    notes = [value["note"]] if value.get("note") else []
    notes += [Markup("since {}").format(show_date(value["since"]))] if value.get("since") else []
    rest = Markup("").join(Markup('<span class="mb-sla__note">{}</span>').format(note) for note in notes)
    return Markup('<span class="mb-sla"><strong>{}</strong>{}</span>').format(text, rest)


def show_date(value: str) -> Markup:
    """Return a date in words; the distance to today is added in the browser, where today is known."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return escape(value)
    return Markup('<time datetime="{}">{}</time>').format(value, say_day(day))


def shorten_url(url: str) -> str:
    """Return an address as one reads it aloud."""
    text = url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return text if len(text) <= 50 else text[:47] + "..."


def _part_title(target: Entity, field: Field, name: str) -> str:
    """Return the title of the part of an entity that a field may name so; "" if there is none."""
    for ref in field.refs:
        part = ref.partition(".")[2]
        for holder in target.kind.parts:
            if holder.part == part:
                for item in target.data.get(holder.path[0], ()):
                    if isinstance(item, Mapping) and item.get(holder.part_key) == name:
                        return title_of(item, name)
    return ""
