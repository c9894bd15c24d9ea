"""Mentions: `[[marketo-engage]]` in prose names another document. The check follows it, pages make a link of it."""

import re
from collections.abc import Iterator

# A name, and the words to show instead of the document's own. In a table of Markdown the bar between them wants a backslash.
MENTION = r"(?<!\\)\[\[(?!\s*[|\]])([^\[\]|\\`\x00-\x08]+)(?:\\?\|([^\[\]|`]+))?\]\]"
_MENTION = re.compile(MENTION)
# What is shown letter by letter: fenced blocks, and what stands between backticks of one paragraph.
CODE = re.compile(
    r"""^(~{3,}|`{3,})[ ]*[\w#.+-]*[ ]*\n.*?(?<=\n)\1[ ]*$ | (?<![\\`])(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\2(?!`)""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def find_mentions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each document that a text of Markdown mentions, once: its name, and how the mention begins as it was typed."""
    if "[[" in text:
        found: dict[str, str] = {}
        for match in _MENTION.finditer(CODE.sub("\0", text)):
            found.setdefault(fold(match[1]), f"[[{match[1]}")
        yield from found.items()


def fold(name: str) -> str:
    """Return a name without regard to how its line was broken."""
    return " ".join(name.split())
