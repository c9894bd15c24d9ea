"""The pages of the form as HTML. Every text of a document or a schema is escaped by the template language."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import jinja2

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.form.control import Control, walk
from mopsbook.form.desk import Desk, Sheet
from mopsbook.form.guard import CSRF_HEADER
from mopsbook.form.typed import shown
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kinds
from mopsbook.reading.places import Places


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.PackageLoader("mopsbook.form", "templates")
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _render(template: str, **values: Any) -> bytes:
    return _templates().get_template(template).render(**values).encode()


def render_refusal(said: str) -> bytes:
    """Return the page that says why nothing else is shown. It names nothing of the book."""
    return _render("refusal.html.jinja", said=said)


def render_list(desk: Desk) -> bytes:
    """Return the list of all documents by kind, each with how many findings there are."""
    shelf, findings = desk.shelf, desk.judge.findings
    counts = Counter((finding.kind, finding.id) for finding in findings)
    kinds = [
        (kind, sorted(shelf.of_kind(kind.name), key=lambda each: each.title.casefold())) for kind in desk.kinds.shown
    ]
    unread = [trouble for trouble in shelf.troubles if trouble.rule in ("unreadable-file", "unknown-kind")]
    return _render("list.html.jinja", title=_title(desk), kinds=kinds, counts=counts, unread=unread)


def render_document(desk: Desk, sheet: Sheet, secret: str) -> bytes:
    """Return the form for one document. `secret` proves later that it was this page that asked."""
    names = _Names(desk)
    controls = [control for control in sheet.controls if sheet.id == "" or control.field.name != "id"]
    return _render(
        "document.html.jinja",
        book=_title(desk),
        sheet=sheet,
        controls=controls,
        page=_Page(sheet, names),
        names=names,
        secret=secret,
        header=CSRF_HEADER,
        heading=sheet.data.get("title") or sheet.id or f"New {sheet.kind.label.lower()}",
    )


def _title(desk: Desk) -> str:
    book = desk.shelf.book
    return str(book.data.get("title") or "The book") if book else "The book"


class _Names:
    """What references may name, one list for each sort of reference on the page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.lists: dict[tuple[str, ...], str] = {}

    def list_of(self, field: Field) -> str:
        """Return the id of the list of names that a field takes; it is made when first asked for."""
        return self.lists.setdefault(field.refs, f"names-{len(self.lists)}")

    def options(self, refs: tuple[str, ...], sheet: Sheet) -> Mapping[str, str]:
        """Return names, each with the title of what it leads to."""
        shelf = self._desk.shelf
        found: dict[str, str] = {}
        own = shelf.get(sheet.kind.name, sheet.id)
        for wanted in refs:
            if "." in wanted:
                field = Field("", (), "", refs=(wanted,))
                anyone = own or next(iter(shelf.documents), None)
                if anyone:
                    found |= _parts(shelf, anyone, field, found)
                continue
            for kind in _kinds_of(shelf.kinds, wanted):
                for document in shelf.of_kind(kind):
                    found.setdefault(document.id, f"{document.title} ({document.kind.label.lower()})")
        return found


def _parts(shelf: Shelf, document: Document, field: Field, found: Mapping[str, str]) -> dict[str, str]:
    """Return the names of parts: alone, with their titles, and with the document that they belong to."""
    titles = shelf.titles_for(Reference(document, (), field, ""))
    whole = shelf.names_for(Reference(document, (), field, "#"))
    alone = {name: title for title, name in titles.items()}
    return {name: title for name, title in {**alone, **dict.fromkeys(whole, "")}.items() if name not in found}


def _kinds_of(kinds: Kinds, wanted: str) -> list[str]:
    """Return the kinds that a reference may name."""
    return [kind.name for kind in kinds.shown] if wanted == "any" else [wanted]


