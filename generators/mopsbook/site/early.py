"""Have the few pages of a build that leaves most as they are rendered by another process, too, while MkDocs gets ready for them.

What one page asks of a large book for the first time may take longer than all else that is left to do. `ahead.py` has many pages
made whole, as they are written; for a few that costs more than it saves.
"""

import os
import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from mopsbook.pages.page import Draft, Page
from mopsbook.processes import Shared, Way, count_processes

# In a book of fewer pages no page takes long.
_MANY = 1_000


def render_early(drafts: Sequence[Draft], all_pages: int) -> Mapping[str, Callable[[], Page]]:
    """Begin to render drafts, if that is worth it for so few of a book with so many pages; return what gives each page, by its path."""
    if len(drafts) < 2 or all_pages < _MANY or count_processes() < 2:
        return {}
    early = _Early([draft.render for draft in drafts])
    return {draft.path: partial(early.take, number) for number, draft in enumerate(drafts)}


class _Early:
    """Pages that are being rendered. Who asks for one helps with those that nobody has begun."""

    def __init__(self, renders: Sequence[Callable[[], Page]]) -> None:
        self._home = os.getpid()
        self._pages: list[Page] = []
        self._shared: Shared[Page] | None = Shared(renders, Way(pickle.dumps, pickle.loads), count_processes() - 1)

    def take(self, number: int) -> Page:
        """Return a page. Raises what rendering it raises."""
        if self._shared is not None:
            shared, self._shared = self._shared, None
            with shared:
                self._pages = shared.results()
        return self._pages[number]

    def __del__(self) -> None:
        # A build may end before anybody has asked.
        if self._shared is not None and os.getpid() == self._home:
            self._shared.end()
