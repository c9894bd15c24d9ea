"""No file crashes the process, stalls it or fills its memory; run apart, so that a crash is seen as a failure."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from mopsbook.reading.read import read_yaml

DEEP = {
    "open lists": "'a: ' + '[' * N",
    "lists": "'a: ' + '[' * N + ']' * N",
    "open mappings": "'{a: ' * N",
    "mappings": "'{a: ' * N + '1' + '}' * N",
    "pairs": "'[a: ' * N + '1' + ']' * N",
    "lists over lines": "'a:\\n ' + '[\\n ' * N + ']\\n ' * N",
    "items": "'- ' * N + 'a'",
    "items below a key": "'a:\\n' + '- ' * N + 'a'",
    "items behind CR": "'a:\\r' + '- ' * N + 'a'",
    "questions": "'? ' * N + 'a'",
    "answers": "': ' * N + 'a'",
    "mixed": "'- ? : ' * N + 'a'",
    "indented keys": "''.join(' ' * n + 'a:\\n' for n in range(3000))",
    "indented keys in the middle": "''.join(' ' * n + 'a:\\n' for n in range(100))",
    "indented items": "''.join(' ' * n + 'a:\\n' + ' ' * n + '-\\n' for n in range(300))",
}
SHOW = """
from mopsbook.reading.read import read_yaml
from mopsbook.reading.places import Places
N = 100_000
text = {form}
reading = read_yaml(text.encode())
Places(text).value(("a", 0))
print(reading.value is None, len(reading.problems), reading.problems[0].message)
"""


@pytest.mark.parametrize("form", DEEP.values(), ids=DEEP.keys())
def test_deep_nesting_is_a_problem_not_a_crash(form: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW.format(form=form)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.startswith("True 1 "), done.stdout
    assert "nested" in done.stdout or "too big" in done.stdout, done.stdout


def test_sixty_four_levels_are_read_and_one_more_is_not() -> None:
    def nested(levels: int) -> bytes:
        return b"a: " + b"[" * (levels - 1) + b"]" * (levels - 1)

    assert read_yaml(nested(64)).problems == ()
    for text in (nested(65), nested(65) + b"\nb: &x c\n"):
        reading = read_yaml(text)
        assert [(each.line, each.column) for each in reading.problems] == [(1, 67)]
        assert reading.value is None


def test_alias_bomb_is_placed_at_the_alias_that_goes_too_far() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(30))
    problem = read_yaml(bomb.encode()).problems[0]
    assert problem.line == 5
    assert "10,000" in problem.message


def test_aliases_below_the_limit_are_fine() -> None:
    text = "a: &a [" + "x, " * 98 + "]\nb: [" + "*a, " * 100 + "]\n"
    assert read_yaml(text.encode()).problems == ()


@pytest.mark.parametrize(
    "content",
    [
        b"a:\n" + b"  - name: x y z\n    note: 'hello there'\n" * 250_000,
        b"a: " + b"x" * 1_900_000,
        b"a:" + b" " * 1_900_000 + b"x",
        (b" " * 399 + b"\n") * 4_900 + b"a: 1",
        b"a: [" + b"012," * 400_000 + b"]",
        b"a: '" + b"\n c " * 400_000,
        b"a: " + b"&x" * 900_000,
        b"---\n" * 400_000,
        b"\r" * 1_900_000,
        b"\n# #" * 400_000,
        b"a: " + b"1." * 900_000,
        b"a: " + b"[" * 63 + b"*a, " * 400_000,
        b"".join(b"k%d: 1\n" % number for number in range(180_000)) + b"k7: 2\n",
        bytes(range(256)) * 40_000,
    ],
    ids=range(14),
)
def test_huge_files_do_not_stall(content: bytes) -> None:
    began = time.process_time()
    read_yaml(content)
    assert time.process_time() - began < 60  # seconds; a generous bound for a slow machine, a stall takes minutes
