"""Telling: what a log shows of an entry, of the document behind it, and of each thing that was changed."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from mopsbook.catalog.entity import Entity
from mopsbook.history.change import Commit
from mopsbook.kinds.impact import CLASSES
from mopsbook.news.explain import NOTE, SOURCES
from mopsbook.news.news import Entry, Told
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.mentions import show_sentence
from mopsbook.pages.shelving import MOST_NAMED, MOST_OPEN, MOST_TOLD, MOST_TOUCHED, TEXTS, told_of, what_of
from mopsbook.pages.values import Values

# By kind: the facts below what it says.
_FACTS = {
    NOTE: ("effective", "told", "ticket"),
    "decision": ("deciders", "check_again"),
    "vendor-update": ("effective", "impact", "due", "owner"),
}
_NAMED = {"added": "New", "removed": "Removed", "reviewed": "Read again"}


class Telling(Struct, frozen=True):
    """The document behind an entry as logs show it: what it says first, then why, each as HTML or empty; facts by label."""

    chip: Markup
    state: str
    state_label: str
    text: Markup
    why: Markup
    facts: Sequence[tuple[str, Markup]]
    touches: Sequence[Markup]
    more: int


class Work(Struct, frozen=True):
    """What was done together. `named` came or went and have nothing more to tell; of them and of the changes, `more` are not shown.

    `url` is the page of the one commit, `commits` are those that a document explains, each with its
    anchor and its page.
    """

    entry: Entry
    anchor: str
    url: str
    commits: Sequence[tuple[Commit, str, str]]
    telling: Telling | None
    see: Sequence[Markup]
    total: int
    open: Sequence[Told]
    folded: Sequence[Told]
    named: Sequence[tuple[str, Sequence[Told], int]]
    more: int


def anchor_of(entry: Entry) -> str:
    """Return the anchor of an entry in the log of the book. No heading begins so."""
    return anchor_of_source(*entry.source.key) if entry.source else anchor_of_commit(entry.commits[0])


def anchor_of_source(kind: str, id: str) -> str:
    """Return the anchor of a document that tells of a day, in the log of the book."""
    return f"e-{kind}-{id}"


def anchor_of_commit(commit: Commit) -> str:
    """Return the anchor of a commit in the log of the book. It stays when the commit comes to stand with a note."""
    return f"e-{commit.id[:12]}"


def tell_work(entry: Entry, book: Book, hrefs: Hrefs) -> Work:
    """Return an entry as the log of the book shows it."""
    told = told_of(entry)
    by_what = {what: [one for one in told if what_of(one) == what] for what in _NAMED}
    edited = [one for one in told if what_of(one) not in _NAMED]
    return Work(
        entry,
        anchor_of(entry),
        book.commit_url(entry.commits[0].id) if entry.commits and not entry.source else "",
        [(commit, anchor_of_commit(commit), book.commit_url(commit.id)) for commit in entry.commits]
        if entry.source
        else [],
        tell_source(entry.source, book, hrefs) if entry.source else None,
        [hrefs.chip(note) for note in entry.see],
        len({(one.change.kind, one.entity.id if one.entity else one.change.id) for one in told}),
        edited[:MOST_OPEN],
        edited[MOST_OPEN:MOST_TOLD],
        [
            (words, by_what[what][:MOST_NAMED], max(0, len(by_what[what]) - MOST_NAMED))
            for what, words in _NAMED.items()
            if by_what[what]
        ],
        max(0, len(edited) - MOST_TOLD),
    )


def tell_source(source: Entity, book: Book, hrefs: Hrefs) -> Telling:
    """Return what logs show of a note, a decision or a vendor update."""
    kind, values = source.kind, Values(source, book.catalog, hrefs, at_home=False)

    def show(name: str) -> Markup:
        field, value = kind.by_name.get(name), source.data.get(name)
        return values.show(value, field) if field is not None and value not in (None, "", []) else Markup("")

    texts = [show(name) for name in TEXTS.get(kind.name, ())]
    sentence = show_sentence(source, book.catalog, hrefs) if kind.name != NOTE and source.sentence else Markup("")
    if sentence:
        texts = [Markup("<p>{}</p>").format(sentence)]
    facts = [(kind.by_name[name].label, show(name)) for name in _FACTS[kind.name] if name in kind.by_name]
    links = book.catalog.links_from(source, "systems", "touches")
    touched = list(dict.fromkeys((link.target, link.to_part, link.to_title) for link in links))
    state = str(source.data.get("state", ""))
    field = kind.by_name.get("state")
    return Telling(
        hrefs.chip(source),
        state,
        field.value_label(state) if field and state else "",
        texts[0] if texts else Markup(""),
        texts[1] if len(texts) > 1 else Markup(""),
        [(label, html) for label, html in facts if html],
        [hrefs.chip(book.catalog.at(key), part, title) for key, part, title in touched[:MOST_TOUCHED]],
        max(0, len(touched) - MOST_TOUCHED),
    )


def is_noise(entry: Entry) -> bool:
    """Return whether an entry says no more than that something was read or done as ever, or that a document of a day was written."""
    return entry.source is None and all(_is_routine(one) or one.change.kind in SOURCES for one in entry.told)


def is_routine(entry: Entry) -> bool:
    """Return whether an entry says no more than that something was read or done as ever."""
    return entry.source is None and bool(entry.told) and all(map(_is_routine, entry.told))


def _is_routine(told: Told) -> bool:
    """Return whether a change only notes the day on which something was done again, and concerns nobody."""
    return told.change.only_reviewed or (told.change.only_notes and told.level == CLASSES[-1])
