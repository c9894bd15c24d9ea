"""Settings: how much of the past is read and which trailers say why, as book.yaml has it under `history`."""

from msgspec import Struct

from mopsbook.documents.document import Document


class Settings(Struct, frozen=True):
    """How the past of a book is read.

    `first_parent` tells a merged branch as one change, that of the merge; else each of its commits tells its own. At most
    `most` commits are read, the newest. `reason` and `ticket` are trailers of commit messages
    (https://git-scm.com/docs/git-interpret-trailers); of several that are there, all count.
    """

    first_parent: bool = False
    most: int = 10_000
    reason: tuple[str, ...] = ("Change-note",)
    ticket: tuple[str, ...] = ("Ticket", "Refs")


def read_settings(book: Document | None) -> Settings:
    """Return what a book.yaml says; where it says nothing, or there is none, what is usual."""
    said = book.data.get("history", {}) if book else {}
    usual = Settings()
    return Settings(
        said.get("walk") == "first-parent",
        said.get("most_commits", usual.most),
        tuple(said.get("reason", usual.reason)),
        tuple(said.get("ticket", usual.ticket)),
    )
