"""Bytes of an export to text, whatever program saved them."""

import codecs

from mopsbook.errors import SetupError
from mopsbook.words import count

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What spreadsheets save a CSV as, by the language of the machine.
_OTHERS = "cp1250 (Central Europe), cp1251 (Cyrillic), cp932 (Japanese), gb18030 (Chinese)"


def to_text(content: bytes, file: str, encoding: str = "") -> tuple[str, list[str]]:
    """Return the text of a file, and what is worth saying about its encoding."""
    if encoding:
        try:
            return _plain(content.decode(codecs.lookup(encoding).name)), []
        except LookupError as error:
            raise SetupError(
                f"there is no encoding `{encoding}`", f"Usual ones are utf-8, utf-16, cp1252, {_OTHERS}."
            ) from error
        except UnicodeDecodeError as error:
            raise SetupError(
                f"`{file}` is not {encoding}: byte {error.start}", "Leave `encoding` out of the map."
            ) from error
    for mark, name in _MARKS:
        if content.startswith(mark):
            text = content.decode(name, "replace")
            lost = text.count("\ufffd") - content.decode(name, "ignore").count("\ufffd")
            note = f"{count(lost, 'character')} cannot be read: the file says that it is {name.upper().removesuffix('-SIG')}, and is not"
            return _plain(text), [f"{note}. Export it again"] if lost else []
    if b"\0" in content[:200]:
        # UTF-16 without its mark: letters of western scripts have a zero byte on one side.
        name = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        return _plain(content.decode(name, "replace")), [f"read as {name.upper()}, because every other byte is zero"]
    try:
        return _plain(content.decode("utf-8")), []
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        text = content.decode("cp1252", "replace")
        # Five bytes mean nothing in Windows-1252; they become a question mark in a box rather than an end of all.
        lost = text.count("\ufffd")
        doubt = f"{count(lost, 'character')} cannot be read so:" if lost else "if letters look wrong,"
        note = f"read as Windows-1252, because line {line} is not UTF-8; {doubt} say `encoding` in the map: {_OTHERS}"
        return _plain(text), [note]


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\0", "")
