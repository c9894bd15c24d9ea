"""Give a complaint its place: where in its file it is said, what about, and the line that is shown with it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mopsbook.checks.finding import Complaint, Finding
from mopsbook.checks.subject import name_document, name_part
from mopsbook.documents.document import Trouble
from mopsbook.reading.places import Place
from mopsbook.words import count


def find_places(items: Iterable[Complaint | Trouble], rule: str, severity: str, dimension: str) -> list[Finding]:
    """Return what a rule yielded as findings, in its order."""
    return [_found(item, others, rule, severity, dimension) for item, others in _once(items)]


def _once(items: Iterable[Complaint | Trouble]) -> list[tuple[Complaint | Trouble, int]]:
    """Return each item once, with how many others say the same of a value that a file says once for many documents."""
    firsts: dict[object, Complaint | Trouble] = {}
    others: Counter[object] = Counter()
    for item in items:
        place: object = id(item)
        if isinstance(item, Complaint) and item.pointer and item.pointer[0] in item.document.inherited:
            place = (item.document.path, item.pointer, item.message, item.hint)
        others[place] += place in firsts
        # Every item is kept here, so no two of them have the same id().
        firsts.setdefault(place, item)
    return [(item, others[place]) for place, item in firsts.items()]


def _found(item: Complaint | Trouble, others: int, rule: str, severity: str, dimension: str) -> Finding:
    if isinstance(item, Trouble):
        problem = item.problem
        end = problem.end_column or problem.column + 1
        return Finding(
            item.path, problem.line, problem.column, end, rule, severity, _on_one_line(problem.message),
            _on_one_line(problem.hint), _line(item.source, problem.line), dimension=dimension,
        )  # fmt: skip
    document, pointer = item.document, item.document.in_file(item.pointer)
    places = document.source.places
    # What concerns a whole document is said at its id, which names it.
    if not item.pointer:
        place = places.value((*document.base, "id"))
    else:
        place = places.key(pointer) if item.on_key else places.value(pointer)
    if item.within:
        place = _narrow(place, item, document.source.lines)
    line = _line(document.source, place.line)
    end = place.end_column if place.end_line == place.line else len(line) + 1
    also = f" and {count(others, 'other')} in this file" if others else ""
    return Finding(
        document.path, place.line, place.column, max(end, place.column + 1), rule, severity, _on_one_line(item.message),
        _on_one_line(item.hint), line, document.kind.name, document.id,
        _on_one_line(f"{name_document(document)}{also}"),
        _on_one_line(name_part(document, item.pointer)), dimension,
    )  # fmt: skip


# More than anybody reads of one finding, and less than fills a log.
_LONGEST = 1_500


def _narrow(place: Place, item: Complaint, lines: Sequence[str]) -> Place:
    """Return where in a value the words of a complaint stand; the whole value if it is written in another way."""
    written = list(lines[place.line - 1 : place.end_line])
    if not written:
        return place
    written[-1] = written[-1][: place.end_column - 1] if place.end_line <= len(lines) else written[-1]
    written[0] = " " * (place.column - 1) + written[0][place.column - 1 :]
    text, value = "\n".join(written), str(item.document.get(item.pointer))
    # However the lines are broken, the words come as often and in the same order.
    words = re.compile(r"\s+".join(map(re.escape, item.within.split())))
    spots = [match.span() for match in words.finditer(text)]
    number = sum(match.start() < item.begin for match in words.finditer(value))
    if len(spots) != len(words.findall(value)) or number >= len(spots):
        return place
    (line, column), (end_line, end_column) = (_position(text, offset) for offset in spots[number])
    return Place(place.line + line, column, place.line + end_line, end_column)


def _position(text: str, offset: int) -> tuple[int, int]:
    """Return the lines before an offset, and its column from 1."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def _on_one_line(text: str) -> str:
    """Return the text on one line of bearable length: what stands in a file must not steer a terminal.

    Characters that cannot be seen are shown as their number, or the message would speak of what nobody finds.
    """
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}..."
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    return char if char.isprintable() else " " if char in "\t\r\n" else f"\\u{ord(char):04x}"


def _line(source: object, line: int) -> str:
    lines = getattr(source, "lines", [])
    return lines[line - 1] if 0 < line <= len(lines) else ""
