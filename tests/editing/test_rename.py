"""`mopsbook rename`: everything that refers to a document follows it, and not another byte changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from renamed import load, plan, read, rename, write

from mopsbook.cli.rename import command
from mopsbook.errors import SetupError
from mopsbook.layout import Layout

OLD = """\
# A head that stays.
kind: system
id: marketo  # its name
title: Marketo
aliases: [MKTO]
description: |
  See [[marketo]] itself.
"""
ROLE = "kind: role\nid: head\ntitle: Head\naccess:\n  - {system: marketo, profile: Admin}\n"


def system(id: str, more: str = "") -> str:
    return f"kind: system\nid: {id}\ntitle: {id.capitalize()}\n{more}"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("replaced_by: marketo\n", "replaced_by: new-one\n"),
        ("replaced_by:   'marketo'   # why\n", "replaced_by:   'new-one'   # why\n"),
        ('replaced_by: "marketo"\n', 'replaced_by: "new-one"\n'),
        ('replaced_by: "mark\\x65to"\n', 'replaced_by: "new-one"\n'),
        ("replaced_by: Marketo\n", "replaced_by: new-one\n"),
        ("replaced_by: system/marketo\n", "replaced_by: system/new-one\n"),
        ("replaced_by: MKTO\n", "replaced_by: MKTO\n"),
        ("replaced_by: &m marketo\nvendor: *m\n", "replaced_by: &m new-one\nvendor: marketo\n"),
        ("vendor: &m marketo\nreplaced_by: *m\n", "vendor: &m marketo\nreplaced_by: new-one\n"),
        ("replaced_by: &m  # why\n  marketo\n", "replaced_by: &m  # why\n  new-one\n"),
        ("replaced_by: >-  # marketo\n  marketo\n\n# marketo\n", "replaced_by: >-  # marketo\n  new-one\n\n# marketo\n"),
        ("description: A [[marketo]] or [[ system/Marketo | it ]].\n", "description: A [[new-one]] or [[ system/new-one | it ]].\n"),
        ("description: |\n  `[[marketo]]`\n  [[marketo]]\n", "description: |\n  `[[marketo]]`\n  [[new-one]]\n"),
        ("description: marketo, [[marketo-x]], [[MKTO]]\n", "description: marketo, [[marketo-x]], [[MKTO]]\n"),
        ("description: '[its page](../marketo/#steps)'\n", "description: '[its page](../new-one/#steps)'\n"),
        ("links: [{url: ../marketo/, title: It}]\n", "links: [{url: ../new-one/, title: It}]\n"),
        ("links: [{url: https://x.org/systems/marketo/, title: It}]\n", "links: [{url: https://x.org/systems/marketo/, title: It}]\n"),
    ],
)  # fmt: skip
def test_a_reference_is_mended_as_it_is_written(layout: Layout, written: str, expected: str) -> None:
    files = {"systems/marketo.yaml": OLD, "systems/marketo-x.yaml": system("marketo-x")}
    write(layout, {**files, "systems/other.yaml": system("other", written)})
    rename(layout, "system/marketo", "new-one")
    assert read(layout)["systems/other.yaml"].decode() == system("other", expected)


def test_the_file_moves_and_the_old_name_becomes_an_alias(layout: Layout) -> None:
    write(layout, {"systems/marketo.yaml": OLD, "roles/head.yaml": ROLE})
    made = rename(layout, "system/marketo", "new-one")
    then = read(layout)
    assert list(then) == ["roles/head.yaml", "systems/new-one.yaml"]
    wanted = (
        OLD.replace("id: marketo", "id: new-one")
        .replace("[MKTO]", "[MKTO, marketo]")
        .replace("[[marketo]]", "[[new-one]]")
    )
    assert then["systems/new-one.yaml"].decode() == wanted
    assert then["roles/head.yaml"].decode() == ROLE.replace("marketo", "new-one")
    assert made.moved == ("knowledge/systems/marketo.yaml", "knowledge/systems/new-one.yaml")
    assert made.notes == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("id: a\ntitle: A\n", "id: b\ntitle: A\naliases: [a]\n"),
        ("id: a\ntitle: A", "id: b\ntitle: A\naliases: [a]"),
        ("id: a\r\ntitle: A\r\nstatus: active\r\n# end\r\n", "id: b\r\ntitle: A\r\naliases: [a]\r\nstatus: active\r\n# end\r\n"),
        ("id: a\ntitle: A\naliases:\n# x\n- One # 1\n# end\n", "id: b\ntitle: A\naliases:\n# x\n- One # 1\n- a\n# end\n"),
        ("id: a\ntitle: A\naliases:\n    - One", "id: b\ntitle: A\naliases:\n    - One\n    - a"),
        ("id: a\ntitle: A\naliases: [\n  One,  # 1\n]\n", "id: b\ntitle: A\naliases: [\n  One, a,  # 1\n]\n"),
        ("id: a\ntitle: A\naliases: [One, B]\n", "id: b\ntitle: A\naliases: [One, a]\n"),
    ],
)  # fmt: skip
def test_the_alias_is_written_in_the_style_of_the_file(layout: Layout, written: str, expected: str) -> None:
    write(layout, {"systems/a.yaml": f"kind: system\n{written}"})
    rename(layout, "system/a", "b")
    assert read(layout)["systems/b.yaml"].decode() == f"kind: system\n{expected}"


def test_a_byte_order_mark_stays(layout: Layout) -> None:
    write(layout, {"systems/a.yaml": b"\xef\xbb\xbfkind: system\nid: a\ntitle: A\n"})
    rename(layout, "system/a", "b")
    assert read(layout)["systems/b.yaml"] == b"\xef\xbb\xbfkind: system\nid: b\ntitle: A\naliases: [a]\n"


def test_in_a_file_of_many_only_its_own_item_changes(layout: Layout) -> None:
    text = "kind: term\nowner: head\nterms:\n  - {id: sql, title: SQL, related: [mql]}\n  # of mql\n  - id: mql\n    title: MQL\n"
    write(layout, {"glossary/words.yaml": text, "roles/head.yaml": ROLE})
    rename(layout, "term/mql", "lead-worth-a-call")
    expected = text.replace("[mql]", "[lead-worth-a-call]").replace("id: mql", "id: lead-worth-a-call")
    assert read(layout)["glossary/words.yaml"].decode() == expected + "    aliases: [mql]\n"
    rename(layout, "term/sql", "accepted")
    assert (
        b"- {id: accepted, title: SQL, related: [lead-worth-a-call], aliases: [sql]}\n"
        in read(layout)["glossary/words.yaml"]
    )
    rename(layout, "role/head", "boss")
    assert b"owner: boss\n" in read(layout)["glossary/words.yaml"]


def test_the_rules_of_a_team_and_its_first_page_follow(layout: Layout) -> None:
    book = """\
