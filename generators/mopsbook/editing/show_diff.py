"""Show what files would become, as a diff that git and people read."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff


def show_diff(
    before: Mapping[str, bytes], after: Mapping[str, bytes | None], moved: tuple[str, str] | None = None
) -> str:
    """Return the differences of all files as one text; a file that moved is shown once, with both names."""
    old, new = moved or ("", "")
    parts: list[str] = []
    for path, content in sorted(after.items()):
        if moved and path == old:
            continue
        origin = old if path == new and moved else path
        parts += _differences(before.get(origin), content, origin, path)
    return "".join(parts)


def _differences(before: bytes | None, after: bytes | None, origin: str, path: str) -> Iterator[str]:
    if origin != path:
        yield f"rename from {origin}\nrename to {path}\n"
    names = ("/dev/null" if before is None else f"a/{origin}", "/dev/null" if after is None else f"b/{path}")
    for line in unified_diff(_lines(before), _lines(after), *names, lineterm="\n"):
        ended = line.endswith("\n")
        yield _visible(line.rstrip("\r\n")) + "\n" + ("" if ended else "\\ No newline at end of file\n")


def _lines(content: bytes | None) -> list[str]:
    text = (content or b"").decode("utf-8", "replace")
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]


def _visible(line: str) -> str:
    # What stands in a file must not steer a terminal.
    return "".join(char if char.isprintable() or char == "\t" else f"\\u{ord(char):04x}" for char in line)
