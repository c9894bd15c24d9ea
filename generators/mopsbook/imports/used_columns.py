"""Which columns a map uses, so that nothing of the source is left out without a word."""

from collections.abc import Iterator, Mapping

from mopsbook.errors import SetupError
from mopsbook.imports.items import ITEM, takes_names
from mopsbook.imports.mapping import ImportMap, Rule, Rules
from mopsbook.imports.record import ROWS, Record, Records, find_columns, look_up
from mopsbook.words import fold, listed, nearest

# More than that stands above the headings of no list.
_MOST_ABOVE = 30


def find_unmentioned(map_: ImportMap, records: Records) -> dict[str, int]:
    """Return the columns that the map neither uses nor ignores, with how many records say something in them."""
    columns = _with_named(map_, records)
    there = {_norm(column) for column in columns}
    known = {_resolve(column, there) for column in (*_used(map_), *map_.ignore)}
    left: dict[str, int] = {}
    for column, count in columns.items():
        steps = _norm(column).split(".")
        covered = any(".".join(steps[: length + 1]) in known for length in range(len(steps)))
        if not covered and not any(name.startswith(f"{_norm(column)}.") for name in known):
            left[column] = count
    return left


def find_unused(map_: ImportMap, records: Records) -> list[str]:
    """Return the columns that the map names and no record has. One that looks misspelt is a fault of the map."""
    columns = _with_named(map_, records)
    there = {_norm(column) for column in columns}
    above = {".".join(column.split(".")[: length + 1]) for column in there for length in range(column.count("."))}
    used = list(dict.fromkeys(_used(map_)))
    named = {_resolve(column, there) for column in (*used, *map_.ignore)}
    missing = [column for column in used if _resolve(column, there) not in there | above]
    free = [column for column in columns if _norm(column) not in named]
    faults = []
    for column in missing:
        # What lies above is the same; only the last step can be misspelt.
        above_it, _, last = column.rpartition(".")
        beside = {name.rpartition(".")[2]: name for name in free if _norm(name.rpartition(".")[0]) == _norm(above_it)}
        found = nearest(last, beside)
        near = beside[found] if found else None
        if near and found and fold(found)[:1] == fold(last)[:1]:
            faults.append(f"no record has a column `{column}`; did you mean `{near}`?")
    title = [column for rule in map_.rules[("title",)] for column in rule.columns]
    if not faults and records.items and title and set(title) <= set(missing):
        faults = [f"no record has a column `{column}`, of which titles are made" for column in title]
        known = f"Its columns are {listed(list(records.columns), most=40, last='and')}."
        line = _find_headings(title, records)
        hint = f"The headings seem to stand in line {line}: `records: {{skip_lines: {line - 1}}}`." if line else known
        raise SetupError("\n".join([f"the map `{map_.file}` does not fit the file `{records.file}`:", *faults]), hint)
    if faults:
        message = "\n".join([f"the map `{map_.file}` does not fit the file `{records.file}`:", *faults])
        raise SetupError(message, "Mend the map, or put the other column under `ignore`.")
    return missing if records.columns else []


def _find_headings(columns: list[str], records: Records) -> int:
    """Return the line of a CSV in which these columns stand, 0 if there is none. Above it is often a title or a blank line."""
    for record in records.items[:_MOST_ABOVE]:
        cells = " ".join(_norm(str(value)) for value in record.values.values())
        if record.line and all(_norm(column) in cells for column in columns):
            return record.line
    return 0


def _with_named(map_: ImportMap, records: Records) -> dict[str, int]:
    """Return all columns. Where a map takes the names in a group for a column, `key`, they are no columns themselves."""
    columns = dict(records.columns)
    for column in _by_name(map_.rules):
        if column == ROWS and _puts_together(map_):
            continue
        above = f"{_norm(column)}."
        columns = {name: count for name, count in columns.items() if not _norm(name).startswith(above)}
        groups = [group for group in (look_up(record.values, column) for record in records.items) if group]
        items = [item for group in groups if isinstance(group, Mapping) for item in group.values()]
        inner = find_columns(Record(0, 0, item if isinstance(item, Mapping) else {"item": item}) for item in items)
        columns |= {f"{column}.{name}": count for name, count in {"key": len(items), **inner}.items()}
    return columns


def _puts_together(map_: ImportMap) -> bool:
    """Return whether the columns of the file are those of the rows that a record was put together from."""
    return bool(map_.records.group) or map_.records.together


def _by_name(rules: Rules) -> Iterator[str]:
    for alternatives in rules.values():
        for rule in alternatives:
            if takes_names(rule):
                yield from rule.columns


def _resolve(column: str, there: set[str]) -> str:
    """Return the column that a name within an item means: one of the item, or else one of the record around it."""
    name = _norm(column)
    while name not in there and "." in name:
        tail = name.partition(".")[2]
        if tail in there:
            return tail
        name = tail
    return name if name in there else _norm(column)


def _norm(column: str) -> str:
    return column.strip().casefold()


def _used(map_: ImportMap) -> Iterator[str]:
    rows = f"{ROWS}." if _puts_together(map_) else ""
    yield from map_.key
    for condition in (map_.records.only, map_.records.skip):
        yield from condition.columns if condition else ()
    yield from map_.records.group
    yield from map_.records.fill_down
    for column in _of_rules(map_.rules, ""):
        # `rows` is made by grouping; what is used of it are columns of the file.
        if not rows or column != ROWS:
            yield column.removeprefix(rows) if rows else column


def _of_rules(rules: Rules, above: str) -> Iterator[str]:
    for alternatives in rules.values():
        for rule in alternatives:
            yield from _of_rule(rule, above)


def _of_rule(rule: Rule, above: str) -> Iterator[str]:
    groups = set(rule.find.groupindex) | {ITEM} if rule.find else {ITEM}
    all_inner = [] if rule.each is None else list(_of_rules(rule.each, ""))
    inner_columns = [column for column in all_inner if column not in groups]
    for column in rule.columns:
        if column == ITEM and inner_columns:
            yield from (above + inner for inner in inner_columns)
            continue
        # Of a list of groups only what is used of them counts; of a list of words, the column as a whole.
        if not inner_columns or rule.split or rule.find or (ITEM in all_inner and not takes_names(rule)):
            yield above + column
        yield from (f"{above}{column}.{inner}" for inner in inner_columns)
    for text in rule.texts:
        for column in text.columns:
            yield above + column
    for column in rule.when.columns if rule.when else ():
        yield above + column
    if rule.create is not None:
        yield from _of_rules(rule.create, "")
