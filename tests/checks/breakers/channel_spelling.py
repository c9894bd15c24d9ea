"""A status is written in another way than in all other channels, or two statuses of a channel bear one name."""

from collections import Counter

from edits import Broken, Draw, Spot, in_use, items, set_value

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Spot, str]]:
    statuses = items(in_use(shelf, "channel"), "statuses")
    used = Counter(document.get((*at, "title")) for document, at in statuses)
    found = []
    for document, at in statuses:
        title, earlier = document.get((*at, "title")), document.data["statuses"][: at[1]]
        if used[title] > 2:
            found += [((document, at), new) for new in (title.upper(), title.replace(" ", "-")) if new != title]
        # A former spelling would become one of the other name.
        if not document.get(at).get("aliases"):
            found += [((document, at), one["title"]) for one in earlier if not one.get("hidden")]
    return found


def break_at(spot: tuple[Spot, str], draw: Draw, shelf: Shelf) -> Broken:
    (document, at), title = spot
    return set_value(document, (*at, "title"), title)
