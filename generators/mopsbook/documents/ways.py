"""Ways: where the references of documents lead, each document followed when somebody first asks for it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from msgspec import Struct

from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.references import Finder, Reference
from mopsbook.kinds.field import Field


class Target(Struct, frozen=True):
    """What a reference leads to: a document and, if it names a part, the pointer of the part."""

    document: Document
    part: Pointer = ()
    by_alias: bool = False


Pair = tuple[Reference, Target | None]


class Ways(ABC):
    """The ways from documents to others. Who asks for some of them need not wait until all are followed."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Begin with nothing known of the ways from these documents."""
        self._from = documents
        # They live as long as this, so that each is known by its `id()`.
        self._own = frozenset(map(id, documents))
        self._finder = Finder()
        self._answers: dict[int, _Answers] = {}
        self._followed: dict[int, Sequence[Pair]] = {}
        self._targets_at: dict[int, Mapping[Pointer, Target]] = {}

    @abstractmethod
    def look_up(self, reference: Reference) -> Target | None:
        """Find what a reference leads to, None if it leads nowhere."""

    def resolve(self, reference: Reference) -> Target | None:
        """Return what a reference leads to: by id, else by alias, in the order of the kinds it may name."""
        return self._lead([reference])[0]

    def _lead(self, references: Iterable[Reference]) -> list[Target | None]:
        # The same few names stand in the same few fields again and again; and a call for each of them takes longer than to know.
        all_answers, targets = self._answers, []
        for reference in references:
            field, name = reference.field, reference.name
            answers = all_answers.get(id(field))
            if answers is None:
                answers = all_answers[id(field)] = _Answers(field)
            if answers.by_document and "#" not in name:
                targets.append(self.look_up(reference))
            elif name in answers.known:
                targets.append(answers.known[name])
            else:
                target = answers.known[name] = self.look_up(reference)
                targets.append(target)
        return targets

    @cached_property
    def references(self) -> tuple[Pair, ...]:
        """Every reference in the book, with what it leads to."""
        return tuple(chain.from_iterable(map(self.pairs_of, self._from)))

    def references_of(self, document: Document) -> Iterator[Reference]:
        """Return the references that a document makes, in the order of its schema, then those that its prose makes.

        Where a schema allows references or text (`x-ref-or-text`), text is none.
        """
        return (reference for reference, _ in self.pairs_of(document))

    def target_at(self, document: Document, pointer: Pointer) -> Target | None:
        """Return what the name at a pointer of a document leads to; None if there is none, or if it leads nowhere."""
        return self.targets_of(document).get(pointer)

    def targets_of(self, document: Document) -> Mapping[Pointer, Target]:
        """Return what the names of a document lead to, by their pointers; those that lead nowhere are not among them."""
        found = self._targets_at.get(id(document))
        if found is None:
            pairs = self.pairs_of(document) if id(document) in self._own else ()
            found = {reference.pointer: target for reference, target in pairs if target and not reference.typed}
            self._targets_at[id(document)] = found
        return found

    def pairs_of(self, document: Document) -> Sequence[Pair]:
        """Return the references of a document, each with what it leads to."""
        known = self._followed.get(id(document))
        if known is not None:
            return known
        references = self._finder.find(document)
        found = [
            pair
            for pair in zip(references, self._lead(references), strict=True)
            if pair[1] is not None or pair[0].typed or not pair[0].field.is_text(pair[0].name)
        ]
        if id(document) in self._own:
            self._followed[id(document)] = found
        return found


class _Answers:
    """What a field of references was asked for before, by name, and whether the same name may mean another thing elsewhere."""

    __slots__ = ("by_document", "field", "known")

    def __init__(self, field: Field) -> None:
        # It must not go as long as it is known by its `id()`.
        self.field = field
        # A part may be named alone where it is meant of the very document that names it.
        self.by_document = any(part for _, part in field.wanted) and not field.or_text
        self.known: dict[str, Target | None] = {}
