"""Find the words of links to a page of the site that name a document, or a part of one, which is called otherwise now."""

import posixpath
import re
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from mopsbook.editing.change_words import Words

# Where Markdown and HTML say where a link leads: [text](here), [name]: here, href="here".
_LINK = re.compile(
    r"""\]\([ \t]*<?([^\s()<>]+) | ^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?([^\s<>]+) | \bhref=["']([^"']+)""", re.M | re.X
)
_ALONE = re.compile(r"(?:/|[.]{1,2}/)\S*")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")


class Moved(Struct, frozen=True):
    """A name in the address of a page: `old` in folder/owner, or in folder/owner/part, where `part` is that old name."""

    folder: str
    owner: str
    old: str
    new: str

    @property
    def is_part(self) -> bool:
        """Whether it is a part of the owner that is called otherwise, and not the owner."""
        return self.owner != self.old

    def find(self, text: str, page: str, file: str = "") -> Iterator[Words]:
        """Yield the words to change in a text of Markdown, or in a value that is nothing but an address.

        `page` is the folder that the text is served from ("systems/marketo", "" for Home); `file` is the path of the file
        if it is one that MkDocs reads, in which links name files.
        """
        if self.old not in text:
            return
        alone = [match for match in [_ALONE.fullmatch(text)] if match]
        for match in chain(alone, _LINK.finditer(text)):
            group = match.lastindex or 0
            yield from self._in_address(match[group], match.start(group), page, file)

    def _in_address(self, address: str, begin: int, page: str, file: str) -> Iterator[Words]:
        if _ELSEWHERE.match(address):
            return
        path, hash_, anchor = address.partition("#")
        path = path.partition("?")[0]
        bases = {page, posixpath.dirname(file)} if file.endswith(".md") or path.endswith(".md") else {page}
        for base in sorted(bases):
            steps = posixpath.normpath(posixpath.join("/", base, path)).strip("/").split("/")
            last = steps[-1].removesuffix(".md")
            steps[-1] = last
            if steps[:2] != [self.folder, self.owner]:
                continue
            if self.is_part:
                if hash_ and anchor == self.old and len(steps) == 2:
                    yield Words(begin + len(address) - len(anchor), self.old, self.new)
                if steps[2:3] != [self.old]:
                    return
            behind = len(steps) - (3 if self.is_part else 2)
            found = _step_from_end(path, behind)
            if found is not None and path[found:].partition("/")[0].removesuffix(".md") == self.old:
                yield Words(begin + found, self.old, self.new)
            return


def _step_from_end(path: str, behind: int) -> int | None:
    """Return where the step of a path begins that has so many others behind it; None if the path does not spell it."""
    steps = [match.start() for match in re.finditer(r"[^/]+", path)]
    return steps[-1 - behind] if len(steps) > behind else None
