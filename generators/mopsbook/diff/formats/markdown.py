"""For a pull request: short first, one line for what is breaking or needs action; complete below, folded; within what GitHub takes."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from mopsbook.diff.change import Change, Diff, Line, Touch
from mopsbook.diff.summary import HEADINGS, say_affected, say_counts, say_since, say_touched
from mopsbook.kinds.impact import CLASSES
from mopsbook.kinds.kind import Kind
from mopsbook.markdown_text import code, escape, fold, keep_within, with_code
from mopsbook.terminal.screen import PIPE, Screen
from mopsbook.words import joined

# A note is read at a glance; what is more stands folded below.
_AT_A_GLANCE = 12
_REVIEWERS = 8
_LEADS = 5
# Not by colour alone: each sign has another form.
_SIGNS = {"breaking": "⛔", "needs-action": "⚠️", "informative": "ℹ️"}


def render(diff: Diff, kinds: Mapping[str, Kind], screen: Screen = PIPE) -> str:
    """Return the note, at most 65,536 characters, and what was cut, if anything was."""
    head = f"### {escape(say_counts(diff) or 'Nothing changed')}\n\n{escape(_capital(say_since(diff)))}."
    notes = "\n".join(f"> {escape(note)}" for note in diff.notes)
    parts = [("\n\n".join(filter(None, [head, *_first(diff, kinds), notes])), "the summary")]
    if len(diff.flips) > sum(flip.flips for flip in diff.flips[:_LEADS]):
        parts.append((_flips(diff), "the example leads"))
    # A kind that a team has given up stands last.
    for kind in dict.fromkeys([*kinds, *(change.kind for change in diff.changes)]):
        changes = [change for change in diff.changes if change.kind == kind]
        if changes:
            plural = kinds[kind].plural if kind in kinds else kind
            body = "\n\n".join(_tell(change, kinds) for change in changes)
            parts += _split(f"{escape(plural)} ({len(changes):,})", body, f"{plural.lower()} ({len(changes):,})")
    return keep_within(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first(diff: Diff, kinds: Mapping[str, Kind]) -> Iterator[str]:
    if diff.breaches:
        yield "\n".join(["**Change rules that are not met**", "", *(_breach(diff))])
    for level in CLASSES[:2]:
        lines = list(diff.of_level(level))
        if lines:
            told = [
                f"- {_SIGNS[level]} {escape(line.sentence)}{_affects(line, kinds)}" for line in lines[:_AT_A_GLANCE]
            ]
            more = len(lines) - _AT_A_GLANCE
            told += [f"- and {more:,} more, below"] if more > 0 else []
            yield "\n".join([f"**{HEADINGS[level]}**", "", *told])
    flipped = [flip for flip in diff.flips if flip.flips]
    if flipped:
        told = [f"- {escape(flip.sentence)}" for flip in flipped[:_LEADS]]
        told += [f"- and {len(flipped) - _LEADS:,} more, below"] if len(flipped) > _LEADS else []
        yield "\n".join(["**Example leads**", "", *told])
    if diff.reviewers:
        # Named, and not notified: whether to ask them is for people, or for CODEOWNERS.
        named = [
            escape(one.title) + (f" ({code(one.handle)})" if one.handle else "") for one in diff.reviewers[:_REVIEWERS]
        ]
        more = len(diff.reviewers) - _REVIEWERS
        yield f"**Review by** {joined([*named, *([f'{more:,} more'] if more > 0 else [])])}"


def _affects(line: Line, kinds: Mapping[str, Kind]) -> str:
    affected = say_affected(line.touched, kinds)
    return f" ({escape(affected)} affected)" if affected else ""


def _breach(diff: Diff) -> Iterator[str]:
    shown = diff.breaches[:_AT_A_GLANCE]
    for (_, message), of_rule in groupby(shown, lambda breach: (breach.rule, breach.message)):
        yield f"- {escape(message)}"
        for (sentence, place), several in groupby(of_rule, lambda breach: (breach.sentence, breach.place)):
            missing = "; ".join(with_code(breach.missing) for breach in several)
            yield f"  - {escape(sentence)}: {missing} ({code(str(place))})"
    more = len(diff.breaches) - _AT_A_GLANCE
    if more > 0:
        yield f"- and {more:,} more"


def _flips(diff: Diff) -> str:
    body = "\n".join(f"- {escape(flip.sentence)}" for flip in diff.flips)
    return fold(f"Example leads ({len(diff.flips):,})", body)


def _tell(change: Change, kinds: Mapping[str, Kind]) -> str:
    lines = [f"**{escape(change.title)}** {code(change.place.path)}", ""]
    said: set[tuple[Touch, ...]] = set()
    for (why, touched), several in groupby(change.lines, lambda line: (line.why, line.touched)):
        for line in several:
            lines.append(f"- {_SIGNS[line.level]} {escape(line.edit.words if line.edit else line.sentence)}")
        reach = "Touches the same." if touched in said else f"Touches {say_touched(touched, kinds)}." if touched else ""
        said |= {touched} if touched else set()
        if why or reach:
            # What several lines have in common stands below the last of them.
            lines.append(f"  <br>{escape(' '.join(filter(None, [why, reach])))}")
    return "\n".join(lines)


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
