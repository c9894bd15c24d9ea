"""What was made of a file as plain values, for a file of what is kept and for another process, and back again."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import astuple

from mopsbook.documents.document import Document, Source, Trouble, Violation, name_of
from mopsbook.kept import Plain, say_plainly
from mopsbook.kinds.kind import Kinds
from mopsbook.reading.read import Problem


def write_documents(documents: Iterable[Document]) -> Plain:
    """Return the documents of a file as JSON, all but what the file itself says: its name, its text and where things stand."""
    return say_plainly([_facts(document) for document in documents])


def recall_documents(raw: Any, source: Source, kinds: Kinds) -> list[Document]:
    """Return documents as they were before they were written, in a file that may have another name."""
    return [_recall(facts, source, kinds) for facts in raw]


def write_troubles(troubles: Iterable[Trouble]) -> Plain:
    """Return what kept documents of a file from being read as JSON; "[]" if nothing did."""
    return say_plainly([(trouble.rule, astuple(trouble.problem)) for trouble in troubles])


def recall_troubles(raw: Any, name: str, source: Source | None) -> list[Trouble]:
    """Return the troubles of a file as they were before they were written."""
    return [Trouble(rule, name, Problem(*problem), source) for rule, problem in raw]


def _facts(document: Document) -> tuple[Any, ...]:
    violations = [(one.pointer, one.message, one.hint, one.on_key, one.meant) for one in document.violations]
    blanks = list(document.blanks.items())
    return (
        document.kind.name,
        document.data,
        blanks,
        document.base,
        sorted(document.inherited),
        violations,
        document.facts,
    )


def _recall(facts: Any, source: Source, kinds: Kinds) -> Document:
    kind, data, blanks, base, inherited, violations, digest = facts
    base = tuple(base)
    said = {tuple(pointer): text for pointer, text in blanks}
    wrong = tuple(
        Violation(tuple(pointer), message, hint, on_key, tuple(meant))
        for pointer, message, hint, on_key, meant in violations
    )
    name = name_of(data, source, base)
    document = Document(kinds[kind], name, data, source, base, wrong, said, frozenset(inherited))
    # Worked out in an earlier run, it need not be again.
    document.__dict__["facts"] = digest
    return document
