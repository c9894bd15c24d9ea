"""JSON Feed: the same for readers that know no XML (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from mopsbook.feeds.feed import Feed, Item, clean


def render_json_feed(feed: Feed) -> bytes:
    """Return the bytes of a feed. Addresses have to be whole there: those that are not are left out."""
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": _whole(feed.home),
        "feed_url": _whole(feed.address),
        "authors": [{"name": feed.author}],
        "items": [_item(item) for item in feed.items],
    }
    return (
        json.dumps({name: value for name, value in data.items() if value is not None}, indent=1, ensure_ascii=False)
        + "\n"
    ).encode()


def _item(item: Item) -> dict[str, Any]:
    data = {
        "id": item.id,
        "url": _whole(item.address),
        "title": item.title,
        "content_html": clean(item.html),
        "date_published": item.updated.isoformat(),
        "authors": [{"name": item.author}] if item.author else None,
        "tags": [item.label],
    }
    return {name: value for name, value in data.items() if value is not None}


def _whole(address: str) -> str | None:
    return clean(address) if address.startswith(("https://", "http://")) else None
