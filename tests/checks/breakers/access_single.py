"""One person alone can let people into a system, or get them out."""

from edits import Broken, Draw, Spot, change, in_use, say, set_value, take_out

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Spot, Document]]:
    return [
        ((system, (field,)), role)
        for system in in_use(shelf, "system")
        if system.data["tier"] in (1, 2) and system.data["status"] != "planned"
        for field in ("provisioners", "deprovisioners")
        if field in system.data
        for role in without_systems(shelf)
    ]


def without_systems(shelf: Shelf) -> list[Document]:
    """The roles that keep nothing going: of those that do, other rules ask for somebody who stands in."""
    busy = {
        target.document.key
        for reference, target in shelf.references
        if target and reference.field.name in ("owner", "technical_owner", "provisioners", "deprovisioners")
    }
    return [role for role in in_use(shelf, "role") if role.key not in busy and role.data.get("status") != "planned"]


def break_at(spot: tuple[Spot, Document], draw: Draw, shelf: Shelf) -> Broken:
    right, role = spot
    stand_in = [take_out(role, ("backup",))] if "backup" in role.data else []
    alone = change(role, say(role, ("holders",), "1"), *stand_in, named=())
    return set_value(*right, f"[{role.id}]").and_changed(alone.files)
