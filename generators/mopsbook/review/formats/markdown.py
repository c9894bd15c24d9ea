"""For a pull request: short first, one line for what is breaking or needs action; complete below, folded; within what GitHub takes."""

from collections.abc import Iterator, Mapping

from mopsbook.kinds.impact import CLASSES
from mopsbook.kinds.kind import Kind
from mopsbook.markdown_text import code, escape, fold, keep_within
from mopsbook.review.change import Change, Line, Review
from mopsbook.review.summary import HEADINGS, join, say_affected, say_counts, say_since, say_touched
from mopsbook.terminal.screen import PIPE, Screen

# A note is read at a glance; what is more stands folded below.
_AT_A_GLANCE = 12
_REVIEWERS = 8
_LEADS = 5
# Not by colour alone: each sign has another form.
_SIGNS = {"breaking": "⛔", "needs-action": "⚠️", "informative": "ℹ️"}


def render(review: Review, kinds: Mapping[str, Kind], screen: Screen = PIPE) -> str:
    """Return the note, at most 65,536 characters, and what was cut, if anything was."""
    head = f"### {escape(say_counts(review) or 'Nothing changed')}\n\n{escape(_capital(say_since(review)))}."
    notes = "\n".join(f"> {escape(note)}" for note in review.notes)
    parts = [("\n\n".join(filter(None, [head, *_first(review, kinds), notes])), "the summary")]
    if len(review.flips) > sum(flip.flips for flip in review.flips[:_LEADS]):
        parts.append((_flips(review), "the example leads"))
    # A kind that a team has given up stands last.
    for kind in dict.fromkeys([*kinds, *(change.kind for change in review.changes)]):
        changes = [change for change in review.changes if change.kind == kind]
        if changes:
            plural = kinds[kind].plural if kind in kinds else kind
            body = "\n\n".join(_tell(change, kinds) for change in changes)
            parts += _split(f"{escape(plural)} ({len(changes):,})", body, f"{plural.lower()} ({len(changes):,})")
    return keep_within(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first(review: Review, kinds: Mapping[str, Kind]) -> Iterator[str]:
    if review.breaches:
        yield "\n".join(["**Change rules that are not met**", "", *(_breach(review))])
    for level in CLASSES[:2]:
        lines = list(review.of_level(level))
        if lines:
            told = [
                f"- {_SIGNS[level]} {escape(line.sentence)}{_affects(line, kinds)}" for line in lines[:_AT_A_GLANCE]
            ]
            more = len(lines) - _AT_A_GLANCE
            told += [f"- and {more:,} more, below"] if more > 0 else []
            yield "\n".join([f"**{HEADINGS[level]}**", "", *told])
    flipped = [flip for flip in review.flips if flip.flips]
    if flipped:
        told = [f"- {escape(flip.sentence)}" for flip in flipped[:_LEADS]]
        told += [f"- and {len(flipped) - _LEADS:,} more, below"] if len(flipped) > _LEADS else []
        yield "\n".join(["**Example leads**", "", *told])
    if review.reviewers:
        # Named, and not notified: whether to ask them is for people, or for CODEOWNERS.
        named = [
            escape(one.title) + (f" ({code(one.handle)})" if one.handle else "")
            for one in review.reviewers[:_REVIEWERS]
        ]
        more = len(review.reviewers) - _REVIEWERS
        yield f"**Review by** {join([*named, *([f'{more:,} more'] if more > 0 else [])])}"


def _affects(line: Line, kinds: Mapping[str, Kind]) -> str:
    affected = say_affected(line.touched, kinds)
    return f" ({escape(affected)} affected)" if affected else ""


def _breach(review: Review) -> Iterator[str]:
    for one in review.breaches[:_AT_A_GLANCE]:
        yield f"- {escape(one.message)} {escape(one.sentence)}: {escape(one.missing)} ({code(str(one.place))})"
    more = len(review.breaches) - _AT_A_GLANCE
    if more > 0:
        yield f"- and {more:,} more"


def _flips(review: Review) -> str:
    body = "\n".join(f"- {escape(flip.sentence)}" for flip in review.flips)
    return fold(f"Example leads ({len(review.flips):,})", body)


def _tell(change: Change, kinds: Mapping[str, Kind]) -> str:
    lines = [f"**{escape(change.title)}** {code(change.place.path)}", ""]
    for line in change.lines:
        lines.append(f"- {_SIGNS[line.level]} {escape(line.edit.words if line.edit else line.sentence)}")
        lines += [f"  {text}" for text in _beside(line, kinds)]
    return "\n".join(lines)


def _beside(line: Line, kinds: Mapping[str, Kind]) -> Iterator[str]:
    touched = say_touched(line.touched, kinds)
    if line.why or touched:
        yield f"<br>{escape(' '.join(filter(None, [line.why, f'Touches {touched}.' if touched else ''])))}"


def _split(summary: str, body: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield one folded part; several of a kind with very many changes, so that not all of them are cut."""
    pieces: list[str] = [""]
    for paragraph in body.split("\n\n**"):
        text = paragraph if paragraph.startswith("**") else f"**{paragraph}"
        if pieces[-1] and len(pieces[-1]) + len(text) > 12_000:
            pieces.append("")
        pieces[-1] += f"{text}\n\n"
    for number, piece in enumerate(pieces, 1):
        of = f", {number} of {len(pieces)}" if len(pieces) > 1 else ""
        yield fold(f"{summary}{of}", piece), f"{name}{of}"
