"""`--dirty` is exact for pages about data, too: objects and fields show integrations that only call them by an API name."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_dirty import TINY, Desk

from data_book import by_path, data_book, integration, mapping
from small_book import write_book


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The book about data with its site."""
    desk = Desk(tmp_path / "book", tmp_path / "site", by_path(data_book()), {}, {}, TINY)
    write_book(desk.root, desk.documents)
    desk.compare()
    return desk


def of(desk: Desk, kind: str, id: str) -> dict[str, Any]:
    return desk.documents[f"{kind}/{id}.yaml"]


def map_by_api_name(desk: Desk, chance: random.Random) -> None:
    """Bring a field on under its name in a system, or no more."""
    way = integration("snowflake", "gong", mapping(chance.choice(("Email__c", "Level__c", "Nothing__c")), "X"))
    if chance.random() < 0.3:
        desk.documents.pop("integration/snowflake-to-gong.yaml", None)
    else:
        desk.documents["integration/snowflake-to-gong.yaml"] = way


def rename_api_name(desk: Desk, chance: random.Random) -> None:
    for field in of(desk, "object", "lead")["fields"]:
        for name in field.get("names", ()):
            name["api_name"] = chance.choice(("Email__c", "Level__c", "Score__c", "X"))


def rename_system(desk: Desk, chance: random.Random) -> None:
    system = of(desk, "system", chance.choice(("gong", "marketo", "snowflake", "wordpress")))
    system["title"], system["category"] = f"System {chance.randrange(9)}", chance.choice(("crm", "map", "chat"))


def retire(desk: Desk, chance: random.Random) -> None:
    of(desk, "integration", "wordpress-to-marketo")["status"] = chance.choice(("active", "planned", "retired"))


def use(desk: Desk, chance: random.Random) -> None:
    of(desk, "metric", "leads")["source_fields"] = [f"lead#{chance.choice(('email', 'level', 'score', 'lonely'))}"]
    of(desk, "segment", "heads")["system"] = chance.choice(("marketo", "salesforce"))


def score_anew(desk: Desk, chance: random.Random) -> None:
    of(desk, "scoring-model", "lead-score")["rules"][1]["points"] = chance.randrange(5, 30)
    of(desk, "object", "lead")["activities"][0]["passive"] = chance.random() < 0.5


def another_object(desk: Desk, chance: random.Random) -> None:
    """Give a second object a field with the same API name: then nobody can tell which is meant."""
    names = [{"system": "snowflake", "api_name": "Email__c"}]
    other = {
        "kind": "object",
        "id": "account",
        "title": "Account",
        "fields": [{"id": "mail", "title": "Mail", "names": names}],
    }
    if chance.random() < 0.5:
        desk.documents["object/account.yaml"] = other
    else:
        desk.documents.pop("object/account.yaml", None)


CHANGES: tuple[Callable[[Desk, random.Random], None], ...] = (
    map_by_api_name, rename_api_name, rename_system, retire, use, score_anew, another_object,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_whatever_changes_about_data_only_what_shows_it_is_made_anew_and_all_of_it(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        change = chance.choice(CHANGES)
        change(desk, chance)
        desk.diary.append(change.__name__)
        desk.compare()
