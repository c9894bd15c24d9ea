"""Draft a new document: what is known of it, and a commented line for each field that it should say and does not yet."""

import shlex
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mopsbook.documents.document import Document
from mopsbook.documents.explain import explain
from mopsbook.documents.load import read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.foresee import foresee
from mopsbook.editing.write_yaml import write_entry
from mopsbook.editing.written_order import in_written_order
from mopsbook.errors import SetupError
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.kinds.nouns import noun_of
from mopsbook.reading.read import read_yaml
from mopsbook.words import a, did_you_mean, fold, listed

_WIDTH = 110
_MOST_NAMES = 12


def needed_fields(kind: Kind) -> list[Field]:
    """Return the fields that every document of a kind should fill in, in the order in which they are written.

    What follows from others is among them: whoever begins has not written those either.
    """
    always = (field for field in in_written_order(kind) if field.expect == "required" and not field.expect_when)
    follows = {field.name for field in always if field.computed}
    return [field for field in in_written_order(kind) if field.is_needed or field.name in follows]


def draft_document(
    kind: Kind, values: Mapping[str, Any], today: date, first_line: str = "", remarks: Mapping[str, str] | None = None
) -> str:
    """Return the text of a new document. `values` are what is known of it, its id among them; `remarks` stand above fields."""
    known: dict[str, Any] = {"kind": kind.name, "title": title_of(str(values["id"])), **values}
    # A kind that is written once, such as a note, is not read again every half-year.
    if "last_reviewed" in kind.by_name and kind.by_name["last_reviewed"].expect != "optional":
        known.setdefault("last_reviewed", today.isoformat())
    wanted = {field.name for field in needed_fields(kind)} | set(known)
    lines = [first_line] if first_line else []
    for field in in_written_order(kind):
        if field.name in wanted:
            lines += [f"# {remarks[field.name]}"] if remarks and field.name in remarks else []
            if field.name not in known and field.structural and field.many and field.children:
                # Without one there is no document, so there is one to begin with.
                known[field.name] = [_sample(field)]
                lines += _comment(field, 0, with_hint=False, more="This is one to begin with: make it yours.")
            lines += _lines(field, known.get(field.name), kind, 0)
    return "\n".join(lines) + "\n"


def title_of(id: str) -> str:
    """Return a name for people that can be made from an id: `okta-login` is "Okta login"."""
    words = " ".join(id.replace("_", "-").split("-"))
    return words[:1].upper() + words[1:]


def _lines(field: Field, value: Any, kind: Kind, indent: int) -> list[str]:
    is_group = not field.many and not field.free and "object" in field.types
    inner = [child for child in field.children if child.is_needed] if is_group else []
    if isinstance(value, Mapping) and inner and not {child.name for child in inner} <= set(value):
        named = [child for child in field.children if child in inner or child.name in value]
        return [f"{' ' * indent}{field.name}:", *_within(named, value, kind, indent + 2)]
    if value is not None:
        return write_entry(field.name, value, field.children, indent, field.format == "date")
    # A group that cannot be without something cannot be there and empty.
    if inner and not any(child.structural for child in inner):
        return [
            *_comment(field, indent, with_hint=False),
            f"{' ' * indent}{field.name}:",
            *_within(inner, {}, kind, indent + 2),
        ]
    return [*_comment(field, indent), f"{' ' * indent}{field.name}:"]


def _within(fields: Sequence[Field], value: Mapping[str, Any], kind: Kind, indent: int) -> list[str]:
    return [line for field in fields for line in _lines(field, value.get(field.name), kind, indent)]


def _sample(field: Field) -> dict[str, Any]:
    """Return an item of a list with no more than it cannot be without."""
    return {child.name: _sample_value(child, field.part_key) for child in field.children if child.structural}


def _sample_value(field: Field, key: str) -> Any:
    if field.values or field.examples:
        return next(iter(field.values or field.examples))
    if field.types == ("boolean",):
        return False
    if {"integer", "number"} & set(field.types):
        return int(field.minimum or 0)
    return "first" if field.name == key else "First"


