"""Text in Markdown as GitHub and GitLab render it: what people wrote, made safe, and a note kept within its size.

What stands in YAML may be hostile or simply odd. Shown in a pull request it must notify nobody, link nowhere, open no HTML and
break no table. https://github.github.com/gfm/ says what a character may start; each of them can be spelt as an entity.
"""

import re
from collections.abc import Sequence

# GitHub refuses a comment of more characters than this.
MOST = 65_536

# Zero-width and direction characters hide text, or show it in another order than it is written.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
# What is markup; at the beginning of a line also what would open a list, a heading or a rule, and on GitLab a command; the signs
# that make a bare address a link. Each is spelt as an entity; within a word, as in `lead_status`, an underscore is none of them.
_MARKS = re.compile(
    r"[\\`*\[\]<>|~$&]|(?<![^\W_])_|_(?![^\W_])|^[-+=#/]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|:(?=//)|(?<=\bwww)\.",
    re.IGNORECASE,
)
# Names, numbers of issues, labels, milestones and the like are looked for in what was rendered, where an entity is what it
# stands for. What cannot be seen, between the sign and the name, makes them two words; many bots write so.
_SIGNS = re.compile(r"""[@#!%&$~](?=[\w"'])|\bGH-(?=\d)""")
_APART = "\u200b"


def escape(text: str) -> str:
    """Return text as one line that reads in Markdown as it was written, and does nothing."""
    line = _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()
    line = _SIGNS.sub(lambda match: f"{match[0]}{_APART}", line)
    line = _MARKS.sub(lambda match: f"&#{ord(match[0])};", line)
    return line.replace(_APART, "&#8203;")


def code(text: str) -> str:
    """Return text as code on one line. It reads as it was written; a pipe in it does not end the cell of a table."""
    line = _SPACE.sub(" ", _UNSEEN.sub("", text)).strip() or " "
    # A fence that is longer than any in the text; a blank inside keeps a backtick at its ends apart from it.
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    if "|" in line:
        return f"<code>{escape(line)}</code>"
    return f"{fence}{pad}{line}{pad}{fence}"


def with_code(text: str) -> str:
    """Return a sentence of ours, in which names stand between backticks, with the names as code."""
    parts = re.split("`([^`]*)`", text)
    return "".join(
        code(part) if number % 2 and part.strip() else _escape_within(part) for number, part in enumerate(parts)
    )


def _escape_within(text: str) -> str:
    """Escape a piece of a line, and keep the blanks at its ends that part it from its neighbours."""
    if not text.strip():
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{escape(text)}{' ' if text[-1].isspace() else ''}"


def link(text: str, address: str) -> str:
    """Return a link, or the text alone if there is no address, or none that is safe to follow."""
    if not re.match(r"https?://[^\s]+$", address):
        return escape(text)
    safe = re.sub(r"[^\w\-./:?=&%#+,;~]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)
    return f"[{escape(text)}](<{safe}>)"


def fold(summary: str, body: str) -> str:
    """Return a section that is closed until somebody opens it. Both are Markdown already; the summary is one line."""
    # The empty lines make what is within be read as Markdown again.
    return f"<details>\n<summary>{summary}</summary>\n\n{body.strip()}\n\n</details>\n"


def keep_within(parts: Sequence[tuple[str, str]], most: int = MOST) -> str:
    """Return parts of a note one below the other, as many as there is room for.

    Each part is its Markdown, and what to call it if it has to be left out ("12 changes to value lists"). The first is always
    there, cut at a line if it must be; behind the rest stands what was left out. Sizes are counted in UTF-8, which is no less
    than any host counts.
    """
    kept: list[str] = []
    cut: list[str] = []
    # So much is kept for the sentence about what was cut.
    room = most - 1_000
    for index, (part, name) in enumerate(parts):
        size = len(part.encode()) + 1
        if index == 0 and size > room:
            part = _cut_at_line(part, room)  # noqa: PLW2901 - the same part, shorter
            size = len(part.encode()) + 1
            cut.append(f"the end of {name}")
        if size <= room:
            kept.append(part.rstrip("\n"))
            room -= size + 1
        else:
            cut.append(name)
    if cut:
        named = ", ".join(cut[:8]) + (f" and {len(cut) - 8} more" if len(cut) > 8 else "")
        said = f"_Cut, because a comment holds {most:,} characters: {named[:700]}. The whole is printed by the command itself._"
        kept.append(said)
    return "\n\n".join(kept) + "\n"


def _cut_at_line(text: str, room: int) -> str:
    taken: list[str] = []
    opened = 0
    for line in text.split("\n"):
        room -= len(line.encode()) + 1
        if room < len("\n</details>\n") * (opened + 1):
            break
        opened += line.count("<details>") - line.count("</details>")
        taken.append(line)
    return "\n".join(taken) + "\n" + "\n</details>\n" * opened
