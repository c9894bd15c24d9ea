"""The Tab key completes commands, options, kinds, rules and ids of the book, in a real shell and without a wait."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import mopsbook
from mopsbook.documents.glance import glance_at
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(mopsbook.__file__).parents[1]
FILES = {
    "book.yaml": "kind: book\ntitle: Ours\n",
    "systems/marketo.yaml": "# ours\nkind: system\nid: marketo\ntitle: Marketo\nenvironments:\n  - id: prod\n",
    "systems/two.yaml": "kind: system\nsystems:\n  - id: market-map\n    title: M\n  - title: S\n    id: 'salesforce'\n",
    "teams/ops.yaml": 'id: "ops"\nkind: team\n',
    "teams/broken.yaml": "kind: [\n",
}


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A bash in a small book, with the script of `mopsbook completion bash` and nothing else in it."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    for name, content in FILES.items():
        path = tmp_path / "book" / "knowledge" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    door = tmp_path / "bin" / "mopsbook"
    door.parent.mkdir()
    door.write_text(f'#!/bin/sh\nPYTHONPATH="{SOURCE}" exec "{sys.executable}" -m mopsbook "$@"\n')
    door.chmod(0o755)
    environment = {"PATH": f"{door.parent}:/usr/bin:/bin", "HOME": str(tmp_path)}
    words = [bash, "--noprofile", "--norc"]
    with subprocess.Popen(
        words, cwd=tmp_path / "book", env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        process.stdin.write('eval "$(mopsbook completion bash)"\n')
        yield process


def press_tab(shell: subprocess.Popen[str], *words: str) -> list[str]:
    """Return what bash is offered for the last of the words."""
    assert shell.stdin
    assert shell.stdout
    line = " ".join(f"'{word}'" for word in ("mopsbook", *words))
    shell.stdin.write(f"COMPREPLY=(); COMP_WORDS=({line}); COMP_CWORD={len(words)}; _mopsbook_completion mopsbook\n")
    shell.stdin.write('printf "%s\\n" "${COMPREPLY[@]}" END\n')
    shell.stdin.flush()
    return [line.rstrip("\n") for line in iter(shell.stdout.readline, "END\n") if line.strip()]


def test_in_bash_each_word_of_a_command_line_is_completed(shell: subprocess.Popen[str]) -> None:
    assert {"show", "schema"} <= set(press_tab(shell, "s"))
    assert press_tab(shell, "show", "mark") == ["market-map", "marketo"]
    assert press_tab(shell, "show", "system/m") == ["system/market-map", "system/marketo"]
    assert press_tab(shell, "rename", "team/") == ["team/ops"]
    assert press_tab(shell, "list", "val") == ["value-list"]
    assert press_tab(shell, "explain", "bus") == ["bus-factor"]
    assert "--columns" in press_tab(shell, "list", "--c")


@pytest.mark.parametrize(
    ("name", "sign"), [("zsh", "#compdef mopsbook"), ("fish", "complete --no-files --command mopsbook")]
)
def test_other_shells_get_their_own_script(name: str, sign: str) -> None:
    from click.testing import CliRunner

    from mopsbook.cli.commands import cli

    done = CliRunner().invoke(cli, ["completion", name])
    assert (done.exit_code, sign in done.output) == (0, True)


def test_at_a_glance_the_reference_book_holds_what_a_reading_finds() -> None:
    """Every id that a reading finds is offered, nothing else is, and 500 documents take less than anybody notices."""
    layout = find_layout(ROOT)
    begin = time.process_time()
    glanced = sorted(pair for pair in glance_at(layout) if pair[0] != "book")
    took = time.process_time() - begin
    assert glanced == sorted(document.key for document in load_shelf(layout, load_kinds()).documents)
    assert took < 0.15
