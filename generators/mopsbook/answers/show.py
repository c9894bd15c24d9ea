"""Show one thing on a terminal: facts beside their labels, prose broken into lines, relations, findings, what changed."""

from collections.abc import Iterator, Sequence
from datetime import date

from mopsbook.answers.about import About, Related, Relation
from mopsbook.answers.since import say_since
from mopsbook.checks.cause import by_neighbour, say_sentence
from mopsbook.checks.freshness import Freshness
from mopsbook.history.sentences import summarise
from mopsbook.terminal.lines import fill, measure, pad, printable
from mopsbook.terminal.paint import paint
from mopsbook.terminal.screen import Screen

# Longer lines are hard to read, however wide the terminal is.
_WIDEST = 110
_WIDEST_LABEL = 28
_MOST_PARTS = 4
_INDENT = "  "
_STYLES = {
    "fresh": "good", "due": "warning", "changed": "warning", "suspect": "warning", "overdue": "error", "never": "warning",
}  # fmt: skip


def show(about: About, screen: Screen, today: date, since: bool = False) -> str:
    """Return all that is told, with a line end behind it; with `since` also since when each value is as it is."""
    page = _Page(screen, today, since)
    return "\n\n".join("\n".join(lines) for lines in page.paragraphs(about) if lines) + "\n"


class _Page:
    def __init__(self, screen: Screen, today: date, since: bool) -> None:
        self._since = since
        self._colour = screen.colour
        self._width = min(screen.width, _WIDEST)
        self._today = today

    def paragraphs(self, about: About) -> Iterator[list[str]]:
        entity, part = about.subject.entity, about.subject.part
        title = f"{part.title} · {entity.title}" if part else entity.title
        yield [
            paint(printable(title), "head", self._colour),
            paint(printable(f"{about.name} · {entity.path}:{about.line} · {about.page}"), "faint", self._colour),
        ]
        if about.sentence:
            yield [fill(about.sentence, self._width)]
        owner = [("Owner", about.owner.title)] if about.owner and about.owner is not entity else []
        standing = [] if part else [("Complete", self._complete(about)), ("Reviewed", self._fresh(entity.freshness))]
        told = {"Status", "Last reviewed"} if not part else set()
        status = [(label, text) for label, text in about.facts if label == "Status"] if not part else []
        facts = [(label, text) for label, text in about.facts if label not in told]
        yield self._facts([*owner, *status, *standing, *facts])
        for label, lines in about.blocks:
            yield [self._head(label), *(line for each in lines for line in self._block(each))]
        yield from self._relations("Refers to", about.refers)
        yield from self._relations("Referred to by", about.referred)
        if about.findings:
            yield [
                self._head("To mend"),
                *(line for one in about.findings for line in self._finding(one.severity, one.rule, one.remark)),
            ]
        since = say_since(about.subject, about.since) if self._since else []
        if since:
            yield [self._head("Since when"), *self._facts(since)]
        if about.changes:
            changes = [
                f"{change.commit.when.date().isoformat()}  {summarise(change, about.subject.entity.kind)} ({change.commit.subject})"
                for change in about.changes
            ]
            yield [
                self._head("What changed"),
                *(fill(one, self._width, _INDENT, _INDENT + " " * 12) for one in changes),
            ]

    def _head(self, text: str) -> str:
        return paint(text, "head", self._colour)

    def _facts(self, facts: Sequence[tuple[str, str]]) -> list[str]:
        """Return labels with their texts beside them; on a narrow terminal below them."""
        widest = min(max((measure(label) for label, _ in facts), default=0), _WIDEST_LABEL)
        lines = []
        for label, text in facts:
            name = f"{_INDENT}{pad(label, widest)}  "
            beside = " " * (len(_INDENT) + widest + 2)
            if self._width and self._width < len(beside) + _WIDEST_LABEL:
                lines += [f"{_INDENT}{label}", fill(text, self._width, _INDENT * 2)]
            elif measure(label) > widest:
                lines += [f"{_INDENT}{label}", fill(text, self._width, beside)]
            else:
                lines.append(fill(text, self._width, name, beside))
        return lines

    def _block(self, line: str) -> list[str]:
        stem = line.lstrip()
        if not stem:
            return [""]
        indent = _INDENT + " " * (len(line) - len(stem))
        hang = indent + (" " * (stem.index(" ") + 1) if stem.startswith(("- ", "* ", "+ ")) else "")
        # A table, and what is indented as code, is read by its columns.
        return (
            [f"{indent}{printable(stem)}"]
            if stem.startswith("|") or not stem
            else [fill(stem, self._width, indent, hang)]
        )

    def _relations(self, head: str, relations: Sequence[Relation]) -> Iterator[list[str]]:
        if relations:
            several = {one.words for one in relations if sum(other.words == one.words for other in relations) > 1}
            facts = [
                (f"{one.words} ({one.plural.lower()})" if one.words in several else one.words, self._others(one.others))
                for one in relations
            ]
            yield [self._head(head), *self._facts(facts)]

    def _finding(self, severity: str, rule: str, remark: str) -> list[str]:
        mark = f"{severity}[{rule}]"
        text = fill(f"{mark}: {remark}", self._width, _INDENT, _INDENT * 2)
        return [text.replace(mark, paint(mark, severity, self._colour), 1)]

    def _complete(self, about: About) -> str:
        entity = about.subject.entity
        score = f"{entity.completeness.score} %"
        labels = dict.fromkeys(gap.field.label for gap in entity.completeness.gaps)
        return f"{score}; missing: {', '.join(labels)}" if labels else score

    def _fresh(self, fresh: Freshness) -> str:
        if fresh.reviewed is None:
            return "never" if fresh.state == "never" else "not asked for"
        due = f", {'was due' if fresh.due < self._today else 'due'} {fresh.due.isoformat()}" if fresh.due else ""
        since = [say_sentence(group) for group in by_neighbour(fresh.causes)] + ["it was changed since"] * fresh.changed
        return f"{fresh.reviewed.isoformat()}{due}{'; '.join(['', *since])}"

    def _others(self, others: Sequence[Related]) -> str:
        """Return who stands in a relation. Of fifty fields a terminal shows a few, and `show` of the other one all."""
        named = []
        for one in others:
            most = _MOST_PARTS if self._width else len(one.parts)
            rest = len(one.parts) - most
            parts = [*one.parts[:most], f"and {rest} more"] if rest > 1 else one.parts
            named.append(f"{one.entity.title} ({', '.join(parts)})" if parts else one.entity.title)
        return ", ".join(named)
