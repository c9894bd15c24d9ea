"""What a reference leads to, in a word, and a plain value as one writes it: the words that messages are made of."""

from collections.abc import Mapping

from mopsbook.kinds.kind import Kind


def noun_of(ref: str, kinds: Mapping[str, Kind]) -> str:
    """Return "system", "stage" or "document" for what an `x-ref` names: a kind, a part of its documents, or any."""
    kind, _, part = ref.partition(".")
    return part or ("document" if kind == "any" else kinds[kind].label.lower())


def as_written(value: object) -> str:
    """Return a plain value, or a list of such, as it stands in a document: `true`, `2`, `marketo`, `[email, web]`."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_written, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
