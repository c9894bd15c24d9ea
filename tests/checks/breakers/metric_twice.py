"""A metric bears the title of another one."""

from edits import Broken, Draw, change, in_use, put, value_line
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Document, Document]]:
    metrics = in_use(shelf, "metric")
    return [(one, other) for one in metrics for other in metrics if one is not other]


def break_at(spot: tuple[Document, Document], draw: Draw, shelf: Shelf) -> Broken:
    metric, other = spot
    title = draw(st.sampled_from([other.title, other.title.upper(), other.title.replace(" ", "-")]))
    broken = change(metric, put(metric, ("title",), f'"{title}"'), named=("title",))
    # The later of the two is the one too many.
    return broken if metric.path > other.path else broken.and_named(other.path, value_line(other, ("title",)))
