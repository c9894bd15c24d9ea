"""Apply a team's own rules: what each of them complains of, and which of them have nothing to ask."""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.own.judge import Judge
from mopsbook.checks.own.links import Links
from mopsbook.checks.own.messages import fill_in
from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.own.reasons import Reasons
from mopsbook.checks.own.rule import OwnRule
from mopsbook.checks.own.terms import Node
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def find_complaints(shelf: Shelf, today: date) -> Iterator[tuple[OwnRule, list[Complaint]]]:
    """Yield each rule that can be applied with its complaints. The references are indexed once for all of them."""
    judge = Judge(Links(shelf))
    reasons = Reasons(judge)
    for rule in read_own_rules(shelf, today).by_name.values():
        if rule.require is not None:
            yield rule, list(_complaints(rule, judge, reasons))


def find_idle(shelf: Shelf, today: date) -> Iterator[OwnRule]:
    """Yield each rule that asks nothing of any document."""
    judge = Judge(Links(shelf))
    for rule in read_own_rules(shelf, today).by_name.values():
        if rule.require is not None and not any(_asked(rule, judge, maybe=True)):
            yield rule


def find_asked(shelf: Shelf, today: date) -> Iterator[tuple[OwnRule, list[Document]]]:
    """Yield each rule that can be applied with the documents it is asked of."""
    judge = Judge(Links(shelf))
    for rule in read_own_rules(shelf, today).by_name.values():
        if rule.require is not None:
            yield rule, [node.document for node in _asked(rule, judge)]


def _complaints(rule: OwnRule, judge: Judge, reasons: Reasons) -> Iterator[Complaint]:
    assert rule.require is not None
    for node in _asked(rule, judge):
        if judge.verdict(rule.require, node) is False:
            document = node.document
            message = fill_in(rule.message, document).rstrip(". ")
            hint = fill_in(rule.hint, document)
            for reason in dict.fromkeys(reasons.of(rule.require, node, False)):
                said = f"{message} ({reason.text})"
                yield Complaint(document, reason.pointer, said, hint, reason.on_key and bool(reason.pointer))


def _asked(rule: OwnRule, judge: Judge, *, maybe: bool = False) -> Iterator[Node]:
    """Yield what a rule is asked of; with `maybe` also that of which nobody can say."""
    for kind in rule.kinds:
        for document in judge.links.shelf.of_kind(kind):
            node = Node(document)
            verdict = True if rule.where is None else judge.verdict(rule.where, node)
            if verdict or (maybe and verdict is None):
                yield node
