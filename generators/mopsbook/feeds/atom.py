"""Atom: a feed as RFC 4287 has it (https://www.rfc-editor.org/rfc/rfc4287)."""

import xml.etree.ElementTree as etree

from mopsbook.feeds.feed import Feed, Item, clean

_NAMESPACE = "http://www.w3.org/2005/Atom"
_KIND = "application/atom+xml"


def render_atom(feed: Feed) -> bytes:
    """Return the bytes of a feed: the same for the same feed, and well-formed whatever people wrote."""
    root = etree.Element("feed", xmlns=_NAMESPACE)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated.isoformat())
    _add(etree.SubElement(root, "author"), "name", feed.author)
    if feed.address:
        etree.SubElement(root, "link", rel="self", type=_KIND, href=clean(feed.address))
    if feed.home:
        etree.SubElement(root, "link", rel="alternate", type="text/html", href=clean(feed.home))
    _add(root, "generator", "mopsbook")
    for item in feed.items:
        _add_item(root, item)
    etree.indent(root)
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add_item(root: etree.Element, item: Item) -> None:
    entry = etree.SubElement(root, "entry")
    _add(entry, "id", item.id)
    _add(entry, "title", item.title)
    _add(entry, "updated", item.updated.isoformat())
    if item.author:
        _add(etree.SubElement(entry, "author"), "name", item.author)
    if item.address:
        etree.SubElement(entry, "link", rel="alternate", type="text/html", href=clean(item.address))
    for address in item.related:
        etree.SubElement(entry, "link", rel="related", href=clean(address))
    etree.SubElement(entry, "category", term=item.level, label=item.label)
    # Without a link to a page of its own an entry must have content (RFC 4287, 4.1.2), so it always has.
    _add(entry, "content", item.html, type="html")


def _add(parent: etree.Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = clean(text)