class _Page:
    """What the template asks of a control."""

    def __init__(self, sheet: Sheet, names: _Names) -> None:
        self._sheet = sheet
        self.list_of = names.list_of
        self._many: dict[str, Control] = {}
        self._controls = {each.pointer: each for each in walk(sheet.controls)}

    def kind_of_items(self, control: Control) -> str:
        """Return what the blank item of a list is called on the page. Lists of one field share one."""
        self._many.setdefault(control.field.dotted, control)
        return control.field.dotted

    def blanks(self) -> Iterator[tuple[str, Control]]:
        """Yield the lists on the page that take new items, also those that only stand in the new items of others."""
        seen = 0
        while seen < len(self._many):
            yield list(self._many.items())[seen]
            seen += 1

    def shown(self, control: Control) -> str:
        """Return the text of an input."""
        return shown(control.value)

    def rows(self, control: Control) -> int:
        """Return how many lines a text needs, within reason."""
        lines = sum(1 + len(line) // 90 for line in shown(control.value).split("\n"))
        return max(3, min(lines + 1, 20))

    def options(self, control: Control) -> list[tuple[str, str]]:
        """Return the values to choose from, with what stands there even if it is none of them."""
        if control.sort == "boolean":
            return [("true", "Yes"), ("false", "No")]
        options = [(str(value), control.field.value_label(value)) for value in control.field.values]
        now = shown(control.value)
        return options if not now or now in dict(options) else [*options, (now, f"{now} (not one of these)")]

    def front(self, controls: Sequence[Control]) -> list[Control]:
        """Return the fields that are shown at once: what is written, and what is expected."""
        return [control for control in controls if not _may_wait(control)]

    def back(self, controls: Sequence[Control]) -> list[Control]:
        """Return the fields that may wait behind "More": empty, and nobody expects them."""
        return [control for control in controls if _may_wait(control)]

    def asked(self, control: Control) -> str:
        """Return how much a field is expected: "required", "recommended" or "". In a group that need not be there, nothing is."""
        field = control.field
        if field.expect == "optional" or field.expect_when or self._is_in_empty(control):
            return ""
        return field.expect

    def _is_in_empty(self, control: Control) -> bool:
        """Return whether a field stands in a group of which nothing is said, and nobody expects that anything is."""
        for length in range(1, len(control.pointer)):
            around = self._sheet.kind.field(control.pointer[:length])
            is_group = around is not None and not around.many and not around.free and bool(around.children)
            if is_group and around and (around.expect == "optional" or around.expect_when):
                group = self._controls.get(control.pointer[:length])
                return group is None or group.is_empty
        return False

    def answered(self, control: Control) -> str:
        """Return under which field it is said why nothing stands here, "" if nowhere."""
        name = ".".join(map(str, control.pointer))
        for each in self._sheet.controls:
            if each.name in ("does_not_apply", "unknown") and any(item.key == name for item in each.items):
                return each.field.label
        return ""

    def may_answer(self, control: Control) -> bool:
        """Return whether it can be said of a field that it makes no sense here, or that nobody knows."""
        fields = self._sheet.kind.by_name
        in_list = any(isinstance(step, int) for step in control.pointer)
        asked = control.field.expect != "optional" and not control.field.structural
        return asked and control.is_empty and not in_list and {"does_not_apply", "unknown"} <= fields.keys()

    def line(self, control: Control) -> int:
        """Return the line of the file at which a field stands."""
        return Places(self._sheet.text).key((*self._sheet.base, *control.pointer)).line

    def shared(self, control: Control) -> bool:
        """Return whether a file of many says this once for all; what is written here is said of this one alone."""
        return bool(self._sheet.base) and len(control.pointer) == 1 and control.is_missing

    def summary(self, controls: tuple[Control, ...]) -> str:
        """Return what an item is called while it is folded: its title, or the first text in it."""
        by_name = {control.field.name: shown(control.value) for control in controls}
        names = ("title", "label", "name", "field", "id")
        first = next((by_name[name] for name in names if by_name.get(name)), "")
        return (first or next((text for text in by_name.values() if text), ""))[:90]


def _may_wait(control: Control) -> bool:
    return control.is_empty and not control.field.is_asked and not control.field.structural
