"""What an import did with single values, in words: what was taken, what was left out, what fits nowhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mopsbook.imports.mapping import Rules
from mopsbook.imports.mend import Mend, write_mend
from mopsbook.imports.remark import Remark
from mopsbook.words import count

# How many of a sort are named.
MOST = 12
# Somebody reads these one by one; what is more than that is a mistake of the map, not of the values.
MOST_VALUES = 50
_MOST_ROWS = 25


def report_normalised(remarks: Iterable[Remark]) -> Iterator[str]:
    """Yield what was taken for what it means: each field, each spelling, how often."""
    spelled: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    slips: dict[tuple[str, str, str, str], list[Remark]] = defaultdict(list)
    tagged: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        if remark.what == "normalised":
            spelled[remark.field][(remark.typed, remark.meant)] += 1
        elif remark.what == "html":
            tagged[remark.field].append(remark)
        elif remark.what in ("near", "taken"):
            slips[(remark.what, remark.field, remark.typed, remark.meant)].append(remark)
    for field, found in spelled.items():
        total = sum(found.values())
        yield f"{field}  ({count(total, 'value')} in {count(len(found), 'spelling')})"
        for (typed, meant), number in found.most_common():
            yield f"  {quote(typed)} -> {meant}  ({number})"
    for field, found_remarks in tagged.items():
        yield f"{field}: HTML in it is written as Markdown or words: {_rows(found_remarks)}"
    for (what, field, typed, meant), found_remarks in slips.items():
        why = "by its nearest spelling" if what == "near" else "one of several"
        yield f"{field}: {quote(typed)} -> {meant}, {why}: {_rows(found_remarks)}"


def report_dropped(remarks: Iterable[Remark]) -> Iterator[str]:
    """Yield what the map says is to be left out, the most frequent first."""
    found = Counter(
        (remark.field, remark.typed, remark.what) for remark in remarks if remark.what in ("dropped", "skipped")
    )
    by_field: dict[str, list[str]] = defaultdict(list)
    for (field, typed, _), number in found.most_common():
        by_field[field].append(f"{quote(typed)} ({number})")
    for field, words in by_field.items():
        more = f" and {len(words) - MOST} more" if len(words) > MOST else ""
        yield f"{field}: {', '.join(words[:MOST])}{more}"


def report_unplaced(remarks: Iterable[Remark], rules: Rules) -> Iterator[str]:
    """Yield what fits nowhere by its trouble, each with the way out of it that fits all its values."""
    groups: dict[tuple[str, Mend | str], dict[tuple[str, str, str], list[Remark]]]
    groups = defaultdict(lambda: defaultdict(list))
    for remark in remarks:
        if remark.what in ("unplaced", "text"):
            kind_of_trouble = remark.mend or remark.hint
            groups[(remark.field, kind_of_trouble)][(remark.typed, remark.message, remark.hint)].append(remark)
    for (field, trouble), values in groups.items():
        total = sum(len(found) for found in values.values())
        written = any(found[0].what == "text" for found in values.values())
        messages = {message for _, message, _ in values}
        # What a value is near to stands beside it; what is true of the field stands once.
        hints = list(dict.fromkeys(hint for _, _, hint in values if hint and not hint.startswith("did you mean")))
        alike = f": {next(iter(messages))}" if len(messages) == 1 else ""
        yield f"{field}: {count(total, 'value')} {'written as they are' if written else 'left out'}{alike}"
        for (typed, message, hint), found in list(values.items())[:MOST_VALUES]:
            own = f"; {hint}" if hint and hint not in hints else ""
            yield f"  {quote(typed)}: {'' if alike else message + ': '}{_rows(found)}{own}"
        if len(values) > MOST_VALUES:
            yield f"  and {len(values) - MOST_VALUES:,} other values"
        yield from (f"  -> {hint}" for hint in hints)
        if isinstance(trouble, Mend):
            yield from (f"  -> {line}" for line in write_mend(trouble, field, [typed for typed, _, _ in values], rules))


def _rows(remarks: Sequence[Remark]) -> str:
    """Return the places of one value; of very many, the first and how many more there are."""
    numbers = list(dict.fromkeys(remark.record.row for remark in remarks))
    if len(numbers) == 1:
        return remarks[0].record.place
    more = f" and {len(numbers) - _MOST_ROWS:,} more" if len(numbers) > _MOST_ROWS else ""
    return f"rows {', '.join(map(str, numbers[:_MOST_ROWS]))}{more}"


def quote(text: str) -> str:
    """Return a value as it was typed, in backquotes and on one line; of a long one, the beginning."""
    return f"`{text if len(text) <= 70 else text[:67] + '...'}`".replace("\n", " ")
