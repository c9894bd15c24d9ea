"""A stage that a lifecycle did not have, and its value in the list of the field that holds the stage."""

from edits import Edit, Spot, change, put_item

from mopsbook.checks.stage_values import stage_fields
from mopsbook.documents.shelf import Shelf


def new_stage(spot: Spot, id: str, to: str = "") -> Edit:
    """A stage before the one at a spot; a way leads from it to another one, if that is named."""
    document, at = spot
    way = f", transitions: [{new_way(to)}]" if to else ""
    stage = (
        f"{{id: {id}, title: {id}, type: main, definition: A stage., entry_criteria: [Something happens], "
        f"exit_criteria: [Something else happens], owner: {document.data['owner']}, hand_over: false{way}}}"
    )
    return put_item(document, at, stage)


def new_way(to: str) -> str:
    return f"{{to: {to}, trigger: manual, condition: Sometimes}}"


def listed_values(spot: Spot, id: str, shelf: Shelf) -> dict[str, str | None]:
    """The files of the lists that hold the stages of a lifecycle, with the value of a new one."""
    lists = {field.picklist.path: field.picklist for field in stage_fields(shelf) if field.lifecycle is spot[0]}
    value = f"{{value: {id}, label: {id}, meaning: A stage.}}"
    edited = [change(each, put_item(each, ("values", 0), value), named=("values", 0)) for each in lists.values()]
    return {path: text for broken in edited for path, text in broken.files.items()}
