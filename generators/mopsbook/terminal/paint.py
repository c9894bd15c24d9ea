"""Paint: the one place that knows the codes of colours (ECMA-48, which every terminal follows)."""

_CODES = {"error": "1;31", "warning": "1;33", "info": "1;36", "head": "1", "good": "32", "faint": "2"}


def paint(text: str, style: str, colour: bool) -> str:
    """Return the text in a style ("error", "warning", "info", "head", "good", "faint"); as it is where there is no colour."""
    return f"\033[{_CODES[style]}m{text}\033[0m" if colour and text else text
