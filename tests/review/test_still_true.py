"""What makes a review doubtful is a change of meaning, of the thing itself or of what matters to it; never how something is written."""

from __future__ import annotations

import random
from typing import Any

import yaml
from desk_of_reviews import BOOK, Desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsbook.checks.attested import digest_content, make_record
from mopsbook.checks.freshness import judge_all
from mopsbook.documents.load import read_document
from mopsbook.documents.records import read_record
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.review.sign import find_documents, sign
from mopsbook.today import today

KINDS = load_kinds()
ALL = ("process/alerts", "process/routing", "metric/mqls", "system/marketo", "system/slack", "object/lead")
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _shelf(texts: dict[str, str], records: Any = None) -> Shelf:
    read = [read_document(f"knowledge/{name}", text.encode(), KINDS) for name, text in texts.items()]
    documents = [document for _, found, _ in read for document in found]
    return Shelf(KINDS, documents, (), {source.path: source for source, _, _ in read}, None, "knowledge", records)


def _write(book: Any) -> dict[str, str]:
    return {name: yaml.safe_dump(dict(data), sort_keys=False) for name, data in book.items()}


def _reviewed() -> tuple[dict[str, Any], Any]:
    """The book with every document of it reviewed today, and the records."""
    book = {name: {**data, "last_reviewed": today().isoformat()} for name, data in BOOK.items()}
    shelf = _shelf(_write(book))
    return book, {one.key: make_record(one, shelf, today().isoformat(), "head") for one in shelf.documents}


def _states(shelf: Shelf) -> dict[str, str]:
    pairs = zip(shelf.documents, judge_all(shelf, today()), strict=True)
    return {"/".join(one.key): fresh.state for one, fresh in pairs if fresh.state != "fresh"}


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: _shuffled(value[key], chance) for key in keys}
    return [_shuffled(item, chance) for item in value] if isinstance(value, list) else value


@given(
    chance=st.randoms(use_true_random=False),
    flow=st.booleans(),
    width=st.sampled_from([20, 80]),
    style=st.sampled_from(["'", '"', None]),
)
@quick
def test_to_write_the_same_in_another_way_makes_nothing_suspect_or_changed(
    chance: random.Random, flow: bool, width: int, style: str | None
) -> None:
    book, records = _reviewed()
    texts = {}
    for name, data in book.items():
        rest = {key: _shuffled(value, chance) for key, value in _shuffled(data, chance).items()}
        text = yaml.safe_dump(rest, sort_keys=False, default_flow_style=flow, width=width, default_style=style)
        texts[name] = f"# A word.\n\n{text}# Another.\n"
    assert _states(_shelf(texts, records)) == {}


WATCHED = {
    "systems/marketo.yaml": ({"owner", "status", "replaced_by"}, {"process/routing"}),
    "systems/slack.yaml": ({"owner", "status", "replaced_by"}, {"process/alerts"}),
}
VALUES = {
    "owner": ["ops", "head"], "status": ["deprecated", "planned", "active"], "replaced_by": ["slack", "marketo"],
    "title": ["Another"], "purpose": ["Something."], "tags": [["new"]], "aliases": [["old"]], "review_every": ["1y"],
}  # fmt: skip


@given(data=st.data())
@quick
def test_a_change_of_a_watched_field_makes_exactly_those_suspect_that_depend_on_it(data: st.DataObject) -> None:
    book, records = _reviewed()
    name = data.draw(st.sampled_from(sorted(WATCHED)))
    field = data.draw(st.sampled_from(sorted(VALUES)))
    value = data.draw(st.sampled_from(VALUES[field]))
    old = book[name]
    texts = _write({**book, name: {**old, field: value}})
    usual = "active" if field == "status" else None
    watched, dependants = WATCHED[name]
    wanted: dict[str, str] = {}
    if value != old.get(field, usual) and field in watched:
        wanted = dict.fromkeys(dependants, "suspect")
    if value != old.get(field) and field not in ("tags", "aliases", "review_every"):
        wanted[f"system/{old['id']}"] = "changed"
    assert _states(_shelf(texts, records)) == wanted


def test_what_is_suspect_says_why_and_a_review_clears_it(desk: Desk) -> None:
    desk.review(*ALL)
    desk.change("systems/marketo.yaml", "owner: head", "owner: ops")
    desk.change("objects/lead.yaml", "type: date", "type: datetime")
    stands = desk.stands()
    assert [cause.sentence for cause in stands["process/routing"].causes] == ["Marketo changed its “business owner”"]
    assert [cause.sentence for cause in stands["metric/mqls"].causes] == ["Lead (MQL date) changed its type"]
    assert desk.states() == {
        "process/alerts": "fresh", "process/routing": "suspect", "metric/mqls": "suspect",
        "system/marketo": "changed", "system/slack": "fresh", "object/lead": "changed",
    }  # fmt: skip
    assert (
        "suspect: process `routing`: since its review on 2026-11-22 system `marketo` changed its `owner`" in desk.said()
    )
    desk.review(*ALL)
    assert set(desk.states().values()) == {"fresh"}
    assert desk.said() == []


def test_another_field_of_an_object_than_the_one_that_is_meant_does_not_matter(desk: Desk) -> None:
    desk.review("mqls")
    desk.change("objects/lead.yaml", "type: email", "type: text")
    assert desk.states() == {"metric/mqls": "fresh"}


def test_to_undo_a_change_makes_the_review_hold_again(desk: Desk) -> None:
    desk.review("routing")
    desk.change("systems/marketo.yaml", "owner: head", "owner: ops")
    assert desk.states() == {"process/routing": "suspect"}
    desk.change("systems/marketo.yaml", "owner: ops", "owner: head")
    assert desk.states() == {"process/routing": "fresh"}


def test_without_records_everything_is_judged_as_it_was(desk: Desk) -> None:
    desk.change("systems/slack.yaml", "owner: ops", "owner: ops\nlast_reviewed: 2026-11-01")
    assert desk.states() == {} and desk.said() == []


def test_a_record_is_read_as_it_was_written(desk: Desk) -> None:
    shelf = desk.shelf()
    signed = sign(shelf, desk.layout, find_documents(shelf, ["routing"]), "head", today())
    content = signed.files[".mopsbook/reviews/process/routing.json"]
    record = read_record(content or b"")
    document = shelf.get("process", "routing")
    assert record is not None and document is not None
    assert record.content == digest_content(document)
