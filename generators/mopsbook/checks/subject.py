"""What a finding is about, by its names, as a sentence begins: "process `webinar-launch`, step `build-program`"."""

from collections.abc import Sequence

from mopsbook.documents.document import Document, Pointer


def name_subject(document: Document, pointer: Pointer) -> str:
    """Return what a pointer is about, by its names: "process `webinar-launch`, step `build-program`"."""
    part = name_part(document, pointer)
    return name_document(document) + (f", {part}" if part else "")


def name_document(document: Document) -> str:
    """Return how a sentence names a document: "system `marketo`", and "the book", of which there is one."""
    label = document.kind.label.lower()
    return f"the {label}" if document.kind.hidden else f"{label} `{document.id}`"


def name_part(document: Document, pointer: Pointer) -> str:
    """Return the part of a document that a pointer leads into, by its name: step `build-program`; "" if none."""
    names: list[str] = []
    node: object = document.data
    for depth, step in enumerate(pointer):
        field = document.kind.field(pointer[:depth])
        if field and field.part and isinstance(step, int) and isinstance(node, Sequence) and step < len(node):
            item = node[step]
            name = (item.get(field.part_key) or item.get("title")) if isinstance(item, dict) else None
            names.append(f"{field.part} `{name}`" if name else f"{field.part} {step + 1}")
        try:
            node = node[step]  # type: ignore[index]  # what has no such step is caught
        except (KeyError, IndexError, TypeError):
            break
    return ", ".join(names)