def _comment(field: Field, indent: int, with_hint: bool = True, more: str = "") -> list[str]:
    words = [field.hint if with_hint else field.about, more]
    if field.computed:
        words.append(f"Or fill in `{field.computed['sum']}`, from which it follows.")
    if field.refs and with_hint:
        nouns = [name.rpartition(".")[2].replace("any", "document").replace("-", " ") for name in field.refs]
        words.append(f"{'Each is the' if field.many else 'The'} id of {a(' or '.join(dict.fromkeys(nouns)))}.")
    if field.children and with_hint:
        needed = [child.name for child in field.children if child.is_needed]
        names = listed(needed or [child.name for child in field.children], _MOST_NAMES, "and")
        words.append(f"A list; each item has {names}." if field.many else f"A group of {names}.")
    elif field.many and with_hint and "string" not in field.types and "list" not in field.about:
        words.append("A list.")
    margin = f"{' ' * indent}# "
    said = " ".join(filter(None, (word.strip() for word in words)))
    return textwrap.wrap(
        said, _WIDTH, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip


def read_value(field: Field, typed: str) -> Any:
    """Return what somebody means who types a value of a field: names parted by commas are a list, [..] and {..} are YAML."""
    text = typed.strip()
    if text[:1] in ("[", "{") and (field.many or field.children or field.types == ()):
        reading = read_yaml(f"value: {text}".encode())
        if reading.problems or not isinstance(reading.value, dict):
            raise SetupError(f"`{field.name}` cannot be read: {reading.problems[0].message}", reading.problems[0].hint)
        return reading.value["value"]
    if field.many and ("," in text or "string" not in field.types):
        return [_plain(each.strip(), field.item_types) for each in text.split(",") if each.strip()]
    return _plain(text, field.types)


def _plain(text: str, types: Sequence[str]) -> Any:
    if types and set(types) <= {"string", "array"}:
        return text
    reading = read_yaml(f"value: {text}".encode())
    return reading.value.get("value") if isinstance(reading.value, dict) and not reading.problems else text


def put_value(kind: Kind, values: dict[str, Any], path: str, typed: str) -> None:
    """Put what somebody typed at the path of a field: `owner`, `contract.renewal_date`. Raises SetupError if there is none."""
    field = kind.field(path)
    steps = path.split(".")
    if field is None or field.name in ("kind", "id"):
        known = [each.dotted for top in kind.fields for each in top.walk()]
        hint = did_you_mean(path, known) if field is None else "It is said by the command itself."
        raise SetupError(f"`{path}` is no field of {a(kind.label.lower())} that can be set", hint)
    holder = values
    for step in steps[:-1]:
        inner = holder.setdefault(step, {})
        if not isinstance(inner, dict):
            raise SetupError(f"`{step}` is set to a single value already", "Set it once.")
        holder = inner
    holder[steps[-1]] = read_value(field, typed)


def mean_names(shelf: Shelf, kind: Kind, name: str, value: Any) -> Any:
    """Return the value of a field with ids where somebody typed titles: "Head of Sales" is `head-of-sales`."""
    field = kind.by_name.get(name)
    if field is None or not field.refs or not isinstance(value, (str, list)):
        return value
    text = draft_document(kind, {"id": "x", name: value}, date.min)
    _, documents, _ = read_document("new.yaml", text.encode(), shelf.kinds)
    meant: dict[str, str] = {}
    for reference in shelf.references_of(documents[0]) if documents else ():
        if reference.pointer[0] == name and shelf.resolve(reference) is None:
            titles = shelf.titles_for(reference).items()
            ids = {id for title, id in titles if fold(title) == fold(reference.name)}
            meant |= {reference.name: ids.pop()} if len(ids) == 1 else {}
    if isinstance(value, str):
        return meant.get(value, value)
    return [meant.get(one, one) if isinstance(one, str) else one for one in value]


def find_fault(shelf: Shelf, kind: Kind, name: str, value: Any) -> str:
    """Return what is wrong with the value of one field by itself, "" if nothing is."""
    data = {"kind": kind.name, "id": "x", "title": "X", name: value}
    for error in kind.validator.iter_errors(data):
        at = tuple(int(step) if isinstance(step, int) else step for step in error.instance_path)
        if at[:1] == (name,):
            wrong = next(explain(error, at, kind, data), None)
            return _sentence(wrong.message, wrong.hint) if wrong else "its schema does not allow it"
    text = draft_document(kind, data, date.min)
    _, documents, _ = read_document("new.yaml", text.encode(), shelf.kinds)
    return _dead_name(shelf, documents[0]) if documents else ""


def _dead_name(shelf: Shelf, document: Document) -> str:
    for reference in shelf.references_of(document):
        if shelf.resolve(reference) is None and not shelf.is_unread(reference):
            nouns = " or ".join(noun_of(ref, shelf.kinds) for ref in reference.field.refs)
            near = did_you_mean(reference.name, shelf.names_for(reference))
            return _sentence(f"no {nouns} is called `{reference.name}`", near)
    return ""


def prove_draft(shelf: Shelf, kind: Kind, path: str, text: str) -> None:
    """Raise SetupError unless the draft is a document that its schema allows and whose names lead somewhere."""
    then = foresee(shelf, {path: text.encode()})
    document = next((each for each in then.documents if each.path == path), None)
    if document is None:
        raise SetupError(f"what would be written to {path} cannot be read", "Please report this; nothing was written.")
    lacking = [str(each.meant[-1]) for each in document.violations if each.meant and not each.pointer]
    names = [name for name in lacking if name in kind.by_name]
    if names:
        ways = " ".join(shlex.join(["--set", f"{name}={example_of(kind.by_name[name])}"]) for name in names)
        message = f"{a(kind.label.lower())} cannot be without {listed(names, 20, 'and')}"
        raise SetupError(message, f"Say it as well, as in `{ways}`.")
    if document.violations:
        raise SetupError(document.violations[0].message, document.violations[0].hint)
    dead = _dead_name(then, document)
    if dead:
        raise SetupError(dead, "Name one that is there, or leave it out for now.")


def example_of(field: Field) -> str:
    """Return how a value of a field is typed."""
    return str(field.values[0]) if field.values else "..."


def _sentence(message: str, hint: str) -> str:
    return f"{message}{'; ' if hint[:1].islower() else '. '}{hint}" if hint else message
