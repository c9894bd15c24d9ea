"""Does a term hold? Yes, no, or nobody can say.

The third answer keeps one mistake from giving two findings: a reference that leads nowhere, or a value that a schema
took out, is reported by the rules that look for it, and no rule of a team's own draws conclusions from it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from mopsbook.checks.own.links import Item, Links, is_spoilt
from mopsbook.checks.own.terms import Both, Count, Either, Look, Names, Node, Not, Path, Present, Term, Unsure, Value
from mopsbook.documents.document import Pointer

Verdict = bool | None


class Judge:
    """Decides terms. What was decided of a document is kept, so that rules stay quick where many roads lead to one."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self._kept: dict[tuple[Term, int, Pointer], Verdict] = {}

    def verdict(self, term: Term, node: Node) -> Verdict:
        """Return whether the term holds for the node."""
        # By type, in a table: a check of a large book comes here a hundred thousand times.
        return _JUDGES[type(term)](self, term, node)

    def of_item(self, term: Term, item: Item) -> Verdict:
        """Return whether the term holds for an item, kept for the next who asks."""
        node = item.node
        if node is None:
            return None
        if not item.is_document:
            return self.verdict(term, node)
        key = (term, id(node.document), node.pointer)
        if key not in self._kept:
            self._kept[key] = self.verdict(term, node)
        return self._kept[key]

    def considered(self, term: Look | Count, node: Node) -> tuple[list[tuple[Item, Verdict]], bool]:
        """Return the items that `where` lets pass, with its verdict (True or None), and whether these are all."""
        items, complete = self.links.items(node, term.source)
        judged = [(item, True if term.where is None else self.of_item(term.where, item)) for item in items]
        return [(item, verdict) for item, verdict in judged if verdict is not False], complete

    def _both(self, term: Both, node: Node) -> Verdict:
        answer: Verdict = True
        for one in term.terms:
            verdict = self.verdict(one, node)
            if verdict is False:
                return False
            if verdict is None:
                answer = None
        return answer

    def _either(self, term: Either, node: Node) -> Verdict:
        answer: Verdict = False
        for one in term.terms:
            verdict = self.verdict(one, node)
            if verdict:
                return True
            if verdict is None:
                answer = None
        return answer

    def _not(self, term: Not, node: Node) -> Verdict:
        verdict = self.verdict(term.term, node)
        return None if verdict is None else not verdict

    def _look(self, term: Look, node: Node) -> Verdict:
        items, complete = self.links.items(node, term.source)
        # One item that is not as it should be decides `every` and `none`, one that is decides `some`.
        every, decided = term.how == "every", term.how == "some"
        sure = complete
        for item in items:
            passed = True if term.where is None else self.of_item(term.where, item)
            answer = self.of_item(term.term, item) if passed is not False else every
            if answer is not every:
                if passed and answer is not None:
                    return decided
                sure = False
        return not decided if sure else None

    def _count(self, term: Count, node: Node) -> Verdict:
        found, complete = self.considered(term, node)
        sure = sum(1 for _, verdict in found if verdict)
        if term.high is not None and sure > term.high:
            return False
        if not complete:
            return True if sure >= term.low and term.high is None else None
        most = len(found)
        if most < term.low:
            return False
        return True if sure >= term.low and (term.high is None or most <= term.high) else None

    def _present(self, term: Present, node: Node) -> Verdict:
        if is_something(read(node, term.path)):
            return True
        if is_spoilt(node.document, (*node.pointer, *term.path)):
            return None
        return term.answer and is_answered(node, term.path)

    def _value(self, term: Value, node: Node) -> Verdict:
        value = read(node, term.path)
        if value is None:
            if term.default is not None:
                return term.accepts(term.default)
            return None if is_spoilt(node.document, (*node.pointer, *term.path)) else False
        if not isinstance(value, list):
            return term.accepts(value)
        # Among values of which one was spoilt, the wanted one may have been.
        return any(term.accepts(one) for one in value) or (None if "" in value else False)

    def _names(self, term: Names, node: Node) -> Verdict:
        items, sure = self.links.items(node, term.path)
        for item in items:
            if item.node is None:
                sure = False
            elif item.node.document.key in term.keys:
                return True
        return False if sure else None

    def _unsure(self, term: Unsure, node: Node) -> Verdict:
        return None


_JUDGES: dict[type, Callable[[Judge, Any, Node], Verdict]] = {
    Both: Judge._both, Either: Judge._either, Not: Judge._not, Present: Judge._present, Value: Judge._value,
    Names: Judge._names, Look: Judge._look, Count: Judge._count, Unsure: Judge._unsure,
}  # fmt: skip


def read(node: Node, path: Path) -> Any:
    """Return what stands at a path below a node, or None."""
    return node.document.get((*node.pointer, *path))


def is_something(value: Any) -> bool:
    """Return whether a value says something."""
    return value is not None and value not in ("", {}, [])


def is_answered(node: Node, path: Path) -> bool:
    """Return whether `does_not_apply` gives the reason why a field, or what it stands in, is left out."""
    reasons: Mapping[str, str] = node.document.data.get("does_not_apply", {})
    names = [step for step in (*node.pointer, *path) if isinstance(step, str)]
    return any(".".join(names[:length]) in reasons for length in range(1, len(names) + 1))
