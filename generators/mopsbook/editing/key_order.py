"""Bring the keys of a document into the order of its schema; comments, quotes, anchors and blank lines stay with what they stand by."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from mopsbook.editing.change_words import Cut, apply_cuts
from mopsbook.editing.tree import Written, read_tree
from mopsbook.editing.written_order import in_written_order
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kinds
from mopsbook.reading.read import read_yaml


class Ordered(Struct):
    """A text with its keys in order. `left` are the groups that could not be ordered: the line of each, and why."""

    text: str
    left: list[tuple[int, str]] = field(default_factory=list)


def order_keys(text: str, kinds: Kinds) -> Ordered:
    """Return the text of a file of documents with the keys in order: `written_order.py` at the top, the schema's within.

    A comment above a key moves with it, one behind a value stays on its line, and the head of the file stays at the top. Blank
    lines stay between the same places. A text that cannot be read, or is of no kind, is returned as it is. Whatever is
    returned says the same as before, which is proved by reading it again.
    """
    before = read_yaml(text.encode())
    said = before.value.get("kind") if isinstance(before.value, dict) else None
    kind = kinds.get(said) if isinstance(said, str) else None
    if before.problems or kind is None:
        return Ordered(text)
    if "\r" in text.replace("\r\n", ""):
        return Ordered(text, [(1, "its lines end in a way that editors have given up")])
    ends = "\r\n" if "\r\n" in text else "\n"
    ended = text.endswith("\n")
    whole = text if ended else text + ends
    orderer = _Orderer(whole)
    root = read_tree(whole)
    many = root.get(kind.many) if kind.many else None
    names = [each.name for each in in_written_order(kind)]
    inner = [cut for item in many.items for cut in orderer.group(item, kind.fields, names)] if many is not None else []
    cuts = orderer.group(root, kind.fields, [*names, kind.many] if many is not None else names, inner)
    changed = apply_cuts(whole, cuts)
    changed = changed if ended else changed.removesuffix(ends)
    after = read_yaml(changed.encode())
    if after.problems or after.value != before.value:
        return Ordered(text, [(1, "what it says would change")])
    return Ordered(changed, orderer.left)


class _Entry(Struct, frozen=True):
    """A key with its value: `text[start:end]` are whole lines but for what stands before the key; `lead` are comments above."""

    key: str
    lead: tuple[int, int]
    start: int
    end: int
    blanks: str
    anchors: frozenset[str]
    aliases: frozenset[str]


class _Orderer:
    """Orders the groups of one text, the inner ones first; `left` are those that it had to leave."""

    def __init__(self, text: str) -> None:
        self.left: list[tuple[int, str]] = []
        self._text = text

    def group(
        self, node: Written, fields: Sequence[Field], order: Sequence[str], inner: Sequence[Cut] = ()
    ) -> list[Cut]:
        """Return the cuts that order a group of keys, and the groups within it."""
        cuts = list(inner)
        if node.what != "mapping":
            return cuts
        by_name = {each.name: each for each in fields}
        for key, value in node.pairs:
            if key.itself.value in by_name:
                cuts += self._value(value, by_name[key.itself.value])
        keys = [key.itself.value for key, _ in node.pairs]
        wanted = _sorted(keys, order)
        if wanted == list(range(len(keys))) or len(set(keys)) < len(keys):
            return cuts
        moved = self._flow(node, wanted, cuts) if node.style == "flow" else self._block(node, wanted, cuts)
        return moved or cuts

    def _value(self, node: Written, known: Field) -> list[Cut]:
        if node.what == "sequence":
            return [cut for item in node.items for cut in self._value(item, known)]
        names = [child.name for child in known.children]
        if node.what != "mapping" or not names:
            return []
        if known.free:
            # Its keys are free, and stand in the order that somebody gave them.
            return [cut for _, value in node.pairs for cut in self.group(value, known.children, names)]
        return self.group(node, known.children, names)

    def _leave(self, node: Written, why: str) -> list[Cut]:
        self.left.append((node.line + 1, why))
        return []

    def _flow(self, node: Written, wanted: Sequence[int], cuts: Sequence[Cut]) -> list[Cut]:
        spans = [(key.start, max(key.end, value.end)) for key, value in node.pairs]
        gaps = [self._text[end:start] for (_, end), (start, _) in pairwise(spans)]
        if any("#" in gap for gap in gaps):
            return self._leave(node, "comments stand within the braces")
        entries = [_Entry("", (0, 0), *span, "", *_names(pair)) for span, pair in zip(spans, node.pairs, strict=True)]
        if _breaks_alias(entries, wanted):
            return self._leave(node, "an alias would come before its anchor")
        parts = [self._changed(*spans[number], cuts) for number in wanted]
        written = "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True))
        return [Cut(spans[0][0], spans[-1][1], written)]

    def _block(self, node: Written, wanted: Sequence[int], cuts: Sequence[Cut]) -> list[Cut]:
        entries = self._entries(node)
        if entries is None:
            return self._leave(node, "a key is written with a question mark")
        if _breaks_alias(entries, wanted):
            return self._leave(node, "an alias would come before its anchor")
        first = entries[0]
        alone = not self._text[self._line(first.start) : first.start].strip()
        new_first = entries[wanted[0]]
        if not alone and new_first.lead[0] < new_first.lead[1]:
            return self._leave(node, "a comment stands above the key that would come first")
        parts: list[str] = []
        for place, number in enumerate(wanted):
            slot, entry = entries[place], entries[number]
            before = self._text[self._line(slot.start) : slot.start] if place or alone else ""
            parts += [slot.blanks, self._text[slice(*entry.lead)], before, self._changed(entry.start, entry.end, cuts)]
        return [Cut(first.lead[0] if alone else first.start, entries[-1].end, "".join(parts))]

    def _entries(self, node: Written) -> list[_Entry] | None:
        """Return the entries of a block; None if a key does not begin its line."""
        entries: list[_Entry] = []
        for number, (key, value) in enumerate(node.pairs):
            line = self._line(key.start)
            if number:
                begin = entries[-1].end
                between = self._text[begin:line]
                if self._text[line : key.start].strip():
                    return None
                lead = begin + len(between) - len(_without_blanks(between))
            else:
                lead = line if self._text[line : key.start].strip() else self._head(line, is_top=node.column == 0)
                begin = lead
            end = self._extend(self._end(value, key), node)
            entries.append(
                _Entry(key.itself.value, (lead, line), key.start, end, self._text[begin:lead], *_names((key, value)))
            )
        return entries

    def _head(self, line: int, is_top: bool) -> int:
        """Return where the comments above the first key begin; at the top of a file, what stands apart is the file's."""
        begin = line
        while begin:
            above = self._line(begin - 1)
            words = self._text[above:begin].strip()
            if words and not words.startswith("#"):
                break
            if not words and is_top:
                return begin
            begin = above
        if is_top:
            return line
        between = self._text[begin:line]
        return begin + len(between) - len(_without_blanks(between))

    def _end(self, node: Written, key: Written) -> int:
        """Return where the lines of a value end, a comment behind it included."""
        if node.what in ("mapping", "sequence") and node.style == "block":
            last = node.pairs[-1][1] if node.pairs else node.items[-1]
            return self._end(last, node.pairs[-1][0] if node.pairs else last)
        if node.style in ("|", ">"):
            head = self._text[node.inner : node.end].partition("\n")[0].partition("#")[0]
            body = self._text[: node.end]
            return node.end if "+" in head else len(body.rstrip()) + len(self._rest(len(body.rstrip())))
        end = max(node.end, key.end)
        return end + len(self._rest(end))

    def _rest(self, at: int) -> str:
        stop = self._text.find("\n", at)
        return self._text[at : len(self._text) if stop < 0 else stop + 1]

    def _extend(self, end: int, node: Written) -> int:
        """Return where an entry ends if the comments below it are indented further than its key: they belong to it."""
        at = found = end
        while at < len(self._text):
            line = self._rest(at)
            words = line.strip()
            if words and (not words.startswith("#") or len(line) - len(line.lstrip()) <= node.pairs[0][0].column):
                break
            at += len(line)
            found = at if words else found
        return found

    def _line(self, index: int) -> int:
        return self._text.rfind("\n", 0, index) + 1

    def _changed(self, start: int, end: int, cuts: Sequence[Cut]) -> str:
        """Return a stretch of the text with the cuts made that lie in it."""
        inside = [Cut(cut.start - start, cut.end - start, cut.written) for cut in cuts if start <= cut.start < end]
        return apply_cuts(self._text[start:end], inside)


