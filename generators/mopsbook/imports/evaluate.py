"""Work through the rules of a map for one record: columns in, fields out, a remark for all that had to give."""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mopsbook.editing.ids import slug
from mopsbook.imports.check_map import find_below
from mopsbook.imports.conditions import holds, is_empty_cell, says_nothing
from mopsbook.imports.convert import Unfit, convert, tidy
from mopsbook.imports.from_html import has_html, to_markdown, to_words
from mopsbook.imports.items import ITEM, Inner, find_item, find_items
from mopsbook.imports.mapping import Path, Rule, Rules
from mopsbook.imports.mend import Mend
from mopsbook.imports.names import LONGEST_NAME, Names
from mopsbook.imports.normalise import Match, Table, as_text, own_table
from mopsbook.imports.record import Record, Row, look_in_rows, look_up
from mopsbook.imports.remark import Remark, What
from mopsbook.imports.templates import find_group, render
from mopsbook.kinds.field import Field
from mopsbook.words import listed

Finder = Callable[[Path], Field | None]
FindInKind = Callable[[str, Path], Field | None]

_OTHERWISE: Mapping[str, What] = {"report": "unplaced", "skip": "skipped", "text": "text"}


class Evaluator:
    """The rules at work on one record.

    `inner` are the columns within nested ones, in all records. `texts` are the fields in which a value stands
    although it does not fit. `rows` are the groups that were made of a row each, where rows are one record.
    """

    def __init__(
        self, record: Record, names: Names, missing: frozenset[str], find_in_kind: FindInKind, inner: Inner
    ) -> None:
        self.inner = inner
        self.record = record
        self.names = names
        self.missing = missing
        self.find_in_kind = find_in_kind
        self.remarks: list[Remark] = []
        self.texts: set[str] = set()
        self.rows: list[tuple[dict[str, Any], Record]] = []
        self.made: dict[str, Any] = {}

    def fill(self, rules: Rules, find: Finder, values: Mapping[str, Any], above: str = "") -> dict[str, Any]:
        """Return the fields that the rules make of the columns, nested where their paths are.

        `above` is the field that they stand in, with a dot behind it.
        """
        made: dict[str, Any] = {}
        if not self.made:
            # What a field shall say alike is looked up in the record's own fields, which are the outermost ones.
            self.made = made
        # A field that says the same as another one comes after it.
        for path, alternatives in sorted(rules.items(), key=lambda item: any(rule.same for rule in item[1])):
            field = find(path)
            value = self._value(alternatives, field, values, above + ".".join(path)) if field else None
            if value is None:
                continue
            node = made
            for step in path[:-1]:
                node = node.setdefault(step, {})
            node[path[-1]] = value
        return made

    def _value(self, alternatives: tuple[Rule, ...], field: Field, values: Mapping[str, Any], name: str) -> Any:
        many: list[Any] = []
        for rule in alternatives:
            found = [item for item in self._results(rule, field, values, name) if item not in (None, "", {}, [])]
            if field.many:
                # A word said twice says no more; of groups that are alike, each may be meant.
                for item in found:
                    many += [item] if isinstance(item, dict) or item not in many else []
            elif len(found) > 1 and any(item != found[0] for item in found):
                return self._take(rule, found, name)
            elif found:
                return found[0]
        if len(many) == 1 and "string" in field.types:
            return many[0]
        return many or None

    def _take(self, rule: Rule, found: list[Any], name: str) -> Any:
        typed = ", ".join(map(as_text, found))
        if not rule.take:
            self._cannot(rule, name, typed, f"it names {len(found)}, and the field takes one", mend=Mend("take"))
            return None
        taken = found[0 if rule.take == "first" else -1]
        self._note("taken", name, typed, as_text(taken))
        return taken

    def _results(self, rule: Rule, field: Field, values: Mapping[str, Any], name: str) -> Iterator[Any]:
        if rule.when and not holds(rule.when, values):
            return
        if rule.same:
            value = look_up(self.made, rule.same)
            yield from value if isinstance(value, list) else [value]
            return
        if rule.always is not None:
            for value in rule.always if isinstance(rule.always, list) and field.many else [rule.always]:
                yield from [value] if rule.create is None else self._meaning(value, rule, field, name)
            return
        group = find_group(rule.texts, values)
        if group:
            hint = f"Name what is in it, as in `{{{group}.inner}}`."
            self._cannot(rule, name, "{...}", f"`{group}` is a group of values, and a text wants words", hint)
            return
        for raw in self._raw(rule, field, values):
            if isinstance(raw, Mapping):
                yield from self._group(raw, rule, field, values, name)
            elif not self._is_missing(raw, rule, field):
                for piece in self._pieces(raw, rule, field, values, name):
                    if isinstance(piece, dict):
                        yield piece
                    elif not self._is_missing(piece, rule, field):
                        yield from self._meaning(piece, rule, field, name)

    def _raw(self, rule: Rule, field: Field, values: Mapping[str, Any]) -> list[Any]:
        if rule.texts:
            paragraphs = [render(text, values, self.missing) for text in rule.texts]
            said = [paragraph for paragraph in paragraphs if paragraph]
            return ["\n\n".join(said)] if said else []
        for column in rule.columns:
            value = find_item(values) if column == ITEM and rule.each else look_in_rows(values, column)
            if not isinstance(value, Mapping) and self._is_missing(value, rule, field):
                continue
            return value if isinstance(value, list) else [value]
        return []

    def _is_missing(self, value: Any, rule: Rule, field: Field) -> bool:
        if value is None or (isinstance(value, str) and not value.strip()):
            return True
        if not isinstance(value, (list, Mapping)) and (
            _known(rule.values, value) or _known(own_table(field.values), value)
        ):
            # A word that means something here is no placeholder, even if it is one elsewhere: "pending", "unknown".
            return False
        if rule.missing is None and field.verbatim and field.path == ("title",):
            # A glossary may explain what TBD stands for.
            return says_nothing(value, self.missing)
        return (rule.missing is None and is_empty_cell(value, field)) or says_nothing(value, rule.missing, self.missing)

    def _group(
        self, raw: Mapping[str, Any], rule: Rule, field: Field, values: Mapping[str, Any], name: str
    ) -> Iterator[Any]:
        if rule.each is not None:
            for item in find_items(raw, rule, values, self.inner):
                # Of rows that are one record, each has a place of its own.
                self.record, whole = raw.record if isinstance(raw, Row) else self.record, self.record
                made = self.fill(rule.each, lambda path: find_below(field, path), item, f"{name}.")
                self.record = whole
                if isinstance(raw, Row):
                    self.rows.append((made, raw.record))
                yield made
        elif field.children:
            yield dict(raw)
        else:
            hint = "Name what is in it, as in `column.inner`, or use `each`."
            self._cannot(rule, name, "{...}", "it is a group of values, and the field wants one", hint)

    def _pieces(self, raw: Any, rule: Rule, field: Field, values: Mapping[str, Any], name: str) -> Iterator[Any]:
        if not isinstance(raw, str):
            yield from self._item(raw, {}, rule, field, values, name)
            return
        text = tidy(raw, lines=True)
        for pattern, instead in rule.replace:
            text = pattern.sub(instead, text).strip()
        for part in rule.split.split(text) if rule.split else [text]:
            piece = (part or "").strip()
            if rule.find is None:
                yield from self._item(piece, {}, rule, field, values, name)
                continue
            matches = [match for match in rule.find.finditer(piece) if match.group()]
            for match in matches:
                # A part of the pattern that may be left out counts as an empty column.
                groups = [group for group in match.groups() if group]
                counts = (groups[0] if groups else match.group()).strip()
                yield from self._item(counts, match.groupdict(), rule, field, values, name)
            if not matches and not self._is_missing(piece, rule, field):
                hint = "Widen the expression, or mend the value in the source."
                self._cannot(rule, name, piece, "nothing in it is what `find` looks for", hint)

    def _item(
        self, piece: Any, groups: Mapping[str, Any], rule: Rule, field: Field, values: Mapping[str, Any], name: str
    ) -> Iterator[Any]:
        if rule.each is None:
            yield piece
        elif piece != "":
            inner = ChainMap({**groups, ITEM: piece}, dict(values))
            yield self.fill(rule.each, lambda path: find_below(field, path), inner, f"{name}.")

    def _meaning(self, typed: Any, rule: Rule, field: Field, name: str) -> Iterator[Any]:
        match = self._match(typed, rule, field)
        if match is None and isinstance(typed, str) and not field.verbatim and has_html(typed):
            self._note("html", name, typed)
            typed = to_markdown(typed) if field.prose else to_words(typed)
            match = self._match(typed, rule, field)
        if match is not None:
            if match.value is None:
                self._note("dropped", name, as_text(typed))
                return
            meant = match.value if isinstance(match.value, list) else [match.value]
            words = ", ".join(map(as_text, meant))
            if words != as_text(typed):
                self._note("near" if match.how == "near" else "normalised", name, as_text(typed), words)
        else:
            meant = [typed]
        refs = [ref for ref in rule.refs or (() if field.or_text else field.refs) if "." not in ref]
        for value in meant:
            if refs and isinstance(value, str):
                yield from self._refer(refs, value, rule, name)
            elif field.values and match is None:
                options = tuple(map(as_text, field.values))
                message = f"it is none of the values of `{field.name}`"
                yield from self._cannot(rule, name, as_text(typed), message, mend=Mend("values", options))
            elif rule.slug:
                yield slug(as_text(value))
            elif match is not None and not isinstance(value, str):
                yield value
            else:
                yield from self._convert(value, rule, field, name)

    def _match(self, typed: Any, rule: Rule, field: Field) -> Match | None:
        """Return what the map's table or the field's own values make of it, the certain before the near."""
        own = own_table(field.values, tuple(field.value_labels.items()))
        tables = [table for table in (rule.values, own) if table]
        for near in (False, True) if rule.near else (False,):
            for table in tables:
                match = table.find(typed, near)
                if match is not None:
                    return match
        return None

    def _convert(self, value: Any, rule: Rule, field: Field, name: str) -> Iterator[Any]:
        try:
            meant = convert(value, field, rule.dates, rule.decimal)
        except Unfit as unfit:
            yield from self._cannot(rule, name, as_text(value), unfit.message, unfit.hint, unfit.mend)
            return
        if isinstance(value, str) and not isinstance(meant, str) and as_text(meant) != value:
            self._note("normalised", name, value, as_text(meant))
        yield meant

    def _refer(self, kinds: list[str], text: str, rule: Rule, name: str) -> Iterator[Any]:
        text = tidy(text, lines=False)
        wanted = list(self.names.kinds) if "any" in kinds else kinds
        found = self.names.find(wanted, text)
        if len(found) > 1:
            yield from self._cannot(rule, name, text, f"it may mean {listed(found)}", mend=Mend("values"))
        elif found:
            self._learn(wanted, text, rule)
            yield found[0]
        elif rule.create is not None and len(text) <= LONGEST_NAME:
            made = self.names.create(wanted[0], text)
            self._learn(wanted, text, rule)
            yield made.id
        else:
            message, mend = f"no {' or '.join(wanted)} is called so", Mend("reference", (wanted[0],))
            yield from self._cannot(rule, name, text, message, self.names.suggest(wanted, text), mend)

    def _learn(self, kinds: list[str], text: str, rule: Rule) -> None:
        """Gather what this record says of a document that is being created."""
        made = self.names.created(kinds, text)
        if made is None or rule.create is None or self.record.row in made.rows:
            return
        made.rows.append(self.record.row)
        inner = Evaluator(self.record, self.names, self.missing, self.find_in_kind, self.inner)
        for path, alternatives in rule.create.items():
            known = inner.fill(
                {path: alternatives}, lambda path: self.find_in_kind(made.kind, path), self.record.values
            )
            value: Any = known
            for step in path:
                value = value.get(step) if isinstance(value, Mapping) else None
            if value is not None:
                made.said.setdefault(path, []).append(value)

    def _cannot(
        self, rule: Rule, name: str, typed: str, message: str, hint: str = "", mend: Mend | None = None
    ) -> Iterator[Any]:
        what = _OTHERWISE[rule.otherwise]
        self.remarks.append(Remark(what, self.record, name, typed, "", message, hint, mend))
        if what == "text":
            self.texts.add(name.partition(".")[0])
            return iter([tidy(typed, lines=False)])
        return iter(())

    def _note(self, what: What, name: str, typed: str, meant: str = "") -> None:
        self.remarks.append(Remark(what, self.record, name, typed, meant))


def _known(table: Table | None, value: Any) -> bool:
    return table is not None and table.find(value) is not None
