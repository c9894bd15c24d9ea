"""What is about the values of links, by what it is called: rules speak of its letters in their own way."""

from mopsbook.words import fold


def is_utm(name: str) -> bool:
    """Return whether a list, or what a convention names, is about values of links."""
    return fold(name).startswith("utm-")
