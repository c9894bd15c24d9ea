"""For people at a terminal: the changes by class, each with its reason, what it touches and where it is written."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from mopsbook.catalog.entity import Key
from mopsbook.diff.change import Diff, Line, Touch
from mopsbook.diff.summary import HEADINGS, say_counts, say_since, say_touched
from mopsbook.kinds.impact import CLASSES
from mopsbook.kinds.kind import Kind
from mopsbook.terminal.lines import fill
from mopsbook.terminal.paint import paint
from mopsbook.terminal.screen import PIPE, Screen
from mopsbook.words import joined

_STYLES = {"breaking": "error", "needs-action": "warning", "informative": "info"}


def render(diff: Diff, kinds: Mapping[str, Kind], screen: Screen = PIPE) -> str:
    """Return the whole diff."""
    if not diff.lines:
        said = [f"Nothing changed: {say_since(diff)}.", *diff.notes]
        return "\n".join(fill(one, screen.width) for one in said) + "\n"
    paragraphs = [fill(f"{say_counts(diff)}; {say_since(diff)}.", screen.width)]
    for level in CLASSES:
        lines = list(diff.of_level(level))
        if lines:
            head = paint(HEADINGS[level], _STYLES[level], screen.colour)
            paragraphs.append("\n".join([head, *_tell(lines, kinds, screen)]))
    for title, said in (
        ("Example leads", [flip.sentence for flip in diff.flips]),
        ("Review by", [_reviewer(one.title, one.handle, one.because) for one in diff.reviewers]),
        ("Not compared", list(diff.notes)),
    ):
        if said:
            head = paint(title, "head", screen.colour)
            paragraphs.append("\n".join([head, *(fill(one, screen.width, "  ", "    ") for one in said)]))
    if diff.breaches:
        paragraphs.append("\n".join(_breaches(diff, screen)))
    return "\n\n".join(paragraphs) + "\n"


def _tell(lines: Sequence[Line], kinds: Mapping[str, Kind], screen: Screen) -> Iterator[str]:
    """Yield the lines of one class; what several changes of a document have in common is said once, below them."""
    said: set[tuple[Key, tuple[Touch, ...]]] = set()
    for (change, why, touched), several in groupby(lines, lambda line: (line.change, line.why, line.touched)):
        places = []
        for line in several:
            yield fill(line.sentence, screen.width, "  ", "    ")
            places.append(line.place)
        if lines[0].level == "informative" and not why:
            continue
        again = bool(touched) and (change.key, touched) in said
        said.add((change.key, touched))
        reach = "Touches the same." if again else f"Touches {say_touched(touched, kinds)}." if touched else ""
        for text in filter(None, [why, reach]):
            yield fill(text, screen.width, "    ")
        for place in places:
            yield f"    {paint(str(place), 'faint', screen.colour)}"


def _reviewer(title: str, handle: str, because: tuple[str, ...]) -> str:
    named = [*because[:3], *([f"{len(because) - 3:,} more"] if len(because) > 3 else [])]
    return f"{title}{f' ({handle})' if handle else ''}: {joined(named)}"


def _breaches(diff: Diff, screen: Screen) -> Iterator[str]:
    yield paint("Change rules that are not met", "error", screen.colour)
    for (rule, message), of_rule in groupby(diff.breaches, lambda breach: (breach.rule, breach.message)):
        yield fill(f"[{rule}] {message}", screen.width, "  ", "    ")
        for (sentence, place), missing in groupby(of_rule, lambda breach: (breach.sentence, breach.place)):
            yield fill(sentence, screen.width, "    ", "      ")
            for breach in missing:
                yield fill(f"- {breach.missing}", screen.width, "      ", "        ")
            yield f"      --> {place}"
