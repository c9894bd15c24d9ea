"""A new system has to do with nothing."""

from pathlib import PurePosixPath

from edits import TODAY, Broken, Draw, in_use, nonsense

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

TEXT = """kind: system
id: {name}
title: {name}
purpose: Nobody knows.
owner: {owner}
technical_owner: {owner}
status: active
last_reviewed: {today}
description: It was here before us.
vendor: Somebody
category: other
tier: 4
data_classification: green
holds_personal_data: false
authentication: none
access: Ask the owner.
"""


def spots(shelf: Shelf) -> list[Document]:
    return [document for document in in_use(shelf) if document.kind.name == "system"]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    name = nonsense(draw)
    path = f"{PurePosixPath(document.path).parent}/{name}.yaml"
    return Broken({path: TEXT.format(name=name, owner=document.data["owner"], today=TODAY)}, path, 2)
