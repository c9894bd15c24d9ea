"""Mend: the line of a map by which a value would find its place, ready to be copied."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from mopsbook.editing.write_yaml import write_flow, write_scalar
from mopsbook.imports.dates import find_forms, find_readable
from mopsbook.imports.mapping import Rule, Rules, split_path
from mopsbook.words import listed

# So many values stand in a line; what is left is counted.
_MOST = 5


class Mend(Struct, frozen=True):
    """Which word of a map would help: date, values, reference, decimal, slug, split or take, or a rule for a field that is lacking.

    `options` are the values allowed, the kind that is referred to, what stands between several values in one, or the path of the
    field that is lacking; `shape` is how a list would stand there.
    """

    word: str
    options: tuple[str, ...] = ()
    shape: str = ""


def write_mend(mend: Mend, field: str, typed: Sequence[str], rules: Rules) -> list[str]:
    """Return what to do, in sentences with lines of a map. `typed` are all values of the field that this would mend."""
    values = list(dict.fromkeys(typed))

    def line(words: Mapping[str, object]) -> str:
        return _line(field, words, rules)

    meant = line({"values": dict.fromkeys(values[:_MOST], "...")})
    more = f" and so on for the other {len(values) - _MOST}" if len(values) > _MOST else ""
    if mend.word == "date":
        readable = find_readable(values)
        ways = find_forms(readable)
        rest = [value for value in values if value not in readable]
        also = (
            [f"No date: {listed(rest, 5, 'and')}. Mend that in the source, or name it under `missing`."] if rest else []
        )
        if not ways:
            return [f"Say how dates are written, as in {line({'date': 'DD.MM.YYYY'})}."]
        said = [form for rule in rules.get(split_path(field), ()) for form in rule.dates]
        ways = [[*said, *way] for way in ways]
        lines = [line({"date": way[0] if len(way) == 1 else way}) for way in ways]
        if len(lines) > 1:
            return [f"Days and months could be either here. Say which: {', or '.join(lines)}.", *also]
        return [f"Say how dates are written: {lines[0]}.", *also]
    if mend.word == "values":
        which = f", with one of {listed(mend.options, most=40)} for each `...`" if mend.options else ""
        return [f"Say what is meant: {meant}{more}{which}."]
    if mend.word == "reference":
        one = "each of them" if len(values) > 1 else "it"
        # A column of owners may hold people, who leave; the book knows what they answer for as roles.
        unless = f", unless {one if one == 'it' else 'they'} {'is a person' if one == 'it' else 'are people'}"
        return [
            f"Say which one is meant, by its id: {meant}{more}.",
            f"Or have the import make {one}{unless if 'role' in mend.options else ''}: {line({'create': True})}.",
        ]
    if mend.word == "split":
        sign = mend.options[0]
        return [f"Have them taken apart: {line({'split': [sign]})}."]
    if mend.word == "slug":
        return [f"Have {'them' if len(values) > 1 else 'it'} written so: {line({'as': 'slug'})}."]
    if mend.word == "lacking":
        return [_fill(mend.options, rules, mend.shape)]
    if mend.word == "decimal":
        lines = [line({"decimal": sign}) for sign in (",", ".")]
        return [f"Say what stands before decimals: {', or '.join(lines)}."]
    return [f"Say which one counts: {line({'take': 'first'})}, or `last`."]


def _fill(path: tuple[str, ...], rules: Rules, shape: str = "") -> str:
    """Return by which rule a field is filled, where others of its group are and it is not."""
    name, found = ".".join(path), rules
    for length in range(1, len(path)):
        inner = next((rule.each for rule in found.get(path[:length], ()) if rule.each is not None), None)
        if inner is not None:
            # What the items of a list are made of stands in the `each` of the list, by names of its own.
            more = _fill(path[length:], inner, shape)
            return (
                more
                if "`each`" in more
                else f"In the `each` of `{'.'.join(path[:length])}`: {more[0].lower()}{more[1:]}"
            )
    if shape:
        return f"`{name}` holds a list, which no cell says: write it in the map, as in `{name}: {{always: {shape}}}`."
    if path in found:
        return f'Where the rule of `{name}` says nothing, give it another: `{name}: [..., {{always: "..."}}]`.'
    return f'Name the column it stands in, `{name}: "..."`, or say the same for all: `{name}: {{always: "..."}}`.'


def _line(field: str, words: Mapping[str, object], rules: Rules) -> str:
    """Return the whole rule where it is no more than the name of a column, else what to add to it."""
    alternatives = rules.get(split_path(field), ())
    rule = alternatives[0] if len(alternatives) == 1 else None
    if rule is not None and len(rule.columns) == 1 and rule == Rule(columns=rule.columns):
        return f"`{write_scalar(field)}: {write_flow({'from': rule.columns[0], **words})}`"
    return f"`{write_flow(words)[1:-1]}` in the rule of `{field}`"
