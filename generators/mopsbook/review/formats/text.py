"""For people at a terminal: the changes by class, each with its reason, what it touches and where it is written."""

from collections.abc import Iterator, Mapping

from mopsbook.kinds.impact import CLASSES
from mopsbook.kinds.kind import Kind
from mopsbook.review.change import Line, Review
from mopsbook.review.summary import HEADINGS, join, say_counts, say_since, say_touched
from mopsbook.terminal.lines import fill
from mopsbook.terminal.paint import paint
from mopsbook.terminal.screen import PIPE, Screen

_STYLES = {"breaking": "error", "needs-action": "warning", "informative": "info"}


def render(review: Review, kinds: Mapping[str, Kind], screen: Screen = PIPE) -> str:
    """Return the whole review."""
    if not review.lines:
        said = [f"Nothing changed: {say_since(review)}.", *review.notes]
        return "\n".join(fill(one, screen.width) for one in said) + "\n"
    paragraphs = [fill(f"{say_counts(review)}; {say_since(review)}.", screen.width)]
    for level in CLASSES:
        lines = list(review.of_level(level))
        if lines:
            head = paint(HEADINGS[level], _STYLES[level], screen.colour)
            paragraphs.append("\n".join([head, *(text for line in lines for text in _tell(line, kinds, screen))]))
    for title, said in (
        ("Example leads", [flip.sentence for flip in review.flips]),
        ("Review by", [_reviewer(one.title, one.handle, one.because) for one in review.reviewers]),
        ("Not compared", list(review.notes)),
    ):
        if said:
            head = paint(title, "head", screen.colour)
            paragraphs.append("\n".join([head, *(fill(one, screen.width, "  ", "    ") for one in said)]))
    if review.breaches:
        paragraphs.append("\n".join(_breaches(review, screen)))
    return "\n\n".join(paragraphs) + "\n"


def _tell(line: Line, kinds: Mapping[str, Kind], screen: Screen) -> Iterator[str]:
    yield fill(line.sentence, screen.width, "  ", "    ")
    touched = say_touched(line.touched, kinds)
    beside = [line.why, f"Touches {touched}." if touched else ""]
    if line.level != "informative" or line.why:
        for text in filter(None, beside):
            yield fill(text, screen.width, "    ")
        yield f"    {paint(str(line.place), 'faint', screen.colour)}"


def _reviewer(title: str, handle: str, because: tuple[str, ...]) -> str:
    named = [*because[:3], *([f"{len(because) - 3:,} more"] if len(because) > 3 else [])]
    return f"{title}{f' ({handle})' if handle else ''}: {join(named)}"


def _breaches(review: Review, screen: Screen) -> Iterator[str]:
    yield paint("Change rules that are not met", "error", screen.colour)
    for breach in review.breaches:
        yield fill(f"[{breach.rule}] {breach.message}", screen.width, "  ", "    ")
        yield fill(f"{breach.sentence}: {breach.missing}", screen.width, "    ")
        yield f"    --> {breach.place}"
