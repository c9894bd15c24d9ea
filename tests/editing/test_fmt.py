"""`mopsbook fmt`: keys in one order; comments, quotes, anchors and blank lines stay with what they stand by."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from made import made_bytes
from renamed import read, write

from mopsbook.cli.fmt import command
from mopsbook.editing.key_order import order_keys
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.reading.read import read_yaml

KINDS = load_kinds()
EXAMPLES = int(os.environ.get("EXAMPLES", "50"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A\nkind: system\nid: a\n", "kind: system\nid: a\ntitle: A\n"),
        ("title: A  # name\n# of it\nkind: system\nid: a", "# of it\nkind: system\nid: a\ntitle: A  # name"),
        ("# head\n\n# of title\ntitle: A\nkind: system\n", "# head\n\nkind: system\n# of title\ntitle: A\n"),
        ("# head\ntitle: A\nkind: system\n", "# head\nkind: system\ntitle: A\n"),
        ("# $schema=x\ntitle: A\n\nkind: system\n# end\n", "# $schema=x\nkind: system\n\ntitle: A\n# end\n"),
        ("kind: system\r\ntier: 1\r\nid: a\r\n", "kind: system\r\nid: a\r\ntier: 1\r\n"),
        ("kind: system\ntier: 1\nid: a", "kind: system\nid: a\ntier: 1"),
        (
            "kind: system\ndescription: |\n  a: 1\n\n  # no comment\n\n\n# of the id\nid: a\n",
            "kind: system\n# of the id\nid: a\n\n\ndescription: |\n  a: 1\n\n  # no comment\n",
        ),
        ("kind: system\ndescription: |+\n  a\n\nid: a\n", "kind: system\nid: a\ndescription: |+\n  a\n\n"),
        (
            "kind: system\ncontract:\n  # why\n  cost: 1\n  start: 2026-01-01\n  # at the end\n# of the id\nid: a\n",
            "kind: system\n# of the id\nid: a\ncontract:\n  start: 2026-01-01\n  # why\n  cost: 1\n  # at the end\n",
        ),
        (
            "kind: system\nlinks:\n- title: T # t\n  url: https://x.org\n- {title: T, url: https://y.org}\n",
            "kind: system\nlinks:\n- url: https://x.org\n  title: T # t\n- {url: https://y.org, title: T}\n",
        ),
        (
            "kind: system\nlinks:\n  - {title: [a,\n      b], url: 'x' ,}\n  -\n    title: 1\n    url: 2\n",
            "kind: system\nlinks:\n  - {url: 'x', title: [a,\n      b] ,}\n  -\n    url: 2\n    title: 1\n",
        ),
        ("kind: system\nown: 1\nid: a\nother: 2\n", "kind: system\nown: 1\nid: a\nother: 2\n"),
        ("kind: system\nunknown:\n  z: {note: n, ask: x}\n  a:\n    note: n\n    ask: x\n",
         "kind: system\nunknown:\n  z: {ask: x, note: n}\n  a:\n    ask: x\n    note: n\n"),
        ("kind: system\ndoes_not_apply:\n  tier: why\n  contract: why\n",
         "kind: system\ndoes_not_apply:\n  tier: why\n  contract: why\n"),
        ("terms:\n  - title: T\n    id: t\n\n  # of u\n  - id: u\nkind: term\n",
         "kind: term\nterms:\n  - id: t\n    title: T\n\n  # of u\n  - id: u\n"),
        ("kind: system\ntier:\nid: a\ntitle:    # later\n", "kind: system\nid: a\ntitle:    # later\ntier:\n"),
        ("kind: system\nvendor: &v V\npurpose: P\ntitle: T\n", "kind: system\ntitle: T\npurpose: P\nvendor: &v V\n"),
    ],
)  # fmt: skip
def test_keys_move_with_what_belongs_to_them(before: str, after: str) -> None:
    ordered = order_keys(before, KINDS)
    assert ordered.text == after
    assert ordered.left == []
    assert order_keys(after, KINDS).text == after


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("kind: system\nvendor: &v V\ntitle: *v\n", 1, "alias would come before its anchor"),
        ("kind: system\nlinks: [{title: &v V, url: *v}]\n", 2, "alias would come before its anchor"),
        ("kind: system\nlinks: [{title: V, # v\n  url: U}]\n", 2, "comments stand within the braces"),
        (
            "kind: system\nlinks:\n  - title: V\n    # of it\n    url: U\n",
            3,
            "a comment stands above the key that would",
        ),
        ("kind: system\ntitle: V\n? id\n: a\n", 1, "question mark"),
        ("kind: system\rtitle: V\rid: a\r", 1, "its lines end"),
    ],
)
def test_what_cannot_be_ordered_is_left_and_named(text: str, line: int, why: str) -> None:
    ordered = order_keys(text, KINDS)
    assert ordered.text == text
    assert [place for place, _ in ordered.left] == [line]
    assert why in ordered.left[0][1]


def _keys(value: Any) -> Any:
    """Return a value with the order of its keys, which equality does not see."""
    if isinstance(value, dict):
        return [(key, _keys(part)) for key, part in value.items()]
    return [_keys(item) for item in value] if isinstance(value, list) else value


@settings(max_examples=EXAMPLES, deadline=None)
@given(made_bytes())
def test_a_made_document_says_what_it_said_in_the_same_lines_and_twice_changes_nothing(content: bytes) -> None:
    text = re.sub(r"%(a\d)%", r"*\1", content.removeprefix(b"\xef\xbb\xbf").decode()).replace("@", "old-id")
    ordered = order_keys(text, KINDS)
    before, after = read_yaml(text.encode()), read_yaml(ordered.text.encode())
    assert before.problems == after.problems == ()
    assert after.value == before.value
    assert sorted(ordered.text) == sorted(text)
    # Within braces keys share a line.
    assert {line for line in re.split(r"\r?\n", ordered.text) if "{" not in line} <= set(re.split(r"\r?\n", text))
    again = order_keys(ordered.text, KINDS)
    assert again.text == ordered.text
    assert again.left == ordered.left or [why for _, why in again.left] == [why for _, why in ordered.left]
    if not ordered.left:
        top = [key for key, _ in _keys(after.value)]
        assert top[:3] == ["kind", "id", "title"]
        assert "description" not in top or top[-1] == "description"


def test_the_command_writes_what_is_not_in_order_and_names_what_it_left(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = b"\xef\xbb\xbf"
    files: dict[str, str | bytes] = {
        "systems/a.yaml": mark + b"id: a\nkind: system\n",
        "systems/b.yaml": "kind: system\nid: b\n",
        "systems/c.yaml": "id: [\n",
        "systems/d.yaml": "id: d\nkind: sytem\n",
    }
    write(layout, files)
    before = read(layout)
    monkeypatch.chdir(layout.root)

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(command, list(words), standalone_mode=False)
        assert done.exception is None
        return done.return_value, done.output

    code, output = run("--check")
    assert (code, read(layout)) == (1, before)
    assert "knowledge/systems/a.yaml is not in order\n" in output
    assert "knowledge/systems/c.yaml:1 was left: " in output
    assert "knowledge/systems/d.yaml was left: it is of no kind (did you mean `system`?)" in output
    code, output = run("--diff", "knowledge/systems/a.yaml")
    assert code == 1
    assert "--- a/knowledge/systems/a.yaml\n+++ b/knowledge/systems/a.yaml\n" in output
    assert run("--check", "knowledge/systems/b.yaml") == (0, "1 file in order\n")
    assert run()[0] == 0
    assert read(layout) == {**before, "systems/a.yaml": mark + b"kind: system\nid: a\n"}
    code, output = run("--check")
    assert (code, "2 files in order\n" in output) == (0, True), "what could not be read is in no order"
