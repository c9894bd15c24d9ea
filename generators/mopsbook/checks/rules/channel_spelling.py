"""One status is written in several ways.

What: The name of a program status differs from that of another channel only in capitals, spaces and hyphens, or is one of
its former spellings (`aliases`); or two statuses of one channel bear the same name. Most channels are right: of two
spellings the one that fewer of them use is the finding. Hidden statuses and retired channels are left alone.

Why: Reports across channels group by the name, letter by letter. "Attended On-demand" and "Attended On-Demand" are two
rows, and one of them is missing from every total.

Mend: Rename the status in the systems, where that is still possible, and here. Where it is not, hide the old status.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count, fold

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Channels are asked."""
    return kind.name == "channel"


_Status = tuple[Document, int, str]


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each status that others write otherwise."""
    groups: dict[str, list[_Status]] = {}
    former: dict[str, set[str]] = {}
    for document in shelf.of_kind("channel"):
        entries = document.data.get("statuses", ()) if document.data.get("status") != "retired" else ()
        for index, item in enumerate(entries):
            if item.get("title") and not item.get("hidden"):
                groups.setdefault(fold(item["title"]), []).append((document, index, item["title"]))
                for alias in item.get("aliases", ()):
                    former.setdefault(fold(alias), set()).add(item["title"])
    for name, group in groups.items():
        spellings = Counter(title for _, _, title in group)
        usual = max(spellings, key=lambda title: spellings[title])
        seen: set[tuple[str, str]] = set()
        others = former.get(name, set()) - set(spellings)
        for document, index, title in group:
            at = ("statuses", index, "title")
            if document.key in seen:
                hint = "Give one of them another name, or take it out."
                yield Complaint(document, at, "another status of this channel bears this name", hint)
            elif title != usual:
                message = f"{count(spellings[usual], 'channel writes', 'channels write')} it as `{usual}`"
                yield Complaint(document, at, message, f"Write `{usual}` everywhere, in the systems first.")
            elif len(others) == 1:
                right = next(iter(others))
                message = f"`{title}` is a former spelling of `{right}` in another channel"
                yield Complaint(document, at, message, f"Write `{right}` everywhere, in the systems first.")
            seen.add(document.key)