def _sorted(keys: Sequence[str], order: Sequence[str]) -> list[int]:
    """Return the places of the keys in their new order. A key that no schema knows stays behind the one before it."""
    known = {name: number for number, name in enumerate(order)}
    ranks: list[int] = []
    for key in keys:
        ranks.append(known.get(key, ranks[-1] if ranks else -1))
    return sorted(range(len(keys)), key=lambda number: ranks[number])


def _names(pair: tuple[Written, Written]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the anchors set in an entry, and the aliases used."""
    anchors: set[str] = set()
    aliases: set[str] = set()
    nodes = list(pair)
    while nodes:
        node = nodes.pop()
        (aliases if node.what == "alias" else anchors).add(node.anchor)
        nodes += [*node.items, *(each for inner in node.pairs for each in inner)]
    return frozenset(anchors - {""}), frozenset(aliases)


def _breaks_alias(entries: Sequence[_Entry], wanted: Sequence[int]) -> bool:
    seen: set[str] = set()
    ours = frozenset(name for entry in entries for name in entry.anchors)
    for number in wanted:
        if (entries[number].aliases & ours) - seen - entries[number].anchors:
            return True
        seen |= entries[number].anchors
    return False


def _without_blanks(lines: str) -> str:
    """Return lines without the blank ones before the first that is not."""
    while lines and not lines.partition("\n")[0].strip():
        lines = lines.partition("\n")[2]
    return lines
