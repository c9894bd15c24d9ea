"""A channel is called in a system as another one is called there, and nowhere else in any way."""

from edits import Broken, Draw, change, in_use, line_of, put

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Document, Document, int]]:
    channels = in_use(shelf, "channel")
    names = [tuple(entry.values()) for channel in channels for entry in channel.data.get("names", ())]
    return [
        (channel, other, index)
        for channel in channels
        for other in channels
        for index, entry in enumerate(other.data.get("names", ()))
        if channel is not other and "names" in channel.data and names.count(tuple(entry.values())) == 1
    ]


def break_at(spot: tuple[Document, Document, int], draw: Draw, shelf: Shelf) -> Broken:
    channel, other, index = spot
    entry = other.data["names"][index]
    names = f'[{{system: {entry["system"]}, name: "{entry["name"]}"}}]'
    broken = change(channel, put(channel, ("names",), names), named=("names",), on_key=True)
    # The later of the two is the one too many.
    return broken if channel.path > other.path else broken.and_named(other.path, line_of(other, ("names",)))
