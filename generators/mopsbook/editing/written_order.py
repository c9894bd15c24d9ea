"""The order in which the fields of a document are written: who and what it is first, what is particular to its kind, the rest."""

from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind

# The order of a schema is that of a page: what every document may say comes before what only its kind does. In a file that would
# part the facts from the name they belong to by pages of description. Nearly all who wrote the reference book put the long text
# last, and what does not apply before it.
_FIRST = (
    "kind", "id", "title", "aliases", "purpose", "owner", "status", "last_reviewed", "review_every", "reviewed_by",
)  # fmt: skip
_LAST = ("tags", "replaced_by", "evidence", "links", "does_not_apply", "unknown", "description")


def in_written_order(kind: Kind) -> tuple[Field, ...]:
    """Return the top-level fields of a kind as a document should have them. Groups within have the order of the schema."""
    first = [kind.by_name[name] for name in _FIRST if name in kind.by_name]
    last = [kind.by_name[name] for name in _LAST if name in kind.by_name]
    return (*first, *(each for each in kind.fields if each not in first and each not in last), *last)