kind: book
title: Ours
start_here: [system/marketo]
rules:
  - id: not-it
    select: [role, system]
    where: {any: [{kind: system, id: [other, marketo]}, {kind: role, access: {some: {system: {not: marketo}}}}]}
    require: {title: {present: true}}
    message: marketo
"""
    write(
        layout,
        {
            "book.yaml": book,
            "systems/marketo.yaml": OLD,
            "systems/other.yaml": system("other"),
            "roles/head.yaml": ROLE,
        },
    )
    rename(layout, "system/marketo", "new-one")
    expected = (
        book.replace("/marketo", "/new-one")
        .replace("other, marketo", "other, new-one")
        .replace("not: marketo", "not: new-one")
    )
    assert read(layout)["book.yaml"].decode() == expected


def test_pages_written_by_hand_follow(layout: Layout) -> None:
    page = """\
[a](systems/marketo.md), [b](<systems/marketo/#x>), [c](systems/marketo-x.md), [marketo](https://x.org/systems/marketo.md)
<a href="systems/marketo.md#marketo">d</a> ![e](systems/marketo.png) [f](../systems/marketo/)

[g]: /systems/marketo/ "marketo"
"""
    below = "[a](../systems/marketo.md) [b](marketo.md)\r\n"
    write(layout, {"systems/marketo.yaml": OLD, "index.md": page, "guides/one.md": below})
    rename(layout, "system/marketo", "new-one")
    then = read(layout)
    wanted = page.replace("systems/marketo.md)", "systems/new-one.md)", 1).replace(
        "<systems/marketo/", "<systems/new-one/"
    )
    wanted = wanted.replace('"systems/marketo.md', '"systems/new-one.md').replace(
        "/systems/marketo/ ", "/systems/new-one/ "
    )
    # From Home nothing lies above the root, where both browsers and MkDocs stay.
    wanted = wanted.replace("(../systems/marketo/)", "(../systems/new-one/)")
    assert then["index.md"].decode() == wanted
    assert then["guides/one.md"].decode() == below.replace("systems/marketo", "systems/new-one")


def test_a_part_is_renamed_with_all_that_refers_to_it(layout: Layout) -> None:
    lifecycle = """\
kind: lifecycle
id: life
title: Life
stages:
  - {id: one, title: One, type: initial, transitions: [{to: two}]}
  - id: two  # 2
    title: Two
    type: terminal-won
    definition: See [[life#two]] and [[life]].
"""
    segment = (
        "kind: segment\nid: s\ntitle: S\nfilters:\n  - {id: f, title: F, when: [{stages: [life#two, LIFE#one]}]}\n"
    )
    page = "[a](lifecycles/life.md#two) [b](lifecycles/life.md#one)\n"
    write(layout, {"lifecycles/life.yaml": lifecycle, "segments/s.yaml": segment, "index.md": page})
    rename(layout, "lifecycle/life#two", "last")
    after = read(layout)
    wanted = lifecycle.replace("to: two", "to: last").replace("id: two", "id: last").replace("life#two", "life#last")
    assert after["lifecycles/life.yaml"].decode() == wanted
    assert after["index.md"].decode() == page.replace("#two", "#last")
    assert after["segments/s.yaml"].decode() == segment.replace("life#two", "life#last")


def test_where_the_new_name_means_something_else_the_kind_stands_before_it(layout: Layout) -> None:
    files = {
        "teams/sales.yaml": "kind: team\nid: sales\ntitle: Sales\n",
        "roles/head.yaml": "kind: role\nid: head\ntitle: Head\n",
    }
    write(layout, {**files, "systems/a.yaml": system("a", "owner: sales\nreviewed_by: head\n")})
    with pytest.raises(SetupError, match=r"`sales` in knowledge/systems/a.yaml:4 would lead elsewhere"):
        plan(layout, "role/head", "sales")
    rename(layout, "team/sales", "head")
    assert b"owner: team/head\nreviewed_by: head\n" in read(layout)["systems/a.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("system/marketa", "x", "nothing is called `system/marketa`", "did you mean `system/marketo`"),
        ("system/MKTO", "x", "another name of `system/marketo`", "Write `system/marketo`."),
        ("sytem/marketo", "x", "nothing is called `sytem/marketo`", "`sytem` is no kind; did you mean `system`?"),
        ("marketo", "x", "does not say what it is", "`system/marketo`"),
        ("nothing", "x", "does not say what it is", "`system/marketo-engage`"),
        ("system/marketo", "marketo", "it is called `marketo` already", ""),
        ("system/marketo", "New One", "`New One` can be no id", "did you mean `new-one`?"),
        ("system/marketo", "a" * 64, "can be no id", ""),
        ("system/marketo", "", "nobody knows yet", ""),
        ("system/marketo", "tbd", "nobody knows yet", ""),
        ("system/marketo", "../x", "can be no id", ""),
        ("system/marketo", "other", "system `other` is there already", "another id"),
        ("system/marketo", "nick", "`nick` is another name of system `other`", ""),
        ("system/marketo", "taken", "there is a file knowledge/systems/taken.yaml already", ""),
        ("system/marketo#x", "y", "system `marketo` has no part `x`", ""),
        ("value-list/list#emea", "y", "`emea` is a value that systems hold", "retire"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    layout: Layout, old: str, new: str, message: str, hint: str
) -> None:
    write(
        layout,
        {
            "systems/marketo.yaml": OLD,
            "systems/other.yaml": system("other", "aliases: [Nick]\n"),
            "systems/taken.yaml": system("taken-not"),
            "value-lists/list.yaml": "kind: value-list\nid: list\ntitle: L\nvalues: [{value: emea}]\n",
        },
    )
    before = read(layout)
    with pytest.raises(SetupError) as error:
        rename(layout, old, new)
    assert message in error.value.message
    assert hint in error.value.hint
    assert read(layout) == before


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        ("kind: system\nid: b\n<<<<<<< ours\nowner: marketo\n", True),
        ("kind: system\nid: b\n<<<<<<< ours\nowner: marketo-x\n", False),
        ("kind: sytem\nreplaced_by: marketo\n", True),
        (b"kind: system\nowner: marketo # \xff\n", True),
    ],
)
def test_a_file_that_cannot_be_read_is_no_obstacle_unless_it_names_the_old_id(
    layout: Layout, content: str | bytes, refused: bool
) -> None:
    write(layout, {"systems/marketo.yaml": OLD, "systems/b.yaml": content})
    if refused:
        with pytest.raises(SetupError, match=r"systems/b.yaml:\d+ cannot be read, and `marketo` stands in it"):
            plan(layout, "system/marketo", "new-one")
    else:
        assert plan(layout, "system/marketo", "new-one").files


def test_there_and_back_again_leaves_every_byte_as_it_was(layout: Layout) -> None:
    write(layout, {"systems/marketo.yaml": OLD, "roles/head.yaml": ROLE})
    before = read(layout)
    rename(layout, "system/marketo", "new-one")
    rename(layout, "system/new-one", "marketo")
    assert read(layout) == {**before, "systems/marketo.yaml": OLD.replace("[MKTO]", "[MKTO, new-one]").encode()}


def test_a_dry_run_shows_a_diff_and_writes_nothing(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    write(layout, {"systems/marketo.yaml": OLD, "roles/head.yaml": ROLE})
    before = read(layout)
    monkeypatch.chdir(layout.knowledge)
    shown = CliRunner().invoke(command, ["system/marketo", "new-one", "--dry-run"], standalone_mode=False)
    assert shown.exception is None
    assert "rename from knowledge/systems/marketo.yaml\nrename to knowledge/systems/new-one.yaml\n" in shown.output
    assert "-id: marketo  # its name\n+id: new-one  # its name\n" in shown.output
    assert read(layout) == before
    done = CliRunner().invoke(command, ["system/marketo", "new-one"], standalone_mode=False)
    assert "knowledge/systems/marketo.yaml is knowledge/systems/new-one.yaml now\n" in done.output
    assert load(layout).get("system", "new-one")


def test_where_the_old_name_still_stands_in_words_is_said(layout: Layout) -> None:
    write(
        layout,
        {
            "systems/old-name.yaml": "kind: system\nid: old-name\ntitle: X\n",
            "systems/b.yaml": system("b", "# old-name\n"),
        },
    )
    made = plan(layout, "system/old-name", "new-one")
    assert made.notes == ("`old-name` still stands in words that are no reference: knowledge/systems/b.yaml:4.",)


def test_a_link_is_not_moved(layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text(OLD)
    (layout.knowledge / "systems").mkdir()
    (layout.knowledge / "systems" / "marketo.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(SetupError, match="is a link to another file"):
        plan(layout, "system/marketo", "new-one")
