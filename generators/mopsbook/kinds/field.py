"""Field: what a schema says of one field, as plain values."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from mopsbook.kinds.impact import Impact
from mopsbook.words import listed

_PART = re.compile(r"[^\s#]+#[^\s#]+")
# Who has to choose wants all values; of more than that nobody reads them in a message.
_MOST_VALUES = 60
_WEIGHTS = {"required": 3, "recommended": 1}


class Field(Struct, frozen=True, dict=True):
    """One field of a kind. For a list, the facts of its items are folded in: `refs`, `values`, `children`.

    `fewest` is how many items a list must have. `free` says that its keys are free, and that the children stand below
    each of them. `or_text` says that what leads to nothing is text and no mistake. `computed` is how the value follows
    from others (`x-computed`), empty if it does not. `weighs` is what `x-weight` says, 0 if nothing. `dependence` is which end
    of a reference depends on the other (`x-dependence`), `watch` the fields of what it names whose change makes whoever refers
    doubtful (`x-watch`), `impacts` what a change of it means (`x-impact`), `say` how a group
    reads on one line (`x-say`).
    """

    name: str
    path: tuple[str, ...]
    label: str
    help: str = ""
    types: tuple[str, ...] = ()
    item_types: tuple[str, ...] = ()
    pattern: str = ""
    many: bool = False
    fewest: int = 0
    refs: tuple[str, ...] = ()
    or_text: bool = False
    link: str = ""
    backlink: str = ""
    dependence: str = "here"
    part: str | None = None
    part_key: str = "id"
    expect: str = "optional"
    expect_when: Mapping[str, Any] = field(default_factory=dict)
    weighs: int = 0
    prose: str | None = None
    verbatim: bool = False
    values: tuple[Any, ...] = ()
    value_labels: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    format: str = ""
    minimum: float | None = None
    maximum: float | None = None
    place: str = "body"
    default: Any = None
    examples: tuple[Any, ...] = ()
    computed: Mapping[str, Any] = field(default_factory=dict)
    watch: tuple[str, ...] = ()
    impacts: tuple[Impact, ...] = ()
    say: str = ""
    structural: bool = False
    free: bool = False
    children: tuple["Field", ...] = ()

    @property
    def about(self) -> str:
        """What it says, for messages: the first paragraph of the help, without the word for writers of prose."""
        return self.help.partition("\n")[0].removesuffix("Markdown.").rstrip()

    @property
    def hint(self) -> str:
        """What to write here, for messages: what it says, and a right value where the schema shows one."""
        return f"{self.about} {self._shown}".strip()

    @property
    def range(self) -> str:
        """The allowed numbers in words: "from 1 to 4", "1 or more"; "" if any is allowed."""
        if self.minimum is None:
            return "" if self.maximum is None else f"{self.maximum} or less"
        return f"{self.minimum} or more" if self.maximum is None else f"from {self.minimum} to {self.maximum}"

    @property
    def _shown(self) -> str:
        if self.values:
            known = all(f"`{value}`" in self.help for value in self.values)
            return (
                ""
                if known
                else f"Allowed are {listed([str(value) for value in self.values], most=_MOST_VALUES, last='and')}."
            )
        if self.types == ("boolean",):
            return "Write true or false."
        example = next(iter(self.examples), None)
        if isinstance(example, list) and all(isinstance(item, (str, int)) for item in example):
            example = f"[{', '.join(map(str, example))}]"
        elif isinstance(example, dict):
            example = ", ".join(f"{key}: {_in_braces(value)}" for key, value in example.items())
        if isinstance(example, (str, int, float)):
            return "" if str(example) in self.help else f"As in `{example}`."
        return f"Write {self.form}." if self.form else f"It is {self.range}." if self.range else ""

    @cached_property
    def wanted(self) -> tuple[tuple[str, str], ...]:
        """What a reference may name, in turn: a kind and, if a part of its documents is meant, the name of the part."""
        split = (ref.partition(".") for ref in self.refs)
        return tuple((kind, part) for kind, _, part in split)

    def child(self, name: str) -> "Field | None":
        """Return the field of that name within this one, or None."""
        return self.by_name.get(name)

    @cached_property
    def by_name(self) -> Mapping[str, "Field"]:
        """The fields within this one, by name."""
        return {child.name: child for child in reversed(self.children)}

    @property
    def is_needed(self) -> bool:
        """Whether a new document begins with it: nothing else has to be said, or worked out, for it to be asked for."""
        return self.structural or (self.expect == "required" and not self.expect_when and not self.computed)

    @cached_property
    def dotted(self) -> str:
        """The path as people write it: `contract.renewal_date`."""
        return ".".join(self.path)

    @cached_property
    def asked(self) -> tuple["Field", ...]:
        """The fields within this one that completeness asks for, or asks within."""
        return tuple(child for child in self.children if child.is_asked)

    @cached_property
    def is_asked(self) -> bool:
        """Whether completeness asks for this field, or for one within it."""
        return (self.expect != "optional" and not self.structural) or any(child.is_asked for child in self.children)

    @cached_property
    def weight(self) -> int:
        """How much this field weighs in the completeness of a document; 0 if it is not asked for."""
        usual = 0 if self.structural else _WEIGHTS.get(self.expect, 0)
        return usual and (self.weighs or usual)

    @cached_property
    def whole(self) -> int:
        """How much this field weighs with all that is asked for within it."""
        return self.weight + sum(child.whole for child in self.children)

    def value_label(self, value: object) -> str:
        """Return an allowed value as readers see it."""
        return self.value_labels.get(str(value), str(value))

    def is_text(self, name: str) -> bool:
        """Return whether a name that leads nowhere is text and no mistake. `lead#email` always means a part."""
        return self.or_text and not (_PART.fullmatch(name) and any("." in ref for ref in self.refs))

    def walk(self) -> Iterator["Field"]:
        """Yield this field and all within it, outer first."""
        yield self
        for child in self.children:
            yield from child.walk()


def _in_braces(value: Any) -> str:
    """Return an example as it is written on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_in_braces(item)}" for key, item in value.items()) + "}"
    return str(value)
