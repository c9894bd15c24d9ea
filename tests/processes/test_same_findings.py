"""A book is read and checked alike by one process and by several."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")

ROOT = Path(__file__).parents[2]
_SAY = Path(__file__).with_name("same_findings.py")
_VALUES = ('"', "TBD", "", "012", "1.10", "[[nowhere]]", "password: hunter22", "2019-13-40", "{a: b}", "Näme 😀")
_LINE = re.compile(r"( *(?:- )?(?!id|kind)\w+): ([\w-]+)")


def _spoil(folder: Path) -> None:
    """Write in two files of three what is no YAML, or not what belongs there, into a line or two."""
    draw = random.Random(6)
    for path in sorted(folder.rglob("*.yaml")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for _ in range(draw.randrange(3) * (path.name != "book.yaml")):
            number = draw.randrange(len(lines))
            key, colon, value = lines[number].partition(": ")
            lines[number] = draw.choice(
                (f"{key}{colon}{draw.choice(_VALUES)}", f"{key}x{colon}{value}", f"{key}:\t{value}")
            )
        path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _mix(folder: Path) -> None:
    """Let files say what others say under the same key, or nothing: each value is allowed, and wrong where it stands now."""
    draw = random.Random(6)
    texts = {path: path.read_text(encoding="utf-8").split("\n") for path in sorted(folder.rglob("*.yaml"))}
    said: dict[str, list[str]] = defaultdict(list)
    for lines in texts.values():
        for match in filter(None, map(_LINE.fullmatch, lines)):
            said[match[1].strip(" -")].append(match[2])
    for path, lines in texts.items():
        for number, match in enumerate(map(_LINE.fullmatch, lines)):
            if match and path.name != "book.yaml" and draw.random() < 0.3:
                lines[number] = f"{match[1]}: {draw.choice(said[match[1].strip(' -')])}"
        path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _compare(folder: Path) -> tuple[int, int]:
    env = {key: value for key, value in os.environ.items() if key != "CI"}
    done = subprocess.run(
        [sys.executable, str(_SAY), str(folder)], capture_output=True, text=True, timeout=120, check=False, env=env
    )
    assert (done.returncode, done.stderr) == (0, "")
    findings, rules = map(int, done.stdout.split())
    return findings, rules


def _copy(folder: Path) -> Path:
    for name in ("knowledge", ".mopsbook"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def test_a_spoilt_book_has_the_same_findings_however_many_processes_look(tmp_path: Path) -> None:
    """The reference book with unreadable files and values that no schema allows: every document and finding to the letter."""
    _spoil(_copy(tmp_path) / "knowledge")
    findings, _ = _compare(tmp_path)
    assert findings > 150


def test_a_book_that_breaks_many_rules_has_the_same_findings_however_many_processes_look(tmp_path: Path) -> None:
    """The reference book with hundreds of mistakes against dozens of rules: every finding to the letter."""
    _mix(_copy(tmp_path) / "knowledge")
    findings, rules = _compare(tmp_path)
    assert findings > 200
    assert rules > 20


def test_a_sound_book_is_the_same_however_many_processes_read_it(tmp_path: Path) -> None:
    """The reference book as it is: what other processes read, and what was kept of it, is what is read here."""
    findings, _ = _compare(_copy(tmp_path))
    assert findings < 5
